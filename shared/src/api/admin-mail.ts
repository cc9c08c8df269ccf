// The console's and the command line's API about mail: accounts, messages, senders, what is sent. No answer ever holds a secret.
import * as v from 'valibot';
import { MAIL_KINDS, MAIL_STATES, MailAccountSettings, OUTBOX_KINDS, OUTBOX_STATES } from '../mail.ts';
import { Id, TONES } from './common.ts';

/** RFC 5321 section 4.5.3.1.3 path limit. */
const Address = v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(254));
/** Passwords and client secrets are far shorter; Google's service keys are the longest known. */
const Secret = v.pipe(v.string(), v.minLength(1), v.maxLength(8_000));
const limit = v.optional(
  v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number), v.minValue(1), v.maxValue(1000)),
  '200',
);

const AccountFields = {
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  kind: v.picklist(MAIL_KINDS),
  /** Mail is taken from it. imap and pop3 only receive, smtp only sends. */
  receives: v.boolean(),
  /** Answers, codes and alerts go out through it. */
  sends: v.boolean(),
  address: Address,
  settings: MailAccountSettings,
  enabled: v.optional(v.boolean()),
};

/** POST /api/admin/mail/accounts */
export const MailAccountAdd = v.object({ ...AccountFields, secret: v.optional(Secret) });
export type MailAccountAdd = v.InferOutput<typeof MailAccountAdd>;

/**
 * PATCH /api/admin/mail/accounts/:id: what is absent stays; `settings` is replaced as a whole; a null secret goes. Another server or
 * another user name forgets the stored secret unless a new one comes along.
 */
export const MailAccountChange = v.partial(v.object({ ...AccountFields, secret: v.nullable(Secret) }));
export type MailAccountChange = v.InferOutput<typeof MailAccountChange>;

export const AdminMailAccount = v.object({
  id: v.string(),
  name: v.string(),
  kind: v.picklist(MAIL_KINDS),
  receives: v.boolean(),
  sends: v.boolean(),
  address: v.string(),
  settings: MailAccountSettings,
  /** Where it connects to, in words: "mail.example.org, port 993, TLS". */
  server: v.string(),
  enabled: v.boolean(),
  /** A password or client secret is stored. It is never shown again. */
  secretStored: v.boolean(),
  tone: v.picklist(TONES),
  /** How it is: "Mail comes in.", or what is wrong. */
  sentence: v.string(),
  /** Error-table code of what is wrong. */
  trouble: v.optional(v.string()),
  detail: v.optional(v.string()),
  /** Unix ms. */
  troubleSince: v.optional(v.number()),
  lastOkAt: v.optional(v.number()),
  /** Its messages that wait for a sender's approval, and those that were set aside. */
  waiting: v.number(),
  quarantined: v.number(),
});
export type AdminMailAccount = v.InferOutput<typeof AdminMailAccount>;

/** GET /api/admin/mail */
export const AdminMail = v.object({
  accounts: v.array(AdminMailAccount),
  /** What a person should know of the whole: "No account sends mail, so nobody gets an answer." */
  notes: v.array(v.string()),
  counts: v.object({
    /** Senders who wait for approval. */
    requests: v.number(),
    quarantined: v.number(),
    /** Waiting to be sent, and those that ended badly. */
    outbox: v.number(),
    outboxFailed: v.number(),
  }),
});
export type AdminMail = v.InferOutput<typeof AdminMail>;

/**
 * POST /api/admin/mail/test: tries an account without changing anything. `id` alone: as it is stored. `account`: as typed; together
 * with `id` the stored secret is used where none was typed and server and user are still the same.
 */
export const MailTest = v.object({
  id: v.optional(Id),
  account: v.optional(MailAccountAdd),
  /** Sends a message there, too, if the account sends. */
  sendTo: v.optional(Address),
});
export type MailTest = v.InferOutput<typeof MailTest>;

const Tried = v.object({
  ok: v.boolean(),
  sentence: v.string(),
  /** What the server said, for who runs it. */
  detail: v.optional(v.string()),
  /** Error-table code where it did not work. */
  code: v.optional(v.string()),
});
/** One step of the conversation with a mail server, in order. */
export const MAIL_STEPS = [
  'lookup',
  'connect',
  'greeting',
  'starttls',
  'tls',
  'sign-in',
  'folder',
  'count',
  'message',
] as const;
export const MailStep = v.object({
  step: v.picklist(MAIL_STEPS),
  ok: v.boolean(),
  /** Milliseconds. */
  ms: v.number(),
  /** What the server said or showed, one clean line. */
  said: v.optional(v.string()),
  /** What to do, where it failed. */
  cure: v.optional(v.string()),
});
export type MailStep = v.InferOutput<typeof MailStep>;
export const MailTested = v.object({
  /** The conversation; absent where the account says no server to begin it with. */
  steps: v.optional(v.array(MailStep)),
  receive: v.optional(v.object({ ...Tried.entries, messages: v.optional(v.number()) })),
  send: v.optional(Tried),
  /** SHA-256 of the certificate that the server showed and that is not trusted: to be compared and pinned. */
  fingerprint: v.optional(v.string()),
});
export type MailTested = v.InferOutput<typeof MailTested>;

