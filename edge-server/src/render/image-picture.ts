// What every image format is opened as: a file of one or more pictures, each with its facts and a way to its pixels. Types only.
import type { Sharp } from 'sharp';
import type { Dpi } from './image-place.ts';
import type { Refusal } from './render-outcome.ts';

/** How much of a complaint ends the decoding: the words of sharp. */
export type FailOn = 'none' | 'error' | 'warning';

export interface Picture {
  readonly ok: true;
  /** Pixels as stored. Of a drawing: its own units. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation 1 to 8: how the stored pixels have to be turned to stand upright. */
  readonly orientation: number;
  readonly dpi: Dpi | undefined;
  /** The format holds no colour here. */
  readonly grey: boolean;
  /** Black and white without anything between. */
  readonly bilevel: boolean;
  /** Stored with losses already: a JPEG of it takes nothing away that was there. */
  readonly lossy: boolean;
  /** A drawing has no pixels of its own: it is drawn as finely as it will be seen. */
  readonly drawing: boolean;
  /** 16 bits with a colour profile: sharp brings these to Display P3 unless it is told sRGB. */
  readonly wide: boolean;
  /** Parts are known to be missing before a pixel is decoded. */
  readonly damaged: boolean;
  /** The colour profile of pixels whose decoder leaves it aside. */
  readonly icc: Uint8Array | undefined;
  /** The file when it is a JPEG: it may go into the PDF as it is. */
  readonly jpeg: { readonly bytes: Uint8Array; readonly icc: Uint8Array | undefined } | undefined;
  /** The pixels; `zoom` is for drawings: pixels wanted per unit. What cannot be decoded throws when the pixels are asked for. */
  readonly pixels: (failOn: FailOn, zoom: number) => Sharp;
}

export interface ImageFile {
  readonly ok: true;
  readonly pages: number;
  /** `index` counts from 0. */
  readonly picture: (index: number) => Promise<Picture | Refusal>;
}
