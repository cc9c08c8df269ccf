// The tables of mail: accounts, messages, what is sent, keys that were mailed out, who may send. Part of tables.ts.
import type { MailAccountSettings, MailAccountState, MailState, OutboxState } from '@platen/shared/mail';
import type { ColumnKit } from './column-kit.ts';

export function describeMailTables(kit: ColumnKit) {
  const { table, index, uniqueIndex, primaryKey, text, int, flag, json } = kit;

  /** Where mail is taken from and sent through. */
  const mailAccounts = table('mail_accounts', {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    kind: text('kind').$type<'imap' | 'pop3' | 'ews' | 'graph' | 'smtp'>().notNull(),
    receives: flag('receives').notNull(),
    sends: flag('sends').notNull(),
    /** Lower case. */
    address: text('address').notNull(),
    settings: json('settings').$type<MailAccountSettings>().notNull(),
    /** Password or client secret, sealed ('mail-account'); never shown again. */
    secretSealed: text('secret_sealed'),
    enabled: flag('enabled').notNull(),
    state: json('state').$type<MailAccountState>(),
    /** One server reads an account at a time; `fence` outdates whoever held it before. */
    holder: text('holder').notNull(),
    leaseUntil: int('lease_until').notNull(),
    fence: int('fence').notNull(),
    createdAt: int('created_at').notNull(),
    changedAt: int('changed_at').notNull(),
    removedAt: int('removed_at'),
  });

  /** One row per message ever seen in a mailbox (delivery-and-mail.md section 7). */
  const mails = table(
    'mails',
    {
      id: text('id').primaryKey(),
      accountId: text('account_id').notNull(),
      folder: text('folder').notNull(),
      /** UIDVALIDITY; empty where the protocol has none. */
      epoch: text('epoch').notNull(),
      /** IMAP UID, POP3 UIDL, EWS or Graph item id. */
      uid: text('uid').notNull(),
      state: text('state').$type<MailState>().notNull(),
      /** Raised and committed before the message is fetched or parsed. */
      attempts: int('attempts').notNull(),
      size: int('size'),
      /** SHA-256 of the raw message. */
      contentHash: text('content_hash'),
      /** The raw message as received; null once applied. */
      blobId: text('blob_id'),
      /** Address of the sender. */
      sender: text('sender'),
      subject: text('subject'),
      messageId: text('message_id'),
      /** Error-table code of why it was refused or set aside. */
      reason: text('reason'),
      /** The same as the administrator reads it. */
      note: text('note'),
      receivedAt: int('received_at').notNull(),
      changedAt: int('changed_at').notNull(),
    },
    (t) => [
      uniqueIndex('mails_uid').on(t.accountId, t.folder, t.epoch, t.uid),
      index('mails_state').on(t.state, t.changedAt),
      index('mails_content').on(t.contentHash),
      index('mails_sender').on(t.sender, t.state),
    ],
  );

  /** Mail to be sent. What it says is made when it is sent: no code and no key stands here. */
  const outbox = table(
    'outbox',
    {
      id: text('id').primaryKey(),
      kind: text('kind').notNull(),
      recipient: text('recipient').notNull(),
      userId: text('user_id'),
      /** The message it answers. */
      mailId: text('mail_id'),
      values: json('values').$type<Readonly<Record<string, string | number | boolean>>>().notNull(),
      messageId: text('message_id').notNull(),
      inReplyTo: text('in_reply_to'),
      state: text('state').$type<OutboxState>().notNull(),
      attempts: int('attempts').notNull(),
      note: text('note'),
      createdAt: int('created_at').notNull(),
      changedAt: int('changed_at').notNull(),
    },
    (t) => [
      uniqueIndex('outbox_message').on(t.messageId),
      index('outbox_state').on(t.state, t.changedAt),
      index('outbox_recipient').on(t.recipient, t.createdAt),
      index('outbox_mail').on(t.mailId),
    ],
  );

  /** Single-use keys that were mailed out, as keyed hashes. */
  const mailKeys = table(
    'mail_keys',
    {
      keyHash: text('key_hash').primaryKey(),
      kind: text('kind').$type<'release' | 'release-all' | 'new-code' | 'confirm'>().notNull(),
      userId: text('user_id').notNull(),
      jobId: text('job_id'),
      createdAt: int('created_at').notNull(),
      expiresAt: int('expires_at').notNull(),
      usedAt: int('used_at'),
    },
    (t) => [
      index('mail_keys_expiry').on(t.expiresAt),
      index('mail_keys_user').on(t.userId),
      index('mail_keys_job').on(t.jobId),
    ],
  );

  /** Who may and who may not send: addresses, domains, wildcards. */
  const senderRules = table(
    'sender_rules',
    {
      id: text('id').primaryKey(),
      list: text('list').$type<'allow' | 'block'>().notNull(),
      pattern: text('pattern').notNull(),
      note: text('note').notNull(),
      createdAt: int('created_at').notNull(),
      createdBy: text('created_by').notNull(),
    },
    (t) => [uniqueIndex('sender_rules_pattern').on(t.list, t.pattern)],
  );

  /** Senders who wait for the administrator's approval; their mail waits on its server. */
  const senderRequests = table('sender_requests', {
    address: text('address').primaryKey(),
    mails: int('mails').notNull(),
    firstAt: int('first_at').notNull(),
    lastAt: int('last_at').notNull(),
  });

  /** Counts per address and UTC day: answers, codes, refusals (threats.md T19). */
  const mailTallies = table(
    'mail_tallies',
    {
      scope: text('scope').notNull(),
      /** Days since 1970-01-01. */
      day: int('day').notNull(),
      count: int('count').notNull(),
    },
    (t) => [primaryKey({ columns: [t.scope, t.day] })],
  );

  return { mailAccounts, mails, outbox, mailKeys, senderRules, senderRequests, mailTallies };
}
