// Whose the test pages are: an account that nobody can sign in with, that is in no list and has no code.
import type { Tx } from '../db/database.ts';

export const HOUSE_ID = 'house';
/** As it stands in reports and at the printer. */
export const HOUSE_NAME = 'Test pages';

/** Makes it where it is not there yet. */
export async function ensureHouseUser(tx: Tx, now: number): Promise<void> {
  await tx.q
    .insert(tx.t.users)
    .values({
      id: HOUSE_ID,
      email: `deleted:${HOUSE_ID}`,
      name: HOUSE_NAME,
      // Nobody searches for it.
      words: '',
      // As of an account that was deleted (users.ts): neither address nor code can ever be typed.
      codeHash: `deleted:${HOUSE_ID}`,
      codeSealed: '',
      codeLength: 0,
      codeSetAt: now,
      createdAt: now,
      deletedAt: now,
      defaults: {},
    })
    .onConflictDoNothing();
}
