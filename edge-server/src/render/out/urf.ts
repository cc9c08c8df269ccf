// URF (image/urf, "UNIRAST"), AirPrint's raster: a head of 12 bytes, 32 bytes per side, and PWG raster's lines with a word for "the rest is
// white". Apple publishes no specification; the fields are those that CUPS and its printers agree on.
import type { RasterColor } from '@platen/shared/print-ready';
import type { RasterEncoder, RasterJob, RasterSide } from './raster-job.ts';
import { encodeByteLines, encodeRgbLines } from './run-length.ts';

const HEADER_BYTES = 32;

/** Byte 1 of a page header: 0 grey (W8), 1 sRGB. URF has no black of one bit. */
const COLOR_SPACE: Readonly<Record<RasterColor, number>> = { srgb_8: 1, sgray_8: 0, black_1: 0 };

/** Byte 2: 1 one-sided, 2 bound at the short edge, 3 at the long one. */
const DUPLEX = { 'one-sided': 1, 'two-sided-short-edge': 2, 'two-sided-long-edge': 3 } as const;

/** Byte 3: 4 is normal, as print-quality counts. */
const QUALITY = 4;

export const urf: RasterEncoder = {
  start: ({ total }, out) => {
    const head = Buffer.alloc(12);
    head.write('UNIRAST\0', 'latin1');
    head.writeUInt32BE(total, 8);
    out.put(head);
  },
  startSide: (job, side, out) => out.put(urfHeader(job, side)),
  band: ({ color }, { width }, { rows, pixels }, out) => {
    if (color === 'srgb_8') encodeRgbLines(pixels, width, rows, BLANK_REST, out);
    else encodeByteLines(pixels, width, rows, BLANK_REST, out);
  },
  endSide: () => undefined,
  end: () => undefined,
};

const BLANK_REST = { blankRest: true } as const;

export function urfHeader({ color, sides, dpi }: RasterJob, { width, height }: RasterSide): Uint8Array {
  const header = Buffer.alloc(HEADER_BYTES);
  header[0] = color === 'srgb_8' ? 24 : 8;
  header[1] = COLOR_SPACE[color];
  header[2] = DUPLEX[sides];
  header[3] = QUALITY;
  header.writeUInt32BE(width, 12);
  header.writeUInt32BE(height, 16);
  // One number for both directions.
  header.writeUInt32BE(dpi.x, 20);
  return header;
}
