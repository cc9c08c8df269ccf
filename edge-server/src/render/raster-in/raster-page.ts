// What a page header of PWG raster or URF says, in one shape for both. Types, and the limits that every page must keep.
import { MAX_RASTER_PIXELS, MAX_RASTER_SIDE } from '../limits.ts';

/** What the numbers of a pixel mean; of `black` and `cmyk` 0 is white, of the others it is black. */
export type RasterSpace = 'grey' | 'black' | 'rgb' | 'adobe-rgb' | 'cmyk';

export interface RasterPage {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly dpi: { readonly x: number; readonly y: number };
  readonly space: RasterSpace;
  /** Bits of one colour of a pixel. 16 are stored high byte first, and only that one is kept: paper shows no more. */
  readonly bits: 1 | 8 | 16;
  /** The rows or columns of a back side run the other way, for a printer whose paper comes back turned (PWG 5102.4 section 4.3.2.2). */
  readonly mirrored: { readonly x: boolean; readonly y: boolean };
  /** Pages in all when the header says so; 0 when not. */
  readonly totalPages: number;
}

export const COMPONENTS: Readonly<Record<RasterSpace, 1 | 3 | 4>> = {
  grey: 1,
  black: 1,
  rgb: 3,
  'adobe-rgb': 3,
  cmyk: 4,
};

/** Dots per inch that a printer may have; 0 would make a page without end. */
const DPI = { from: 50, to: 4800 } as const;

/** Inches of one side of a PDF page (ISO 32000-2 annex C.2: 14,400 units). */
const MAX_INCHES = 200;

/** Why this page cannot be, or undefined. */
export function faultOf({ width, height, dpi }: RasterPage): 'broken' | 'too-large' | undefined {
  if (width === 0 || height === 0) return 'broken';
  if (Math.max(width, height) > MAX_RASTER_SIDE || width * height > MAX_RASTER_PIXELS) return 'too-large';
  if (Math.min(dpi.x, dpi.y) < DPI.from || Math.max(dpi.x, dpi.y) > DPI.to) return 'broken';
  return Math.max(width / dpi.x, height / dpi.y) > MAX_INCHES ? 'too-large' : undefined;
}
