// A deflate encoder (RFC 1950, 1951) that is told what repeats instead of searching for it: raster lines come as runs, and
// their length in memory never matters. Time goes with the number of tokens, not with the bytes they stand for.
import { codeLengths, codesOf } from './huffman-code.ts';

/**
 * What is to be encoded. A token below 256 is a byte; 256 + n repeats the byte before it n + 3 times; 512 + n does so
 * n times 258 times, which is how white paper comes. Whoever fills it keeps the sums of Adler-32 (RFC 1950 section 8.2).
 */
export interface TokenBlock {
  readonly tokens: Uint16Array;
  count: number;
  /** Both sums, not yet reduced: exact as long as a block is flushed after FLUSH_TOKENS. */
  a: number;
  b: number;
}

/** Tokens after which a block is written: enough to pay for its code table, and the sums above stay exact (below 2^53). */
export const FLUSH_TOKENS = 48 * 1024;

export const RUN = 256;
/** n of these are n runs of LONGEST. */
export const LONG_RUNS = 512;
export const MOST_LONG_RUNS = 0xffff - LONG_RUNS;
export const SHORTEST = 3;
export const LONGEST = 258;

/** Bytes and runs: the tokens that have a code of their own. */
const CODED = LONG_RUNS;
const LONGEST_RUN = RUN + LONGEST - SHORTEST;

const ADLER_MODULUS = 65_521;
const END_OF_BLOCK = 256;
const MAX_BITS = 15;
const MAX_LENGTH_CODE_BITS = 7;

/** The order in which lengths of the code length code are stored (RFC 1951 section 3.2.7). */
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Length symbol, extra bits and their value for each length from 3 on (section 3.2.5). */
const LENGTHS = Array.from({ length: LONGEST - SHORTEST + 1 }, (_, index) => lengthSymbol(index + SHORTEST));

function lengthSymbol(length: number): { symbol: number; bits: number; value: number } {
  if (length === LONGEST) return { symbol: 285, bits: 0, value: 0 };
  const rest = length - SHORTEST;
  if (rest < 8) return { symbol: 257 + rest, bits: 0, value: 0 };
  const bits = 29 - Math.clz32(rest);
  return { symbol: 257 + 4 * bits + (rest >>> bits), bits, value: rest & (2 ** bits - 1) };
}

export interface FlateEncoder {
  readonly block: TokenBlock;
  /** Encodes what the block holds and empties it; the bytes belong to the caller. */
  readonly flush: () => Uint8Array;
  /** The last block, and the checksum. */
  readonly end: () => Uint8Array;
}

/** `mostPerRow`: tokens that may come on top of FLUSH_TOKENS before the next flush. */
export function makeFlateEncoder(mostPerRow: number): FlateEncoder {
  const block: TokenBlock = { tokens: new Uint16Array(FLUSH_TOKENS + mostPerRow), count: 0, a: 1, b: 0 };
  const frequencies = new Int32Array(CODED);
  const codes = new Int32Array(CODED);
  const widths = new Uint8Array(CODED);
  let out = Buffer.alloc(0);
  let at = 0;
  /** Bits that do not fill a byte yet. */
  let held = 0;
  let bits = 0;
  let begun = false;

  /** At most 24 bits at a time. */
  const put = (value: number, width: number): void => {
    held |= value << bits;
    bits += width;
    while (bits >= 8) {
      out[at++] = held;
      held >>>= 8;
      bits -= 8;
    }
  };

  const writeBlock = (last: boolean): void => {
    const { tokens, count } = block;
    const longRuns = countTokens(tokens, count, frequencies);
    const tables = makeTables(frequencies);
    tables.fill(codes, widths);
    // A token takes 15 + 5 + 1 bits at most; tables, header and checksum fit into the rest.
    const most = Math.ceil(((count + longRuns) * 21) / 8) + 1024;
    if (out.length < most) out = Buffer.allocUnsafeSlow(most);
    at = 0;
    // Compression method 8, window of 32 KiB, fastest algorithm: check bits make it a multiple of 31 (RFC 1950 section 2.2).
    if (!begun) at = out.writeUInt16BE(0x7801);
    begun = true;
    put(last ? 1 : 0, 1);
    put(2, 2);
    for (const { value, width } of tables.header) put(value, width);
    const written = writeTokens({ tokens, count, codes, widths }, { out, at, held, bits });
    ({ at, held, bits } = written);
    put(tables.end.code, tables.end.width);
    block.count = 0;
    block.a %= ADLER_MODULUS;
    block.b %= ADLER_MODULUS;
  };

  return {
    block,
    flush: () => {
      writeBlock(false);
      return Uint8Array.prototype.slice.call(out, 0, at);
    },
    end: () => {
      writeBlock(true);
      if (bits > 0) put(0, 8 - bits);
      at = out.writeUInt16BE(block.b, at);
      at = out.writeUInt16BE(block.a, at);
      return Uint8Array.prototype.slice.call(out, 0, at);
    },
  };
}

