// What a client of LPR is told about a queue (RFC 1179 sections 5.3 and 5.4), and which documents it may take back (5.5). LPR says neither who asks nor proves it: so a client
// sees what came from its own address, and where that is several people's, only what the names it asks for sent. Somebody else's is as if it were not there.
import type { LprJob } from '../../store/lpr-jobs.ts';
import { waitingLprJobs } from '../../store/lpr-jobs.ts';
import { findOwner } from './find-owner.ts';
import type { IntakeQueue, QueueDeps, QueuePeer } from './queue-parts.ts';

const MOST_TITLE = 60;
const WAITING = {
  received: 'converting',
  locked: 'locked',
  held: 'held',
  releasing: 'active',
  uncertain: 'active',
} as const;

/** The text of the answer; the connection ends behind it. */
export async function listQueue(
  deps: QueueDeps,
  queue: IntakeQueue,
  peer: QueuePeer,
  ask: { readonly long: boolean; readonly list: readonly string[] },
): Promise<string> {
  const all = await deps.db.read((tx) => waitingLprJobs(tx, queue.id, { address: peer.address }));
  const owners = new Set(all.map(({ job }) => job.ownerId));
  // From a print server everybody's come from one address: its documents have titles only for those whose names are asked for.
  const shown =
    ask.list.length > 0 ? all.filter((one) => isNamed(one, ask.list)) : owners.size <= 1 ? all : [];
  const lines = shown.map((one, i) => (ask.long ? longLine(one, i) : shortLine(one, i)));
  const head = `${queue.name}: ready. Documents wait here until their owner prints them at a printer.`;
  if (lines.length > 0) return `${[head, ...(ask.long ? [] : [HEADING]), ...lines].join('\n')}\n`;
  return all.length > 0 && ask.list.length === 0
    ? `${head}\n${all.length} documents of several people wait; ask for one of them by name.\n`
    : `${head}\nno entries\n`;
}

/**
 * Deletes what `agent` sent to this queue: those in `list` (numbers, or its own name for all), or with an empty list the one that waits longest.
 * @returns how many
 */
export async function removeFromQueue(
  deps: QueueDeps,
  queue: IntakeQueue,
  peer: QueuePeer,
  ask: { readonly agent: string; readonly list: readonly string[] },
): Promise<number> {
  const ownerId = await findOwner(queue, { address: peer.address, name: ask.agent }, deps.people);
  if (ownerId === undefined) return 0;
  const own = (await deps.db.read((tx) => waitingLprJobs(tx, queue.id, { ownerId }))).filter(
    ({ row }) => row.address === peer.address && row.userName === ask.agent,
  );
  const meant = ask.list.length === 0 ? own.slice(0, 1) : own.filter((one) => isNamed(one, ask.list));
  let removed = 0;
  for (const { job } of meant) if (await deps.remove(job.id)) removed++;
  return removed;
}

const isNamed = ({ row }: LprJob, list: readonly string[]): boolean =>
  list.some((word) => (/^\d{1,6}$/.test(word) ? Number(word) % 1_000 === row.number : word === row.userName));

const HEADING =
  'Rank   Owner      Job  Files                                                         Total Size';

function shortLine({ row, job }: LprJob, i: number): string {
  const rank = rankOf(job.state, i).padEnd(6);
  const title = plain(job.title);
  return `${rank} ${plain(row.userName).slice(0, 10).padEnd(10)} ${String(row.number).padEnd(4)} ${title.padEnd(MOST_TITLE)} ${job.size} bytes`;
}

function longLine({ row, job }: LprJob, i: number): string {
  const number = String(row.number).padStart(3, '0');
  return `\n${plain(row.userName)}: ${rankOf(job.state, i)}   [job ${number}${row.address}]\n        ${plain(job.title)}   ${job.size} bytes`;
}

function rankOf(state: string, i: number): string {
  const word = Object.hasOwn(WAITING, state) ? WAITING[state as keyof typeof WAITING] : state;
  const ending =
    ['th', 'st', 'nd', 'rd'][(i + 1) % 100 > 10 && (i + 1) % 100 < 14 ? 0 : (i + 1) % 10] ?? 'th';
  return word === 'active' ? word : `${i + 1}${ending}`;
}

/** A terminal obeys what is not a letter (threat T09). */
const plain = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, ' ')
    .slice(0, MOST_TITLE)
    .trim() || '-';
