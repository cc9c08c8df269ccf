// What a failure while reading or taking mail is about: one message, the mail server, or this server; and how long to keep off.
import { AppError } from '@platen/shared/app-error';
import type { ErrorCode } from '@platen/shared/error-table';
import { MailError, type MailTrouble } from '../../../protocols/mail/mailbox.ts';

const CODES: Readonly<Record<MailTrouble, ErrorCode>> = {
  refused: 'mail-account-refused',
  certificate: 'mail-account-certificate',
  unreachable: 'mail-account-unreachable',
  busy: 'mail-account-unreachable',
  protocol: 'mail-account-protocol',
  gone: 'mail-account-protocol',
};

/** What comes back after a failure of a document's store, by name: the flow does not know what blobs are made of. */
export function asAppError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  if (cause instanceof MailError)
    return new AppError(CODES[cause.trouble], { detail: cause.message }, { cause });
  const detail = cause instanceof Error ? cause.message : String(cause);
  if (cause instanceof Error && cause.name === 'BlobError' && 'code' in cause) {
    if (cause.code === 'no-space') return new AppError('disk-full', { where: 'the blobs folder' }, { cause });
    return new AppError('storage-failed', { detail }, { cause });
  }
  return new AppError('internal', { detail }, { cause });
}

/** True when it says something of this server or its database, and nothing of the message it was about. */
export function isOurs(error: AppError): boolean {
  return error.code === 'disk-full' || error.code === 'storage-failed' || error.code === 'not-ready';
}

/** True when the mail server answered, and what it answered is about what was asked, not about the connection or the account. */
export function isOfMessage(cause: unknown): boolean {
  return cause instanceof MailError && (cause.trouble === 'protocol' || cause.trouble === 'gone');
}

/** True when the connection or the mail server as a whole failed. */
export function isOfConnection(cause: unknown): boolean {
  return cause instanceof MailError && !isOfMessage(cause);
}

/** The first pause after a failure, and the longest one. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;
/** A refused login is asked again so rarely that no server locks the account for it. */
const REFUSED_PAUSE_MS = 900_000;

/**
 * How long to wait before the next connection, ms.
 * @param failures in a row, this one included.
 * @param random from 0 to 1: many readers of one server must not come back at the same moment.
 */
export function pauseAfter(cause: unknown, failures: number, random: number): number {
  if (cause instanceof MailError) {
    if (cause.trouble === 'refused') return REFUSED_PAUSE_MS;
    if (cause.retryAfterMs !== undefined)
      return Math.min(Math.max(cause.retryAfterMs, FIRST_PAUSE_MS), REFUSED_PAUSE_MS);
  }
  const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 20));
  return Math.round(Math.max(FIRST_PAUSE_MS, full * (0.5 + random / 2)));
}
