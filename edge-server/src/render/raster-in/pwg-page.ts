// Reads the page header of PWG raster (PWG 5102.4-2012 section 4.3): the fields that say what the pixels are.
import type { RasterPage, RasterSpace } from './raster-page.ts';

/** "RaS2", the synchronisation word at the start of the file (section 4.1). */
export const PWG_SYNC_BYTES = 4;

export const PWG_HEADER_BYTES = 1796;

/** Offsets of table 3. */
const AT = {
  resolution: 276,
  width: 372,
  height: 376,
  bitsPerColor: 384,
  bitsPerPixel: 388,
  bytesPerLine: 392,
  colorOrder: 396,
  colorSpace: 400,
  totalPageCount: 452,
  crossFeedTransform: 456,
  feedTransform: 460,
} as const;

/** Table 9 (ColorSpace). A device's own colours of other numbers than these mean nothing without the device. */
const SPACES: Readonly<Record<number, RasterSpace>> = {
  0: 'grey',
  1: 'rgb',
  3: 'black',
  6: 'cmyk',
  18: 'grey',
  19: 'rgb',
  20: 'adobe-rgb',
};

const COLORS: Readonly<Record<RasterSpace, number>> = { grey: 1, black: 1, rgb: 3, 'adobe-rgb': 3, cmyk: 4 };

/** -1 in 32 bit. */
const REVERSED = 0xffff_ffff;

/** `header` are PWG_HEADER_BYTES. Text says why it is none that can be read. */
export function readPwgPage(header: Uint8Array): RasterPage | string {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const word = (at: number): number => view.getUint32(at);
  if (Buffer.from(header.subarray(0, 10)).toString('latin1') !== 'PwgRaster\0') {
    return 'no page header where one should be';
  }
  const space = SPACES[word(AT.colorSpace)];
  if (space === undefined) return `colour space ${word(AT.colorSpace)}`;
  const bits = word(AT.bitsPerColor);
  const perPixel = word(AT.bitsPerPixel);
  if (bits !== 8 && bits !== 16 && !(bits === 1 && COLORS[space] === 1)) return `${bits} bits per colour`;
  // Colours one after the other in each pixel are the only order there is (table 3).
  if (perPixel !== bits * COLORS[space] || word(AT.colorOrder) !== 0) return `${perPixel} bits per pixel`;
  const width = word(AT.width);
  if (word(AT.bytesPerLine) !== Math.ceil((width * perPixel) / 8)) {
    return `${word(AT.bytesPerLine)} bytes in a line of ${width} pixels`;
  }
  return {
    width,
    height: word(AT.height),
    dpi: { x: word(AT.resolution), y: word(AT.resolution + 4) },
    space,
    bits,
    mirrored: { x: word(AT.crossFeedTransform) === REVERSED, y: word(AT.feedTransform) === REVERSED },
    totalPages: word(AT.totalPageCount),
  };
}
