// Writes the lines of a raster page out, as the rows of a PNG: each as its difference to the left. For photographs, in which hardly a pixel
// repeats the one before it.
import type { ForwardRead } from './forward-read.ts';
import { hasColor } from './has-color.ts';
import { type Layout, type PageResult, REST_WHITE } from './page-layout.ts';

/** PNG filters (PNG third edition section 9.2): the difference to the pixel on the left, and to the one above. */
const LEFT = 1;
const ABOVE = 2;

/** Bytes handed on at a time. */
const CHUNK_BYTES = 512 * 1024;

/** The rows of a page of `height` lines, each with the byte that names its filter. What is missing is white. */
export function* filterRows(
  read: ForwardRead,
  layout: Layout,
  height: number,
  result: PageResult,
): Generator<Uint8Array, void, undefined> {
  const { lineBytes, kept, white, longest } = layout;
  const rowBytes = lineBytes + 1;
  const row = new Uint8Array(lineBytes);
  const rows = Math.max(1, Math.ceil(CHUNK_BYTES / rowBytes));
  let out = Buffer.allocUnsafeSlow(rows * rowBytes);
  let at = 0;
  const put = (filter: number): Uint8Array | undefined => {
    out[at] = filter;
    if (filter === ABOVE) out.fill(0, at + 1, at + rowBytes);
    else {
      for (let place = 0; place < kept; place++) out[at + 1 + place] = row[place] as number;
      for (let place = kept; place < lineBytes; place++)
        out[at + 1 + place] = (row[place] as number) - (row[place - kept] as number);
    }
    at += rowBytes;
    if (at < out.length) return undefined;
    const full = out;
    out = Buffer.allocUnsafeSlow(rows * rowBytes);
    at = 0;
    return full;
  };
  let y = 0;
  while (y < height) {
    const isThere = read.ensure(longest) || read.end() > read.at;
    if (!isThere) {
      result.whole = false;
      row.fill(white);
    }
    const again = isThere ? (read.bytes()[read.at] as number) : height;
    if (isThere) {
      read.at += 1;
      readLine(row, read, layout, result);
    }
    const same = Math.min(again, height - y - 1);
    y += 1 + same;
    if (isThere) result.rows = y;
    for (let time = 0; time <= same; time++) {
      const full = put(time === 0 ? LEFT : ABOVE);
      if (full !== undefined) yield full;
    }
  }
  if (at > 0) yield out.subarray(0, at);
}

function readLine(row: Uint8Array, read: ForwardRead, layout: Layout, result: PageResult): void {
  const { unit, step, units, kept, white } = layout;
  const from = read.bytes();
  const end = read.end();
  let { at } = read;
  let done = 0;
  while (done < units) {
    const code = at < end ? (from[at++] as number) : 0;
    const single = code > REST_WHITE;
    const length = single ? 257 - code : 1;
    if (code === REST_WHITE || at + length * unit > end) {
      if (code !== REST_WHITE) {
        // Cut in a line or inside a pixel: nothing of it is known.
        result.whole = false;
        at = end;
      }
      row.fill(white, done * kept);
      break;
    }
    const some = Math.min(single ? length : code + 1, units - done);
    if (kept === 3 && !result.colored)
      result.colored = hasColor(from, at, at + (single ? some : 1) * unit, unit, step);
    let place = done * kept;
    if (single) {
      for (let byte = at, stop = at + some * unit; byte < stop; byte += step)
        row[place++] = from[byte] as number;
    } else {
      for (let pixel = 0; pixel < some; pixel++)
        for (let byte = at; byte < at + unit; byte += step) row[place++] = from[byte] as number;
    }
    done += some;
    at += length * unit;
  }
  read.at = at;
}
