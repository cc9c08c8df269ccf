// The allow-list and the block-list of senders: what a pattern looks like, in one form, and which list an address is on.
//
//   anna@example.org     this address           *@example.org      everybody at example.org, not below it
//   example.org          the same               *.example.org      everybody below example.org, not at it
//   anna*@example.org    addresses that begin so; `*` stands for any number of characters, several times if need be
//
// The block-list always wins, however exact the other entry is: whoever blocks a domain means all of it. Case never counts (RFC 5321
// section 2.4 lets it count in the local part; no server in use does), and domains are compared in ASCII (RFC 5890, A-labels).
import { canonicalAddress, canonicalDomain } from '../../../protocols/mail/addresses.ts';

export interface SenderRule {
  readonly list: 'allow' | 'block';
  /** As `readSenderPattern` wrote it. */
  readonly pattern: string;
}

/** RFC 5321 section 4.5.3.1 with erratum 1690: a path is 256 octets with its angle brackets. */
const MOST_ADDRESS = 254;

/** Wildcards of one pattern: more than a few say nothing, and each is one more search. */
const MOST_STARS = 8;

/** Letters, digits, hyphen and star between dots; underscores occur in names of machines. */
const DOMAIN = /^[a-z0-9*_][a-z0-9*_-]{0,62}(?:\.[a-z0-9*_][a-z0-9*_-]{0,62}){0,40}$/;

/** Printable, without white space, quotes and what separates addresses: RFC 5321 dot-string, and RFC 6531's letters. */
const LOCAL = /^[^\s@"(),:;<>[\]\\\p{Cc}\p{Cf}]{1,64}$/u;

/** One spelling for what an administrator typed; undefined for what is no pattern. */
export function readSenderPattern(typed: string): string | undefined {
  const text = oneSpelling(typed.trim());
  if (text === '' || text.length > MOST_ADDRESS) return undefined;
  if (text.split('*').length - 1 > MOST_STARS) return undefined;
  // `@example.org` is how many mail programs write a domain.
  const [local, domain, more] = text.includes('@') ? text.split('@') : ['*', text];
  if (local === undefined || domain === undefined || more !== undefined) return undefined;
  // A bare word is more likely half of an address than a domain; `@intranet` says that it is one.
  if (!text.includes('@') && !text.includes('.')) return undefined;
  const host = asciiDomain(domain);
  if (host === undefined) return undefined;
  const wanted = local === '' ? '*' : local;
  if (!LOCAL.test(wanted)) return undefined;
  // Everybody is what the setting `mail.whoMaySend` is for; on the block-list it would be a trap.
  if (host.replaceAll(/[*.]/g, '') === '') return undefined;
  return wanted === '*' ? host : `${wanted}@${host}`;
}

/** `address` is local@domain. Undefined: on neither list. */
export function listOf(
  address: string,
  rules: readonly SenderRule[],
): { readonly list: 'allow' | 'block'; readonly pattern: string } | undefined {
  const known = splitAddress(address);
  if (known === undefined) return undefined;
  let allowed: string | undefined;
  for (const { list, pattern } of rules) {
    if (list === 'allow' && allowed !== undefined) continue;
    if (!matchesPattern(known, pattern)) continue;
    if (list === 'block') return { list, pattern };
    allowed = pattern;
  }
  return allowed === undefined ? undefined : { list: 'allow', pattern: allowed };
}

export interface SplitAddress {
  readonly local: string;
  /** ASCII, small letters. */
  readonly domain: string;
}

/** Undefined for what is no address with a domain. The last `@` parts it: a quoted local part may hold others (threat T21). */
export function splitAddress(address: string): SplitAddress | undefined {
  const one = canonicalAddress(address);
  if (one === undefined) return undefined;
  const at = one.lastIndexOf('@');
  return { local: one.slice(0, at), domain: one.slice(at + 1) };
}

/** The same mailbox, whatever the case and the way the domain is written. */
export function sameAddress(one: string, other: string): boolean {
  const [a, b] = [splitAddress(one), splitAddress(other)];
  return a !== undefined && b !== undefined && a.local === b.local && a.domain === b.domain;
}

function matchesPattern({ local, domain }: SplitAddress, pattern: string): boolean {
  const at = pattern.lastIndexOf('@');
  return (at < 0 || matchesStars(local, pattern.slice(0, at))) && matchesStars(domain, pattern.slice(at + 1));
}

/** `*` is any run of characters. Each piece between stars is searched for once, behind the one before: linear, nothing is tried twice. */
export function matchesStars(text: string, pattern: string): boolean {
  const pieces = pattern.split('*');
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** Labels outside ASCII become A-labels, stars stay; undefined for what is no domain. */
function asciiDomain(domain: string): string | undefined {
  const labels = domain.split('.').map((label) => (label.includes('*') ? label : canonicalDomain(label)));
  const joined = labels.join('.');
  return labels.includes(undefined) || !DOMAIN.test(joined) ? undefined : joined;
}

const oneSpelling = (text: string): string => text.normalize('NFC').toLowerCase();
