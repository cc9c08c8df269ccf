// The same document of the same owner, sent more than once within the window of the settings: "print once?" (SPEC A16). The same is: the same
// bytes, of which the same pages come out. Other options make it a correction, whose latest is what is wanted; it is still asked about.
import type { Ticket } from '@platen/shared/ticket';
import { and, eq, gte, inArray, lte, ne, or, sql } from 'drizzle-orm';
import { hot, type Tx } from '../../db/database.ts';
import { type JobRow, listJobStates } from './jobs.ts';

/** Waiting for their owner: while one of them is in another state there is nothing to choose. */
const WAITING: readonly JobRow['state'][] = ['received', 'locked', 'held'];
/** At a printer, or not decided yet: the one that was chosen. */
const CHOSEN: readonly JobRow['state'][] = ['releasing', 'uncertain'];
const ALIKE: readonly JobRow['state'][] = [...WAITING, ...CHOSEN, 'printed'];
/** Somebody who sends a document a thousand times must not make each conversion look at a thousand rows. */
const MOST_TWINS = 20;

type Twin = Pick<JobRow, 'id' | 'state' | 'ticket' | 'receivedAt'>;

/**
 * For the end of conversion, in its transaction: what to write into the job's row. One of the same that came later and was quicker is marked
 * instead.
 * @param windowMs 0: nothing is looked for.
 */
export async function noteContent(
  tx: Tx,
  job: JobRow,
  contentHash: string | undefined,
  windowMs: number,
): Promise<{ contentHash: string | null; duplicateOf: string | null }> {
  if (contentHash === undefined) return { contentHash: null, duplicateOf: null };
  const twins = await findTwins(tx, { ...job, contentHash }, windowMs);
  const [first] = twins.sort((a, b) => rank(a) - rank(b));
  if (first === undefined || !WAITING.includes(first.state) || isEarlier(first, job))
    return { contentHash, duplicateOf: first?.id ?? null };
  const { jobs } = tx.t;
  await tx.q
    .update(jobs)
    .set({ duplicateOf: job.id })
    .where(
      inArray(
        jobs.id,
        twins.filter(({ state }) => WAITING.includes(state)).map(({ id }) => id),
      ),
    );
  return { contentHash, duplicateOf: null };
}

/** The one that was chosen or printed speaks for all; of those that wait the first that came. */
const rank = ({ state, receivedAt }: Twin): number =>
  CHOSEN.includes(state) ? -2 : state === 'printed' ? -1 : receivedAt;

async function findTwins(
  tx: Tx,
  job: JobRow & { readonly contentHash: string },
  windowMs: number,
): Promise<Twin[]> {
  if (windowMs <= 0) return [];
  const rows = await hot(
    tx,
    'find-twins',
    ({ q, t: { jobs } }) =>
      q
        .select({ id: jobs.id, state: jobs.state, ticket: jobs.ticket, receivedAt: jobs.receivedAt })
        .from(jobs)
        .where(
          and(
            eq(jobs.ownerId, sql.placeholder('owner')),
            eq(jobs.contentHash, sql.placeholder('hash')),
            ne(jobs.id, sql.placeholder('id')),
            inArray(jobs.state, [...ALIKE]),
            gte(jobs.receivedAt, sql.placeholder('since')),
            lte(jobs.receivedAt, sql.placeholder('until')),
          ),
        )
        .limit(MOST_TWINS),
    {
      owner: job.ownerId,
      hash: job.contentHash,
      id: job.id,
      since: job.receivedAt - windowMs,
      until: job.receivedAt + windowMs,
    },
  );
  return rows.filter((row) => samePages(row.ticket, job.ticket));
}

/** For the transaction that records `printed`: those that wait are the ones that were sent too often. Nothing of them is deleted. */
export async function markTwins(tx: Tx, job: JobRow, windowMs: number): Promise<void> {
  const { contentHash } = job;
  if (contentHash === null) return;
  const twins = await findTwins(tx, { ...job, contentHash }, windowMs);
  const ids = twins.flatMap(({ id, state }) => (WAITING.includes(state) ? [id] : []));
  if (ids.length === 0) return;
  const { jobs } = tx.t;
  await tx.q.update(jobs).set({ duplicateOf: job.id }).where(inArray(jobs.id, ids));
}

/**
 * The same document with the same options is at a printer, or has been since `since`: a client whose answer was lost has sent it again.
 * @param since Unix ms.
 */
