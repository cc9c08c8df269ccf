// User accounts: made by an administrator, the command line or (later) the first mail; each with one code.
import { AppError } from '@platen/shared/app-error';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { hot, type Tx } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { canonicalAddress } from '../protocols/mail/addresses.ts';
import { forgetAccounting } from './accounting-answers.ts';
import { hashCode, issueCode, openCode } from './codes.ts';
import { endPushOfUsers } from './push-ends.ts';
import { userWords } from './user-words.ts';

export type UserRow = Tables['users']['$inferSelect'];
type UserDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'sealing' | 'settings'>;

/** RFC 5321 section 4.5.3.1.3 path limit. */
const EMAIL_MOST = 254;

/** Lower-cased address with its domain in ASCII (IDNA), or an error: one @, something fit on both sides. Mail programs write it so, too. */
export function normalizeEmail(typed: string): string {
  const email = typed.normalize('NFC').trim();
  const address = email.length > EMAIL_MOST ? undefined : canonicalAddress(email);
  if (address === undefined) throw new AppError('bad-email');
  return address;
}

export function makeUsers(deps: UserDeps) {
  /** Adds an account and gives its first code. */
  const add = (typedEmail: string, name?: string): Promise<{ user: UserRow; code: string }> =>
    deps.db.write((tx) => addIn(tx, typedEmail, name));

  /** The same inside the caller's transaction. */
  async function addIn(
    tx: Tx,
    typedEmail: string,
    name?: string,
    more: { readonly department?: string | undefined; readonly liveCodes?: number } = {},
  ): Promise<{ user: UserRow; code: string }> {
    const email = normalizeEmail(typedEmail);
    const { users } = tx.t;
    const known = await tx.q.select({ id: users.id }).from(users).where(eq(users.email, email)).limit(1);
    if (known.length > 0) throw new AppError('user-exists', { email });
    const id = deps.ids.id();
    const issued = await issueCode(tx, deps, id, more.liveCodes);
    const { code, ...stored } = issued;
    const now = deps.clock.now();
    const user: UserRow = {
      id,
      email,
      name: name?.trim() || (email.split('@')[0] ?? email),
      ...stored,
      codeSetAt: now,
      createdAt: now,
      deletedAt: null,
      lastSeenAt: null,
      language: null,
      defaults: {},
      source: 'console',
      directoryId: null,
      directoryKey: null,
      username: null,
      directorySeenAt: null,
      department: more.department || null,
      disabledAt: null,
      disabledBy: null,
      guestUntil: null,
      guestPages: null,
      openId: null,
      words: '',
    };
    user.words = userWords(user);
    await tx.q.insert(users).values(user);
    tx.news?.push({ event: 'user.added', at: now, facts: { userId: id, source: user.source } });
    return { user, code };
  }

  /** A new code for a user; the old one stops working with the commit. */
  const renewCode = (userId: string): Promise<{ user: UserRow; code: string }> =>
    deps.db.write((tx) => renewCodeIn(tx, userId));

  /** The same inside the caller's transaction. */
  async function renewCodeIn(tx: Tx, userId: string): Promise<{ user: UserRow; code: string }> {
    const { users } = tx.t;
    const { code, ...stored } = await issueCode(tx, deps, userId);
    const rows = await tx.q
      .update(users)
      .set({ ...stored, codeSetAt: deps.clock.now() })
      .where(and(eq(users.id, userId), isNull(users.deletedAt)))
      .returning();
    const user = rows[0];
    if (user === undefined) throw new AppError('not-found', { what: 'user' });
    return { user, code };
  }

  async function ownCode(userId: string): Promise<string> {
    const user = await deps.db.read((tx) => findUser(tx, userId));
    if (user === undefined) throw new AppError('not-found', { what: 'user' });
    return openCode(deps, userId, user.codeSealed);
  }

  /** Removes an account: its code and address are free at once, its sessions end. Its jobs are the caller's to delete. */
  async function remove(userId: string): Promise<UserRow> {
    return deps.db.write(async (tx) => {
      const { users, sessions } = tx.t;
      const gone = deps.ids.id();
      const rows = await tx.q
        .update(users)
        .set({
          deletedAt: deps.clock.now(),
          email: `deleted:${gone}`,
          name: 'Deleted user',
          codeHash: `deleted:${gone}`,
          codeSealed: '',
          language: null,
          defaults: {},
          directoryId: null,
          directoryKey: null,
          username: null,
          openId: null,
          department: null,
          words: '',
        })
        .where(and(eq(users.id, userId), isNull(users.deletedAt)))
        .returning();
      const user = rows[0];
      if (user === undefined) throw new AppError('not-found', { what: 'user' });
      await tx.q
        .delete(sessions)
        .where(and(eq(sessions.personId, userId), inArray(sessions.kind, ['panel', 'portal'])));
      tx.touched?.push({ kind: 'session', userId });
      await endPushOfUsers(tx, [userId]);
      await forgetAccounting(tx, userId);
      return user;
    });
  }

  return { add, addIn, renewCode, renewCodeIn, ownCode, remove };
}

export async function findUser(tx: Tx, id: string): Promise<UserRow | undefined> {
  const rows = await hot(
    tx,
    'find-user',
    ({ q, t: { users } }) =>
      q
        .select()
        .from(users)
        .where(and(eq(users.id, sql.placeholder('id')), isNull(users.deletedAt)))
        .limit(1),
    { id },
  );
  return rows[0];
}

export async function findUserByEmail(tx: Tx, email: string): Promise<UserRow | undefined> {
  const rows = await hot(
    tx,
    'find-user-by-email',
    ({ q, t: { users } }) =>
      q
        .select()
        .from(users)
        .where(and(eq(users.email, sql.placeholder('email')), isNull(users.deletedAt)))
        .limit(1),
    { email },
  );
  return rows[0];
}

export async function findUserByCode(
  tx: Tx,
  deps: Pick<Deps, 'sealing'>,
  typed: string,
): Promise<UserRow | undefined> {
  const { users } = tx.t;
  const rows = await tx.q
    .select()
    .from(users)
    .where(and(eq(users.codeHash, hashCode(deps, typed)), isNull(users.deletedAt)))
    .limit(1);
  return rows[0];
}

/** Names for a list of jobs, deleted users included. */
export async function namesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { users } = tx.t;
  const rows = await tx.q
    .select({ id: users.id, email: users.email, name: users.name, deletedAt: users.deletedAt })
    .from(users)
    .where(inArray(users.id, [...new Set(ids)]));
  return new Map(rows.map((row) => [row.id, row.deletedAt === null ? row.email : row.name]));
}

export async function touchUser(tx: Tx, id: string, now: number): Promise<void> {
  await tx.q.update(tx.t.users).set({ lastSeenAt: now }).where(eq(tx.t.users.id, id));
}
