// The tables about people besides users and sessions: cards, directories, administrators' passkeys, tokens of programs. Part of tables.ts.
import type { DirectorySettings, DirectoryState } from '@platen/shared/directory';
import type { Scope } from '@platen/shared/scopes';
import type { WebhookState } from '@platen/shared/webhook';
import type { ColumnKit } from './column-kit.ts';

export function describePeopleTables(kit: ColumnKit) {
  const { table, index, uniqueIndex, primaryKey, text, int, flag, json, bytes } = kit;

  /** Cards that sign their holder in at a panel (SPEC I6); the number itself stands nowhere. */
  const cards = table(
    'cards',
    {
      /** Keyed hash of the card's number. */
      cardHash: text('card_hash').primaryKey(),
      userId: text('user_id').notNull(),
      /** The last four characters, to tell cards apart. */
      label: text('label').notNull(),
      createdAt: int('created_at').notNull(),
      lastUsedAt: int('last_used_at'),
    },
    (t) => [index('cards_user').on(t.userId)],
  );

  /** LDAP and Active Directory domains, asked in the order of `position`. */
  const directories = table('directories', {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    position: int('position').notNull(),
    settings: json('settings').$type<DirectorySettings>().notNull(),
    /** Password of the account that searches, sealed ('directory'); never shown again. */
    secretSealed: text('secret_sealed'),
    enabled: flag('enabled').notNull(),
    /** What the last test and the last import found. */
    state: json('state').$type<DirectoryState>(),
    /** One server imports at a time; `fence` outdates whoever held it before. */
    holder: text('holder').notNull(),
    leaseUntil: int('lease_until').notNull(),
    fence: int('fence').notNull(),
    createdAt: int('created_at').notNull(),
    changedAt: int('changed_at').notNull(),
    removedAt: int('removed_at'),
  });

  /** Sign-ins that wait for a second step: a code that was mailed, or the answer of an OpenID provider. */
  const loginAttempts = table(
    'login_attempts',
    {
      /** SHA-256 of the word the browser holds. */
      idHash: text('id_hash').primaryKey(),
      kind: text('kind').$type<'mailed-code' | 'openid' | 'second-factor' | 'passkey'>().notNull(),
      /** Portal or console. */
      surface: text('surface').$type<'portal' | 'admin'>().notNull(),
      /** The address, administrator's id or other subject it is about; empty where nobody is known yet. */
      subject: text('subject').notNull(),
      /** Keyed hash of the mailed code. */
      codeHash: text('code_hash'),
      /** State, nonce and verifier of an OpenID flow, the challenge of a passkey; sealed ('login-attempt'). */
      sealed: text('sealed'),
      tries: int('tries').notNull(),
      stay: flag('stay').notNull(),
      createdAt: int('created_at').notNull(),
      expiresAt: int('expires_at').notNull(),
      usedAt: int('used_at'),
    },
    (t) => [index('login_attempts_expiry').on(t.expiresAt)],
  );

  /** WebAuthn credentials of administrators. */
  const passkeys = table(
    'passkeys',
    {
      /** Credential id, base64url. */
      id: text('id').primaryKey(),
      adminId: text('admin_id').notNull(),
      name: text('name').notNull(),
      /** The host name it was made for (WebAuthn's RP ID); it works under no other. */
      rpId: text('rp_id').notNull(),
      publicKey: bytes('public_key').notNull(),
      counter: int('counter').notNull(),
      transports: json('transports').$type<readonly string[]>().notNull(),
      createdAt: int('created_at').notNull(),
      lastUsedAt: int('last_used_at'),
    },
    (t) => [index('passkeys_admin').on(t.adminId)],
  );

  /** Tokens of programs that use the API. */
  const apiTokens = table(
    'api_tokens',
    {
      id: text('id').primaryKey(),
      name: text('name').notNull(),
      /** SHA-256 of the token (256 random bits). */
      tokenHash: text('token_hash').notNull(),
      /** Its first characters, to tell tokens apart. */
      label: text('label').notNull(),
      scopes: json('scopes').$type<readonly Scope[]>().notNull(),
      createdAt: int('created_at').notNull(),
      createdBy: text('created_by').notNull(),
      expiresAt: int('expires_at'),
      lastUsedAt: int('last_used_at'),
      removedAt: int('removed_at'),
    },
    (t) => [uniqueIndex('api_tokens_hash').on(t.tokenHash)],
  );

  /** Addresses that are told of events, each message signed. */
  const webhooks = table('webhooks', {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    url: text('url').notNull(),
    events: json('events').$type<readonly string[]>().notNull(),
    /** Key of the signature, sealed ('webhook'). */
    secretSealed: text('secret_sealed').notNull(),
    /** It may be told titles of documents. */
    titles: flag('titles').notNull(),
    enabled: flag('enabled').notNull(),
    state: json('state').$type<WebhookState>(),
    createdAt: int('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    removedAt: int('removed_at'),
  });

  const hookDeliveries = table(
    'hook_deliveries',
    {
      id: text('id').primaryKey(),
      webhookId: text('webhook_id').notNull(),
      event: text('event').notNull(),
      /** The message's `data`; never a code, password or token. */
      data: json('data').$type<Readonly<Record<string, unknown>>>().notNull(),
      state: text('state').$type<'waiting' | 'delivered' | 'failed'>().notNull(),
      attempts: int('attempts').notNull(),
      /** Status or error of the last attempt. */
      note: text('note'),
      createdAt: int('created_at').notNull(),
      changedAt: int('changed_at').notNull(),
    },
    (t) => [
      index('hook_deliveries_hook').on(t.webhookId, t.createdAt),
      index('hook_deliveries_state').on(t.state, t.changedAt),
    ],
  );

  /** Wrong codes by source and day: how an attack looks afterwards, when the budgets have long forgiven. */
  const guessDays = table(
    'guess_days',
    {
      /** Days since 1970-01-01, UTC. */
      day: int('day').notNull(),
      /** panel:<id> or network:<prefix>. */
      source: text('source').notNull(),
      wrong: int('wrong').notNull(),
      lastAt: int('last_at').notNull(),
    },
    (t) => [primaryKey({ columns: [t.day, t.source] })],
  );

  /** One row for each release that ended: what reports count. It outlives the job and holds no title. */
  const records = table(
    'records',
    {
      /** The release's id. */
      id: text('id').primaryKey(),
      jobId: text('job_id').notNull(),
      userId: text('user_id').notNull(),
      printerId: text('printer_id').notNull(),
      /** The printer's site as it was then; empty: none. */
      site: text('site').notNull(),
      channel: text('channel').notNull(),
      /** The user's department as it was then; empty: none. */
      department: text('department').notNull(),
      endedAt: int('ended_at').notNull(),
      /** Calendar day in the server's time zone as yyyymmdd. */
      day: int('day').notNull(),
      /** Hour of that day, 0 to 23. */
      hour: int('hour').notNull(),
      outcome: text('outcome').$type<'printed' | 'failed' | 'uncertain' | 'canceled'>().notNull(),
      /** Impressions (printed sides, all copies). */
      pages: int('pages').notNull(),
      sheets: int('sheets').notNull(),
      copies: int('copies').notNull(),
      color: flag('color').notNull(),
      duplex: flag('duplex').notNull(),
    },
    (t) => [
      index('records_ended').on(t.endedAt),
      index('records_user').on(t.userId, t.day),
      index('records_printer').on(t.printerId, t.day),
      index('records_day').on(t.day),
      index('records_department').on(t.department, t.day),
    ],
  );

  /**
   * Sums of `records`, kept as releases end, so that a report over years reads sums and not jobs. `all` by day, everything else by
   * month; each split by what reports filter by most.
   */
  const recordTallies = table(
    'record_tallies',
    {
      /** all, user, printer, department or hour. */
      kind: text('kind').notNull(),
      /** yyyymmdd for `all`, yyyymm for the others. */
      day: int('day').notNull(),
      key: text('key').notNull(),
      site: text('site').notNull(),
      channel: text('channel').notNull(),
      /** Of the user, for the kinds `user` and `department`; empty for the others. */
      department: text('department').notNull(),
      color: flag('color').notNull(),
      duplex: flag('duplex').notNull(),
      /** Records that were printed. */
      jobs: int('jobs').notNull(),
      pages: int('pages').notNull(),
      sheets: int('sheets').notNull(),
      /** Records that ended another way. */
      failed: int('failed').notNull(),
    },
    (t) => [
      primaryKey({
        columns: [t.kind, t.day, t.key, t.site, t.channel, t.department, t.color, t.duplex],
      }),
    ],
  );

  return {
    cards,
    directories,
    loginAttempts,
    passkeys,
    apiTokens,
    webhooks,
    hookDeliveries,
    guessDays,
    records,
    recordTallies,
  };
}
