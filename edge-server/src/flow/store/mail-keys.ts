// Rows of mail_keys: single-use keys that were mailed out, by their keyed hash. What a key looks like and who may use it is
// flow/release/by-mail/mail-keys.ts's.
import { and, eq, gt, isNotNull, isNull, lte } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import { insertRow } from '../../db/insert-row.ts';
import type { Tables } from '../../db/tables.ts';

export type MailKeyRow = Tables['mailKeys']['$inferSelect'];

export async function insertMailKey(tx: Tx, row: MailKeyRow): Promise<void> {
  await insertRow(tx, 'mail_keys', tx.t.mailKeys, row);
}

/** Used and expired ones too, as long as they are remembered. */
export async function findMailKey(tx: Tx, keyHash: string): Promise<MailKeyRow | undefined> {
  const { mailKeys } = tx.t;
  const rows = await tx.q.select().from(mailKeys).where(eq(mailKeys.keyHash, keyHash)).limit(1);
  return rows[0];
}

/** Exactly one caller gets true for a key, however many ask. */
export async function takeMailKey(tx: Tx, keyHash: string, now: number): Promise<boolean> {
  const { mailKeys } = tx.t;
  const rows = await tx.q
    .update(mailKeys)
    .set({ usedAt: now })
    .where(and(eq(mailKeys.keyHash, keyHash), isNull(mailKeys.usedAt), gt(mailKeys.expiresAt, now)))
    .returning({ keyHash: mailKeys.keyHash });
  return rows.length === 1;
}

/** Gives a key back in the transaction that took it: nothing was done with it. */
export async function giveBackMailKey(tx: Tx, keyHash: string): Promise<void> {
  const { mailKeys } = tx.t;
  await tx.q.update(mailKeys).set({ usedAt: null }).where(eq(mailKeys.keyHash, keyHash));
}

/** A key that was mailed out to confirm a message (`by`: what the message is known by) has come back. */
export async function confirmedBy(tx: Tx, by: string): Promise<boolean> {
  const { mailKeys } = tx.t;
  const rows = await tx.q
    .select({ keyHash: mailKeys.keyHash })
    .from(mailKeys)
    .where(and(eq(mailKeys.jobId, by), eq(mailKeys.kind, 'confirm'), isNotNull(mailKeys.usedAt)))
    .limit(1);
  return rows.length === 1;
}

/** Forgets keys that expired before `before`. */
export async function dropMailKeys(tx: Tx, before: number): Promise<void> {
  await tx.q.delete(tx.t.mailKeys).where(lte(tx.t.mailKeys.expiresAt, before));
}
