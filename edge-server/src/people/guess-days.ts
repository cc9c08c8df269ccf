// How an attack on codes looks: wrong tries by source and day, and who has to wait right now. What waits is decided by guess-budget.ts;
// this is for people to look at, and to let a source go on.
import { AppError } from '@platen/shared/app-error';
import { and, desc, eq, gt, gte, lt, sql } from 'drizzle-orm';
import { hot, type Tx } from '../db/database.ts';
import { audit } from './audit.ts';
import { networkOf, type Source } from './guess-scopes.ts';

/** Days the counts are kept: a quarter, so that a slow attack still shows. */
const KEEP_DAYS = 92;
const DAY_MS = 24 * 3_600_000;
/** Sources listed for a span of days; an attack from more networks than that is told by its sum. */
const MOST_SOURCES = 100;

const dayOf = (now: number): number => Math.floor(now / DAY_MS);

/** Counts one wrong try. By panel where one asks, by network otherwise; wrong keys in mails are counted by their sender alone, and a wrong
 * second factor has been counted by its network already. */
export async function noteWrong(tx: Tx, source: Source, now: number): Promise<void> {
  if (source.sender !== undefined || source.second !== undefined) return;
  const name =
    source.printerId === undefined ? `network:${networkOf(source.address)}` : `panel:${source.printerId}`;
  await hot(
    tx,
    'note-wrong-try',
    ({ q, t: { guessDays } }) =>
      q
        .insert(guessDays)
        .values({
          day: sql.placeholder('day'),
          source: sql.placeholder('source'),
          wrong: 1,
          lastAt: sql.placeholder('now'),
        })
        .onConflictDoUpdate({
          target: [guessDays.day, guessDays.source],
          set: { wrong: sql`${guessDays.wrong} + 1`, lastAt: sql`${sql.placeholder('now')}` },
        }),
    { day: dayOf(now), source: name, now },
  );
}

export interface WrongTries {
  /** Unix ms of the day's beginning, UTC. */
  readonly day: number;
  /** panel:<printer's id> or network:<prefix>. */
  readonly source: string;
  readonly wrong: number;
  /** Unix ms. */
  readonly lastAt: number;
}

/** The sources with the most wrong tries of the last `days` days, today included. */
export async function wrongBySource(tx: Tx, now: number, days: number): Promise<WrongTries[]> {
  const { guessDays } = tx.t;
  const rows = await tx.q
    .select()
    .from(guessDays)
    .where(gte(guessDays.day, dayOf(now) - days + 1))
    .orderBy(desc(guessDays.wrong))
    .limit(MOST_SOURCES);
  return rows.map((row) => ({ ...row, day: row.day * DAY_MS }));
}

export interface WaitingSource {
  /** As in `guesses`: panel:<id>, network:<prefix>, named:<prefix>, pair:<hash>@<source>, site:<day>, typed-<digits>:<day>. */
  readonly scope: string;
  /** Unix ms. */
  readonly until: number;
  /** How often in a row it was made to wait. */
  readonly waits: number;
}

/** Who has to wait, the longest first. */
export async function waitingSources(tx: Tx, now: number): Promise<WaitingSource[]> {
  const { guesses } = tx.t;
  const rows = await tx.q
    .select({ scope: guesses.scope, until: guesses.blockedUntil, waits: guesses.waits })
    .from(guesses)
    .where(gt(guesses.blockedUntil, now))
    .orderBy(desc(guesses.blockedUntil))
    .limit(MOST_SOURCES);
  return rows;
}

/** Lets a source go on, on an administrator's word (threat T17: it is in the audit log). Throws `not-found` when it does not wait. */
export async function freeSource(tx: Tx, scope: string, who: string, now: number): Promise<void> {
  const { guesses } = tx.t;
  const rows = await tx.q
    .update(guesses)
    .set({ wrong: 0, waits: 0, blockedUntil: 0, changedAt: now })
    .where(and(eq(guesses.scope, scope), gt(guesses.blockedUntil, now)))
    .returning({ scope: guesses.scope });
  if (rows.length === 0) throw new AppError('not-found', { what: 'a source that waits' });
  await audit(tx, now, { who, act: 'let a source of wrong codes go on', about: scope });
}

/** Counts that are too old to be looked at. */
export async function dropOldGuessDays(tx: Tx, now: number): Promise<void> {
  await tx.q.delete(tx.t.guessDays).where(lt(tx.t.guessDays.day, dayOf(now) - KEEP_DAYS));
}
