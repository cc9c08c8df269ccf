// Rows of IPP subscriptions: who wants to be told what, what they know, and the events that may be asked for again. In the database, so that they
// outlive a restart and any of several servers can answer.
import { and, asc, eq, gt, isNull, lte, sql } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';

export type IppSubscription = Tables['ippSubscriptions']['$inferSelect'];
export type { IppEvent, IppSeen } from '../../db/tables-print.ts';

/** @returns its number; undefined when its owner has as many as they may. */
export async function insertSubscription(
  tx: Tx,
  row: Omit<IppSubscription, 'number'>,
  most: number,
): Promise<number | undefined> {
  const { ippSubscriptions } = tx.t;
  const counted = await tx.q
    .select({ n: sql<number>`count(*)` })
    .from(ippSubscriptions)
    .where(and(eq(ippSubscriptions.ownerId, row.ownerId), gt(ippSubscriptions.expiresAt, row.createdAt)));
  if (Number(counted[0]?.n ?? 0) >= most) return undefined;
  const rows = await tx.q.insert(ippSubscriptions).values(row).returning({ number: ippSubscriptions.number });
  return rows[0]?.number;
}

/** Only its owner's, and only while it lasts: others are as if they were not there. */
export async function findSubscription(
  tx: Tx,
  ownerId: string,
  number: number,
  now: number,
): Promise<IppSubscription | undefined> {
  const { ippSubscriptions } = tx.t;
  const rows = await tx.q
    .select()
    .from(ippSubscriptions)
    .where(
      and(
        eq(ippSubscriptions.number, number),
        eq(ippSubscriptions.ownerId, ownerId),
        gt(ippSubscriptions.expiresAt, now),
      ),
    )
    .limit(1);
  return rows[0];
}

/** An owner's, oldest first: of a job, or (null) of the printer. */
export async function listSubscriptions(
  tx: Tx,
  ownerId: string,
  ippJob: number | null,
  { now, limit }: { readonly now: number; readonly limit: number },
): Promise<IppSubscription[]> {
  const { ippSubscriptions } = tx.t;
  return tx.q
    .select()
    .from(ippSubscriptions)
    .where(
      and(
        eq(ippSubscriptions.ownerId, ownerId),
        ippJob === null ? isNull(ippSubscriptions.ippJob) : eq(ippSubscriptions.ippJob, ippJob),
        gt(ippSubscriptions.expiresAt, now),
      ),
    )
    .orderBy(asc(ippSubscriptions.number))
    .limit(limit);
}

/**
 * What was found when its owner asked.
 * @param before the sequence number it was found from.
 * @returns false when another request has found it meanwhile.
 */
export async function noteEvents(
  tx: Tx,
  number: number,
  before: number,
  found: Pick<IppSubscription, 'sequence' | 'seen' | 'kept'>,
): Promise<boolean> {
  const { ippSubscriptions } = tx.t;
  const rows = await tx.q
    .update(ippSubscriptions)
    .set(found)
    .where(and(eq(ippSubscriptions.number, number), eq(ippSubscriptions.sequence, before)))
    .returning({ number: ippSubscriptions.number });
  return rows.length > 0;
}

export async function renewSubscription(
  tx: Tx,
  number: number,
  lease: Pick<IppSubscription, 'lease' | 'expiresAt'>,
): Promise<void> {
  const { ippSubscriptions } = tx.t;
  await tx.q.update(ippSubscriptions).set(lease).where(eq(ippSubscriptions.number, number));
}

export async function removeSubscription(tx: Tx, number: number): Promise<void> {
  const { ippSubscriptions } = tx.t;
  await tx.q.delete(ippSubscriptions).where(eq(ippSubscriptions.number, number));
}

/** Forgets those whose time is over. */
export async function tidySubscriptions(tx: Tx, now: number): Promise<void> {
  const { ippSubscriptions } = tx.t;
  await tx.q.delete(ippSubscriptions).where(lte(ippSubscriptions.expiresAt, now));
}
