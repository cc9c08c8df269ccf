// The mark on a job that it prints at a printer by itself, once it is ready: jobs.release_to. Whoever takes the mark off decides what becomes
// of it, in the same transaction.
import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import type { JobRow } from './jobs.ts';

/** For a job that is being made ready. @returns false when it is no longer. */
export async function markForRelease(
  tx: Tx,
  jobId: string,
  printerId: string,
  ticket: JobRow['ticket'],
): Promise<boolean> {
  const { jobs } = tx.t;
  const rows = await tx.q
    .update(jobs)
    // Somebody has decided how it is printed: its owner's defaults no longer touch it.
    .set({ releaseTo: printerId, ticket, asked: ticket })
    .where(and(eq(jobs.id, jobId), eq(jobs.state, 'received')))
    .returning({ id: jobs.id });
  return rows.length === 1;
}

/** Takes the mark off. @returns the job as it is, or undefined when somebody else did. */
export async function takeMark(tx: Tx, jobId: string): Promise<JobRow | undefined> {
  const { jobs } = tx.t;
  const rows = await tx.q
    .update(jobs)
    .set({ releaseTo: null })
    .where(and(eq(jobs.id, jobId), isNotNull(jobs.releaseTo)))
    .returning();
  return rows[0];
}

/** Marked jobs of one message (of none: that job alone), as they came; at most `limit`. */
export async function markedWith(
  tx: Tx,
  { id, mailId, ownerId }: Pick<JobRow, 'id' | 'mailId' | 'ownerId'>,
  limit: number,
): Promise<JobRow[]> {
  const { jobs } = tx.t;
  const together =
    mailId === null ? eq(jobs.id, id) : and(eq(jobs.mailId, mailId), eq(jobs.ownerId, ownerId));
  return tx.q
    .select()
    .from(jobs)
    .where(and(together, isNotNull(jobs.releaseTo)))
    .orderBy(asc(jobs.receivedAt), asc(jobs.id))
    .limit(limit);
}

/** Marked since it came through the queue of that printer; not by a mail about it. */
export async function isDirectJob(
  tx: Tx,
  { id, channel, releaseTo }: Pick<JobRow, 'id' | 'channel' | 'releaseTo'>,
): Promise<boolean> {
  if (channel !== 'ipp' || releaseTo === null) return false;
  const { ippJobs, ippJobDocuments } = tx.t;
  const rows = await tx.q
    .select({ printerId: ippJobs.printerId })
    .from(ippJobDocuments)
    .innerJoin(ippJobs, eq(ippJobs.number, ippJobDocuments.ippJob))
    .where(eq(ippJobDocuments.jobId, id))
    .limit(1);
  return rows[0]?.printerId === releaseTo;
}

/** Marked jobs in these states, oldest first. */
export async function markedIn(tx: Tx, states: readonly JobRow['state'][], limit: number): Promise<JobRow[]> {
  const { jobs } = tx.t;
  return tx.q
    .select()
    .from(jobs)
    .where(and(inArray(jobs.state, [...states]), isNotNull(jobs.releaseTo)))
    .orderBy(asc(jobs.receivedAt), asc(jobs.id))
    .limit(limit);
}
