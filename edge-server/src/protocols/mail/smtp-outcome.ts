// What an SMTP failure means: for a session that did not come about, and for a message (RFC 5321 sections 4.2 and 6.1).
// Everything after the final dot that is not the server's own answer to it is "unknown": such a message is never sent again.
import { MailError } from './mailbox.ts';
import type { SendOutcome } from './sending.ts';

/** What nodemailer tells of a failure; each part may be missing. */
interface Told {
  readonly code?: string;
  /** The system's or TLS's own code, where nodemailer put its own in front. */
  readonly originalCode?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
  readonly message: string;
}

/** RFC 4954 section 6: authentication required, mechanism too weak, credentials invalid, encryption required. */
const SIGN_IN_CODES: readonly number[] = [530, 534, 535, 538];

const told = (cause: unknown): Told => (cause instanceof Error ? cause : { message: String(cause) });

/** Node's and OpenSSL's names for a certificate that does not verify. */
const isCertificate = ({ code, originalCode }: Told): boolean =>
  [code, originalCode].some(
    (one) =>
      one !== undefined &&
      /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY|DECRYPT|DECODE)|CRL_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|ALTNAME/.test(
        one,
      ),
  );

/** One line for the administrator. The server's own words where it said something. */
function words(failure: Told): string {
  const said = failure.response ?? failure.message;
  return said
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 300);
}

/** Why there is no session. The signal's reason where it was ended by us. */
export function whyNoSession(cause: unknown, host: string, signal: AbortSignal): Error {
  if (cause instanceof MailError) return cause;
  if (signal.aborted) return new MailError('unreachable', 'Stopped.', { cause });
  const failure = told(cause);
  const { responseCode, command } = failure;
  const detail = `${host}: ${words(failure)}`;
  if (isCertificate(failure)) return new MailError('certificate', detail, { cause });
  if (responseCode !== undefined && SIGN_IN_CODES.includes(responseCode))
    return new MailError('refused', detail, { cause });
  // RFC 5321 section 4.2.2, 421; RFC 4954 section 4.7.0 answers with 454.
  if (responseCode !== undefined && responseCode >= 400 && responseCode < 500)
    return new MailError('busy', detail, { cause });
  if (failure.code === 'EAUTH') return new MailError('refused', detail, { cause });
  if (command === 'STARTTLS')
    return new MailError('protocol', `${host} does not offer STARTTLS: ${words(failure)}`, { cause });
  if (responseCode !== undefined || failure.code === 'EPROTOCOL' || failure.code === 'ETLS')
    return new MailError('protocol', detail, { cause });
  return new MailError('unreachable', detail, { cause });
}

/**
 * What became of a message whose sending failed.
 * @param cause what nodemailer gave, or the signal's reason.
 * @param dotOnItsWay true from the moment on when the end of the data may have reached the server.
 */
export function outcomeOf(cause: unknown, dotOnItsWay: boolean): SendOutcome {
  const failure = told(cause);
  const { responseCode, code, command } = failure;
  const detail = words(failure);
  const isAnswer = responseCode !== undefined && responseCode >= 400 && responseCode < 600;
  // Only the complete answer to the final dot counts: nodemailer gives it as EMESSAGE of DATA.
  if (dotOnItsWay && !(isAnswer && code === 'EMESSAGE' && command === 'DATA'))
    return { kind: 'unknown', detail };
  if (isAnswer) {
    if (SIGN_IN_CODES.includes(responseCode))
      return { kind: 'not-sent', permanent: false, trouble: 'refused', detail };
    if (responseCode === 421) return { kind: 'not-sent', permanent: false, trouble: 'busy', detail };
    // 503 is about the order of commands, not about the message.
    return {
      kind: 'not-sent',
      permanent: responseCode >= 500 && responseCode !== 503,
      trouble: 'rejected',
      detail,
    };
  }
  // Larger than the SIZE that the server announced, or an address it cannot be told.
  if (code === 'EMESSAGE' || code === 'EENVELOPE')
    return { kind: 'not-sent', permanent: true, trouble: 'rejected', detail };
  const trouble = code === 'EPROTOCOL' ? 'protocol' : 'unreachable';
  return { kind: 'not-sent', permanent: false, trouble, detail };
}

/**
 * True where a server takes no null sender from those who send through it (Exchange Online, Gmail), although RFC 5321 section 4.5.5 wants
 * it taken: at MAIL FROM, or later with one of RFC 3463's or Exchange's own codes about the sender.
 */
export function refusesSender(cause: unknown): boolean {
  const { responseCode, command, response } = told(cause);
  if (responseCode === undefined || responseCode < 500 || SIGN_IN_CODES.includes(responseCode)) return false;
  return command === 'MAIL FROM' || /\b5\.(?:1\.[78]|7\.60|2\.252)\b/.test(response ?? '');
}
