// Words of mail: accounts it is taken from and sent through, the states of a message and of what is sent.
import * as v from 'valibot';

/** How an account is reached. smtp only sends; imap and pop3 only receive; ews and graph do both. */
export const MAIL_KINDS = ['imap', 'pop3', 'ews', 'graph', 'smtp'] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** tls: encrypted from the first octet; starttls: asked for in plain text and insisted on; none: never encrypted. */
export const MAIL_SECURITIES = ['tls', 'starttls', 'none'] as const;
export type MailSecurity = (typeof MAIL_SECURITIES)[number];

/** oauth2: client credentials (RFC 6749 section 4.4), handed on as XOAUTH2 or as bearer. none: a relay that asks for nothing. */
export const MAIL_AUTHS = ['password', 'oauth2', 'none'] as const;
export type MailAuth = (typeof MAIL_AUTHS)[number];

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));

/** Everything of an account that is no secret. What a kind has no use for is absent. */
export const MailAccountSettings = v.object({
  /** Host name or address; for ews the https:// address of Exchange.asmx; for graph absent unless a national cloud. */
  host: v.optional(text(300)),
  port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))),
  security: v.optional(v.picklist(MAIL_SECURITIES)),
  auth: v.picklist(MAIL_AUTHS),
  user: v.optional(text(254)),
  /** Where mail is taken from; INBOX where absent. */
  folder: v.optional(text(200)),
  /** Where taken mail is moved; absent: it is deleted. */
  processedFolder: v.optional(text(200)),
  /** Where mail goes that could not be read or may not print; absent: it is deleted where refused, marked and left where it could not be read. */
  refusedFolder: v.optional(text(200)),
  /** Seconds between looks where the server cannot say that something arrived. */
  pollSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(3_600))),
  /** OAuth 2: token endpoint, or the directory's (tenant) id from which Microsoft's is made. */
  tokenUrl: v.optional(text(500)),
  tenant: v.optional(text(100)),
  clientId: v.optional(text(200)),
  scope: v.optional(text(300)),
  /** EWS: mailbox to be impersonated (ExchangeImpersonation). Graph: the mailbox, by address. */
  mailbox: v.optional(text(254)),
  /** SHA-256 of the server's certificate, where it is not one that the system trusts. */
  tlsPin: v.optional(text(95)),
  /** PEM certificates to trust instead of the system's. */
  ca: v.optional(text(60_000)),
  /**
   * The authserv-id (RFC 8601 section 2.5) of the receiving server whose Authentication-Results count. Absent: none is believed.
   */
  authservId: v.optional(text(253)),
});
export type MailAccountSettings = v.InferOutput<typeof MailAccountSettings>;

export const MailAccountState = v.object({
  /** Unix ms of the last time the server was spoken to and all was well. */
  lastOkAt: v.optional(v.number()),
  /** Error-table code of what is wrong now; absent when all is well. */
  trouble: v.optional(v.string()),
  /** Details for the administrator, one line, no secret. */
  detail: v.optional(v.string()),
  /** Unix ms since when. */
  troubleSince: v.optional(v.number()),
  /** Unix ms when the administrator was told of this trouble. */
  toldAt: v.optional(v.number()),
});
export type MailAccountState = v.InferOutput<typeof MailAccountState>;

/**
 * seen -> stored -> applied -> removed (reference/delivery-and-mail.md section 7), and the ways out:
 * waiting: its sender waits for approval, the message waits on its server; refused: its sender may not send, nothing of it is kept;
 * ignored: an automatic message or a loop, nothing is answered; quarantined: three tries failed; gone: it vanished from its server before it was taken.
 */
export const MAIL_STATES = [
  'seen',
  'stored',
  'applied',
  'removed',
  'waiting',
  'refused',
  'ignored',
  'quarantined',
  'gone',
] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** sending: handed to the server and no answer yet; after a crash it becomes unknown and is never sent again. */
export const OUTBOX_STATES = ['waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped'] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

/** What mail says; each kind has its text in every language. */
export const OUTBOX_KINDS = [
  /** Answer to a submission: code, what was taken, what was refused and why, links. */
  'report',
  /** A document that was taken could not be made ready after all. */
  'trouble',
  /** Your code, at account creation or on request. */
  'code',
  /** A code that signs in to the portal, once, within minutes. */
  'sign-in',
  /** What became of a release by mail. */
  'release',
  /** The sender may not print here. */
  'not-allowed',
  /** For administrators: a mailbox that cannot be read, a message in quarantine, a sender who waits. */
  'alert',
] as const;
export type OutboxKind = (typeof OUTBOX_KINDS)[number];
