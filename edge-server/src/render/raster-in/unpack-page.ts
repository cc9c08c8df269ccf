// Turns the run-length lines of one raster page (PWG 5102.4 section 4.4, and URF's word for "the rest is white") into the
// compressed data of a PDF image, without ever writing the pixels out: a run becomes a run, a line that repeats becomes one that does.
import { COLOUR_THRESHOLD } from '../limits.ts';
import {
  FLUSH_TOKENS,
  type FlateEncoder,
  LONG_RUNS,
  LONGEST,
  MOST_LONG_RUNS,
  makeFlateEncoder,
  RUN,
  SHORTEST,
  type TokenBlock,
} from './flate-tokens.ts';
import type { ForwardRead } from './forward-read.ts';
import { COMPONENTS, type RasterPage } from './raster-page.ts';

/** What there is to know once the last piece was taken. */
export interface PageResult {
  colored: boolean;
  /** Lines that were there; the rest is white. */
  rows: number;
  /** All lines were there, and each was as long as it should be. */
  whole: boolean;
}

/** Bytes a reader keeps free for this file: black and white pixels of the largest kind, 4 colours of 16 bits. */
export const RESERVED_BYTES = 16;
const BLACK_AT = 0;
const WHITE_AT = 8;

/** PNG filters (PNG third edition section 9.2): the difference to the pixel on the left, and to the one above. */
const LEFT = 1;
const ABOVE = 2;

/** A code byte of this value says: the rest of the line is white (URF; section 4.4 leaves it reserved). */
const REST_WHITE = 128;

interface Layout {
  /** Bytes of one unit of the line: a pixel, or eight of one bit. */
  readonly unit: number;
  /** Bytes from one colour to the next: 2 of 16 bits, of which the first is kept. */
  readonly step: number;
  readonly units: number;
  /** Bytes of a line as it goes into the PDF. */
  readonly lineBytes: number;
  /** Colours to compare when looking for one; 0 where there is none. */
  readonly hues: 0 | 3;
}

/** The bytes of the image, zlib-wrapped, rows with PNG predictors; `result` is right when they are all taken. */
export function* unpackPage(
  read: ForwardRead,
  page: RasterPage,
  result: PageResult,
): Generator<Uint8Array, void, undefined> {
  const layout = layoutOf(page);
  const encoder = makeFlateEncoder(layout.lineBytes + 2);
  const { block } = encoder;
  const white = page.space === 'black' || page.space === 'cmyk' ? 0 : 255;
  // The longest way to write a line: every unit as a run of one.
  const longest = layout.units * (layout.unit + 1) + 2;
  let y = 0;
  while (y < page.height) {
    const some = read.ensure(longest) || read.end() > read.at;
    if (!some) break;
    const bytes = read.bytes();
    bytes.fill(white, WHITE_AT, WHITE_AT + layout.unit);
    const repeats = (bytes[read.at] as number) + 1;
    read.at += 1;
    encodeLine(block, read, layout, result);
    y += 1;
    result.rows = y;
    const same = Math.min(repeats - 1, page.height - y);
    for (let copy = 0; copy < same; copy++) {
      if (block.count > FLUSH_TOKENS) yield encoder.flush();
      repeatLine(block, layout.lineBytes);
    }
    y += same;
    result.rows = y;
    if (block.count > FLUSH_TOKENS) yield encoder.flush();
  }
  if (y < page.height) {
    result.whole = false;
    yield* whiteLines(encoder, layout, white, page.height - y);
  }
  yield encoder.end();
}

function layoutOf({ width, space, bits }: RasterPage): Layout {
  const components = COMPONENTS[space];
  if (bits === 1) {
    const units = Math.ceil(width / 8);
    return { unit: 1, step: 1, units, lineBytes: units, hues: 0 };
  }
  const step = bits / 8;
  return {
    unit: components * step,
    step,
    units: width,
    lineBytes: width * components,
    hues: components === 1 ? 0 : 3,
  };
}

