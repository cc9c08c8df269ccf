// How the lines of a raster page lie in its stream (PWG 5102.4 section 4.4, URF's alike) and in the picture that is made of them.
import { COMPONENTS, type RasterPage } from './raster-page.ts';

/** What there is to know once the last line was taken. */
export interface PageResult {
  colored: boolean;
  /** Lines that were there; the rest is white. */
  rows: number;
  /** All lines were there, and each was as long as it should be. */
  whole: boolean;
}

/** A code byte of this value says: the rest of the line is white (URF; section 4.4 leaves it reserved). */
export const REST_WHITE = 128;

export interface Layout {
  /** Bytes of one unit of the line: a pixel, or eight of one bit. */
  readonly unit: number;
  /** Bytes from one colour to the next: 2 of 16 bits, of which the first is kept. */
  readonly step: number;
  readonly units: number;
  /** Bytes of a unit as they go into the PDF. */
  readonly kept: number;
  /** Bytes of a line there. */
  readonly lineBytes: number;
  /** A byte of white. */
  readonly white: number;
  /** Bytes of the longest way to write a line: every unit as a run of one. */
  readonly longest: number;
}

export function layoutOf({ width, space, bits }: RasterPage): Layout {
  const white = space === 'black' || space === 'cmyk' ? 0 : 255;
  const kept = COMPONENTS[space];
  const step = bits === 16 ? 2 : 1;
  const units = bits === 1 ? Math.ceil(width / 8) : width;
  const unit = kept * step;
  return { unit, step, units, kept, lineBytes: units * kept, white, longest: 1 + units * (unit + 1) };
}
