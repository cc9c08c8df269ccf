// Rows of jobs: accepting, moving between states, listing. Every move names the state it comes from, so that exactly one caller wins.
import { JOB_STATE, type JobState } from '@platen/shared/job-state';
import { and, asc, desc, eq, inArray, isNotNull, lte, or, sql } from 'drizzle-orm';
import { hot, type Tx } from '../../db/database.ts';
import { insertRow } from '../../db/insert-row.ts';
import type { Tables } from '../../db/tables.ts';

export type JobRow = Tables['jobs']['$inferSelect'];
type JobChange = Partial<Omit<JobRow, 'id' | 'state' | 'ownerId'>>;

/** For the screens that show it. */
const touch = (tx: Tx, { id, ownerId }: Pick<JobRow, 'id' | 'ownerId'>): void => {
  tx.touched?.push({ kind: 'job', jobId: id, userId: ownerId });
};

const aboutJob = ({ id, ownerId }: JobRow) => ({ jobId: id, userId: ownerId });

/** Adds a job; all columns are given. Hot path of intake. */
export function insertJob(tx: Tx, row: JobRow): Promise<void> {
  touch(tx, row);
  tx.news?.push({
    event: 'job.received',
    at: row.receivedAt,
    facts: { ...aboutJob(row), channel: row.channel, mediaType: row.mediaType, size: row.size },
    title: row.title,
  });
  return insertRow(tx, 'jobs', tx.t.jobs, row);
}

export async function findJob(tx: Tx, id: string): Promise<JobRow | undefined> {
  const rows = await hot(
    tx,
    'find-job',
    ({ q, t }) =>
      q
        .select()
        .from(t.jobs)
        .where(eq(t.jobs.id, sql.placeholder('id')))
        .limit(1),
    { id },
  );
  return rows[0];
}

/** States that their owner still sees in a list. */
const LISTED: readonly JobState[] = [
  'received',
  'locked',
  'held',
  'releasing',
  'uncertain',
  'printed',
  'refused',
];
/** States a panel shows: what can be printed, is being printed, or waits for a word. */
const ON_PANEL: readonly JobState[] = ['received', 'locked', 'held', 'releasing', 'uncertain', 'refused'];
/** A list on a screen; a user with more sees the newest. */
const LIST_LIMIT = 200;

export async function listOwnJobs(tx: Tx, ownerId: string, where: 'panel' | 'portal'): Promise<JobRow[]> {
  const { jobs } = tx.t;
  return tx.q
    .select()
    .from(jobs)
    .where(and(eq(jobs.ownerId, ownerId), inArray(jobs.state, [...(where === 'panel' ? ON_PANEL : LISTED)])))
    .orderBy(desc(jobs.receivedAt))
    .limit(LIST_LIMIT);
}

/** Documents that came in one message, in its order. */
export async function listJobsOfMail(tx: Tx, mailId: string): Promise<JobRow[]> {
  return hot(
    tx,
    'jobs-of-mail',
    ({ q, t: { jobs } }) =>
      q
        .select()
        .from(jobs)
        .where(eq(jobs.mailId, sql.placeholder('mailId')))
        .orderBy(asc(jobs.receivedAt), asc(jobs.id)),
    { mailId },
  );
}

/**
 * Moves a job from one of `from` to `to` and sets the columns of `change`.
 * @returns the row as it is after, or undefined when it was in none of those states (somebody else won).
 */
export async function moveJob(
  tx: Tx,
  id: string,
  from: readonly JobState[],
  to: JobState,
  change: JobChange & { changedAt: number },
): Promise<JobRow | undefined> {
  const allowed = from.filter((state) => JOB_STATE[state].to.includes(to));
  if (allowed.length === 0) throw new Error(`No way from ${from.join(', ')} to ${to} in job-state.ts`);
  // The few moves there are differ in their columns only: each is built once.
  const columns = Object.keys(change);
  const rows = await hot(
    tx,
    `move-job ${allowed.join()} ${to} ${columns.join()}`,
    ({ q, t: { jobs } }) =>
      q
        .update(jobs)
        .set({ ...Object.fromEntries(columns.map((name) => [name, sql.placeholder(name)])), state: to })
        .where(and(eq(jobs.id, sql.placeholder('id')), inArray(jobs.state, allowed)))
        .returning(),
    { ...change, id },
  );
  const row = rows[0];
  if (row !== undefined) touch(tx, row);
  // What was made ready or refused is news; what came back from a printer is the release's.
  if (row !== undefined && from.includes('received') && (to === 'held' || to === 'refused')) {
    const { pages, reason, title, changedAt: at } = row;
    // Behind the code the row keeps the values of its sentence.
    const facts = to === 'held' ? { pages: pages ?? 0 } : { reason: reason?.split(' ')[0] ?? '' };
    const event = to === 'held' ? 'job.held' : 'job.refused';
    tx.news?.push({ event, at, facts: { ...aboutJob(row), ...facts }, title });
  }
  return row;
}