/** One line from the reader, as differences to the left. What is missing is white. */
function encodeLine(block: TokenBlock, read: ForwardRead, layout: Layout, result: PageResult): void {
  const { unit, step, units, hues } = layout;
  const { tokens } = block;
  const bytes = read.bytes();
  const end = read.end();
  let at = read.at;
  let { count, a, b } = block;
  /** The unit on the left: black before the first (PNG section 9.2). */
  let left = BLACK_AT;
  /** Differences of zero that are not yet written. */
  let zeros = 0;
  let done = 0;

  tokens[count++] = LEFT;
  a += LEFT;
  b += a;
  while (done < units) {
    // One unit as often as `run` says, or `length` units once.
    let from = WHITE_AT;
    let length = 1;
    let run = units - done;
    if (at >= end) result.whole = false;
    const code = at < end ? (bytes[at++] as number) : REST_WHITE;
    if (code < REST_WHITE) {
      from = at;
      run = Math.min(code + 1, run);
      at += unit;
    } else if (code > REST_WHITE) {
      from = at;
      length = Math.min(257 - code, run);
      run = 1;
      at += (257 - code) * unit;
    }
    if (at > end) {
      // Cut inside a pixel: nothing of it is known.
      at = end;
      result.whole = false;
      from = WHITE_AT;
      length = 1;
      run = units - done;
    }
    const stop = from + length * unit;
    for (let place = from; place < stop; place += step) {
      const difference = ((bytes[place] as number) - (bytes[left] as number)) & 255;
      left = place - from + step < unit ? left + step : place + step - unit;
      if (difference === 0) {
        zeros += 1;
        continue;
      }
      if (zeros > 0) {
        b += a * zeros;
        count = putZeros(tokens, count, zeros);
        zeros = 0;
      }
      tokens[count++] = difference;
      a += difference;
      b += a;
    }
    left = stop - unit;
    zeros += (run - 1) * (unit / step);
    done += length * run;
    if (hues !== 0 && !result.colored) result.colored = hasColor(bytes, from, stop, unit, step);
  }
  if (zeros > 0) {
    b += a * zeros;
    count = putZeros(tokens, count, zeros);
  }
  read.at = at;
  block.count = count;
  block.a = a;
  block.b = b;
}

function putZeros(tokens: Uint16Array, from: number, zeros: number): number {
  let count = from;
  let rest = zeros;
  if (rest > SHORTEST) {
    tokens[count++] = 0;
    rest -= 1;
    if (rest >= LONGEST) {
      const runs = Math.min(Math.floor(rest / LONGEST), MOST_LONG_RUNS);
      tokens[count++] = LONG_RUNS + runs;
      rest -= runs * LONGEST;
    }
    if (rest >= SHORTEST) {
      tokens[count++] = RUN + rest - SHORTEST;
      return count;
    }
  }
  while (rest > 0) {
    tokens[count++] = 0;
    rest -= 1;
  }
  return count;
}

/** The line above once more: no difference anywhere. */
function repeatLine(block: TokenBlock, lineBytes: number): void {
  block.tokens[block.count++] = ABOVE;
  block.a += ABOVE;
  block.b += block.a * (lineBytes + 1);
  block.count = putZeros(block.tokens, block.count, lineBytes);
}

function* whiteLines(
  encoder: FlateEncoder,
  layout: Layout,
  white: number,
  lines: number,
): Generator<Uint8Array, void, undefined> {
  const { block } = encoder;
  const pixel = layout.unit / layout.step;
  block.tokens[block.count++] = LEFT;
  block.a += LEFT;
  block.b += block.a;
  for (let byte = 0; byte < pixel; byte++) {
    block.tokens[block.count++] = white;
    block.a += white;
    block.b += block.a;
  }
  const rest = layout.lineBytes - pixel;
  block.b += block.a * rest;
  block.count = putZeros(block.tokens, block.count, rest);
  for (let line = 1; line < lines; line++) {
    if (block.count > FLUSH_TOKENS) yield encoder.flush();
    repeatLine(block, layout.lineBytes);
  }
}

function hasColor(bytes: Uint8Array, from: number, to: number, unit: number, step: number): boolean {
  for (let at = from; at < to; at += unit) {
    const r = bytes[at] as number;
    const g = bytes[at + step] as number;
    const b = bytes[at + 2 * step] as number;
    if (Math.max(r, g, b) - Math.min(r, g, b) >= COLOUR_THRESHOLD) return true;
  }
  return false;
}
