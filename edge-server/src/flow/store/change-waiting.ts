// Changes what is asked of a job that waits, on its owner's word: its title, and the ticket it is held with.
import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import type { JobRow } from './jobs.ts';
import { ownerDefaults } from './owner-defaults.ts';

interface Change {
  readonly title?: string;
  /** What came with the job, changed; the ticket is laid anew from it. */
  readonly asked?: JobRow['ticket'];
  readonly ticketFor: (
    defaults: Awaited<ReturnType<typeof ownerDefaults>>,
    asked: JobRow['ticket'],
  ) => JobRow['ticket'];
}

/** @returns false when it no longer waits: it is being printed, or has ended. */
export async function changeWaiting(
  tx: Tx,
  { id, ownerId }: Pick<JobRow, 'id' | 'ownerId'>,
  { title, asked, ticketFor }: Change,
): Promise<boolean> {
  const { jobs } = tx.t;
  const ticket = asked === undefined ? undefined : ticketFor(await ownerDefaults(tx, ownerId), asked);
  const rows = await tx.q
    .update(jobs)
    .set({
      ...(title === undefined ? {} : { title }),
      ...(ticket === undefined ? {} : { ticket, asked: asked ?? null }),
      // For the condition below to be asked even where nothing is to be changed.
      ownerId,
    })
    .where(and(eq(jobs.id, id), inArray(jobs.state, ['received', 'locked', 'held'])))
    .returning({ id: jobs.id });
  if (rows.length === 0) return false;
  tx.touched?.push({ kind: 'job', jobId: id, userId: ownerId });
  return true;
}
