// The default options of a document's owner: read when it comes in, and laid anew under what is waiting when they change.
import type { DefaultOptions } from '@platen/shared/default-options';
import type { JobState } from '@platen/shared/job-state';
import type { Ticket } from '@platen/shared/ticket';
import { and, eq, inArray, isNull, notExists, sql } from 'drizzle-orm';
import { hot, type Tx } from '../../db/database.ts';

/** Hot path of intake: one row by its key. Empty for somebody who is no longer there. */
export async function ownerDefaults(tx: Tx, ownerId: string): Promise<DefaultOptions> {
  const rows = await hot(
    tx,
    'owner-defaults',
    ({ q, t: { users } }) =>
      q
        .select({ defaults: users.defaults })
        .from(users)
        .where(eq(users.id, sql.placeholder('id')))
        .limit(1),
    { id: ownerId },
  );
  return rows[0]?.defaults ?? {};
}

/** Waiting, and nobody has it in hand. */
const WAITING: readonly JobState[] = ['received', 'locked', 'held'];
/** SQLite allows 32,766 variables in a statement; 500 stays far below on both engines. */
const AT_ONCE = 500;

/**
 * Gives an owner's waiting jobs the ticket they would get if they came now. Jobs whose ticket was changed by hand are left alone: those that
 * were sent to a printer before, or are about to be.
 * @param ticketFor the ticket for what came with a job.
 * @returns how many have another ticket now.
 */
export async function retakeDefaults(
  tx: Tx,
  ownerId: string,
  ticketFor: (asked: Ticket) => Ticket,
): Promise<number> {
  const { jobs, releases } = tx.t;
  const rows = await tx.q
    .select({ id: jobs.id, asked: jobs.asked, ticket: jobs.ticket })
    .from(jobs)
    .where(
      and(
        eq(jobs.ownerId, ownerId),
        inArray(jobs.state, [...WAITING]),
        isNull(jobs.releaseTo),
        notExists(tx.q.select({ id: releases.id }).from(releases).where(eq(releases.jobId, jobs.id))),
      ),
    );
  const byTicket = new Map<string, { readonly ticket: Ticket; readonly ids: string[] }>();
  for (const { id, asked, ticket: before } of rows) {
    const ticket = ticketFor(asked ?? {});
    const key = textOf(ticket);
    if (key === textOf(before)) continue;
    const alike = byTicket.get(key) ?? { ticket, ids: [] };
    alike.ids.push(id);
    byTicket.set(key, alike);
  }
  let changed = 0;
  for (const { ticket, ids } of byTicket.values()) {
    changed += ids.length;
    for (let i = 0; i < ids.length; i += AT_ONCE) {
      const some = ids.slice(i, i + AT_ONCE);
      await tx.q
        .update(jobs)
        .set({ ticket })
        .where(and(inArray(jobs.id, some), inArray(jobs.state, [...WAITING])));
    }
  }
  return changed;
}

/** PostgreSQL keeps the keys of JSON in an order of its own. */
function textOf(ticket: Ticket): string {
  return JSON.stringify(Object.entries(ticket).sort(([one], [other]) => (one < other ? -1 : 1)));
}
