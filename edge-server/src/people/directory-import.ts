// One import of a directory (SPEC C6): everybody it shows is taken some at a time, then those are switched off here who are switched off there or
// have left, unless they are suspiciously many. Memory stays flat: what was seen is marked in the rows.
import { AppError } from '@platen/shared/app-error';
import type { ImportCounts } from '@platen/shared/directory';
import { and, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import { countLiveCodes } from './codes.ts';
import type { DirectoryPerson } from './directory-person.ts';
import { type ReadTold, readPeople } from './directory-read.ts';
import { type DirectoryRow, liveDirectoryIds } from './directory-rows.ts';
import { planMoves, type Taking } from './directory-take.ts';
import type { DirectorySession } from './directory-wire.ts';
import { countMoves, noCounts, type WriteDeps, writeMoves } from './directory-write.ts';
import type { Sessions } from './sessions.ts';

export interface ImportDeps extends WriteDeps {
  readonly sessions: Pick<Sessions, 'endOfUsers'>;
}

export interface ImportRun {
  readonly row: DirectoryRow;
  readonly session: Pick<DirectorySession, 'search'>;
  /** Switches off however many it is. */
  readonly anyway: boolean;
  readonly signal: AbortSignal;
  /** Moves the lease on inside each transaction; throws when another server imports now. */
  readonly hold: (tx: Tx) => Promise<void>;
  readonly progress: (counts: ImportCounts) => void;
}

export interface Imported {
  readonly counts: ImportCounts;
  /** It did not go to its end, or not all of it is good. */
  readonly problem?: AppError;
}

/** People who were put off: their address belongs to somebody who may have left. More at once is a directory in disorder. */
const MOST_LATER = 5_000;
/** Between transactions: whoever signs in at a panel needs the same thread several times, and must not meet an import each time. */
const BREATH_MS = 4;
/** Rows switched off in one transaction. */
const OFF_AT_ONCE = 100;

/** Rejects with LdapError, AppError or the signal's reason; what was taken until then stays. */
export async function importDirectory(deps: ImportDeps, run: ImportRun): Promise<Imported> {
  const { row, session, signal } = run;
  const { db } = deps;
  const seenAt = deps.clock.now();
  const counts = noCounts();
  const told: ReadTold = { seen: 0, nameless: 0, references: 0, limited: false };
  const writing = { directoryId: row.id, who: `directory:${row.name}`, seenAt };
  const directories = await db.read(liveDirectoryIds);
  // Counted once: the length of a code grows with the tenfold.
  const codesBefore = await db.read(countLiveCodes);
  const taking: Taking = {
    directoryId: row.id,
    directories,
    seen: (user) => (user.directorySeenAt ?? 0) >= seenAt,
    withDepartment: row.settings.fields.department !== undefined,
  };
  /** Ids of people who are switched off there. */
  const off = new Set<string>();
  let later: DirectoryPerson[] = [];

  async function take(people: readonly DirectoryPerson[], decideNow: boolean): Promise<void> {
    const moves = await db.write(async (tx) => {
      await run.hold(tx);
      const planned = await planMoves(tx, { ...taking, decideNow }, people);
      await writeMoves(tx, deps, { ...writing, liveCodes: codesBefore + counts.added }, planned);
      return planned;
    });
    countMoves(counts, moves);
    for (const move of moves) {
      if (move.kind === 'off') off.add(move.user.id);
      if (move.kind === 'later') later.push(move.person);
    }
    // Of so many, only the first are still looked at.
    counts.skipped += Math.max(0, later.length - MOST_LATER);
    later.length = Math.min(later.length, MOST_LATER);
    counts.seen = told.seen;
    run.progress({ ...counts });
    await deps.clock.sleep(BREATH_MS, signal);
  }

  for await (const people of readPeople(session, row.settings, { told, signal })) {
    signal.throwIfAborted();
    await take(people, false);
  }
  counts.seen = told.seen;
  counts.skipped += told.nameless;
  const putOff = later;
  later = [];
  for (let at = 0; at < putOff.length; at += OFF_AT_ONCE)
    await take(putOff.slice(at, at + OFF_AT_ONCE), !told.limited);
  // Where a limit cut the list, nobody knows who has left.
  counts.skipped += later.length;

  if (told.seen === 0) return { counts, problem: new AppError('directory-empty') };
  const problem = await switchOff(deps, run, { seenAt, off: [...off], told, counts });
  return { counts: { ...counts }, ...(problem === undefined ? {} : { problem }) };
}

interface Ending {
  readonly seenAt: number;
  readonly off: readonly string[];
  readonly told: ReadTold;
  readonly counts: { disabled: number };
}

async function switchOff(
  deps: ImportDeps,
  run: ImportRun,
  { seenAt, off, told, counts }: Ending,
): Promise<AppError | undefined> {
  const { disableMissing, mostDisabled } = run.row.settings.import;
  const cut = told.limited ? new AppError('directory-cut', { seen: told.seen }) : undefined;
  // Whoever a limit hides has not left.
  const alsoMissing = disableMissing && cut === undefined;
  const all = await deps.db.read((tx) => countOn(tx, run.row.id));
  const missing = alsoMissing ? await deps.db.read((tx) => countMissing(tx, run.row.id, seenAt, off)) : 0;
  const wanted = off.length + missing;
  if (wanted > mostDisabled * all && !run.anyway)
    return new AppError('directory-too-many-off', { off: wanted, all });
  for (let at = 0; at < off.length; at += OFF_AT_ONCE)
    counts.disabled += await disable(deps, run, async () => off.slice(at, at + OFF_AT_ONCE));
  for (let more = alsoMissing; more; ) {
    const count = await disable(deps, run, (tx) => someMissing(tx, run.row.id, seenAt));
    counts.disabled += count;
    more = count === OFF_AT_ONCE;
  }
  return cut;
}

/** @returns how many were on and are off now. */
function disable(
  deps: ImportDeps,
  run: ImportRun,
  which: (tx: Tx) => Promise<readonly string[]>,
): Promise<number> {
  run.signal.throwIfAborted();
  return deps.db.write(async (tx) => {
    await run.hold(tx);
    const ids = await which(tx);
    if (ids.length === 0) return 0;
    const { users } = tx.t;
    const now = deps.clock.now();
    const gone = await tx.q
      .update(users)
      .set({ disabledAt: now, disabledBy: 'directory' })
      .where(and(inArray(users.id, [...ids]), isNull(users.disabledAt), isNull(users.deletedAt)))
      .returning({ id: users.id });
    await deps.sessions.endOfUsers(
      tx,
      gone.map(({ id }) => id),
    );
    for (const { id } of gone)
      tx.news?.push({ event: 'user.disabled', at: now, facts: { userId: id, by: 'directory' } });
    return gone.length;
  });
}

/** On, of this directory, and not seen since `seenAt`. */
function missingOnes(tx: Tx, directoryId: string, seenAt: number) {
  const { users } = tx.t;
  return and(
    eq(users.directoryId, directoryId),
    isNull(users.deletedAt),
    isNull(users.disabledAt),
    or(isNull(users.directorySeenAt), lt(users.directorySeenAt, seenAt)),
  );
}

async function someMissing(tx: Tx, directoryId: string, seenAt: number): Promise<string[]> {
  const { users } = tx.t;
  const rows = await tx.q
    .select({ id: users.id })
    .from(users)
    .where(missingOnes(tx, directoryId, seenAt))
    .limit(OFF_AT_ONCE);
  return rows.map(({ id }) => id);
}

/** Those in `off` were not marked as seen: they are missing, too, and are counted by themselves. */
async function countMissing(
  tx: Tx,
  directoryId: string,
  seenAt: number,
  off: readonly string[],
): Promise<number> {
  const rows = await tx.q
    .select({ n: sql<number>`count(*)` })
    .from(tx.t.users)
    .where(missingOnes(tx, directoryId, seenAt));
  return Math.max(0, Number(rows[0]?.n ?? 0) - off.length);
}

async function countOn(tx: Tx, directoryId: string): Promise<number> {
  const { users } = tx.t;
  const rows = await tx.q
    .select({ n: sql<number>`count(*)` })
    .from(users)
    .where(and(eq(users.directoryId, directoryId), isNull(users.deletedAt), isNull(users.disabledAt)));
  return Number(rows[0]?.n ?? 0);
}
