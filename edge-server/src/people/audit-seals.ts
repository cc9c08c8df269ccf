// Seals of the audit log: its newest number and hash, signed with the server's key, kept by the day and written to the log. Whoever
// rewrites the whole chain in the database would need the key for them, and the lines that have left this machine.
import { eq, like } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { type AuditMark, auditHead, readMark, startHead, verifyAudit } from './audit.ts';

/** Within this time an entry is sealed; each costs one small row at most. */
const SEAL_EVERY_MS = 3_600_000;
const PREFIX = 'audit-seal:';
const PURPOSE = 'audit-seal';

export interface AuditState {
  readonly sound: boolean;
  /** Entries in order, from the first. */
  readonly entries: number;
  /** Seals that were compared. */
  readonly seals: number;
  /** Until when everything is sealed, Unix ms of the newest seal's day; undefined without one. */
  readonly sealedTo?: number;
  /** What is wrong, for a person. */
  readonly sentence?: string;
}

type SealDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'sealing'>;

export function makeAuditSeals(deps: SealDeps) {
  let stopTimer: (() => void) | undefined;
  const sign = (day: string, mark: string): string => deps.sealing.keyedHash(PURPOSE, `${day} ${mark}`);

  /** Seals what has come since the last time; the day's seal is replaced, those of other days stay. */
  async function seal(): Promise<void> {
    const day = new Date(deps.clock.now()).toISOString().slice(0, 10);
    const sealed = await deps.db.write(async (tx) => {
      // Only before the first seal: a head that is taken away later is not put back, and shows.
      if ((await readSeals(tx)).length === 0) await startHead(tx);
      const head = await auditHead(tx);
      if (head === undefined) return undefined;
      const { facts } = tx.t;
      const name = `${PREFIX}${day}`;
      const mark = `${head.number} ${head.hash}`;
      const value = `${mark} ${sign(day, mark)}`;
      const there = await tx.q.select().from(facts).where(eq(facts.name, name)).limit(1);
      if (there[0]?.value === value) return undefined;
      await tx.q
        .insert(facts)
        .values({ name, value })
        .onConflictDoUpdate({ target: facts.name, set: { value } });
      return head;
    });
    if (sealed !== undefined) deps.log.info('audit log sealed', { ...sealed });
  }

  function sealSoon(): void {
    seal().catch((cause: unknown) => deps.log.warn('the audit log could not be sealed', { cause }));
  }

  /** Reads the whole log and compares it with head and seals. */
  async function verify(signal?: AbortSignal): Promise<AuditState> {
    return deps.db.read(async (tx) => {
      const seals = await readSeals(tx);
      const forged = seals.find(
        ({ day, mark, signature }) => mark === undefined || sign(day, text(mark)) !== signature,
      );
      const marks = seals.flatMap(({ mark }) => (mark === undefined ? [] : [mark]));
      const found = await verifyAudit(tx, marks, signal);
      const headless = seals.length > 0 && (await auditHead(tx)) === undefined;
      const sentence =
        found.brokenAt !== undefined
          ? `Entry ${found.brokenAt} was changed or removed. Those before it are as they were written.`
          : found.cutAt !== undefined
            ? `Entries after ${found.entries} were removed: ${found.cutAt} had been written.`
            : found.missing !== undefined
              ? `Entry ${found.missing[0] ?? 0} is not the one that was sealed: the log was written anew.`
              : forged !== undefined
                ? `The seal of ${forged.day} was not made by this server.`
                : headless
                  ? 'What said where the log ends was taken away.'
                  : undefined;
      const last = seals[seals.length - 1];
      return {
        sound: sentence === undefined,
        entries: found.entries,
        seals: seals.length,
        ...(last === undefined ? {} : { sealedTo: Date.parse(`${last.day}T00:00:00Z`) }),
        ...(sentence === undefined ? {} : { sentence }),
      };
    });
  }

  return {
    seal,
    verify,
    start: (): void => {
      sealSoon();
      stopTimer = deps.clock.every(SEAL_EVERY_MS, sealSoon);
    },
    stop: (): void => stopTimer?.(),
  };
}

export type AuditSeals = ReturnType<typeof makeAuditSeals>;

const text = (mark: AuditMark): string => `${mark.number} ${mark.hash}`;

async function readSeals(tx: Tx): Promise<{ day: string; mark: AuditMark | undefined; signature: string }[]> {
  const { facts } = tx.t;
  const rows = await tx.q
    .select()
    .from(facts)
    .where(like(facts.name, `${PREFIX}%`));
  return rows
    .map(({ name, value }) => {
      const cut = value.lastIndexOf(' ');
      return {
        day: name.slice(PREFIX.length),
        mark: readMark(value.slice(0, cut)),
        signature: value.slice(cut + 1),
      };
    })
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}
