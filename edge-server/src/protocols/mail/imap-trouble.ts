// What a failure of the IMAP library means. It tells only part of a failure to its caller and the rest to its log, so the log is read too.
import type { Logger } from 'imapflow';
import { codeOf, connectionError, shownLine, soundsBusy } from './connection-error.ts';
import { MailError } from './mailbox.ts';

export interface ImapNotes {
  /** The last NO or BAD: commands that answer "false" do not say why. */
  refusal: unknown;
  /** An answer could not be understood and was left out. */
  unread: string | undefined;
  /** The server asked for a pause; the library would keep it before it answers. */
  pauseMs: number | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? { ...value } : {};
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A log for the library that keeps in `notes` what matters. `pause` is called when the server asks for one. */
export function noteTaker(notes: ImapNotes, pause: () => void): Logger {
  const quiet = (): void => undefined;
  return {
    trace: quiet,
    debug: quiet,
    info: quiet,
    warn: (entry: unknown) => {
      const { err, msg, throttleDelay } = fieldsOf(entry);
      if (err !== undefined) notes.refusal = err;
      if (msg === 'Failed to process untagged response') notes.unread = 'an answer could not be processed';
      if (typeof throttleDelay === 'number') {
        notes.pauseMs = throttleDelay;
        pause();
      }
    },
    error: (entry: unknown) => {
      const { src, err } = fieldsOf(entry);
      if (src === 's') notes.unread = shownLine(err instanceof Error ? err.message : 'unknown');
    },
    fatal: quiet,
  };
}

/** RFC 5530 and RFC 9051 section 7.1: codes that tell of a state, not of a fault. */
const BUSY_CODES = new Set(['LIMIT', 'UNAVAILABLE', 'INUSE', 'SERVERBUG', 'THROTTLED']);
const PROTOCOL_CODES =
  /^(ParserError|InvalidResponse|UnexpectedTag|ResponseProcessingFailed|STARTTLS_INJECTION|LineTooLarge|LiteralTooLarge|ResponseTooLarge|MAX_IMAP_NESTING)/;

/** `doing` completes "while ...". */
export function imapError(error: unknown, notes: ImapNotes, doing: string): MailError {
  if (error instanceof MailError) return error;
  if (notes.pauseMs !== undefined)
    return new MailError('busy', 'the server asks for a pause', {
      cause: error,
      retryAfterMs: notes.pauseMs,
    });
  const fields = fieldsOf(error);
  const message = error instanceof Error ? error.message : '';
  const trouble = (kind: MailError['trouble'], detail: string): MailError =>
    new MailError(kind, `${shownLine(detail)}, while ${doing}`, { cause: error });
  if (fields['responseStatus'] === 'NO' || fields['responseStatus'] === 'BAD') {
    const code = responseCode(fields);
    const said = [code, textOf(fields['responseText'])].join(' ').trim();
    const detail = `the server said ${textOf(fields['responseStatus'])} ${said}`;
    if (BUSY_CODES.has(code) || soundsBusy(said)) return trouble('busy', detail);
    if (fields['authenticationFailed'] === true || fields['mailboxMissing'] === true)
      return trouble('refused', detail);
    return trouble('protocol', detail);
  }
  // The words of a BYE; OpenSSL's errors have a reason too.
  const reason = /^(NoConnection|ClosedAfterConnect)/.test(codeOf(error)) ? textOf(fields['reason']) : '';
  if (reason !== '')
    return trouble(soundsBusy(reason) ? 'busy' : 'unreachable', `the server said goodbye: ${reason}`);
  if (PROTOCOL_CODES.test(codeOf(error))) return trouble('protocol', message);
  // Found out before anything was asked of the server.
  if (
    codeOf(error) === '' &&
    (fields['authenticationFailed'] === true || /authentication mech/i.test(message))
  )
    return trouble(soundsBusy(textOf(fields['response'])) ? 'busy' : 'refused', message);
  if (codeOf(error) === '' && fields['tlsFailed'] === true) return trouble('protocol', message);
  if (notes.unread !== undefined) return trouble('protocol', notes.unread);
  return connectionError(error, doing);
}

/** RFC 9051 section 7.1. Some commands of the library put it into a field of its own, others leave it in the parsed answer. */
function responseCode({ serverResponseCode, response }: Fields): string {
  if (typeof serverResponseCode === 'string') return serverResponseCode;
  const { attributes } = fieldsOf(response);
  const first: unknown = Array.isArray(attributes) ? attributes[0] : undefined;
  const { section } = fieldsOf(first);
  const word: unknown = Array.isArray(section) ? section[0] : undefined;
  return textOf(fieldsOf(word)['value']).toUpperCase();
}
