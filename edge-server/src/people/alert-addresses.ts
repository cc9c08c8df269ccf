// Whom alerts of the site go to: the address that was set for them, else every administrator who has one.
import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';

/** More than these are a list, and a list has an address of its own to be set. */
const MOST = 10;

/** @param set the setting mail.alertAddress. */
export async function alertAddresses(tx: Tx, set: string): Promise<readonly string[]> {
  const one = set.trim();
  if (one !== '') return [one];
  const { admins } = tx.t;
  const rows = await tx.q
    .select({ email: admins.email })
    .from(admins)
    .where(and(eq(admins.role, 'administrator'), isNull(admins.disabledAt), isNotNull(admins.email)))
    .limit(MOST);
  return [
    ...new Set(rows.flatMap(({ email }) => (email === null || email.trim() === '' ? [] : [email.trim()]))),
  ];
}
