// What a failed TCP or TLS connection to a mail server means. For every protocol that reads mail over a socket.
import { cleanText } from '../ipp/clean-text.ts';
import { MailError } from './mailbox.ts';

/** OpenSSL's words for a chain that does not verify, as node hands them on, besides those that begin with CERT_ or ERR_TLS_CERT_. */
const CERTIFICATE_CODES = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'HOSTNAME_MISMATCH',
]);

/** A line from a server that an administrator may be shown. */
export const shownLine = (text: string): string => cleanText(text, 300);

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Of an error that a socket gave; `doing` completes "while ...". */
export function connectionError(error: unknown, doing: string): MailError {
  if (error instanceof MailError) return error;
  const code = codeOf(error);
  const message = shownLine(error instanceof Error ? error.message : String(error));
  if (CERTIFICATE_CODES.has(code) || /^(CERT_|ERR_TLS_CERT_)/.test(code))
    return new MailError('certificate', `the server's certificate does not verify: ${message}`, {
      cause: error,
    });
  // EPROTO and ERR_SSL_: what answered does not speak TLS, or not ours.
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_'))
    return new MailError('protocol', `no TLS while ${doing}: ${message}`, { cause: error });
  return new MailError('unreachable', `${message === '' ? code : message}, while ${doing}`, { cause: error });
}

/** A server's own words for "not now" where it gives no code for it. */
export const soundsBusy = (text: string): boolean =>
  /too many|try again|temporar|unavailable|overload|maximum number|in use|locked|not connected|throttl/i.test(
    text,
  );
