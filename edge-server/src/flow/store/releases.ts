// Rows of releases, their attempts, and the lanes. Every change of a running release carries the lane's fencing number:
// a worker that lost its lane (crash, pause, another server) changes nothing any more.
import { RELEASE_STATE, type ReleaseState } from '@platen/shared/release-state';
import { and, desc, eq, gt, inArray, ne, or, sql } from 'drizzle-orm';
import { hot, type Tx } from '../../db/database.ts';
import { insertRow } from '../../db/insert-row.ts';
import type { Tables } from '../../db/tables.ts';

export type ReleaseRow = Tables['releases']['$inferSelect'];
export type AttemptRow = Tables['attempts']['$inferSelect'];
type ReleaseChange = Partial<Omit<ReleaseRow, 'id' | 'state' | 'jobId'>>;

/** For the screens that show its document. */
export const touchRelease = (tx: Tx, { jobId, ownerId }: Pick<ReleaseRow, 'jobId' | 'ownerId'>): void => {
  tx.touched?.push({ kind: 'job', jobId, userId: ownerId });
};

export async function insertRelease(tx: Tx, row: ReleaseRow): Promise<void> {
  touchRelease(tx, row);
  await insertRow(tx, 'releases', tx.t.releases, row);
}

export async function findRelease(tx: Tx, id: string): Promise<ReleaseRow | undefined> {
  const rows = await hot(
    tx,
    'find-release',
    ({ q, t }) =>
      q
        .select()
        .from(t.releases)
        .where(eq(t.releases.id, sql.placeholder('id')))
        .limit(1),
    { id },
  );
  return rows[0];
}

/** The newest release of each job. */
export async function lastReleases(tx: Tx, jobIds: readonly string[]): Promise<Map<string, ReleaseRow>> {
  if (jobIds.length === 0) return new Map();
  const { releases } = tx.t;
  const rows = await tx.q
    .select()
    .from(releases)
    .where(inArray(releases.jobId, [...jobIds]))
    .orderBy(desc(releases.createdAt));
  const newest = new Map<string, ReleaseRow>();
  for (const row of rows) if (!newest.has(row.jobId)) newest.set(row.jobId, row);
  return newest;
}

export async function releasesOfSession(tx: Tx, sessionHash: string): Promise<ReleaseRow[]> {
  const { releases } = tx.t;
  return tx.q
    .select()
    .from(releases)
    .where(eq(releases.sessionHash, sessionHash))
    .orderBy(desc(releases.createdAt))
    .limit(200);
}

export async function releasesInState(tx: Tx, state: ReleaseState, limit: number): Promise<ReleaseRow[]> {
  const { releases } = tx.t;
  return tx.q
    .select()
    .from(releases)
    .where(eq(releases.state, state))
    .orderBy(releases.createdAt)
    .limit(limit);
}

/** Releases under way at a printer. */
export async function countRunningAt(tx: Tx, printerId: string): Promise<number> {
  const { releases } = tx.t;
  const rows = await tx.q
    .select({ n: sql<number>`count(*)` })
    .from(releases)
    .where(and(eq(releases.printerId, printerId), sql`${releases.endedAt} is null`));
  return Number(rows[0]?.n ?? 0);
}

/**
 * Moves a release on. `fence` must be the number the caller got with its lane.
 * @returns false when the release is elsewhere by now: the caller stops at once.
 */
export async function moveRelease(
  tx: Tx,
  id: string,
  fence: number,
  from: readonly ReleaseState[],
  to: ReleaseState,
  change: ReleaseChange & { changedAt: number },
): Promise<boolean> {
  const allowed = from.filter((state) => state === to || RELEASE_STATE[state].to.includes(to));
  if (allowed.length === 0) throw new Error(`No way from ${from.join(', ')} to ${to} in release-state.ts`);
  const { releases } = tx.t;
  const rows = await tx.q
    .update(releases)
    .set({ ...change, state: to, ...(RELEASE_STATE[to].ended ? { endedAt: change.changedAt } : {}) })
    .where(and(eq(releases.id, id), eq(releases.fence, fence), inArray(releases.state, allowed)))
    .returning();
  const row = rows[0];
  if (row === undefined) return false;
  touchRelease(tx, row);
  tellEnd(tx, row);
  return true;
}

/** Superseded ones were told before, as uncertain; what follows them has an end of its own. */
const NEWS_OF = {
  done: 'release.done',
  returned: 'release.failed',
  cancelled: 'release.failed',
  uncertain: 'release.uncertain',
} as const;

function tellEnd(tx: Tx, row: ReleaseRow): void {
  const { id, jobId, ownerId, printerId, state, pages, pagesDone, reason, confidence } = row;
  if (!(state in NEWS_OF)) return;
  const facts = { releaseId: id, jobId, userId: ownerId, printerId, outcome: state, pages, pagesDone };
  tx.news?.push({
    event: NEWS_OF[state as keyof typeof NEWS_OF],
    at: row.changedAt,
    facts: {
      ...facts,
      ...(reason === null ? {} : { reason }),
      ...(confidence === null ? {} : { confidence }),
    },
  });
}

/** Sets columns without moving: the page counter, the note, the asked-for cancel. */
export async function changeRelease(tx: Tx, id: string, change: ReleaseChange): Promise<void> {
  const { releases } = tx.t;
  const rows = await tx.q
    .update(releases)
    .set(change)
    .where(eq(releases.id, id))
    .returning({ jobId: releases.jobId, ownerId: releases.ownerId });
  for (const row of rows) touchRelease(tx, row);
}

