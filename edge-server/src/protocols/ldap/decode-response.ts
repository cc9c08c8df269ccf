// What a directory answers (RFC 4511 sections 4.1.9, 4.5.2), from one message to values. Every length is checked against what is really
// there: ldapts, which writes our requests, trusts them when it reads and would run in circles on a wrong one.

import { attributeName, type LdapEntry, MOST_VALUE_OCTETS, MOST_VALUES } from './ldap-entry.ts';
import { LdapError } from './ldap-error.ts';

export type LdapResponse =
  | { readonly kind: 'entry'; readonly id: number; readonly entry: LdapEntry }
  | { readonly kind: 'reference'; readonly id: number }
  | {
      readonly kind: 'result';
      readonly id: number;
      /** Tag of the response: 0x61 bind, 0x65 end of a search, 0x78 extended. */
      readonly tag: number;
      readonly code: number;
      readonly message: string;
      /** Of the paged results control (RFC 2696); undefined without one, empty on the last page. */
      readonly cookie: Buffer | undefined;
    };

export const RESPONSE = {
  bind: 0x61,
  entry: 0x64,
  searchEnd: 0x65,
  reference: 0x73,
  extended: 0x78,
} as const;
export const PAGED_RESULTS = '1.2.840.113556.1.4.319';
/** Attributes of one entry: as many as were asked for; a server that sends others is cut short. */
const MOST_ATTRIBUTES = 100;
/** Characters of a server's own words. */
const MOST_MESSAGE = 500;

interface Part {
  readonly tag: number;
  readonly body: Buffer;
}

/** @throws LdapError `protocol` */
export function decodeResponse(frame: Buffer): LdapResponse {
  const [message] = parts(frame);
  const [idPart, operation, ...more] = parts(message?.body ?? Buffer.alloc(0));
  if (idPart?.tag !== 0x02 || operation === undefined) throw broken();
  const id = integer(idPart.body);
  if (operation.tag === RESPONSE.entry) return { kind: 'entry', id, entry: decodeEntry(operation.body) };
  if (operation.tag === RESPONSE.reference) return { kind: 'reference', id };
  const [code, , diagnostic] = parts(operation.body);
  if (code?.tag !== 0x0a) throw broken();
  const controls = more.find(({ tag }) => tag === 0xa0);
  return {
    kind: 'result',
    id,
    tag: operation.tag,
    code: integer(code.body),
    message: diagnostic?.body.toString('utf8', 0, MOST_MESSAGE).replace(/\0+$/, '') ?? '',
    cookie: controls === undefined ? undefined : cookieOf(controls.body),
  };
}

function decodeEntry(body: Buffer): LdapEntry {
  const [name, attributes] = parts(body, 2);
  if (name?.tag !== 0x04) throw broken();
  const values = new Map<string, readonly Buffer[]>();
  for (const attribute of parts(attributes?.body ?? Buffer.alloc(0), MOST_ATTRIBUTES)) {
    const [type, set] = parts(attribute.body, 2);
    if (type === undefined || type.body.length > MOST_VALUE_OCTETS) throw broken();
    const kept = parts(set?.body ?? Buffer.alloc(0), MOST_VALUES)
      .map((value) => value.body)
      .filter(({ length }) => length <= MOST_VALUE_OCTETS);
    const key = attributeName(type.body.toString('utf8'));
    // The plain one wins over one with a language, which servers send after it or before it.
    if (!values.has(key) || !type.body.includes(0x3b)) values.set(key, kept);
  }
  return { dn: name.body.toString('utf8'), values };
}

function cookieOf(controls: Buffer): Buffer | undefined {
  for (const control of parts(controls, MOST_ATTRIBUTES)) {
    const [type, ...rest] = parts(control.body, 3);
    if (type?.body.toString('latin1') !== PAGED_RESULTS) continue;
    const value = rest.find(({ tag }) => tag === 0x04);
    const [sequence] = parts(value?.body ?? Buffer.alloc(0), 1);
    const [, cookie] = parts(sequence?.body ?? Buffer.alloc(0), 2);
    return cookie?.body ?? Buffer.alloc(0);
  }
  return undefined;
}

/** The first `most` values of BER that lie in `bytes` one after the other; what lies behind them is not looked at. */
function parts(bytes: Buffer, most = MOST_ATTRIBUTES): Part[] {
  const found: Part[] = [];
  for (let at = 0; at < bytes.length && found.length < most; ) {
    const tag = bytes[at] ?? 0;
    const first = bytes[at + 1];
    if (first === undefined) throw broken();
    const octets = first < 0x80 ? 0 : first & 0x7f;
    if (first === 0x80 || octets > 4 || at + 2 + octets > bytes.length) throw broken();
    const length = octets === 0 ? first : bytes.readUIntBE(at + 2, octets);
    const start = at + 2 + octets;
    if (start + length > bytes.length) throw broken();
    found.push({ tag, body: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return found;
}

function integer(body: Buffer): number {
  if (body.length < 1 || body.length > 4) throw broken();
  return body.readIntBE(0, body.length);
}

const broken = (): LdapError => new LdapError('protocol', 'the directory sent a message that is no LDAP');
