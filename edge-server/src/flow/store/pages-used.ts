// How many printed sides of a person have come out or are on their way: what a guest's limit is held against. Read from the releases, so that
// nothing has to be counted down and given back.
import { RELEASE_STATE } from '@platen/shared/release-state';
import { countSides } from '@platen/shared/ticket';
import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';

/** @returns printed sides over all copies by owner; those without any are absent */
export async function pagesUsed(tx: Tx, ownerIds: readonly string[]): Promise<Map<string, number>> {
  if (ownerIds.length === 0) return new Map();
  const { jobs, releases } = tx.t;
  // By way of the jobs: their index knows the owner.
  const rows = await tx.q
    .select({
      ownerId: jobs.ownerId,
      state: releases.state,
      ticket: releases.ticket,
      pages: releases.pages,
      pagesDone: releases.pagesDone,
      impressions: releases.impressions,
    })
    .from(jobs)
    .innerJoin(releases, and(eq(releases.jobId, jobs.id), eq(releases.ownerId, jobs.ownerId)))
    .where(inArray(jobs.ownerId, [...ownerIds]));
  const used = new Map<string, number>();
  for (const row of rows) used.set(row.ownerId, (used.get(row.ownerId) ?? 0) + sidesOf(row));
  return used;
}

function sidesOf(row: {
  readonly state: keyof typeof RELEASE_STATE;
  readonly ticket: Parameters<typeof countSides>[0] & { readonly copies?: number | undefined };
  readonly pages: number;
  readonly pagesDone: number;
  readonly impressions: number | null;
}): number {
  const copies = row.ticket.copies ?? 1;
  // `pages` are those that were chosen already, so the ranges must not be laid over them again.
  const whole = countSides({ ...row.ticket, pageRanges: undefined }, row.pages) * copies;
  const ended = RELEASE_STATE[row.state].ended;
  // Done, on its way, or nobody knows: as if all of it came out. Stopped or returned: what did.
  if (!ended || row.state === 'done' || row.state === 'uncertain') return whole;
  return Math.min(whole, row.impressions ?? row.pagesDone * copies);
}