/** GET /api/admin/mail/messages */
export const MailMessageQuery = v.object({
  state: v.optional(v.picklist(MAIL_STATES)),
  search: v.optional(v.pipe(v.string(), v.maxLength(254))),
  limit,
});
export const AdminMailMessage = v.object({
  id: v.string(),
  accountId: v.string(),
  account: v.string(),
  state: v.picklist(MAIL_STATES),
  tone: v.picklist(TONES),
  sentence: v.string(),
  sender: v.optional(v.string()),
  subject: v.optional(v.string()),
  /** Octets. */
  size: v.optional(v.number()),
  attempts: v.number(),
  /** Error-table code. */
  reason: v.optional(v.string()),
  note: v.optional(v.string()),
  receivedAt: v.number(),
  changedAt: v.number(),
  mayRetry: v.boolean(),
  mayDelete: v.boolean(),
});
export type AdminMailMessage = v.InferOutput<typeof AdminMailMessage>;
export const AdminMailMessages = v.object({ messages: v.array(AdminMailMessage), total: v.number() });
export type AdminMailMessages = v.InferOutput<typeof AdminMailMessages>;

export const SENDER_LISTS = ['allow', 'block'] as const;
export const SenderRule = v.object({
  id: v.string(),
  list: v.picklist(SENDER_LISTS),
  /** An address, a domain ("example.org"), or either with wildcards ("anna*@example.org", "*.example.org"). */
  pattern: v.string(),
  note: v.string(),
  createdAt: v.number(),
  createdBy: v.string(),
});
export type SenderRule = v.InferOutput<typeof SenderRule>;
export const SenderRequest = v.object({
  address: v.string(),
  /** Messages that wait on their server. */
  mails: v.number(),
  firstAt: v.number(),
  lastAt: v.number(),
});
export type SenderRequest = v.InferOutput<typeof SenderRequest>;
/** GET /api/admin/mail/senders */
export const Senders = v.object({ rules: v.array(SenderRule), requests: v.array(SenderRequest) });
export type Senders = v.InferOutput<typeof Senders>;
/** POST /api/admin/mail/rules */
export const SenderRuleAdd = v.object({
  list: v.picklist(SENDER_LISTS),
  pattern: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(254)),
  note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200))),
});
export type SenderRuleAdd = v.InferOutput<typeof SenderRuleAdd>;
/** POST /api/admin/mail/rules/import: one pattern a line, a note behind "#". Nothing is added while a line is wrong. */
export const SenderRulesImport = v.object({
  list: v.picklist(SENDER_LISTS),
  text: v.pipe(v.string(), v.maxLength(1_000_000)),
});
export const SenderRulesImported = v.object({
  added: v.number(),
  /** Were there already. */
  known: v.number(),
  mistakes: v.array(v.object({ line: v.number(), text: v.string(), sentence: v.string() })),
});
export type SenderRulesImported = v.InferOutput<typeof SenderRulesImported>;
/** POST /api/admin/mail/requests: allow adds to the allow-list and takes the waiting mail, block adds to the block-list and removes it. */
export const SenderDecision = v.object({
  address: Address,
  decision: v.picklist(SENDER_LISTS),
  /** For everybody of the address's domain. */
  domain: v.optional(v.boolean()),
});
export type SenderDecision = v.InferOutput<typeof SenderDecision>;

/** GET /api/admin/mail/outbox */
export const OutboxQuery = v.object({ state: v.optional(v.picklist(OUTBOX_STATES)), limit });
export const OutboxEntry = v.object({
  id: v.string(),
  kind: v.picklist(OUTBOX_KINDS),
  /** What it is: "Answer", "Code". */
  what: v.string(),
  recipient: v.string(),
  state: v.picklist(OUTBOX_STATES),
  tone: v.picklist(TONES),
  sentence: v.string(),
  attempts: v.number(),
  note: v.optional(v.string()),
  createdAt: v.number(),
  changedAt: v.number(),
  mayRetry: v.boolean(),
  mayDrop: v.boolean(),
});
export type OutboxEntry = v.InferOutput<typeof OutboxEntry>;
export const Outbox = v.object({ entries: v.array(OutboxEntry), total: v.number() });
export type Outbox = v.InferOutput<typeof Outbox>;

/** POST /api/portal/code-by-mail: the answer is the same whether somebody has this address or not. */
export const CodeByMail = v.object({ email: Address });
/** GET /api/portal/sign-in: what the sign-in screen may offer. */
