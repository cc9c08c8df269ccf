// Rows of documents that came over LPR: by what number, from where and for whom their client knows them.
import { and, asc, eq, inArray, lte } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import type { JobRow } from './jobs.ts';

export type LprJobRow = Tables['lprJobs']['$inferSelect'];
export interface LprJob {
  readonly row: LprJobRow;
  readonly job: JobRow;
}

/** A list of LPR is a screen of text. */
const MOST = 200;
/** As long as a client may ask for what it sent; the document's own story is kept elsewhere. */
const KEEP_MS = 30 * 24 * 3_600_000;

export async function insertLprJob(tx: Tx, row: LprJobRow): Promise<void> {
  await tx.q.insert(tx.t.lprJobs).values(row);
}

/** Those of a queue that can still be printed, the oldest first: from one address, or of one owner. */
export async function waitingLprJobs(
  tx: Tx,
  queueId: string,
  of: { readonly address: string } | { readonly ownerId: string },
): Promise<LprJob[]> {
  const { lprJobs, jobs } = tx.t;
  return tx.q
    .select({ row: lprJobs, job: jobs })
    .from(lprJobs)
    .innerJoin(jobs, eq(jobs.id, lprJobs.jobId))
    .where(
      and(
        eq(lprJobs.queueId, queueId),
        'address' in of ? eq(lprJobs.address, of.address) : eq(jobs.ownerId, of.ownerId),
        inArray(jobs.state, ['received', 'locked', 'held', 'releasing', 'uncertain']),
      ),
    )
    .orderBy(asc(lprJobs.createdAt), asc(lprJobs.jobId))
    .limit(MOST);
}

export async function tidyLprJobs(tx: Tx, now: number): Promise<void> {
  const { lprJobs } = tx.t;
  await tx.q.delete(lprJobs).where(lte(lprJobs.createdAt, now - KEEP_MS));
}
