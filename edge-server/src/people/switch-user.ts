// Switching a person off and on, and mending what is known of them. Off means: signs in nowhere, mail is refused, documents wait.
import { AppError } from '@platen/shared/app-error';
import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { Sessions } from './sessions.ts';
import { userWords } from './user-words.ts';
import { findUser, normalizeEmail, type UserRow } from './users.ts';

export interface UserEdit {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly department?: string | undefined;
}

export function makeSwitchUser(
  deps: Pick<Deps, 'db' | 'clock'> & { readonly sessions: Pick<Sessions, 'endAllOf'> },
) {
  /** Ends every session of a person at panels and in the portal. */
  async function signOut(userId: string): Promise<void> {
    await deps.sessions.endAllOf(userId, 'panel');
    await deps.sessions.endAllOf(userId, 'portal');
  }

  /**
   * Switches a person off or on and gives the row as it is then; rejects with `not-found`. Off already: stays as it was, also by whom.
   * Once this has resolved, no session of theirs is left.
   */
  async function switchUser(userId: string, off: boolean): Promise<UserRow> {
    const user = await deps.db.write(async (tx) => {
      const known = await needUser(tx, userId);
      if ((known.disabledAt !== null) === off) return known;
      const facts = { userId, by: 'administrator' };
      if (off) tx.news?.push({ event: 'user.disabled', at: deps.clock.now(), facts });
      return set(tx, known, {
        disabledAt: off ? deps.clock.now() : null,
        disabledBy: off ? 'administrator' : null,
      });
    });
    if (off) await signOut(userId);
    return user;
  }

  /**
   * Mends name, address or department. Rejects with `user-from-directory` where the directory says what they are, with `bad-email`, and with
   * `user-exists` where the address is somebody else's.
   */
  const change = (userId: string, edit: UserEdit): Promise<UserRow> =>
    deps.db.write(async (tx) => {
      const known = await needUser(tx, userId);
      if (known.directoryId !== null) throw new AppError('user-from-directory');
      const { users } = tx.t;
      const email = edit.email === undefined ? known.email : normalizeEmail(edit.email);
      const taken = await tx.q
        .select({ id: users.id })
        .from(users)
        .where(and(eq(users.email, email), ne(users.id, userId)))
        .limit(1);
      if (taken.length > 0) throw new AppError('user-exists', { email });
      const name = edit.name === undefined ? known.name : edit.name || (email.split('@')[0] ?? email);
      const department = edit.department === undefined ? known.department : edit.department || null;
      return set(tx, known, { email, name, department });
    });

  return { switchUser, change, signOut };
}
export type SwitchUser = ReturnType<typeof makeSwitchUser>;

async function needUser(tx: Tx, id: string): Promise<UserRow> {
  const user = await findUser(tx, id);
  if (user === undefined) throw new AppError('not-found', { what: 'user' });
  return user;
}

async function set(tx: Tx, known: UserRow, values: Partial<UserRow>): Promise<UserRow> {
  const { users } = tx.t;
  const user = { ...known, ...values };
  const words = userWords(user);
  await tx.q
    .update(users)
    .set({ ...values, words })
    .where(and(eq(users.id, known.id), isNull(users.deletedAt)));
  return { ...user, words };
}
