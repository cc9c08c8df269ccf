// PCL 5: black dots of one bit, or 24 bit RGB with Configure Image Data (PCL 5c), packed row by row. Every byte here is ours: no text of a
// user gets in (threats T32, T33). HP PCL 5 Printer Language Technical Reference, chapters 4 and 15; PCL 5 Color, chapter 6.

import type { Dots } from '@platen/shared/print-ready';
import type { ByteSink } from './byte-sink.ts';
import { deltaAtMost, deltaRow } from './delta-row.ts';
import { halftone } from './halftone.ts';
import { packBits, packedAtMost } from './pack-bits.ts';
import { paperOf } from './papers.ts';
import type { RasterBand, RasterEncoder, RasterJob, RasterSide } from './raster-job.ts';
import { threeOfFour } from './rgb-rows.ts';

const ESC = '\x1b';
const UEL = `${ESC}%-12345X`;

/** Page size 101 is "as the paper is" on printers that know it. */
const CUSTOM = 101;

/**
 * Dots per 300 at the left of the paper that lie outside PCL's page and cannot be reached: table 2-2. Metric papers 71, others 75.
 */
const LEFT_OF_PAGE = { metric: 71, other: 75 } as const;

export const pcl5: RasterEncoder = {
  // Reset, then how many copies and on which sides.
  start: ({ sides, copies }, out) => {
    const duplex = sides === 'one-sided' ? 0 : sides === 'two-sided-long-edge' ? 1 : 2;
    out.text(`${UEL}@PJL ENTER LANGUAGE=PCL\r\n${ESC}E${ESC}&l${copies}x${duplex}S`);
  },
  startSide: (job, side, out) => {
    const { dpi, color } = job;
    const colored = color === 'srgb_8';
    if (side.newPaper) out.text(`${ESC}&l${paperOf(side.paper)?.pcl5 ?? CUSTOM}A`);
    // Portrait, no top margin, no skip over the perforation: the page begins at the top edge.
    out.text(`${ESC}&l0o0e0L`);
    if (job.sides !== 'one-sided') out.text(`${ESC}&a${side.back ? 2 : 1}G`);
    if (colored) {
      // Device RGB, direct by pixel, 8 bits for each primary.
      out.text(`${ESC}*v6W`);
      out.put(Uint8Array.from([0, 3, 8, 8, 8, 8]));
    }
    out.text(`${ESC}*p0x0Y${ESC}*t${dpi.x}R${ESC}*r0f${columns(side, dpi)}s${side.height}T${ESC}*r1A`);
  },
  band: (job, side, band, out) => {
    const rows = rowsOf(job, side, band);
    sendRows(rows, job.color === 'srgb_8', out);
  },
  endSide: (_job, _side, out) => out.text(`${ESC}*rC\f`),
  end: (_job, out) => out.text(`${ESC}E${UEL}`),
};

function leftOf({ paper }: RasterSide, dpi: Dots): number {
  const metric = /^(iso|jis)/.test(paperOf(paper)?.name ?? 'iso');
  return Math.round(((metric ? LEFT_OF_PAGE.metric : LEFT_OF_PAGE.other) * dpi.x) / 300);
}

/** Pixels of a row that lie on PCL's page: as much is missing at the right as at the left. */
function columns(side: RasterSide, dpi: Dots): number {
  return Math.max(1, side.width - 2 * leftOf(side, dpi));
}

interface Rows {
  readonly bytes: Uint8Array;
  readonly perRow: number;
  readonly count: number;
}

function rowsOf({ color, dpi }: RasterJob, side: RasterSide, { pixels, rows: count, top }: RasterBand): Rows {
  const width = columns(side, dpi);
  const left = Math.min(leftOf(side, dpi), side.width - width);
  if (color === 'srgb_8') {
    const perRow = width * 3;
    const bytes = new Uint8Array(perRow * count);
    for (let y = 0; y < count; y++) threeOfFour(pixels, y * side.width + left, width, bytes, y * perRow);
    return { bytes, perRow, count };
  }
  const cut = new Uint8Array(width * count);
  for (let y = 0; y < count; y++) {
    cut.set(pixels.subarray(y * side.width + left, y * side.width + left + width), y * width);
  }
  return { bytes: halftone(cut, width, count, top), perRow: (width + 7) >> 3, count };
}

const PACKED = 2;
const DELTA = 3;

/** Each row in the shorter of two ways; blank rows of black dots as a step down. */
function sendRows({ bytes, perRow, count }: Rows, colored: boolean, out: ByteSink): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const packed = new Uint8Array(packedAtMost(perRow));
  const delta = new Uint8Array(deltaAtMost(perRow));
  const blank = Buffer.alloc(colored ? 0 : perRow);
  let mode = 0;
  let blanks = 0;
  // The row the printer holds; none at the start of a band, which another process may have ended.
  let seed: number | undefined;
  const stepDown = (): void => {
    // The step makes the printer's own row empty.
    if (blanks > 0) out.text(`${ESC}*b${blanks}Y`);
    if (blanks > 0) seed = undefined;
    blanks = 0;
  };
  for (let row = 0; row < count; row++) {
    const from = row * perRow;
    if (!colored && buffer.compare(blank, 0, perRow, from, from + perRow) === 0) {
      blanks += 1;
      continue;
    }
    stepDown();
    const packedLength = packBits(bytes, from, perRow, packed, 0);
    const deltaLength = seed === undefined ? packedLength + 1 : deltaRow(bytes, from, seed, perRow, delta, 0);
    const best = deltaLength <= packedLength ? DELTA : PACKED;
    const length = best === DELTA ? deltaLength : packedLength;
    out.text(best === mode ? `${ESC}*b${length}W` : `${ESC}*b${best}m${length}W`);
    mode = best;
    // A copy: the sink may keep what it is given.
    out.put((best === DELTA ? delta : packed).slice(0, length));
    seed = from;
  }
  stepDown();
}
