// Decodes quoted-printable as it comes (RFC 2045 section 6.7). What is no valid escape stays as it stands, as the RFC advises.
import type { Decoder } from './decoder.ts';

const CR = 0x0d;
const LF = 0x0a;
const EQUALS = 0x3d;

/** Blanks at the end of a line are no content; longer runs of them are not held back. */
const MOST_BLANKS = 1_000;

const hexOf = (byte: number): number => {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
};

export function makeQuotedPrintableDecoder(): Decoder {
  /** What cannot be decided yet: blanks before a line end, or the beginning of an escape. */
  let held: number[] = [];

  const decode = (input: Uint8Array, last: boolean): Buffer => {
    const out = Buffer.allocUnsafe(input.length);
    let length = 0;
    let at = 0;
    const put = (byte: number): void => {
      out[length] = byte;
      length += 1;
    };
    while (at < input.length) {
      const byte = input[at] ?? 0;
      if (byte === EQUALS) {
        const taken = escape(input, at, last);
        if (taken === undefined) break;
        if (taken.byte !== undefined) put(taken.byte);
        at += taken.length;
      } else if (byte === 0x20 || byte === 0x09) {
        let next = at;
        while (next < input.length && next - at < MOST_BLANKS && isBlank(input[next])) next += 1;
        const ended = next === input.length;
        const short = next - at < MOST_BLANKS;
        // Neither the end of the run nor what follows a carriage return is known yet.
        if (!last && ((ended && short) || (input[next] === CR && next + 1 === input.length))) break;
        const beforeLineEnd = ended
          ? short
          : input[next] === LF || (input[next] === CR && input[next + 1] === LF);
        if (!beforeLineEnd) for (let blank = at; blank < next; blank += 1) put(input[blank] ?? 0);
        at = next;
      } else {
        put(byte);
        at += 1;
      }
    }
    held = [...input.subarray(at)];
    return out.subarray(0, length);
  };

  return {
    write: (chunk) =>
      decode(held.length === 0 ? chunk : Buffer.concat([Uint8Array.from(held), chunk]), false),
    end: () => decode(Uint8Array.from(held), true),
  };
}

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09;

interface Escape {
  readonly byte: number | undefined;
  readonly length: number;
}

/** At an equals sign. Undefined: more octets are needed to tell. */
function escape(input: Uint8Array, at: number, last: boolean): Escape | undefined {
  const first = input[at + 1];
  const second = input[at + 2];
  if (first === undefined) return last ? { byte: undefined, length: 1 } : undefined;
  const high = hexOf(first);
  if (high !== -1) {
    if (second === undefined) return last ? { byte: EQUALS, length: 1 } : undefined;
    const low = hexOf(second);
    return low === -1 ? { byte: EQUALS, length: 1 } : { byte: high * 16 + low, length: 3 };
  }
  // A soft line break, perhaps with blanks that a relay has put before the line end.
  let next = at + 1;
  while (next < input.length && next - at < MOST_BLANKS && isBlank(input[next])) next += 1;
  if (next === input.length) {
    if (last) return { byte: undefined, length: next - at };
    return next - at < MOST_BLANKS ? undefined : { byte: EQUALS, length: 1 };
  }
  if (input[next] === LF) return { byte: undefined, length: next + 1 - at };
  if (input[next] === CR) {
    if (next + 1 === input.length && !last) return undefined;
    return { byte: undefined, length: (input[next + 1] === LF ? next + 2 : next + 1) - at };
  }
  return { byte: EQUALS, length: 1 };
}
