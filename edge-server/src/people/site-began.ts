// When this site began: with its first administrator.
import { min } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';

/** Unix ms; undefined while there is none. */
export async function siteBegan(tx: Tx): Promise<number | undefined> {
  const rows = await tx.q.select({ at: min(tx.t.admins.createdAt) }).from(tx.t.admins);
  const at = rows[0]?.at;
  return at === null || at === undefined ? undefined : Number(at);
}
