// What a person has set for themselves: the defaults of their documents and the language they are written to in.
import type { DefaultOptions } from '@platen/shared/default-options';
import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';

interface PersonalPreferences {
  readonly defaults: DefaultOptions;
  /** BCP 47; null: the site's. */
  readonly language: string | null;
}

/** @returns false when the account is gone. */
export async function setPreferences(
  tx: Tx,
  userId: string,
  { defaults, language }: PersonalPreferences,
): Promise<boolean> {
  const { users } = tx.t;
  const rows = await tx.q
    .update(users)
    .set({ defaults, language })
    .where(and(eq(users.id, userId), isNull(users.deletedAt)))
    .returning({ id: users.id });
  return rows.length === 1;
}