export async function wasPrintedSince(tx: Tx, job: JobRow, since: number): Promise<boolean> {
  if (job.contentHash === null) return false;
  const { jobs } = tx.t;
  const rows = await tx.q
    .select({ ticket: jobs.ticket })
    .from(jobs)
    .where(
      and(
        eq(jobs.ownerId, job.ownerId),
        eq(jobs.contentHash, job.contentHash),
        ne(jobs.id, job.id),
        or(inArray(jobs.state, [...CHOSEN]), and(eq(jobs.state, 'printed'), gte(jobs.changedAt, since))),
      ),
    )
    .limit(MOST_TWINS);
  return rows.some(({ ticket }) => same(ticket, job.ticket));
}

export interface Duplicate {
  /** The one that is offered. */
  readonly of: string;
  /** It has come out already. */
  readonly printed: boolean;
}

/** Of jobs of one owner, as a list shows them: each that waits and is not the one that is offered. */
export async function findDuplicates(
  tx: Tx,
  jobs: readonly JobRow[],
  windowMs: number,
): Promise<ReadonlyMap<string, Duplicate>> {
  const found = new Map<string, Duplicate>();
  for (const [id, of] of duplicatesAmong(jobs, windowMs)) found.set(id, { of, printed: false });
  // Nearly always nothing, and then nothing is read.
  const others = windowMs <= 0 ? [] : jobs.filter(({ id, state }) => state === 'held' && !found.has(id));
  const named = others.flatMap(({ duplicateOf }) => duplicateOf ?? []);
  if (named.length === 0) return found;
  const states = await listJobStates(tx, named);
  for (const { id, duplicateOf } of others)
    if (duplicateOf !== null && states.get(duplicateOf) === 'printed')
      found.set(id, { of: duplicateOf, printed: true });
  // Of three of which one is out, neither of the others is offered.
  for (const [id, { of }] of found) {
    const offered = found.get(of);
    if (offered !== undefined) found.set(id, offered);
  }
  return found;
}

/**
 * Each that waits -> the one that is offered instead: what is at a printer, else the first that came. Where their options differ, the first
 * that has the options of the latest. Read from the list itself and not from `duplicateOf`: what was deleted since asks nobody any more.
 */
export function duplicatesAmong(jobs: readonly JobRow[], windowMs: number): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (windowMs <= 0) return found;
  const groups = new Map<string, JobRow[]>();
  for (const job of jobs) {
    if (job.contentHash === null || !(WAITING.includes(job.state) || CHOSEN.includes(job.state))) continue;
    const key = `${job.contentHash} ${pagesOf(job.ticket)}`;
    groups.set(key, [...(groups.get(key) ?? []), job]);
  }
  for (const group of groups.values()) {
    const offered = offeredOf(group);
    for (const job of group) {
      if (job === offered || !WAITING.includes(job.state)) continue;
      if (Math.abs(job.receivedAt - offered.receivedAt) <= windowMs) found.set(job.id, offered.id);
    }
  }
  return found;
}

function offeredOf(group: readonly JobRow[]): JobRow {
  const inOrder = [...group].sort((a, b) => (isEarlier(a, b) ? -1 : 1));
  const [first] = inOrder;
  const latest = inOrder.at(-1);
  if (first === undefined || latest === undefined) throw new Error('a group of documents is empty');
  return (
    inOrder.find(({ state }) => CHOSEN.includes(state)) ??
    inOrder.find(({ ticket }) => same(ticket, latest.ticket)) ??
    first
  );
}

const samePages = (a: Ticket, b: Ticket): boolean => pagesOf(a) === pagesOf(b);

const pagesOf = ({ pageRanges = [] }: Ticket): string =>
  pageRanges.map(({ from, to }) => `${from}-${to}`).join();

/** Whatever the order in which a database gives the options back, and those inside of options. */
const same = (a: Ticket, b: Ticket): boolean => inOrder(a) === inOrder(b);

function inOrder(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).map(([name, part]) => `${name}:${inOrder(part)}`);
  return `{${parts.sort().join()}}`;
}

/** Ids begin with their time (platform/ids.ts), so that those of one millisecond have an order too. */
function isEarlier(a: Pick<JobRow, 'id' | 'receivedAt'>, b: Pick<JobRow, 'id' | 'receivedAt'>): boolean {
  return a.receivedAt === b.receivedAt ? a.id < b.id : a.receivedAt < b.receivedAt;
}