/** Sets the frequency of each coded token; returns how many long runs there are in all. */
function countTokens(tokens: Uint16Array, count: number, frequencies: Int32Array): number {
  frequencies.fill(0);
  let longRuns = 0;
  for (let index = 0; index < count; index++) {
    const token = tokens[index] as number;
    if (token >= LONG_RUNS) longRuns += token - LONG_RUNS;
    else frequencies[token] = (frequencies[token] as number) + 1;
  }
  frequencies[LONGEST_RUN] = (frequencies[LONGEST_RUN] as number) + longRuns;
  return longRuns;
}

/** Bits at a time for long runs: with the 7 that may be waiting they fit into 31. */
const MOST_BITS_AT_ONCE = 24;

interface BitPlace {
  readonly out: Uint8Array;
  readonly at: number;
  readonly held: number;
  readonly bits: number;
}

/** Apart from encodeLine (unpack-page.ts), this loop is where the time goes. */
function writeTokens(
  of: {
    readonly tokens: Uint16Array;
    readonly count: number;
    readonly codes: Int32Array;
    readonly widths: Uint8Array;
  },
  place: BitPlace,
): BitPlace {
  const { tokens, count, codes, widths } = of;
  const { out } = place;
  const view = new DataView(out.buffer, out.byteOffset, out.byteLength);
  let { at, held, bits } = place;
  // As many codes of the longest run as go into one piece: it is the shortest code of a page that is mostly white.
  const runWidth = widths[LONGEST_RUN] as number;
  const perPiece = runWidth === 0 ? 1 : Math.max(1, Math.floor(MOST_BITS_AT_ONCE / runWidth));
  let piece = 0;
  for (let copy = 0; copy < perPiece; copy++) piece |= (codes[LONGEST_RUN] as number) << (copy * runWidth);
  for (let index = 0; index < count; index++) {
    const token = tokens[index] as number;
    if (token < LONG_RUNS) {
      let code = codes[token] as number;
      let width = widths[token] as number;
      // Two at a time where they fit: each waits for the place of the one before.
      const next = index + 1 < count ? (tokens[index + 1] as number) : LONG_RUNS;
      if (next < LONG_RUNS && width + (widths[next] as number) <= MOST_BITS_AT_ONCE) {
        code |= (codes[next] as number) << width;
        width += widths[next] as number;
        index += 1;
      }
      held |= code << bits;
      bits += width;
      // All four bytes are written and as many kept as are full: a loop would be a guess at every token.
      view.setInt32(at, held, true);
      at += bits >>> 3;
      held >>>= bits & 24;
      bits &= 7;
      continue;
    }
    for (let rest = token - LONG_RUNS; rest > 0; rest -= perPiece) {
      const width = Math.min(rest, perPiece) * runWidth;
      held |= (piece & (2 ** width - 1)) << bits;
      bits += width;
      view.setInt32(at, held, true);
      at += bits >>> 3;
      held >>>= bits & 24;
      bits &= 7;
    }
  }
  return { out, at, held, bits };
}

