// Encoded words in header fields (RFC 2047), also those that break its rules: blanks or question marks inside, characters cut between
// words, charsets with a language (RFC 2231 section 5) or unknown ones. Linear in its input.
import { decodeCharset } from './charset.ts';

/** Charset and encoding of a word. No charset has a longer name, languages included. */
const HEAD = /=\?([^?\s]{1,80})\?([bqBQ])\?/y;

/** Words that are decoded in one field: people read some twenty. */
const MOST_WORDS = 5_000;

interface Word {
  readonly charset: string;
  readonly octets: Buffer;
}

/** @param text a header field's value without line breaks. @returns it with every encoded word in its place decoded. */
export function decodeWords(text: string): string {
  let at = text.indexOf('=?');
  if (at === -1) return text;
  let done = '';
  let plainFrom = 0;
  // Words of one charset that follow each other: a character may be cut between them.
  let run: Word[] = [];
  const ends = lookAhead(text, '?=');
  const starts = lookAhead(text, '=?');
  for (let words = 0; at !== -1 && words < MOST_WORDS; ) {
    HEAD.lastIndex = at;
    const head = HEAD.exec(text);
    if (head === null) {
      at = starts(at + 2);
      continue;
    }
    const from = HEAD.lastIndex;
    const end = ends(from);
    if (end === -1) break;
    const next = starts(from);
    // A word that never ended, before one that does.
    if (next !== -1 && next < end - 1 && /\s/.test(text[next - 1] ?? '')) {
      at = next;
      continue;
    }
    const between = text.slice(plainFrom, at);
    if (run.length === 0 || between.trim() !== '') {
      done += joined(run) + between;
      run = [];
    }
    const charset = (head[1] ?? '').split('*', 1)[0] ?? '';
    const body = text.slice(from, end);
    const octets = /b/i.test(head[2] ?? '') ? Buffer.from(body, 'base64') : quoted(body);
    if (run[0] !== undefined && run[0].charset.toLowerCase() !== charset.toLowerCase()) {
      done += joined(run);
      run = [];
    }
    run.push({ charset, octets });
    words += 1;
    plainFrom = end + 2;
    at = starts(plainFrom);
  }
  return done + joined(run) + text.slice(plainFrom);
}

function joined(run: readonly Word[]): string {
  const first = run[0];
  return first === undefined
    ? ''
    : decodeCharset(Buffer.concat(run.map(({ octets }) => octets)), first.charset);
}

/** RFC 2047 section 4.2. */
function quoted(body: string): Buffer {
  const octets = Buffer.allocUnsafe(body.length * 2);
  let length = 0;
  for (let at = 0; at < body.length; at += 1) {
    const code = body.charCodeAt(at);
    const hex = code === 0x3d ? Number.parseInt(hexPair(body, at + 1), 16) : Number.NaN;
    if (!Number.isNaN(hex)) {
      octets[length] = hex;
      at += 2;
    } else if (code > 0x7f) {
      // Beyond ASCII where there should be nothing of the kind: as UTF-8, which is how it was read.
      return Buffer.concat([octets.subarray(0, length), Buffer.from(body.slice(at))]);
    } else octets[length] = code === 0x5f ? 0x20 : code;
    length += 1;
  }
  return octets.subarray(0, length);
}

const hexPair = (body: string, at: number): string => {
  const pair = body.slice(at, at + 2);
  return /^[0-9a-f]{2}$/i.test(pair) ? pair : '';
};

/** Where `mark` is next, at or after a place that only ever moves on: each stretch is searched once. */
function lookAhead(text: string, mark: string): (from: number) => number {
  let found = -2;
  return (from) => {
    if (found === -1 || found >= from) return found;
    found = text.indexOf(mark, from);
    return found;
  };
}
