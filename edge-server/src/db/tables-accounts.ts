// The tables of accounts: users, administrators, their sessions, and the wrong tries at them. Part of tables.ts.
import type { DefaultOptions } from '@platen/shared/default-options';
import type { AdminRole } from '@platen/shared/scopes';
import type { SignInVia } from '@platen/shared/sign-in';
import type { ColumnKit } from './column-kit.ts';

export function describeAccountTables(kit: ColumnKit) {
  const { table, index, uniqueIndex, text, int, flag, json } = kit;

  const users = table(
    'users',
    {
      id: text('id').primaryKey(),
      /** Lower case. */
      email: text('email').notNull(),
      name: text('name').notNull(),
      /** Keyed hash of the code, to find its owner; sealed value, to show or mail it again (SPEC C4). */
      codeHash: text('code_hash').notNull(),
      codeSealed: text('code_sealed').notNull(),
      codeLength: int('code_length').notNull(),
      codeSetAt: int('code_set_at').notNull(),
      /** Set on delete: the email is free again, the rows of old jobs keep their owner. */
      deletedAt: int('deleted_at'),
      createdAt: int('created_at').notNull(),
      lastSeenAt: int('last_seen_at'),
      /** BCP 47 tag of the language this person is written to in; null: the site's. */
      language: text('language'),
      /** How this person's documents are printed when nothing else is said. */
      defaults: json('defaults').$type<DefaultOptions>().notNull(),
      /** How the account came to be. A guest has no address that counts and ends at `guestUntil`. */
      source: text('source')
        .$type<'console' | 'mail' | 'portal' | 'directory' | 'openid' | 'guest'>()
        .notNull()
        .default('console'),
      /** The directory it belongs to, and what the directory calls it for ever (objectGUID, entryUUID). */
      directoryId: text('directory_id'),
      directoryKey: text('directory_key'),
      /** Lower case; what is typed at a panel before the directory's password. */
      username: text('username'),
      /** When an import last saw it. */
      directorySeenAt: int('directory_seen_at'),
      department: text('department'),
      /** Switched off: signs in nowhere, its mail is refused, its documents wait. */
      disabledAt: int('disabled_at'),
      disabledBy: text('disabled_by').$type<'administrator' | 'directory'>(),
      guestUntil: int('guest_until'),
      /** Impressions a guest may print in all; null: no limit. What came out counts, and what is on its way. */
      guestPages: int('guest_pages'),
      /** OpenID's issuer and subject, separated by a blank: the account at the provider that signs this person in. */
      openId: text('open_id'),
      /** What the console's search looks through: `userWords()` of people/user-words.ts, set anew with every change of address, name, user name or department. */
      words: text('words').notNull(),
    },
    (t) => [
      uniqueIndex('users_email').on(t.email),
      uniqueIndex('users_code').on(t.codeHash),
      index('users_code_length').on(t.codeLength),
      uniqueIndex('users_directory').on(t.directoryId, t.directoryKey),
      uniqueIndex('users_open_id').on(t.openId),
      index('users_username').on(t.username),
      // In the order of the list and with all that it is searched and filtered by: a search reads this and no row.
      index('users_search').on(t.email, t.deletedAt, t.disabledAt, t.source, t.directoryId, t.words, t.id),
    ],
  );

  const admins = table(
    'admins',
    {
      id: text('id').primaryKey(),
      name: text('name').notNull(),
      /** Empty: this administrator signs in another way. */
      passwordHash: text('password_hash').notNull(),
      createdAt: int('created_at').notNull(),
      role: text('role').$type<AdminRole>().notNull().default('administrator'),
      email: text('email'),
      /** OpenID's issuer and subject, separated by a blank. */
      openId: text('open_id'),
      /** TOTP key (RFC 6238), sealed ('totp'); null: no second factor of this kind. */
      totpSealed: text('totp_sealed'),
      /** The last time step used, so that none works twice. */
      totpStep: int('totp_step').notNull().default(0),
      /** SHA-256 of the recovery codes that are left. */
      recoveryHashes: json('recovery_hashes').$type<readonly string[]>().notNull().default([]),
      disabledAt: int('disabled_at'),
      lastSeenAt: int('last_seen_at'),
      passwordSetAt: int('password_set_at'),
      /** SHA-256 of the one-time link's token by which a password is chosen: an invitation, or a password that was forgotten. */
      linkHash: text('link_hash'),
      linkUntil: int('link_until'),
      /** The user of a directory who is an administrator by one of its groups; null: an account of its own. */
      userId: text('user_id'),
    },
    (t) => [uniqueIndex('admins_name').on(t.name), uniqueIndex('admins_open_id').on(t.openId)],
  );

  const sessions = table(
    'sessions',
    {
      /** SHA-256 of the token; the token itself is only in the cookie. */
      tokenHash: text('token_hash').primaryKey(),
      kind: text('kind').$type<'panel' | 'portal' | 'admin' | 'converter'>().notNull(),
      /** A user's id, or an administrator's for `admin`. */
      personId: text('person_id').notNull(),
      printerId: text('printer_id'),
      createdAt: int('created_at').notNull(),
      expiresAt: int('expires_at').notNull(),
      /** What its owner recognises it by. */
      address: text('address'),
      agent: text('agent'),
      seenAt: int('seen_at'),
      /** How the person signed in. */
      via: text('via').$type<SignInVia>(),
      /** When the person last proved who they are, for what must not happen at an unattended screen. */
      strongAt: int('strong_at'),
      /** "Stay signed in". */
      stay: flag('stay').notNull().default(false),
      /** Of one that was opened with a document's PIN: the documents it may see and print, and nothing else. Null: all of the person's. */
      jobIds: json('job_ids').$type<readonly string[]>(),
    },
    (t) => [index('sessions_expiry').on(t.expiresAt), index('sessions_person').on(t.personId)],
  );

  /** Wrong tries by scope: panel:<id>, network:<prefix>, site:<day>, pair:<user>@<source>. */
  const guesses = table('guesses', {
    scope: text('scope').primaryKey(),
    wrong: int('wrong').notNull(),
    /** How often in a row the scope was made to wait: each wait is twice the one before. */
    waits: int('waits').notNull(),
    blockedUntil: int('blocked_until').notNull(),
    changedAt: int('changed_at').notNull(),
  });

  return { users, admins, sessions, guesses };
}
