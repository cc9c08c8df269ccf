// Notices end with the sign-in they were asked for in: whoever signed out, was signed out or is gone is told nothing more. A session that ran
// out by itself ends nothing: its phone is still its owner's.
import { and, eq, inArray, ne } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';

/** In the transaction that ends the session. */
export async function endPushOfSession(tx: Tx, sessionHash: string): Promise<void> {
  const { pushSubscriptions } = tx.t;
  await tx.q.delete(pushSubscriptions).where(eq(pushSubscriptions.sessionHash, sessionHash));
}

/** @param except a session that stays. */
export async function endPushOfUsers(tx: Tx, userIds: readonly string[], except = ''): Promise<void> {
  if (userIds.length === 0) return;
  const { pushSubscriptions } = tx.t;
  await tx.q
    .delete(pushSubscriptions)
    .where(and(inArray(pushSubscriptions.userId, [...userIds]), ne(pushSubscriptions.sessionHash, except)));
}
