// The rows of administrators: finding, and the rule that one who can do everything always remains. What is done to them is admins.ts's.
import { AppError } from '@platen/shared/app-error';
import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import { isOn } from './user-off.ts';

export type AdminRow = Tables['admins']['$inferSelect'];

/** "Änna " and "änna" are one person to whoever types it: names are compared like this (Unicode's NFKC, lower case). */
export const foldName = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** There are tens of them at most, so that names can be compared here, the same on both engines. */
export const allAdmins = (tx: Tx): Promise<AdminRow[]> =>
  Promise.resolve(tx.q.select().from(tx.t.admins).orderBy(tx.t.admins.createdAt));

export async function anyAdmin(tx: Tx): Promise<boolean> {
  return (await tx.q.select({ id: tx.t.admins.id }).from(tx.t.admins).limit(1)).length > 0;
}

export async function findAdmin(tx: Tx, id: string): Promise<AdminRow | undefined> {
  const rows = await tx.q.select().from(tx.t.admins).where(eq(tx.t.admins.id, id)).limit(1);
  return rows[0];
}

export async function findAdminByName(tx: Tx, name: string): Promise<AdminRow | undefined> {
  const folded = foldName(name);
  return (await allAdmins(tx)).find((row) => foldName(row.name) === folded);
}

export async function mustFindAdmin(tx: Tx, id: string): Promise<AdminRow> {
  const row = await findAdmin(tx, id);
  if (row === undefined) throw new AppError('not-found', { what: `administrator ${id}` });
  return row;
}

/** Not switched off, neither here nor as the user of a directory. */
export async function isAdminOn(tx: Tx, row: AdminRow, now: number): Promise<boolean> {
  if (row.disabledAt !== null) return false;
  if (row.userId === null) return true;
  const { users } = tx.t;
  const found = await tx.q
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, row.userId), isNull(users.deletedAt), isOn(users, now)))
    .limit(1);
  return found.length > 0;
}

/** Throws `last-administrator` when nobody else with this role could sign in any more. The caller holds the lock of the audit log. */
export async function checkNotLast(tx: Tx, row: AdminRow): Promise<void> {
  if (row.role !== 'administrator' || !canSignIn(row)) return;
  const others = (await allAdmins(tx)).filter((one) => one.id !== row.id);
  if (others.some((one) => one.role === 'administrator' && canSignIn(one))) return;
  throw new AppError('last-administrator', { name: row.name });
}

/** With a password of its own: single sign-on may be switched off, and a passkey may be lost. */
const canSignIn = (row: AdminRow): boolean => row.disabledAt === null && row.passwordHash !== '';
