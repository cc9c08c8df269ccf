// The run-length lines shared by PWG raster (PWG 5102.4 section 4.4) and URF: a count of equal lines, then runs of equal pixels and runs
// of different ones. The inner loops are written for speed: they see every pixel of every page.
import type { ByteSink } from './byte-sink.ts';

/** A line count byte says 1 to 256. */
const MOST_LINES = 256;
/** A run byte says 1 to 128 pixels. */
const MOST_PIXELS = 128;
/** URF: the rest of the line is white. PWG raster leaves this value unused. */
const BLANK_REST = 0x80;

/** R, G, B, anything as one number on a little-endian machine, which is what WebAssembly and every supported processor is. */
const RGB = 0xff_ff_ff;

export interface LineOptions {
  /** Say "the rest is white" (URF). */
  readonly blankRest: boolean;
}

/** `pixels`: R, G, B and a byte that must be the same in every pixel. */
export function encodeRgbLines(
  pixels: Uint8Array,
  width: number,
  rows: number,
  { blankRest }: LineOptions,
  out: ByteSink,
): void {
  const words = new Int32Array(pixels.buffer, pixels.byteOffset, width * rows);
  // In the worst case one byte for every 128 pixels is added, and one for the lines.
  const worst = width * 3 + Math.ceil(width / MOST_PIXELS) + 3;
  forEachGroup(pixels, width * 4, rows, (row, count) => {
    const room = out.room(worst);
    room[0] = count - 1;
    const to = new DataView(room.buffer, room.byteOffset, room.byteLength);
    out.took(encodeRgbLine(words, row * width, width, blankRest, to, 1));
  });
}

function encodeRgbLine(
  words: Int32Array,
  from: number,
  width: number,
  blankRest: boolean,
  to: DataView,
  start: number,
): number {
  const end = from + width;
  let at = start;
  let x = from;
  while (x < end) {
    const pixel = words[x] as number;
    const limit = Math.min(end, x + MOST_PIXELS);
    let next = x + 1;
    if (next < end && words[next] === pixel) {
      next += 1;
      if (blankRest && (pixel & RGB) === RGB) {
        while (next < end && words[next] === pixel) next += 1;
        if (next === end) {
          to.setUint8(at, BLANK_REST);
          at += 1;
          break;
        }
        // White, but not to the end: as many full runs as there are.
        for (; next - x > MOST_PIXELS; x += MOST_PIXELS) at = putRgb(to, at, MOST_PIXELS - 1, pixel);
      } else {
        // Paper is mostly white: eight pixels at a step.
        while (
          next + 8 <= limit &&
          words[next] === pixel &&
          words[next + 1] === pixel &&
          words[next + 2] === pixel &&
          words[next + 3] === pixel &&
          words[next + 4] === pixel &&
          words[next + 5] === pixel &&
          words[next + 6] === pixel &&
          words[next + 7] === pixel
        ) {
          next += 8;
        }
        while (next < limit && words[next] === pixel) next += 1;
      }
      at = putRgb(to, at, next - x - 1, pixel);
    } else {
      let here = pixel;
      while (next < limit) {
        const after = words[next] as number;
        if (after === here) {
          next -= 1;
          break;
        }
        here = after;
        next += 1;
      }
      if (next === x + 1) {
        at = putRgb(to, at, 0, pixel);
      } else {
        to.setUint8(at, 257 - (next - x));
        at += 1;
        for (let i = x; i < next; i++) {
          // Four bytes at once, the last of which the next pixel covers: a third of the time of three single ones.
          to.setInt32(at, words[i] as number, true);
          at += 3;
        }
      }
    }
    x = next;
  }
  return at;
}

function putRgb(to: DataView, at: number, count: number, pixel: number): number {
  to.setUint8(at, count);
  to.setInt32(at + 1, pixel, true);
  return at + 4;
}

/** Grey, or eight black pixels a byte: the unit of a run is one byte either way. */
export function encodeByteLines(
  bytes: Uint8Array,
  perLine: number,
  rows: number,
  { blankRest }: LineOptions,
  out: ByteSink,
): void {
  const worst = perLine + Math.ceil(perLine / MOST_PIXELS) + 2;
  forEachGroup(bytes, perLine, rows, (row, count) => {
    const to = out.room(worst);
    to[0] = count - 1;
    out.took(encodeByteLine(bytes, row * perLine, perLine, blankRest, to, 1));
  });
}

/** White as URF means it: 8 bit grey of 255. */
const WHITE = 255;

function encodeByteLine(
  bytes: Uint8Array,
  from: number,
  width: number,
  blankRest: boolean,
  to: Uint8Array,
  start: number,
): number {
  const end = from + width;
  let at = start;
  let x = from;
  while (x < end) {
    const value = bytes[x] as number;
    const limit = Math.min(end, x + MOST_PIXELS);
    let next = x + 1;
    if (next < end && bytes[next] === value) {
      next += 1;
      if (blankRest && value === WHITE) {
        while (next < end && bytes[next] === value) next += 1;
        if (next === end) {
          to[at++] = BLANK_REST;
          break;
        }
        for (; next - x > MOST_PIXELS; x += MOST_PIXELS) {
          to[at++] = MOST_PIXELS - 1;
          to[at++] = value;
        }
      } else {
        while (next < limit && bytes[next] === value) next += 1;
      }
      to[at++] = next - x - 1;
      to[at++] = value;
    } else {
      let here = value;
      while (next < limit) {
        const after = bytes[next] as number;
        if (after === here) {
          next -= 1;
          break;
        }
        here = after;
        next += 1;
      }
      if (next === x + 1) {
        to[at++] = 0;
        to[at++] = value;
      } else {
        to[at++] = 257 - (next - x);
        for (let i = x; i < next; i++) to[at++] = bytes[i] as number;
      }
    }
    x = next;
  }
  return at;
}

/** Calls `each` once for every group of equal lines. Comparing is the C library's memcmp, many times faster than a loop. */
function forEachGroup(
  bytes: Uint8Array,
  perLine: number,
  rows: number,
  each: (row: number, count: number) => void,
): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, perLine * rows);
  for (let row = 0; row < rows; ) {
    const from = row * perLine;
    let count = 1;
    while (
      count < MOST_LINES &&
      row + count < rows &&
      buffer.compare(buffer, from, from + perLine, from + count * perLine, from + (count + 1) * perLine) === 0
    ) {
      count += 1;
    }
    each(row, count);
    row += count;
  }
}
