// Decides how large a picture comes out and where it lies on the paper. One rule for every format.
import type { ImageMedia } from './render-outcome.ts';

/** Dots per inch along the stored rows and columns; they differ in fax pages. */
export interface Dpi {
  readonly x: number;
  readonly y: number;
}

export interface Placing {
  /** Pixels as stored. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation 1 to 8 (Exif 3.0 section 4.6.5): how the stored pixels have to be turned to stand upright. */
  readonly orientation: number;
  /** What the file says; undefined when it says nothing. */
  readonly dpi: Dpi | undefined;
}

export interface Placed {
  /** Millimetres of the page, turned to landscape for a wide picture. */
  readonly width: number;
  readonly height: number;
  /** Where the unit square of the stored picture comes to lie: [a b c d e f], points. */
  readonly matrix: readonly number[];
  /** Stored pixels per inch of paper. */
  readonly ppi: Dpi;
}

/** Short and long side in millimetres, from the PWG 5101.1 names. */
const MEDIA_MM: Readonly<Record<ImageMedia, readonly [number, number]>> = {
  iso_a4_210x297mm: [210, 297],
  'na_letter_8.5x11in': [215.9, 279.4],
};

/** White kept around a picture that is fitted to the paper: every printer reaches within 5 mm of the edge, and it looks placed, not cut. */
const MARGIN_MM = 8;

/** A picture that says nothing of its size is not enlarged below this many pixels per inch: an icon stays an icon instead of a page of squares. */
const MIN_PPI = 72;

/** Resolutions that may be meant: 72 is what programs write that know none, and above is no scanner's. */
const PLAUSIBLE_DPI = { above: 72, to: 2400 } as const;

/** Millimetres by which a scan may be larger than the paper it was made from: rounding to whole pixels and inches. */
const FITS_WITHIN_MM = 1;

const MM_PER_INCH = 25.4;
const POINTS_PER_INCH = 72;
export const POINTS_PER_MM = POINTS_PER_INCH / MM_PER_INCH;

/** How the unit square maps for each EXIF orientation, as parts of the shown width (W) and height (H): [a b c d e f]. */
const ORIENTATION: Readonly<Record<number, (w: number, h: number) => readonly number[]>> = {
  2: (w, h) => [-w, 0, 0, h, w, 0],
  3: (w, h) => [-w, 0, 0, -h, w, h],
  4: (w, h) => [w, 0, 0, -h, 0, h],
  5: (w, h) => [0, -h, -w, 0, w, h],
  6: (w, h) => [0, -h, w, 0, 0, h],
  7: (w, h) => [0, h, w, 0, 0, 0],
  8: (w, h) => [0, h, -w, 0, w, 0],
};

/**
 * A picture with a plausible resolution whose size fits the paper keeps that size. Any other is fitted inside the margins,
 * made smaller if need be and never larger. A wide one turns the page.
 */
export function placePicture(picture: Placing, media: ImageMedia): Placed {
  const turned = picture.orientation >= 5;
  const stated = plausible(picture.dpi);
  const dpi = stated ?? { x: MIN_PPI, y: MIN_PPI };
  const stored = [(picture.width / dpi.x) * MM_PER_INCH, (picture.height / dpi.y) * MM_PER_INCH] as const;
  const [shownWidth, shownHeight] = turned ? [stored[1], stored[0]] : stored;
  const [short, long] = MEDIA_MM[media];
  const [width, height] = shownWidth > shownHeight ? [long, short] : [short, long];
  const fits = shownWidth <= width + FITS_WITHIN_MM && shownHeight <= height + FITS_WITHIN_MM;
  const scale =
    stated !== undefined && fits
      ? 1
      : Math.min((width - 2 * MARGIN_MM) / shownWidth, (height - 2 * MARGIN_MM) / shownHeight, 1);
  const [w, h] = [shownWidth * scale * POINTS_PER_MM, shownHeight * scale * POINTS_PER_MM];
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = ORIENTATION[picture.orientation]?.(w, h) ?? [w, 0, 0, h];
  const left = (width * POINTS_PER_MM - w) / 2;
  const bottom = (height * POINTS_PER_MM - h) / 2;
  return {
    width,
    height,
    matrix: [a, b, c, d, e + left, f + bottom],
    ppi: { x: dpi.x / scale, y: dpi.y / scale },
  };
}

function plausible(dpi: Dpi | undefined): Dpi | undefined {
  const within = (value: number): boolean => value > PLAUSIBLE_DPI.above && value <= PLAUSIBLE_DPI.to;
  return dpi !== undefined && within(dpi.x) && within(dpi.y) ? dpi : undefined;
}
