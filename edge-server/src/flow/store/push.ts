// Rows of push subscriptions and of notices on their way.
import { and, asc, eq, lt, sql } from 'drizzle-orm';
import { hot, type Tx } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';

export type PushRow = Tables['pushSubscriptions']['$inferSelect'];
export type PushNoticeRow = Tables['pushNotices']['$inferSelect'];

/** Asked at the end of each release. */
export function subscriptionsOf(tx: Tx, userId: string): Promise<PushRow[]> {
  return hot(
    tx,
    'push-of-user',
    ({ q, t: { pushSubscriptions } }) =>
      q
        .select()
        .from(pushSubscriptions)
        .where(eq(pushSubscriptions.userId, sql.placeholder('userId')))
        .orderBy(asc(pushSubscriptions.createdAt)),
    { userId },
  );
}

export async function findSubscription(tx: Tx, id: string): Promise<PushRow | undefined> {
  const { pushSubscriptions } = tx.t;
  const rows = await tx.q.select().from(pushSubscriptions).where(eq(pushSubscriptions.id, id)).limit(1);
  return rows[0];
}

/** One browser is one row: whoever asks last has it, with a fresh id where it was somebody else's. @returns the row as it is. */
export async function putSubscription(tx: Tx, row: PushRow): Promise<PushRow> {
  const { pushSubscriptions } = tx.t;
  const [before] = await tx.q
    .select()
    .from(pushSubscriptions)
    .where(eq(pushSubscriptions.endpointHash, row.endpointHash))
    .limit(1);
  if (before !== undefined && before.userId === row.userId) {
    const { sealed, label, language, sessionHash } = row;
    const change = { sealed, label, language, sessionHash };
    await tx.q.update(pushSubscriptions).set(change).where(eq(pushSubscriptions.id, before.id));
    return { ...before, ...change };
  }
  // Notices for whoever was there before are not for this person.
  if (before !== undefined) await removeSubscription(tx, before.id);
  await tx.q.insert(pushSubscriptions).values(row);
  return row;
}

/** With what is on its way to it. @returns false: there was none. */
export async function removeSubscription(tx: Tx, id: string, userId?: string): Promise<boolean> {
  const { pushSubscriptions, pushNotices } = tx.t;
  const gone = await tx.q
    .delete(pushSubscriptions)
    .where(
      and(
        eq(pushSubscriptions.id, id),
        userId === undefined ? undefined : eq(pushSubscriptions.userId, userId),
      ),
    )
    .returning({ id: pushSubscriptions.id });
  if (gone.length === 0) return false;
  await tx.q.delete(pushNotices).where(eq(pushNotices.subscriptionId, id));
  return true;
}

export async function notePush(
  tx: Tx,
  id: string,
  change: { lastOkAt?: number; failures: number },
): Promise<void> {
  const { pushSubscriptions } = tx.t;
  await tx.q.update(pushSubscriptions).set(change).where(eq(pushSubscriptions.id, id));
}

export async function insertNotice(tx: Tx, row: PushNoticeRow): Promise<void> {
  await tx.q.insert(tx.t.pushNotices).values(row);
}

export async function findNotice(tx: Tx, id: string): Promise<PushNoticeRow | undefined> {
  const { pushNotices } = tx.t;
  const rows = await tx.q.select().from(pushNotices).where(eq(pushNotices.id, id)).limit(1);
  return rows[0];
}

export async function noteAttempt(tx: Tx, id: string, attempts: number): Promise<void> {
  const { pushNotices } = tx.t;
  await tx.q.update(pushNotices).set({ attempts }).where(eq(pushNotices.id, id));
}

export async function removeNotice(tx: Tx, id: string): Promise<void> {
  const { pushNotices } = tx.t;
  await tx.q.delete(pushNotices).where(eq(pushNotices.id, id));
}

/** Notices from before `before`: whatever became of them, nobody waits for them. */
export async function removeOldNotices(tx: Tx, before: number): Promise<void> {
  const { pushNotices } = tx.t;
  await tx.q.delete(pushNotices).where(lt(pushNotices.createdAt, before));
}
