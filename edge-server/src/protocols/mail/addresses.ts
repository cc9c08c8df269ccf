// The address that a message says it is from (RFC 5322 sections 3.4 and 3.6.2): exactly one, or a defect. What two programs could take
// for two different addresses is a defect, since the receiving server has judged the one that it saw (threats.md T18, T20, T21).
import { domainToASCII } from 'node:url';
import { decodeWords } from './mime/encoded-words.ts';
import { cleanLine } from './mime/header-text.ts';
import type { Header } from './mime/outline.ts';

/**
 * none: no From, or none with an address. several-fields, several-addresses: more than one, as RFC 5322 allows for addresses.
 * group: RFC 6854 allows it, no mail program sends it. bad-address: it is none, or is not written in one clear way.
 */
export type FromDefect = 'none' | 'several-fields' | 'several-addresses' | 'group' | 'bad-address';

export type FromAddress =
  | { readonly kind: 'one'; readonly address: string; readonly name: string }
  | { readonly kind: 'defect'; readonly defect: FromDefect };

/** RFC 5321 section 4.5.3.1.3. */
const MOST_ADDRESS = 254;
/** More is not shown anywhere. */
const MOST_NAME = 200;
/** An honest field has one address of 254 characters at most, and a name. */
const MOST_FIELD = 10_000;

/** What a local part may consist of here: the same as in people's addresses (people/users.ts), and no control characters. */
const LOCAL = /^[^\s@<>()",;:\\\0-\x1f\x7f-\x9f]+$/;
const DOMAIN = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*$/;

/** `address` is lower case, its domain in ASCII (IDNA); `name` is decoded and fit for one line, empty where there is none. */
export function fromAddress(header: Header): FromAddress {
  const fields = header.raw('from');
  const [field] = fields;
  if (field === undefined) return defect('none');
  return fields.length > 1 ? defect('several-fields') : readFrom(field);
}

const defect = (which: FromDefect): FromAddress => ({ kind: 'defect', defect: which });

/**
 * Lower case, Unicode's composed form, the domain in ASCII: as addresses are compared. Undefined when it is none.
 * @param address an addr-spec without quoting.
 */
export function canonicalAddress(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at).normalize('NFC').toLowerCase();
  const domain = canonicalDomain(address.slice(at + 1));
  if (at < 1 || domain === undefined || !LOCAL.test(local)) return undefined;
  const whole = `${local}@${domain}`;
  return whole.length > MOST_ADDRESS ? undefined : whole;
}

/** Lower case and ASCII; undefined when it is no domain name. An address in brackets (RFC 5321 section 4.1.3) is none. */
export function canonicalDomain(domain: string): string | undefined {
  // Only what needs it: the function also makes addresses out of numbers.
  const ascii = /^[\0-\x7f]*$/.test(domain) ? domain.toLowerCase() : domainToASCII(domain);
  return DOMAIN.test(ascii) ? ascii : undefined;
}

type Token =
  | { readonly kind: 'word'; readonly text: string; readonly quoted: boolean; readonly spaced: boolean }
  | { readonly kind: 'mark'; readonly text: string };

function readFrom(field: string): FromAddress {
  if (field.length > MOST_FIELD) return defect('bad-address');
  const tokens = tokensOf(field);
  if (tokens === undefined) return defect('bad-address');
  if (tokens.some(({ kind, text }) => kind === 'mark' && (text === ':' || text === ';')))
    return defect('group');
  const entries = split(tokens);
  // "Doe, John <john@example.org>": a name with a comma that should have been quoted.
  const addressed = entries.filter((entry) => entry.some(isAddressMark));
  const [entry] = addressed;
  if (entry === undefined) return defect('none');
  if (addressed.length > 1) return defect('several-addresses');
  if (entries.at(-1) !== entry) return defect('bad-address');
  const names = entries.slice(0, -1).map(phrase);
  return readEntry(entry, names);
}

const isAddressMark = (token: Token): boolean =>
  token.kind === 'mark' ? token.text === '<' : !token.quoted && token.text.includes('@');

