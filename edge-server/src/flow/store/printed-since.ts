// How much was printed since a moment: for what is new on the dashboard.
import { and, count, gt, inArray, sum } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';

/** @param since Unix ms. @returns documents that came out, and sides. */
export async function printedSince(tx: Tx, since: number): Promise<{ jobs: number; pages: number }> {
  const { releases } = tx.t;
  const rows = await tx.q
    .select({ jobs: count(), pages: sum(releases.pagesDone) })
    .from(releases)
    .where(and(inArray(releases.state, ['done']), gt(releases.endedAt, since)));
  return { jobs: Number(rows[0]?.jobs ?? 0), pages: Number(rows[0]?.pages ?? 0) };
}
