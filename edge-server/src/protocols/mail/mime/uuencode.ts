// Decodes uuencode as it comes (POSIX, uuencode utility, "historical algorithm"): the lines between begin and end, with or without these two.
import type { Decoder } from './decoder.ts';

const LF = 0x0a;

/** An honest line has 61 characters and some blanks; what is longer is no line of it. */
const MOST_LINE = 200;

export function makeUuDecoder(): Decoder {
  const line = Buffer.alloc(MOST_LINE);
  let length = 0;
  let overlong = false;
  let ended = false;

  const take = (out: number[]): void => {
    const text = line.subarray(0, length);
    if (!overlong && !ended) {
      const word = text.toString('latin1').trimEnd();
      if (word === 'end') ended = true;
      else if (!/^begin [0-7]{3,4} /.test(word)) decodeLine(text, out);
    }
    length = 0;
    overlong = false;
  };

  return {
    write: (chunk) => {
      const out: number[] = [];
      for (const byte of chunk) {
        if (byte === LF) take(out);
        else if (length === MOST_LINE) overlong = true;
        else {
          line[length] = byte;
          length += 1;
        }
      }
      return Uint8Array.from(out);
    },
    end: () => {
      const out: number[] = [];
      take(out);
      return Uint8Array.from(out);
    },
  };
}

/** Octets that a line says it holds, and how many of its characters are needed for them. */
export const uuLength = (first: number): number => (first - 0x20) & 0x3f;

function decodeLine(line: Uint8Array, out: number[]): void {
  const first = line[0];
  if (first === undefined || first < 0x20 || first > 0x60) return;
  let left = uuLength(first);
  // Blanks at the end of a line get lost on the way; they are zeros.
  for (let at = 1; left > 0 && at < 1 + 84; at += 4) {
    const group =
      (sixAt(line, at) << 18) |
      (sixAt(line, at + 1) << 12) |
      (sixAt(line, at + 2) << 6) |
      sixAt(line, at + 3);
    for (let shift = 16; shift >= 0 && left > 0; shift -= 8, left -= 1) out.push((group >> shift) & 0xff);
  }
}

function sixAt(line: Uint8Array, at: number): number {
  const byte = line[at] ?? 0x20;
  return byte < 0x20 || byte > 0x60 ? 0 : (byte - 0x20) & 0x3f;
}