/** Takes over a release for a lane: only changes with this fence count from now on. */
export async function fenceRelease(tx: Tx, id: string, fence: number): Promise<void> {
  await tx.q.update(tx.t.releases).set({ fence }).where(eq(tx.t.releases.id, id));
}

export async function insertAttempt(tx: Tx, row: AttemptRow): Promise<void> {
  await insertRow(tx, 'attempts', tx.t.attempts, row);
}

export async function findAttempt(
  tx: Tx,
  releaseId: string,
  number: number,
): Promise<AttemptRow | undefined> {
  const { attempts } = tx.t;
  const rows = await tx.q
    .select()
    .from(attempts)
    .where(and(eq(attempts.releaseId, releaseId), eq(attempts.number, number)))
    .limit(1);
  return rows[0];
}

export async function changeAttempt(
  tx: Tx,
  releaseId: string,
  number: number,
  change: Partial<Omit<AttemptRow, 'releaseId' | 'number'>>,
): Promise<void> {
  const { attempts } = tx.t;
  await tx.q
    .update(attempts)
    .set(change)
    .where(and(eq(attempts.releaseId, releaseId), eq(attempts.number, number)));
}

/** Did another release touch this printer since `since`? Then its page counter proves nothing about ours. */
export async function othersSince(
  tx: Tx,
  printerId: string,
  releaseId: string,
  since: number,
): Promise<boolean> {
  const { releases } = tx.t;
  const rows = await tx.q
    .select({ id: releases.id })
    .from(releases)
    .where(
      and(
        eq(releases.printerId, printerId),
        ne(releases.id, releaseId),
        inArray(releases.state, [
          'sending',
          'accepted',
          'printing',
          'done',
          'uncertain',
          'cancelled',
          'superseded',
        ]),
        or(sql`${releases.endedAt} is null`, gt(releases.endedAt, since)),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/**
 * Takes a printer's lane when it is free, its lease ran out, or the same holder has it already.
 * @returns the new fencing number, or undefined while another holder has it.
 */
export async function takeLane(
  tx: Tx,
  printerId: string,
  lane: { readonly holder: string; readonly now: number; readonly leaseUntil: number },
): Promise<number | undefined> {
  const rows = await hot(
    tx,
    'take-lane',
    ({ q, t: { lanes } }) => {
      const holder = sql.placeholder('holder');
      const leaseUntil = sql.placeholder('leaseUntil');
      return q
        .insert(lanes)
        .values({ printerId: sql.placeholder('printerId'), holder, leaseUntil, fence: 1 })
        .onConflictDoUpdate({
          target: lanes.printerId,
          set: { holder: sql`${holder}`, leaseUntil: sql`${leaseUntil}`, fence: sql`${lanes.fence} + 1` },
          setWhere: sql`${lanes.holder} = '' or ${lanes.holder} = ${holder} or ${lanes.leaseUntil} <= ${sql.placeholder('now')}`,
        })
        .returning({ fence: lanes.fence });
    },
    { printerId, ...lane },
  );
  return rows[0]?.fence;
}

/** A new fencing number without the lane: for whoever takes up a release that the printer already has and only watches it. */
export async function takeFence(tx: Tx, printerId: string): Promise<number> {
  const { lanes } = tx.t;
  const rows = await tx.q
    .insert(lanes)
    .values({ printerId, holder: '', leaseUntil: 0, fence: 1 })
    .onConflictDoUpdate({ target: lanes.printerId, set: { fence: sql`${lanes.fence} + 1` } })
    .returning({ fence: lanes.fence });
  const fence = rows[0]?.fence;
  if (fence === undefined) throw new Error('an upsert returns its row');
  return fence;
}

/** Gives a lane back; one that was taken over since stays with its new holder. */
export async function leaveLane(tx: Tx, printerId: string, holder: string): Promise<void> {
  const { lanes } = tx.t;
  await tx.q
    .update(lanes)
    .set({ holder: '', leaseUntil: 0 })
    .where(and(eq(lanes.printerId, printerId), eq(lanes.holder, holder)));
}

export async function renewLane(
  tx: Tx,
  printerId: string,
  holder: string,
  leaseUntil: number,
): Promise<void> {
  const { lanes } = tx.t;
  await tx.q
    .update(lanes)
    .set({ leaseUntil })
    .where(and(eq(lanes.printerId, printerId), eq(lanes.holder, holder)));
}

/**
 * Pages and jobs that were printed, one entry a day of `dayMs` from `since`, oldest first. A release that a person's decision
 * superseded is booked with the pages that are out; those that follow it with the rest (flow/release/decide.ts).
 */
export async function printedPerDay(
  tx: Tx,
  since: number,
  dayMs: number,
  days: number,
): Promise<{ jobs: number; pages: number }[]> {
  const { releases } = tx.t;
  const rows = await tx.q
    .select({ state: releases.state, endedAt: releases.endedAt, pages: releases.pagesDone })
    .from(releases)
    .where(and(inArray(releases.state, ['done', 'superseded']), gt(releases.endedAt, since)));
  const perDay = Array.from({ length: days }, () => ({ jobs: 0, pages: 0 }));
  for (const row of rows) {
    const day = perDay[Math.floor(((row.endedAt ?? since) - since) / dayMs)];
    if (day === undefined) continue;
    if (row.state === 'done') day.jobs += 1;
    day.pages += row.pages;
  }
  return perDay;
}
