// Turns the run-length lines of PWG raster and URF into those of PDF (RunLengthDecode, ISO 32000-2 section 7.4.5) without ever writing a line
// out: what comes in as runs goes on as runs, so time goes with the bytes that were sent and not with the paper they cover.
import type { ForwardRead } from './forward-read.ts';
import { hasColor } from './has-color.ts';
import { type Layout, type PageResult, REST_WHITE } from './page-layout.ts';

/** Bytes handed on at a time. */
const CHUNK_BYTES = 512 * 1024;
/** RunLengthDecode: bytes of one run or of one row of single bytes. */
const MOST = 128;
const END_OF_DATA = 128;
/** In place of a code byte that is missing: a run of a pixel that is missing, too. */
const CUT = 0;

/** `colour`: the page was to be kept in grey and is not grey. */
export type PackedEnd = 'done' | 'colour';

interface Out {
  bytes: Buffer;
  at: number;
}

/**
 * The packed lines of a page. `height`: its lines. `toGrey`: of pixels of three colours only one is kept, as long as the three are equal.
 */
export function* packRows(
  read: ForwardRead,
  layout: Layout,
  height: number,
  toGrey: boolean,
  result: PageResult,
): Generator<Uint8Array, PackedEnd, undefined> {
  const lineBytes = toGrey ? layout.units : layout.lineBytes;
  // A line of single pixels takes two bytes for one at most, and a byte for each run that is cut.
  const room = 2 * lineBytes + Math.ceil(lineBytes / MOST) + 2;
  const out: Out = { bytes: Buffer.allocUnsafeSlow(CHUNK_BYTES + room), at: 0 };
  const take = (): Uint8Array => {
    const taken = out.bytes.subarray(0, out.at);
    out.bytes = Buffer.allocUnsafeSlow(CHUNK_BYTES + room);
    out.at = 0;
    return taken;
  };
  const packLine =
    toGrey || layout.kept === 1
      ? packBytes
      : layout.kept === 3 && layout.step === 1
        ? packColors
        : packPixels;
  let y = 0;
  while (y < height) {
    if (!read.ensure(layout.longest) && read.end() <= read.at) break;
    const same = Math.min(read.bytes()[read.at] as number, height - y - 1);
    read.at += 1;
    const from = out.at;
    if (!packLine(out, read, layout, toGrey, result)) return 'colour';
    y += 1 + same;
    result.rows = y;
    yield* repeat(out, from, same, take);
    if (out.at > CHUNK_BYTES) yield take();
  }
  if (y < height) {
    result.whole = false;
    const from = out.at;
    out.at = putRun(out.bytes, out.at, layout.white, lineBytes);
    yield* repeat(out, from, height - y - 1, take);
  }
  out.bytes[out.at++] = END_OF_DATA;
  yield take();
  return 'done';
}

/** The line that begins at `from`, so many times more. */
function* repeat(out: Out, from: number, times: number, take: () => Uint8Array): Generator<Uint8Array> {
  const line = out.bytes.subarray(from, out.at);
  for (let time = 0; time < times; time++) {
    if (out.at > CHUNK_BYTES) yield take();
    out.bytes.set(line, out.at);
    out.at += line.length;
  }
}

function putRun(out: Uint8Array, from: number, value: number, length: number): number {
  let at = from;
  let rest = length;
  while (rest > 1) {
    const some = Math.min(rest, MOST);
    out[at] = 257 - some;
    out[at + 1] = value;
    at += 2;
    rest -= some;
  }
  if (rest === 1) {
    out[at] = 0;
    out[at + 1] = value;
    at += 2;
  }
  return at;
}

/** One line that is kept as a byte for each unit. False when a pixel is not grey. What is missing is white. */
function packBytes(
  out: Out,
  read: ForwardRead,
  layout: Layout,
  toGrey: boolean,
  result: PageResult,
): boolean {
  const { unit, step, units } = layout;
  const from = read.bytes();
  const to = out.bytes;
  const end = read.end();
  let { at } = read;
  let put = out.at;
  let done = 0;
  while (done < units) {
    const code = at < end ? (from[at++] as number) : CUT;
    const left = units - done;
    const length = code > REST_WHITE ? 257 - code : 1;
    if (code === REST_WHITE || at + length * unit > end) {
      at = endLine(at, end, code, result);
      put = putRun(to, put, layout.white, left);
      break;
    }
    if (code > REST_WHITE) {
      const some = length < left ? length : left;
      to[put++] = some - 1;
      for (let place = at, stop = at + some * unit; place < stop; place += unit) {
        const value = from[place] as number;
        if (toGrey && (from[place + step] !== value || from[place + 2 * step] !== value)) return false;
        to[put++] = value;
      }
      at += length * unit;
      done += some;
    } else {
      const value = from[at] as number;
      if (toGrey && (from[at + step] !== value || from[at + 2 * step] !== value)) return false;
      const some = code < left ? code + 1 : left;
      // 257 - 1 would be no byte: one alone is a row of one.
      to[put] = some === 1 ? 0 : 257 - some;
      to[put + 1] = value;
      put += 2;
      at += unit;
      done += some;
    }
  }
  read.at = at;
  out.at = put;
  return true;
}

