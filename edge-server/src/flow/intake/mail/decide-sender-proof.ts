// What the receiving server's results (RFC 8601) prove of the address in From: that it is so, that it is not so, or nothing (SPEC A9).
//
// DMARC answers exactly this question (RFC 7489 section 3.1) and decides wherever the server has an opinion. Else SPF or DKIM counts when
// it passed for the domain of From: the same domain, or one above or below the other. That is narrower than DMARC's relaxed alignment
// (siblings do not count) and needs no list of public suffixes; two labels at least, so that `com` vouches for nobody. What remains is a
// mailbox directly at a suffix under which strangers own names (anna@uk.com): such a server has to do DMARC to be protected.
import { canonicalDomain } from '../../../protocols/mail/addresses.ts';
import type { AuthenticationResults } from '../../../protocols/mail/authentication-results.ts';

export interface Proof {
  readonly verdict: 'pass' | 'fail' | 'none';
  /** One line for the administrator. */
  readonly detail: string;
}

/** `domain` of the address in From, ASCII in small letters. `results` undefined: no server is configured to be believed, or it said nothing. */
export function proofOf(domain: string, results: AuthenticationResults | undefined): Proof {
  if (results === undefined)
    return { verdict: 'none', detail: 'The mailbox has no server whose Authentication-Results are believed' };
  const { dmarc, spf, dkim, auth } = results;
  if (dmarc !== undefined && (dmarc.domain === undefined || isSame(dmarc.domain, domain))) {
    if (dmarc.result === 'pass') return { verdict: 'pass', detail: 'dmarc=pass' };
    if (dmarc.result === 'fail') return { verdict: 'fail', detail: 'dmarc=fail' };
  }
  const own = [
    ...(spf === undefined ? [] : [{ method: 'spf', ...spf }]),
    ...dkim.map((one) => ({ method: 'dkim', ...one })),
  ].filter((one) => one.domain !== undefined && isAligned(one.domain, domain));
  const passed = own.find(({ result }) => result === 'pass');
  if (passed !== undefined)
    return { verdict: 'pass', detail: `${passed.method}=pass for ${passed.domain ?? ''}` };
  if (auth?.result === 'pass' && auth.domain !== undefined && isSame(auth.domain, domain))
    return { verdict: 'pass', detail: 'auth=pass: its sender had signed in at the server' };
  const failed = own.find(({ result }) => FAILED.has(result));
  if (failed !== undefined)
    return { verdict: 'fail', detail: `${failed.method}=${failed.result} for ${failed.domain ?? ''}` };
  return { verdict: 'none', detail: 'Neither DMARC nor SPF nor DKIM says anything of this domain' };
}

/** RFC 8601 section 2.7: the sender is denied, not merely unknown. */
const FAILED: ReadonlySet<string> = new Set(['fail', 'hardfail', 'softfail', 'policy']);

/** The same domain, or one of them below the other. */
export function isAligned(vouched: string, from: string): boolean {
  const one = canonicalDomain(vouched);
  const other = canonicalDomain(from);
  if (one === undefined || other === undefined) return false;
  if (one === other) return true;
  const shorter = one.length < other.length ? one : other;
  return shorter.includes('.') && (one.endsWith(`.${other}`) || other.endsWith(`.${one}`));
}

function isSame(one: string, other: string): boolean {
  const known = canonicalDomain(one);
  return known !== undefined && known === canonicalDomain(other);
}