/** The only distance is 1, symbol 0, in a code of one bit (section 3.2.7). */
const DISTANCE_LENGTHS = Uint8Array.of(1);

interface Tables {
  /** Everything of the block header behind its first three bits. */
  readonly header: readonly { readonly value: number; readonly width: number }[];
  readonly end: { readonly code: number; readonly width: number };
  /** Sets code and width of every coded token. */
  readonly fill: (codes: Int32Array, widths: Uint8Array) => void;
}

function makeTables(frequencies: Int32Array): Tables {
  const literals = new Uint32Array(286);
  literals.set(frequencies.subarray(0, 256));
  literals[END_OF_BLOCK] = 1;
  LENGTHS.forEach(({ symbol }, index) => {
    literals[symbol] = (literals[symbol] ?? 0) + (frequencies[RUN + index] ?? 0);
  });
  const lengths = codeLengths(literals, MAX_BITS);
  const literalCodes = codesOf(lengths);
  return {
    header: describe(lengths, DISTANCE_LENGTHS),
    end: { code: literalCodes[END_OF_BLOCK] ?? 0, width: lengths[END_OF_BLOCK] ?? 0 },
    fill: (codes, widths) => {
      codes.set(literalCodes.subarray(0, 256));
      widths.set(lengths.subarray(0, 256));
      LENGTHS.forEach(({ symbol, bits, value }, index) => {
        const width = lengths[symbol] ?? 0;
        // The distance follows: one bit, and it is 0.
        codes[RUN + index] = (literalCodes[symbol] ?? 0) | (value << width);
        widths[RUN + index] = width + bits + 1;
      });
    },
  };
}

/** The two tables as deflate stores them: their lengths, run-length coded, in a Huffman code of their own (section 3.2.7). */
function describe(literals: Uint8Array, distances: Uint8Array): { value: number; width: number }[] {
  const literalCount = 286;
  const distanceCount = 1 + distances.findLastIndex((length) => length > 0);
  const all = [...literals.subarray(0, literalCount), ...distances.subarray(0, distanceCount)];
  const items: { symbol: number; value: number; width: number }[] = [];
  for (let from = 0; from < all.length; ) {
    const length = all[from] ?? 0;
    let to = from + 1;
    while (to < all.length && all[to] === length) to += 1;
    let rest = to - from;
    from = to;
    if (length !== 0) {
      items.push({ symbol: length, value: 0, width: 0 });
      rest -= 1;
    }
    while (rest > 0) {
      if (rest < 3) {
        items.push({ symbol: length, value: 0, width: 0 });
        rest -= 1;
      } else if (length !== 0) {
        const run = Math.min(rest, 6);
        items.push({ symbol: 16, value: run - 3, width: 2 });
        rest -= run;
      } else {
        const run = Math.min(rest, 138);
        items.push(
          run <= 10 ? { symbol: 17, value: run - 3, width: 3 } : { symbol: 18, value: run - 11, width: 7 },
        );
        rest -= run;
      }
    }
  }
  const counts = new Uint32Array(19);
  for (const { symbol } of items) counts[symbol] = (counts[symbol] ?? 0) + 1;
  const lengths = codeLengths(counts, MAX_LENGTH_CODE_BITS);
  const codes = codesOf(lengths);
  const stored = 1 + LENGTH_ORDER.findLastIndex((symbol) => (lengths[symbol] ?? 0) > 0);
  return [
    { value: literalCount - 257, width: 5 },
    { value: distanceCount - 1, width: 5 },
    { value: stored - 4, width: 4 },
    ...LENGTH_ORDER.slice(0, stored).map((symbol) => ({ value: lengths[symbol] ?? 0, width: 3 })),
    ...items.flatMap(({ symbol, value, width }) => [
      { value: codes[symbol] ?? 0, width: lengths[symbol] ?? 0 },
      { value, width },
    ]),
  ];
}
