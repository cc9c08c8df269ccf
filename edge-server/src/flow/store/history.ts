// What became of a person's documents: those that ended, the latest first, a page at a time.
import { and, desc, eq, inArray, lt, or } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import type { JobRow } from './jobs.ts';

/** States a document ends in. One that was printed may be printed again while it is kept. */
const ENDED = ['printed', 'refused', 'expired', 'deleted'] as const;

/** The last one of the page before. */
export interface HistoryPlace {
  /** Unix ms. */
  readonly changedAt: number;
  readonly id: string;
}

export async function listHistory(
  tx: Tx,
  ownerId: string,
  after: HistoryPlace | undefined,
  limit: number,
): Promise<JobRow[]> {
  const { jobs } = tx.t;
  const later =
    after === undefined
      ? undefined
      : or(
          lt(jobs.changedAt, after.changedAt),
          and(eq(jobs.changedAt, after.changedAt), lt(jobs.id, after.id)),
        );
  return tx.q
    .select()
    .from(jobs)
    .where(and(eq(jobs.ownerId, ownerId), inArray(jobs.state, [...ENDED]), later))
    .orderBy(desc(jobs.changedAt), desc(jobs.id))
    .limit(limit);
}
