// Rows of IPP jobs: the number that a client knows its job by, and the document behind it once that has come. What became of the document is
// the job's own row to tell.
import { and, desc, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import type { JobRow } from './jobs.ts';

export type IppJobRow = Tables['ippJobs']['$inferSelect'];
/** With its document, where it has one that is still known. */
export interface IppJob {
  readonly row: IppJobRow;
  readonly job: JobRow | undefined;
}

type NewIppJob = Omit<IppJobRow, 'number'>;

/** @returns its number: rising, and never given twice. */
export async function insertIppJob(tx: Tx, row: NewIppJob): Promise<number> {
  const { ippJobs } = tx.t;
  const rows = await tx.q.insert(ippJobs).values(row).returning({ number: ippJobs.number });
  const number = rows[0]?.number;
  if (number === undefined) throw new Error('an IPP job got no number');
  return number;
}

/** Only its owner's: anybody else's is as if it were not there. */
export async function findIppJob(tx: Tx, ownerId: string, number: number): Promise<IppJob | undefined> {
  const { ippJobs, jobs } = tx.t;
  const rows = await tx.q
    .select({ row: ippJobs, job: jobs })
    .from(ippJobs)
    .leftJoin(jobs, eq(jobs.id, ippJobs.jobId))
    .where(and(eq(ippJobs.number, number), eq(ippJobs.ownerId, ownerId)))
    .limit(1);
  const found = rows[0];
  return found === undefined ? undefined : { row: found.row, job: found.job ?? undefined };
}

/** The newest of an owner, the newest first. */
export async function listIppJobs(tx: Tx, ownerId: string, limit: number): Promise<IppJob[]> {
  const { ippJobs, jobs } = tx.t;
  const rows = await tx.q
    .select({ row: ippJobs, job: jobs })
    .from(ippJobs)
    .leftJoin(jobs, eq(jobs.id, ippJobs.jobId))
    .where(eq(ippJobs.ownerId, ownerId))
    .orderBy(desc(ippJobs.number))
    .limit(limit);
  return rows.map(({ row, job }) => ({ row, job: job ?? undefined }));
}

/** The document of a created job has come. False when the job ended meanwhile. */
export async function giveDocument(tx: Tx, number: number, jobId: string): Promise<boolean> {
  const { ippJobs } = tx.t;
  const rows = await tx.q
    .update(ippJobs)
    .set({ jobId, state: 'closed' })
    .where(and(eq(ippJobs.number, number), eq(ippJobs.state, 'open'), isNull(ippJobs.jobId)))
    .returning({ number: ippJobs.number });
  return rows.length > 0;
}

/** Ends jobs that have no document. @returns how many. */
export async function endIppJobs(
  tx: Tx,
  numbers: readonly number[],
  state: 'canceled' | 'aborted' | 'closed',
  now: number,
): Promise<number> {
  if (numbers.length === 0) return 0;
  const { ippJobs } = tx.t;
  const rows = await tx.q
    .update(ippJobs)
    .set({ state, endedAt: now })
    .where(and(inArray(ippJobs.number, [...numbers]), eq(ippJobs.state, 'open')))
    .returning({ number: ippJobs.number });
  return rows.length;
}

/** Seconds a created job waits for its document (multiple-operation-time-out); then it is aborted. */
export const DOCUMENT_WAIT_SECONDS = 300;
/** Clients show what was printed for a while; a number that is older names nothing any more. */
const KEEP_MS = 30 * 24 * 3_600_000;

/** Ends jobs whose document never came, and forgets those of long ago. */
export async function tidyIppJobs(tx: Tx, now: number): Promise<void> {
  const { ippJobs } = tx.t;
  await tx.q
    .update(ippJobs)
    .set({ state: 'aborted', endedAt: now })
    .where(and(eq(ippJobs.state, 'open'), lte(ippJobs.createdAt, now - DOCUMENT_WAIT_SECONDS * 1000)));
  await tx.q.delete(ippJobs).where(lte(ippJobs.createdAt, now - KEEP_MS));
}

export async function countWaiting(tx: Tx, ownerId: string): Promise<number> {
  const { jobs } = tx.t;
  const rows = await tx.q
    .select({ n: sql<number>`count(*)` })
    .from(jobs)
    .where(and(eq(jobs.ownerId, ownerId), inArray(jobs.state, ['received', 'locked', 'held', 'releasing'])));
  return Number(rows[0]?.n ?? 0);
}
