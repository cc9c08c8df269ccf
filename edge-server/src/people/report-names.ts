// What users are called in reports. Those who were deleted are counted under one name and never told apart.
import { inArray, isNotNull } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';

export interface ReportName {
  readonly name: string;
  readonly email: string;
}

/** SQLite takes 32,766 variables in a statement. */
const SOME = 1000;

/** Living users by id; whoever is missing was deleted. */
export async function reportNames(tx: Tx, ids: readonly string[]): Promise<Map<string, ReportName>> {
  const { users } = tx.t;
  const names = new Map<string, ReportName>();
  for (let from = 0; from < ids.length; from += SOME) {
    const rows = await tx.q
      .select({ id: users.id, name: users.name, email: users.email, deletedAt: users.deletedAt })
      .from(users)
      .where(inArray(users.id, ids.slice(from, from + SOME)));
    for (const { id, name, email, deletedAt } of rows) if (deletedAt === null) names.set(id, { name, email });
  }
  return names;
}

export async function deletedUserIds(tx: Tx): Promise<ReadonlySet<string>> {
  const { users } = tx.t;
  const rows = await tx.q.select({ id: users.id }).from(users).where(isNotNull(users.deletedAt));
  return new Set(rows.map(({ id }) => id));
}
