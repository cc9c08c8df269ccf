// The run-length lines shared by PWG raster (PWG 5102.4 section 4.4) and URF: a count of equal lines, then runs of equal pixels and runs
// of different ones. The inner loops are written for speed: they see every pixel of every page.
import type { ByteSink } from './byte-sink.ts';

/** A line count byte says 1 to 256. */
const MOST_LINES = 256;
/** A run byte says 1 to 128 pixels. */
const MOST_PIXELS = 128;
/** URF: the rest of the line is white. PWG raster leaves this value unused. */
const BLANK_REST = 0x80;

export interface LineOptions {
  /** Say "the rest is white" (URF). */
  readonly blankRest: boolean;
}

/** R, G, B and a byte that must be the same in every pixel, as one number on a little-endian machine, which every supported one is. */
const RGB = { bytes: 3, stride: 4, white: 0xff_ff_ff } as const;
/** Grey, or eight black pixels a byte: the unit of a run is one byte either way. White as URF means it: 8 bit grey of 255. */
const BYTE = { bytes: 1, stride: 1, white: 0xff } as const;

type Unit = typeof RGB | typeof BYTE;
type Units = Int32Array | Uint8Array;

/** `pixels`: R, G, B and a byte that must be the same in every pixel. */
export function encodeRgbLines(
  pixels: Uint8Array,
  width: number,
  rows: number,
  { blankRest }: LineOptions,
  out: ByteSink,
): void {
  const words = new Int32Array(pixels.buffer, pixels.byteOffset, width * rows);
  encodeLines(RGB, words, width, rows, blankRest, out);
}

/** Grey, or eight black pixels a byte. */
export function encodeByteLines(
  bytes: Uint8Array,
  perLine: number,
  rows: number,
  { blankRest }: LineOptions,
  out: ByteSink,
): void {
  encodeLines(BYTE, bytes, perLine, rows, blankRest, out);
}

function encodeLines(
  unit: Unit,
  units: Units,
  width: number,
  rows: number,
  blankRest: boolean,
  out: ByteSink,
): void {
  // In the worst case one byte for every 128 pixels is added, one for the lines, and one that is written over.
  const worst = width * unit.bytes + Math.ceil(width / MOST_PIXELS) + 3;
  forEachGroup(units, width * unit.stride, rows, (row, count) => {
    const room = out.room(worst);
    room[0] = count - 1;
    const to = new DataView(room.buffer, room.byteOffset, room.byteLength);
    out.took(encodeLine(unit, units, row * width, width, blankRest, to));
  });
}

/** Writes behind the byte of the lines; returns where it ended. */
function encodeLine(
  unit: Unit,
  units: Units,
  from: number,
  width: number,
  blankRest: boolean,
  to: DataView,
): number {
  const end = from + width;
  const { white } = unit;
  let at = 1;
  let x = from;
  while (x < end) {
    const pixel = units[x] as number;
    let limit = Math.min(end, x + MOST_PIXELS);
    let next: number;
    if (x + 1 < end && units[x + 1] === pixel) {
      const toTheEnd = blankRest && (pixel & white) === white;
      if (toTheEnd) limit = end;
      next = equalUntil(units, x + 2, limit, pixel);
      if (toTheEnd && next === end) {
        to.setUint8(at, BLANK_REST);
        return at + 1;
      }
      // White, but not to the end: as many full runs as there are.
      for (; next - x > MOST_PIXELS; x += MOST_PIXELS) at = putRun(unit, to, at, MOST_PIXELS - 1, pixel);
      at = putRun(unit, to, at, next - x - 1, pixel);
    } else {
      next = differentUntil(units, x, limit);
      if (next === x + 1) at = putRun(unit, to, at, 0, pixel);
      else {
        to.setUint8(at, 257 - (next - x));
        at = putAll(unit, to, at + 1, units, x, next);
      }
    }
    x = next;
  }
  return at;
}

/** The first place from `from` on, or `limit`, that is not `pixel`. Paper is mostly white: eight pixels at a step. */
function equalUntil(units: Units, from: number, limit: number, pixel: number): number {
  let next = from;
  while (
    next + 8 <= limit &&
    units[next] === pixel &&
    units[next + 1] === pixel &&
    units[next + 2] === pixel &&
    units[next + 3] === pixel &&
    units[next + 4] === pixel &&
    units[next + 5] === pixel &&
    units[next + 6] === pixel &&
    units[next + 7] === pixel
  ) {
    next += 8;
  }
  while (next < limit && units[next] === pixel) next += 1;
  return next;
}

/** The first place after `from`, or `limit`, with whose pixel a run of equal ones begins. */
function differentUntil(units: Units, from: number, limit: number): number {
  let here = units[from] as number;
  let next = from + 1;
  while (next < limit) {
    const after = units[next] as number;
    if (after === here) return next - 1;
    here = after;
    next += 1;
  }
  return next;
}

function putRun({ bytes }: Unit, to: DataView, at: number, count: number, pixel: number): number {
  to.setUint8(at, count);
  if (bytes === 1) to.setUint8(at + 1, pixel);
  else to.setInt32(at + 1, pixel, true);
  return at + 1 + bytes;
}

function putAll(
  { bytes }: Unit,
  to: DataView,
  start: number,
  units: Units,
  from: number,
  end: number,
): number {
  let at = start;
  if (bytes === 1) for (let x = from; x < end; x++) to.setUint8(at++, units[x] as number);
  else {
    for (let x = from; x < end; x++) {
      // Four bytes at once, the last of which the next pixel covers: a third of the time of three single ones.
      to.setInt32(at, units[x] as number, true);
      at += 3;
    }
  }
  return at;
}

/** Calls `each` once for every group of equal lines. Comparing is the C library's memcmp, many times faster than a loop. */
function forEachGroup(
  units: Units,
  perLine: number,
  rows: number,
  each: (row: number, count: number) => void,
): void {
  const buffer = Buffer.from(units.buffer, units.byteOffset, perLine * rows);
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
