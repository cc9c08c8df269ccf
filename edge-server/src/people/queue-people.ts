// Accounts as a queue without passwords may ask for them: by address, by the user name of a directory, by id. Only those that are neither gone nor switched off, and
// never one of several.
import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { canonicalAddress } from '../protocols/mail/addresses.ts';
import { isOff, isOn } from './user-off.ts';
import { findUser, findUserByEmail, type UserRow } from './users.ts';

/** RFC 5321 section 4.5.3.1.3. */
const EMAIL_MOST = 254;

export function makeQueuePeople({ db, clock }: Pick<Deps, 'db' | 'clock'>) {
  const usable = (user: UserRow | undefined): string | undefined =>
    user === undefined || isOff(user, clock.now()) ? undefined : user.id;

  async function byUserName(tx: Tx, name: string): Promise<string | undefined> {
    const { users } = tx.t;
    const rows = await tx.q
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.username, name), isNull(users.deletedAt), isOn(users, clock.now())))
      // A second one already makes it nobody's.
      .limit(2);
    return rows.length === 1 ? rows[0]?.id : undefined;
  }

  return {
    byEmail: async (email: string) => {
      const address = email.length > EMAIL_MOST ? undefined : canonicalAddress(email);
      return address === undefined ? undefined : usable(await db.read((tx) => findUserByEmail(tx, address)));
    },
    byUserName: (name: string) => db.read((tx) => byUserName(tx, name)),
    byId: async (id: string) => usable(await db.read((tx) => findUser(tx, id))),
  };
}
