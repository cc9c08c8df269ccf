// Reads "value; name=value; ..." of Content-Type and Content-Disposition (RFC 2045 section 5.1, RFC 2231), also what programs send that
// breaks the rules: blanks in unquoted values, unclosed quotes, missing semicolons, RFC 2047 words inside, octets beyond ASCII.
import { decodeCharset } from './charset.ts';
import { decodeWords } from './encoded-words.ts';

export interface WithParameters {
  /** What stands before the first semicolon, lower case, comments removed. */
  readonly value: string;
  /** By name in lower case, decoded. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** More parameters than this have only been made to keep us busy; a continued name has some twenty. */
const MOST_PARAMETERS = 500;

/** A name of 255 characters of four octets each takes some 4,000 in its longest form. */
const MOST_LENGTH = 32 * 1024;

interface Raw {
  readonly name: string;
  readonly value: string;
}

/** @param whole unfolded; characters beyond ASCII are taken as they are. Never throws. */
export function readParameters(whole: string): WithParameters {
  const text = whole.slice(0, MOST_LENGTH);
  const first = until(text, 0, ';');
  const raw: Raw[] = [];
  for (let at = first.end + 1; at < text.length && raw.length < MOST_PARAMETERS; ) {
    const equals = until(text, at, '=;');
    if (text[equals.end] !== '=') {
      at = equals.end + 1;
      continue;
    }
    const value = readValue(text, equals.end + 1);
    // A parameter after a forgotten semicolon leaves words before its name: the name is the last.
    const name = equals.text.trim().split(/\s/).at(-1)?.toLowerCase() ?? '';
    if (name !== '') raw.push({ name, value: value.text });
    at = value.end;
  }
  return { value: first.text.trim().toLowerCase(), parameters: merged(raw) };
}

interface Read {
  readonly text: string;
  /** Where the mark stands at which reading stopped, or the end. */
  readonly end: number;
}

/** Text up to one of `marks`, without comments (RFC 5322 section 3.2.2). */
function until(text: string, from: number, marks: string): Read {
  const kept: string[] = [];
  let depth = 0;
  let keptFrom = from;
  let at = from;
  for (; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '\\' && depth > 0) at += 1;
    else if (char === '(') {
      if (depth === 0) kept.push(text.slice(keptFrom, at));
      depth += 1;
    } else if (char === ')' && depth > 0) {
      depth -= 1;
      if (depth === 0) keptFrom = at + 1;
    } else if (depth === 0 && marks.includes(char)) break;
  }
  if (depth === 0) kept.push(text.slice(keptFrom, at));
  return { text: kept.join(' '), end: Math.min(at, text.length) };
}

/** A quoted string, or everything up to the next semicolon. `end` is where the next name begins. */
function readValue(text: string, from: number): Read {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  if (text[at] !== '"') {
    const semicolon = text.indexOf(';', at);
    const end = semicolon === -1 ? text.length : semicolon;
    return { text: text.slice(at, end).trim(), end: end + 1 };
  }
  const kept: string[] = [];
  let keptFrom = at + 1;
  for (at += 1; at < text.length && text[at] !== '"'; at += 1) {
    const next = text[at + 1];
    // Windows paths come with single backslashes: only before a quote or another one is it a sign of quoting.
    if (text[at] === '\\' && (next === '"' || next === '\\')) {
      kept.push(text.slice(keptFrom, at));
      keptFrom = at + 1;
      at += 1;
    }
  }
  kept.push(text.slice(keptFrom, at));
  at += 1;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return { text: kept.join(''), end: text[at] === ';' ? at + 1 : at };
}

interface Piece {
  readonly value: string;
  readonly encoded: boolean;
}

/** A plain value, one with a charset, or its pieces by number; the better one wins, and of two alike the first. */
function merged(raw: readonly Raw[]): ReadonlyMap<string, string> {
  const plain = new Map<string, string>();
  const pieces = new Map<string, Map<number, Piece>>();
  for (const { name, value } of raw) {
    const star = /^([^*]+)\*(?:(\d{1,3})(\*?))?$/.exec(name);
    if (star === null) {
      if (!plain.has(name)) plain.set(name, decodeWords(value));
      continue;
    }
    const base = star[1] ?? name;
    const numbered = star[2] !== undefined;
    const known = pieces.get(base) ?? new Map<number, Piece>();
    pieces.set(base, known);
    // What is in one piece counts before what is in several.
    const index = numbered ? Number(star[2]) : WHOLE;
    if (!known.has(index)) known.set(index, { value, encoded: !numbered || star[3] === '*' });
  }
  for (const [base, known] of pieces) {
    const value = joined(known);
    if (value !== undefined) plain.set(base, value);
  }
  return plain;
}

const WHOLE = -1;

function joined(known: ReadonlyMap<number, Piece>): string | undefined {
  const whole = known.get(WHOLE);
  const inOrder: Piece[] = [];
  if (whole !== undefined) inOrder.push(whole);
  // Numbers begin at 0; some programs begin at 1.
  else
    for (let index = known.has(0) ? 0 : 1; ; index += 1) {
      const piece = known.get(index);
      if (piece === undefined) break;
      inOrder.push(piece);
    }
  const first = inOrder[0];
  if (first === undefined) return undefined;
  // charset'language'value in the first piece (RFC 2231 section 4); often left out.
  const tagged = first.encoded ? /^([^']{0,40})'[^']{0,40}'/.exec(first.value) : null;
  if (!inOrder.some(({ encoded }) => encoded)) return decodeWords(inOrder.map(({ value }) => value).join(''));
  const octets = inOrder.map(({ value, encoded }, index) => {
    const own = index === 0 && tagged !== null ? value.slice(tagged[0].length) : value;
    return encoded ? percentDecoded(own) : Buffer.from(own);
  });
  const text = decodeCharset(Buffer.concat(octets), tagged?.[1] === '' ? 'utf-8' : tagged?.[1]);
  return decodeWords(text);
}

function percentDecoded(value: string): Buffer {
  const bytes = Buffer.from(value);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const pair = bytes[at] === 0x25 ? bytes.toString('latin1', at + 1, at + 3) : '';
    if (/^[0-9a-f]{2}$/i.test(pair)) {
      bytes[length] = Number.parseInt(pair, 16);
      at += 2;
    } else bytes[length] = bytes[at] ?? 0;
    length += 1;
  }
  return bytes.subarray(0, length);
}