function readEntry(entry: readonly Token[], before: readonly string[]): FromAddress {
  const open = entry.findIndex(isMark('<'));
  const close = entry.findIndex(isMark('>'));
  const bare = open === -1 && close === -1;
  if (!bare && (open === -1 || close !== entry.length - 1 || entry.slice(open + 1, -1).some(isMark('<'))))
    return defect(entry.filter(isMark('<')).length > 1 ? 'several-addresses' : 'bad-address');
  if (bare && before.length > 0) return defect('bad-address');
  const spec = addressOf(bare ? entry : entry.slice(open + 1, -1));
  // Quoted it is a name. Unquoted, some program may take it for the address.
  if (!bare && entry.slice(0, open).some((token) => isOtherAddress(token, spec)))
    return defect('several-addresses');
  if (spec === undefined) {
    const many = bare && entry.filter((token) => token.text.includes('@')).length > 1;
    return defect(many ? 'several-addresses' : 'bad-address');
  }
  const named = bare
    ? ''
    : [...before, phrase(entry.slice(0, open))].filter((text) => text !== '').join(', ');
  return { kind: 'one', address: spec, name: cleanLine(named, MOST_NAME) };
}

const isOtherAddress = (token: Token, spec: string | undefined): boolean => {
  if (token.kind === 'mark' || token.quoted || !token.text.includes('@')) return false;
  const other = canonicalAddress(token.text);
  return other !== undefined && /@.+\../.test(other) && other !== spec;
};

const isMark =
  (text: string) =>
  (token: Token): boolean =>
    token.kind === 'mark' && token.text === text;

/** The words put together again; blanks are allowed only around dots and the at sign (RFC 5322 section 4.4). */
function addressOf(tokens: readonly Token[]): string | undefined {
  let spec = '';
  for (const token of tokens) {
    if (token.kind === 'mark') return undefined;
    // A quoted local part only where it needs no quotes: "a@b"@example.org has led others astray (threats.md T21).
    if (token.quoted && (spec !== '' || !LOCAL.test(token.text))) return undefined;
    const joins = spec === '' || /[.@]$/.test(spec) || /^[.@]/.test(token.text);
    if (token.spaced && !joins) return undefined;
    spec += token.text;
  }
  return spec.split('@').length === 2 ? canonicalAddress(spec) : undefined;
}

/** RFC 2047 words stand outside quotes, and inside them in what many programs send. */
function phrase(tokens: readonly Token[]): string {
  let text = '';
  for (const token of tokens)
    text += (token.kind === 'word' && token.spaced && text !== '' ? ' ' : '') + token.text;
  return decodeWords(text).trim();
}

/** Between commas; empty entries are obsolete and mean nothing. */
function split(tokens: readonly Token[]): Token[][] {
  const entries: Token[][] = [[]];
  let angle = false;
  for (const token of tokens) {
    if (isMark('<')(token)) angle = true;
    if (isMark('>')(token)) angle = false;
    if (!angle && isMark(',')(token)) entries.push([]);
    else entries.at(-1)?.push(token);
  }
  return entries.filter((entry) => entry.length > 0);
}

const MARKS = new Set(['<', '>', ',', ';', ':']);

/** Words, quoted strings and marks, without comments. Undefined: something is opened and never closed. */
function tokensOf(field: string): Token[] | undefined {
  const tokens: Token[] = [];
  let spaced = false;
  let word = '';
  const closeWord = (): void => {
    if (word !== '') {
      tokens.push({ kind: 'word', text: word, quoted: false, spaced });
      spaced = false;
    }
    word = '';
  };
  for (let at = 0; at < field.length; at += 1) {
    const char = field[at] ?? '';
    if (char === ' ' || char === '\t') {
      closeWord();
      spaced = true;
    } else if (char === '(') {
      closeWord();
      const end = endOfComment(field, at);
      if (end === undefined) return undefined;
      at = end;
      spaced = true;
    } else if (char === '"') {
      closeWord();
      const quoted = readQuoted(field, at);
      if (quoted === undefined) return undefined;
      tokens.push({ kind: 'word', text: quoted.text, quoted: true, spaced });
      spaced = false;
      at = quoted.end;
    } else if (MARKS.has(char)) {
      closeWord();
      tokens.push({ kind: 'mark', text: char });
      spaced = false;
    } else word += char;
  }
  closeWord();
  return tokens;
}

function endOfComment(field: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < field.length; at += 1) {
    const char = field[at];
    if (char === '\\') at += 1;
    else if (char === '(') depth += 1;
    else if (char === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return undefined;
}

function readQuoted(field: string, from: number): { text: string; end: number } | undefined {
  let text = '';
  for (let at = from + 1; at < field.length; at += 1) {
    const char = field[at] ?? '';
    if (char === '"') return { text, end: at };
    if (char === '\\') at += 1;
    text += char === '\\' ? (field[at] ?? '') : char;
  }
  return undefined;
}
