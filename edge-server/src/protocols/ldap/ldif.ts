// Entries out of LDIF (RFC 2849) as ldapsearch writes it, line by line and bounded. Values by reference (`attr:< file`) are never opened.
import { attributeName, type LdapEntry, MOST_VALUE_OCTETS, MOST_VALUES } from './ldap-entry.ts';
import { LdapError } from './ldap-error.ts';

/** Characters of one line: a value of base64 and its name; what is longer is dropped while it is read. */
const LONGEST_LINE = MOST_VALUE_OCTETS * 2;
/** Attributes of one entry; no more were asked for. */
const MOST_ATTRIBUTES = 100;

export interface LdifTold {
  /** Of the comments that ldapsearch writes for references to other servers. */
  references: number;
}

/** @throws LdapError `protocol` for what is no LDIF. */
export async function* readLdif(
  chunks: AsyncIterable<Uint8Array>,
  told: LdifTold,
): AsyncGenerator<LdapEntry, void> {
  let dn: string | undefined;
  let values = new Map<string, Buffer[]>();
  const finished = (): LdapEntry | undefined => (dn === undefined ? undefined : { dn, values });
  for await (const line of logicalLines(chunks)) {
    if (line === '') {
      const entry = finished();
      if (entry !== undefined) yield entry;
      dn = undefined;
      values = new Map();
      continue;
    }
    if (line.startsWith('#')) {
      if (/^# refldaps?:/.test(line)) told.references++;
      continue;
    }
    const colon = line.indexOf(':');
    if (colon < 1) throw new LdapError('protocol', 'ldapsearch wrote what cannot be understood');
    const name = attributeName(line.slice(0, colon));
    const value = valueOf(line.slice(colon + 1));
    if (name === 'version' && dn === undefined) continue;
    if (value === undefined) continue;
    if (name === 'dn') {
      dn = value.toString('utf8');
      continue;
    }
    if (value.length > MOST_VALUE_OCTETS || (!values.has(name) && values.size >= MOST_ATTRIBUTES)) continue;
    const all = values.get(name) ?? [];
    if (all.length < MOST_VALUES) values.set(name, [...all, value]);
  }
  const last = finished();
  if (last !== undefined) yield last;
}

/** After the first colon: `: base64`, `< URL` or text. */
function valueOf(rest: string): Buffer | undefined {
  if (rest.startsWith('<')) return undefined;
  if (rest.startsWith(':')) return Buffer.from(rest.slice(1).trim(), 'base64');
  return Buffer.from(rest.replace(/^ +/, ''));
}

/** Lines with their continuations (a blank at the beginning) put together, without line ends. */
async function* logicalLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  let held: string | undefined;
  for await (const line of physicalLines(chunks)) {
    if (line.startsWith(' ') && held !== undefined) {
      if (held.length < LONGEST_LINE) held += line.slice(1);
      continue;
    }
    if (held !== undefined) yield held.slice(0, LONGEST_LINE);
    held = line;
  }
  if (held !== undefined) yield held.slice(0, LONGEST_LINE);
}

async function* physicalLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  let parts: Uint8Array[] = [];
  let size = 0;
  const line = (): string => Buffer.concat(parts).toString('utf8').replace(/\r$/, '');
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      parts.push(chunk.subarray(from, end));
      yield line();
      parts = [];
      size = 0;
      from = end + 1;
    }
    const rest = chunk.subarray(from);
    // The beginning of a line is enough to know that it is too long.
    if (size < LONGEST_LINE && rest.length > 0) parts.push(rest);
    size += rest.length;
  }
  if (size > 0) yield line();
}
