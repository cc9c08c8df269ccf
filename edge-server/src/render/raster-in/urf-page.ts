// Reads the headers of URF (image/urf, AirPrint's raster). Apple publishes no specification; the fields are those that CUPS reads.
import type { RasterPage, RasterSpace } from './raster-page.ts';

/** "UNIRAST", a zero, and the number of pages. */
export const URF_FILE_BYTES = 12;

export const URF_HEADER_BYTES = 32;

/** Byte 1: 0 grey (W8), 1 sRGB, 3 AdobeRGB, 4 the printer's grey, 5 its RGB, 6 its CMYK. 2 is CIELab, which nobody sends. */
const SPACES: Readonly<Record<number, RasterSpace>> = {
  0: 'grey',
  1: 'rgb',
  3: 'adobe-rgb',
  4: 'grey',
  5: 'rgb',
  6: 'cmyk',
};

const COLORS: Readonly<Record<RasterSpace, number>> = { grey: 1, black: 1, rgb: 3, 'adobe-rgb': 3, cmyk: 4 };

/** Pages as the file header says; 0 when it leaves that open, as a sender does that begins before it has drawn the last one. */
export function readUrfPages(header: Uint8Array): number {
  const pages = new DataView(header.buffer, header.byteOffset, header.byteLength).getUint32(8);
  return pages === 0xffff_ffff ? 0 : pages;
}

/** `header` are URF_HEADER_BYTES. Text says why it is none that can be read. */
export function readUrfPage(header: Uint8Array, totalPages: number): RasterPage | string {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const perPixel = view.getUint8(0);
  const space = SPACES[view.getUint8(1)];
  if (space === undefined) return `colour space ${view.getUint8(1)}`;
  const bits = perPixel / COLORS[space];
  if (bits !== 8 && bits !== 16 && !(bits === 1 && COLORS[space] === 1)) return `${perPixel} bits per pixel`;
  const resolution = view.getUint32(20);
  return {
    width: view.getUint32(12),
    height: view.getUint32(16),
    dpi: { x: resolution, y: resolution },
    space,
    bits,
    // The sender knows the printer's way with back sides from its URF key, but the stream does not say it.
    mirrored: { x: false, y: false },
    totalPages,
  };
}