/** One line of pixels of several colours. A run of pixels whose colours are equal is a run of bytes; any other is written out. */
function packPixels(
  out: Out,
  read: ForwardRead,
  layout: Layout,
  _toGrey: boolean,
  result: PageResult,
): boolean {
  const { unit, step, units, kept } = layout;
  const from = read.bytes();
  const to = out.bytes;
  const end = read.end();
  /** Whole pixels in one row of single bytes. */
  const most = Math.floor(MOST / kept);
  let { at } = read;
  let put = out.at;
  let done = 0;
  while (done < units) {
    const code = at < end ? (from[at++] as number) : CUT;
    const left = units - done;
    const length = code > REST_WHITE ? 257 - code : 1;
    if (code === REST_WHITE || at + length * unit > end) {
      at = endLine(at, end, code, result);
      put = putRun(to, put, layout.white, left * kept);
      break;
    }
    if (code > REST_WHITE) {
      const some = length < left ? length : left;
      if (kept === 3 && !result.colored) result.colored = hasColor(from, at, at + some * unit, unit, step);
      let place = at;
      for (let rest = some; rest > 0; rest -= most) {
        const bytes = (rest < most ? rest : most) * kept;
        to[put] = bytes - 1;
        put += 1;
        // Apart from the compressor, this loop is where the time goes.
        if (step === 1) for (const stop = put + bytes; put < stop; ) to[put++] = from[place++] as number;
        else for (const stop = put + bytes; put < stop; place += step) to[put++] = from[place] as number;
      }
      at += length * unit;
      done += some;
      continue;
    }
    const some = code < left ? code + 1 : left;
    done += some;
    const first = from[at] as number;
    const isLevel =
      from[at + step] === first &&
      from[at + 2 * step] === first &&
      (kept === 3 || from[at + 3 * step] === first);
    if (isLevel) put = putRun(to, put, first, some * kept);
    else {
      if (kept === 3 && !result.colored) result.colored = hasColor(from, at, at + unit, unit, step);
      put = putPixels(to, put, from, at, some, layout);
    }
    at += unit;
  }
  read.at = at;
  out.at = put;
  return true;
}

/** Whole pixels of three colours in one row of single bytes: 42 pixels, 126 bytes. */
const MOST_COLORS = Math.floor(MOST / 3);

/** As packPixels, of the pixels that nearly all documents have: three colours of 8 bits. Written out, since each call in it costs as much as the pixel. */
function packColors(
  out: Out,
  read: ForwardRead,
  layout: Layout,
  _toGrey: boolean,
  result: PageResult,
): boolean {
  const from = read.bytes();
  const to = out.bytes;
  const end = read.end();
  const source = new DataView(from.buffer, from.byteOffset, from.byteLength);
  const target = new DataView(to.buffer, to.byteOffset, to.byteLength);
  let { colored } = result;
  let { at } = read;
  let put = out.at;
  let left = layout.units;
  while (left > 0) {
    const code = at < end ? (from[at++] as number) : CUT;
    const length = code > REST_WHITE ? 257 - code : 1;
    if (code === REST_WHITE || at + length * 3 > end) {
      at = endLine(at, end, code, result);
      put = putRun(to, put, layout.white, left * 3);
      break;
    }
    if (code > REST_WHITE) {
      const next = at + length * 3;
      let pixels = length < left ? length : left;
      left -= pixels;
      if (!colored) colored = hasColor(from, at, at + pixels * 3, 3, 1);
      for (; pixels > MOST_COLORS; pixels -= MOST_COLORS) {
        to[put++] = MOST_COLORS * 3 - 1;
        for (const stop = at + MOST_COLORS * 3 - 4; at <= stop; at += 4, put += 4)
          target.setUint32(put, source.getUint32(at));
        to[put++] = from[at++] as number;
        to[put++] = from[at++] as number;
      }
      to[put++] = pixels * 3 - 1;
      const stop = at + pixels * 3;
      for (const last = stop - 4; at <= last; at += 4, put += 4) target.setUint32(put, source.getUint32(at));
      while (at < stop) to[put++] = from[at++] as number;
      at = next;
      continue;
    }
    const first = from[at] as number;
    const second = from[at + 1] as number;
    const third = from[at + 2] as number;
    at += 3;
    let pixels = code < left ? code + 1 : left;
    left -= pixels;
    if (first === second && first === third) {
      let bytes = pixels * 3;
      for (; bytes > MOST; bytes -= MOST) {
        to[put] = 257 - MOST;
        to[put + 1] = first;
        put += 2;
      }
      // 257 - 1 would be no byte: one alone is a row of one.
      to[put] = bytes === 1 ? 0 : 257 - bytes;
      to[put + 1] = first;
      put += 2;
      continue;
    }
    colored ||= hasColor(from, at - 3, at, 3, 1);
    for (; pixels > 0; pixels -= MOST_COLORS) {
      const some = pixels < MOST_COLORS ? pixels : MOST_COLORS;
      to[put++] = some * 3 - 1;
      for (let time = 0; time < some; time++) {
        to[put] = first;
        to[put + 1] = second;
        to[put + 2] = third;
        put += 3;
      }
    }
  }
  result.colored = colored;
  read.at = at;
  out.at = put;
  return true;
}

/** The pixel at `pixel`, so many times. */
function putPixels(
  to: Uint8Array,
  at: number,
  from: Uint8Array,
  pixel: number,
  times: number,
  layout: Layout,
): number {
  const { unit, step, kept } = layout;
  const most = Math.floor(MOST / kept);
  let put = at;
  for (let rest = times; rest > 0; rest -= most) {
    const some = rest < most ? rest : most;
    to[put++] = some * kept - 1;
    for (let time = 0; time < some; time++)
      for (let byte = 0; byte < unit; byte += step) to[put++] = from[pixel + byte] as number;
  }
  return put;
}

/** Where the line ends whose rest is white, or that is cut in it or inside a pixel: then nothing of that is known. */
function endLine(at: number, end: number, code: number, result: PageResult): number {
  if (code === REST_WHITE) return at;
  result.whole = false;
  return end;
}
