// The control file that came with a job (RFC 1179 section 7): who sent it, what it is called, which data files to print how often. Everything in it is
// somebody else's word: bounded, without control characters, and never a path.

/** The letter before a data file's name says how it was meant to be printed (sections 7.17 to 7.29). */
const PRINT_LETTERS = 'cdfgklnoprtv';

export interface LpdFile {
  readonly name: string;
  /** Lines that name it: RFC 1179 has no other word for copies. */
  readonly copies: number;
  readonly letter: string;
  /** The name of the source file (N) that stands with it. */
  readonly source: string | undefined;
}

export interface LpdControl {
  /** H */
  readonly host: string | undefined;
  /** P */
  readonly user: string | undefined;
  /** J, else T (the title of "p"). */
  readonly title: string | undefined;
  /** In the order in which they are first named. */
  readonly files: readonly LpdFile[];
}

/** What the RFC allows fits many times into it. */
export const MOST_CONTROL = 64 * 1024;
const MOST_LINES = 2_000;
/** Of one job; a client that prints more files begins another job. */
export const MOST_FILES = 50;
/** RFC 1179 has 31, 99 and 131 octets; Windows and CUPS send longer ones. */
const MOST_TEXT = 255;
/** As shared/src/ticket.ts has it. */
const MOST_COPIES = 999;
const DATA_NAME = /^df[A-Za-z][0-9]{1,6}[A-Za-z0-9._:-]{0,255}$/;

/** Undefined for what is no control file: too long, or more lines or files than a job has. */
export function readControlFile(bytes: Uint8Array): LpdControl | undefined {
  if (bytes.length > MOST_CONTROL) return undefined;
  const lines = decode(bytes).split('\n', MOST_LINES + 1);
  if (lines.length > MOST_LINES) return undefined;
  let host: string | undefined;
  let user: string | undefined;
  let job: string | undefined;
  let heading: string | undefined;
  const files = new Map<
    string,
    { name: string; copies: number; letter: string; source: string | undefined }
  >();
  let last: { source: string | undefined } | undefined;
  /** N may stand before or behind the line of its file. */
  let early: string | undefined;

  for (const line of lines) {
    const letter = line.slice(0, 1);
    const value = clean(line.slice(1));
    if (letter === '' || value === '') continue;
    if (PRINT_LETTERS.includes(letter)) {
      if (!DATA_NAME.test(value)) continue;
      const known = files.get(value);
      if (known === undefined) {
        if (files.size >= MOST_FILES) return undefined;
        const file = { name: value, copies: 1, letter, source: early };
        files.set(value, file);
        last = file;
        early = undefined;
      } else {
        known.copies = Math.min(known.copies + 1, MOST_COPIES);
        last = known;
      }
      continue;
    }
    switch (letter) {
      case 'H':
        host ??= value;
        break;
      case 'P':
        user ??= value;
        break;
      case 'J':
        job ??= value;
        break;
      case 'T':
        heading ??= value;
        break;
      case 'N':
        if (last === undefined || last.source !== undefined) early = value;
        else last.source = value;
        break;
    }
  }
  return { host, user, title: job ?? heading, files: [...files.values()] };
}

/** UTF-8 where it is, else Latin-1: the RFC says ASCII and nobody keeps to it. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    return Buffer.from(bytes).toString('latin1');
  }
}

const clean = (text: string): string =>
  text
    .slice(0, MOST_TEXT)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, ' ')
    .trim();