export async function listJobStates(tx: Tx, ids: readonly string[]): Promise<Map<string, JobState>> {
  const { jobs } = tx.t;
  const rows = await tx.q
    .select({ id: jobs.id, state: jobs.state })
    .from(jobs)
    .where(inArray(jobs.id, [...ids]));
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/** Sets columns without moving. */
export async function changeJob(tx: Tx, id: string, change: JobChange): Promise<void> {
  const { jobs } = tx.t;
  const rows = await tx.q
    .update(jobs)
    .set(change)
    .where(eq(jobs.id, id))
    .returning({ ownerId: jobs.ownerId });
  for (const { ownerId } of rows) touch(tx, { id, ownerId });
}

/** Jobs whose time is up and whose state lets them expire; releasing ones wait until they are back. */
export async function listDueJobs(tx: Tx, now: number, limit: number): Promise<JobRow[]> {
  const { jobs } = tx.t;
  return tx.q
    .select()
    .from(jobs)
    .where(
      and(
        inArray(jobs.state, ['received', 'locked', 'held', 'uncertain', 'refused', 'printed']),
        lte(jobs.expiresAt, now),
        or(isNotNull(jobs.blobId), inArray(jobs.state, ['received', 'locked', 'held', 'uncertain'])),
      ),
    )
    .orderBy(asc(jobs.expiresAt))
    .limit(limit);
}

/** Removes the records (not the documents, which went before) of jobs that ended before `before`. */
export async function removeOldRecords(tx: Tx, before: number): Promise<number> {
  const { jobs, events, releases, attempts } = tx.t;
  const gone = await tx.q
    .delete(jobs)
    .where(
      and(inArray(jobs.state, ['printed', 'refused', 'expired', 'deleted']), lte(jobs.changedAt, before)),
    )
    .returning({ id: jobs.id });
  const ids = gone.map((row) => row.id);
  // SQLite allows 32,766 variables in a statement; 500 stays far below on both engines.
  for (let i = 0; i < ids.length; i += 500) {
    const some = ids.slice(i, i + 500);
    await tx.q.delete(events).where(inArray(events.jobId, some));
    const dead = await tx.q
      .delete(releases)
      .where(inArray(releases.jobId, some))
      .returning({ id: releases.id });
    const deadIds = dead.map((row) => row.id);
    if (deadIds.length > 0) await tx.q.delete(attempts).where(inArray(attempts.releaseId, deadIds));
  }
  return ids.length;
}

export async function countJobs(tx: Tx, states: readonly JobState[], since = 0): Promise<number> {
  const { jobs } = tx.t;
  const rows = await tx.q
    .select({ n: sql<number>`count(*)` })
    .from(jobs)
    .where(and(inArray(jobs.state, [...states]), sql`${jobs.changedAt} >= ${since}`));
  return Number(rows[0]?.n ?? 0);
}

/** Held jobs of each of these users. */
export async function countHeldByOwner(tx: Tx, ownerIds: readonly string[]): Promise<Map<string, number>> {
  if (ownerIds.length === 0) return new Map();
  const { jobs } = tx.t;
  const rows = await tx.q
    .select({ ownerId: jobs.ownerId, n: sql<number>`count(*)` })
    .from(jobs)
    .where(and(inArray(jobs.ownerId, [...ownerIds]), eq(jobs.state, 'held')))
    .groupBy(jobs.ownerId);
  return new Map(rows.map((row) => [row.ownerId, Number(row.n)]));
}
