// PWG raster, the format every IPP Everywhere printer takes (PWG 5102.4-2012): one header of 1796 bytes and run-length lines per side.

import type { RasterColor } from '@platen/shared/print-ready';
import { halftone } from './halftone.ts';
import { paperOf } from './papers.ts';
import { backTurn, type RasterEncoder, type RasterJob, type RasterSide } from './raster-job.ts';
import { encodeByteLines, encodeRgbLines } from './run-length.ts';

/** PWG 5102.4 section 4.1: the synchronization word. */
const SYNC = 'RaS2';
/** Section 4.3: bytes of a page header. */
const HEADER_BYTES = 1796;
/** -1 as an unsigned number: a transform that runs the other way. */
const MIRRORED = 0xffff_ffff;

/** Table 9 (ColorSpace): 3 black, 18 sGray, 19 sRGB. */
const COLORS: Readonly<Record<RasterColor, { space: number; bits: number; channels: number }>> = {
  srgb_8: { space: 19, bits: 8, channels: 3 },
  sgray_8: { space: 18, bits: 8, channels: 1 },
  black_1: { space: 3, bits: 1, channels: 1 },
};

/** Offsets of table 3; what is not named stays 0, which means "as the printer likes" or is reserved. */
const AT = {
  pwgRaster: 0,
  duplex: 272,
  resolution: 276,
  numCopies: 340,
  pageSize: 352,
  tumble: 368,
  width: 372,
  height: 376,
  bitsPerColor: 384,
  bitsPerPixel: 388,
  bytesPerLine: 392,
  colorSpace: 400,
  numColors: 420,
  totalPageCount: 452,
  crossFeedTransform: 456,
  feedTransform: 460,
  pageSizeName: 1732,
} as const;

export const pwgRaster: RasterEncoder = {
  start: (_job, out) => out.text(SYNC),
  startSide: (job, side, out) => out.put(pwgHeader(job, side)),
  band: ({ color }, side, { top, rows, pixels }, out) => {
    if (color === 'srgb_8') return encodeRgbLines(pixels, side.width, rows, PLAIN, out);
    if (color === 'sgray_8') return encodeByteLines(pixels, side.width, rows, PLAIN, out);
    return encodeByteLines(halftone(pixels, side.width, rows, top), (side.width + 7) >> 3, rows, PLAIN, out);
  },
  endSide: () => undefined,
  end: () => undefined,
};

const PLAIN = { blankRest: false } as const;

export function pwgHeader(job: RasterJob, side: RasterSide): Uint8Array {
  const header = Buffer.alloc(HEADER_BYTES);
  const set = (offset: number, ...values: number[]): void => {
    values.forEach((value, index) => header.writeUInt32BE(value, offset + index * 4));
  };
  const { space, bits, channels } = COLORS[job.color];
  const turn = backTurn(job.sheetBack, job.sides, side.back);
  header.write('PwgRaster', AT.pwgRaster, 'latin1');
  set(AT.duplex, job.sides === 'one-sided' ? 0 : 1);
  set(AT.resolution, job.dpi.x, job.dpi.y);
  set(AT.numCopies, job.copies);
  set(AT.pageSize, Math.round(side.paper.width), Math.round(side.paper.height));
  set(AT.tumble, job.sides === 'two-sided-short-edge' ? 1 : 0);
  set(AT.width, side.width);
  set(AT.height, side.height);
  set(AT.bitsPerColor, bits);
  set(AT.bitsPerPixel, bits * channels);
  set(AT.bytesPerLine, Math.ceil((side.width * bits * channels) / 8));
  set(AT.colorSpace, space);
  set(AT.numColors, channels);
  set(AT.totalPageCount, job.total);
  set(AT.crossFeedTransform, turn.cross ? MIRRORED : 1);
  set(AT.feedTransform, turn.feed ? MIRRORED : 1);
  const name = paperOf(side.paper)?.name;
  if (name !== undefined) header.write(name, AT.pageSizeName, 'latin1');
  return header;
}
