// What the encoders of page description languages are told, and how they answer: stateless, band by band. Types and the back's turn.
import type { Dots, RasterColor, SheetBack } from '@platen/shared/print-ready';
import type { Sides } from '@platen/shared/ticket';
import type { ByteSink } from './byte-sink.ts';

/** A whole document on its way to paper. */
export interface RasterJob {
  readonly color: RasterColor;
  /** Dots per inch across and along the feed. */
  readonly dpi: Dots;
  readonly sides: Sides;
  readonly sheetBack: SheetBack;
  /** Sides in the stream, copies made here included. */
  readonly total: number;
  /** Copies the printer is to make of the stream, for languages that say so inside. 1 where an attribute of the job says it. */
  readonly copies: number;
}

/** One printed side, upright as it is fed: never wider than high unless the paper is. */
export interface RasterSide {
  /** From 0, in the stream. */
  readonly index: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Points (1/72 inch) of the paper. */
  readonly paper: { readonly width: number; readonly height: number };
  /** It goes on the back of the side before. */
  readonly back: boolean;
  /** The paper differs from that of the side before, or there is none before. */
  readonly newPaper: boolean;
}

export interface RasterBand {
  /** First row. */
  readonly top: number;
  readonly rows: number;
  /** `srgb_8`: R, G, B and one byte that means nothing; otherwise one byte of grey a pixel, 0 is black. No padding. */
  readonly pixels: Uint8Array;
}

/** Nothing is kept between calls, so that bands may be made by different processes and made again after a crash. */
export interface RasterEncoder {
  /** Before the first side. */
  readonly start: (job: RasterJob, out: ByteSink) => void;
  readonly startSide: (job: RasterJob, side: RasterSide, out: ByteSink) => void;
  /** Bands come from the top down and cover the side. The pixels may be read until the call returns, not while it waits. */
  readonly band: (job: RasterJob, side: RasterSide, band: RasterBand, out: ByteSink) => void | Promise<void>;
  readonly endSide: (job: RasterJob, side: RasterSide, out: ByteSink) => void;
  readonly end: (job: RasterJob, out: ByteSink) => void;
}

export interface BackTurn {
  /** Columns run the other way. */
  readonly cross: boolean;
  /** Rows run the other way. */
  readonly feed: boolean;
}

const STRAIGHT: BackTurn = { cross: false, feed: false };

/** How the pixels of a side must be turned for this printer: PWG 5102.4 table 5. Fronts are always straight. */
export function backTurn(sheetBack: SheetBack, sides: Sides, back: boolean): BackTurn {
  if (!back || sides === 'one-sided') return STRAIGHT;
  const tumble = sides === 'two-sided-short-edge';
  switch (sheetBack) {
    case 'normal':
      return STRAIGHT;
    case 'flipped':
      return { cross: tumble, feed: !tumble };
    case 'rotated':
      return { cross: !tumble, feed: !tumble };
    case 'manual-tumble':
      return { cross: tumble, feed: tumble };
  }
}
