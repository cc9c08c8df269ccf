// What every way of reading a mailbox can do (IMAP, POP3, EWS, Graph), and how it fails. Wire only: which message is wanted, kept or
// removed is for the intake.

/**
 * refused: the server said no to user or secret, another try with the same is no use and may lock the account.
 * certificate: the server's certificate does not verify. unreachable: no connection, or it broke, or nothing came in time.
 * protocol: the server said something that cannot be right. busy: it said "later" (LIMIT, throttling); `retryAfterMs` where it told.
 * gone: the message is not there (any more). Every failure means: nothing has happened to the message.
 */
export type MailTrouble = 'refused' | 'certificate' | 'unreachable' | 'protocol' | 'busy' | 'gone';

export class MailError extends Error {
  readonly trouble: MailTrouble;
  readonly retryAfterMs: number | undefined;
  /** @param detail One line for the administrator, without secrets. */
  constructor(trouble: MailTrouble, detail: string, more: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(detail, more.cause === undefined ? {} : { cause: more.cause });
    this.name = 'MailError';
    this.trouble = trouble;
    this.retryAfterMs = more.retryAfterMs;
  }
}

export interface ListedMail {
  /** IMAP UID, POP3 UIDL (or its index where the server has no UIDL: see pop3.ts), EWS ItemId, Graph id. At most 1,000 characters. */
  readonly uid: string;
  /** Octets as the server counts them. */
  readonly size: number | undefined;
}

export interface Listing {
  /** UIDVALIDITY; empty where the protocol has none. A uid means something only together with it. */
  readonly epoch: string;
  readonly mails: readonly ListedMail[];
}

export interface MailboxSession {
  /** Everything that is in the folder now and is not marked as done by us (see `remove`). */
  list(signal: AbortSignal): Promise<Listing>;
  /** The header of each, raw, in any order; those that are gone are left out. At most MOST_HEADER_BYTES of each. */
  headers(uids: readonly string[], signal: AbortSignal): AsyncIterable<{ uid: string; header: Uint8Array }>;
  /**
   * The whole raw message, CRLF line ends, dot-unstuffed. Ends normally only when the server has said that this was all of it (tagged OK,
   * the final dot, the end of the HTTP body) and the length is the announced one; throws MailError in every other case, also in mid-stream.
   * Does not mark it as read.
   */
  body(uid: string, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /**
   * Takes messages out of the folder: to `folder` when given, else for good. @returns the uids that are out (or marked as done where the
   * server can neither move nor expunge single messages), each only after the server has confirmed it. POP3: only after +OK to QUIT, so the
   * session is over afterwards (`ended` is true).
   */
  remove(
    uids: readonly string[],
    folder: string | undefined,
    signal: AbortSignal,
  ): Promise<readonly string[]>;
  /** Resolves when something may have arrived (IDLE, notification) or `withinMs` has passed, or `wake` was called. */
  wait(withinMs: number, signal: AbortSignal): Promise<void>;
  /** Ends a `wait` at once. */
  wake(): void;
  /** True when a new session is needed. */
  readonly ended: boolean;
  /** Logs out politely within 2 s, then cuts. */
  close(): Promise<void>;
}

/** One connection, logged in, folder opened. Throws MailError. */
export type OpenMailbox = (signal: AbortSignal) => Promise<MailboxSession>;

/** A header longer than this is cut: ten times what the largest honest ones have. */
export const MOST_HEADER_BYTES = 1024 * 1024;
