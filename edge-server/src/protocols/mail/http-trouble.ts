// What an HTTP status says when the protocol above it said nothing (RFC 9110 section 15).
import type { IncomingHttpHeaders } from 'node:http';
import { cleanText } from '../ipp/clean-text.ts';
import { MailError } from './mailbox.ts';

/** Longer than a day is no "later": by then somebody has looked. */
const LONGEST_RETRY_MS = 86_400_000;

/**
 * RFC 9110 section 10.2.3: seconds or a date.
 * @param now Unix ms
 * @returns milliseconds from now; undefined where there is none
 */
export function retryAfterMs(headers: IncomingHttpHeaders, now: number): number | undefined {
  const told = headers['retry-after'];
  if (told === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(told) ? Number(told) * 1_000 : Date.parse(told) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), LONGEST_RETRY_MS);
}

/** @param from what answered, such as its host; @param more one clean line of what it said beside the status */
export function troubleOfStatus(
  status: number,
  headers: IncomingHttpHeaders,
  from: string,
  more = '',
): MailError {
  const detail = `${from}: HTTP status ${status}${more === '' ? '' : `, ${more}`}`;
  if (status === 401) {
    // Tells an administrator that the server wants another way of signing in than the one that is set.
    const offered = cleanText(headers['www-authenticate'] ?? '', 1_000).match(
      /\b(?:Basic|Bearer|Negotiate|NTLM)\b/gi,
    );
    const ways = offered === null ? '' : `, it takes ${[...new Set(offered)].join(', ')}`;
    return new MailError('refused', `${detail}${ways}`);
  }
  if (status === 403 || status === 407) return new MailError('refused', detail);
  // 509 is no registered status; Graph's documents name it beside 429 and 503.
  if (status === 429 || status === 503 || status === 509) {
    const after = retryAfterMs(headers, Date.now());
    return new MailError('busy', detail, after === undefined ? {} : { retryAfterMs: after });
  }
  if (status === 408 || status === 500 || status === 502 || status === 504)
    return new MailError('unreachable', detail);
  if (status >= 300 && status < 400)
    return new MailError('protocol', `${detail}, a redirection, which is not followed`);
  return new MailError('protocol', detail);
}
