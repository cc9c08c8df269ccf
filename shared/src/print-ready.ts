// Words for documents made ready for a printer here: formats drawn pixel by pixel, and what a printer says about taking them.
import * as v from 'valibot';

/** PWG 5102.4 section 4.3.2.1 types: 24 bit sRGB, 8 bit grey, 1 bit black. */
export const RASTER_COLORS = ['srgb_8', 'sgray_8', 'black_1'] as const;
export type RasterColor = (typeof RASTER_COLORS)[number];

/** pwg-raster-document-sheet-back (PWG 5102.4 section 5.3): how a duplexing printer wants the back sides laid. */
export const SHEET_BACKS = ['normal', 'flipped', 'rotated', 'manual-tumble'] as const;
export type SheetBack = (typeof SHEET_BACKS)[number];

/** Formats that are drawn here, the best first: smallest, quickest, and surest to be understood. */
export const RASTER_FORMATS = [
  'image/pwg-raster',
  'image/urf',
  'application/vnd.hp-pclxl',
  'application/postscript',
  'application/vnd.hp-pcl',
  'image/jpeg',
] as const;
export type RasterFormat = (typeof RASTER_FORMATS)[number];

/** Dots per inch across and along the feed. */
export const Dots = v.object({ x: v.number(), y: v.number() });
export type Dots = v.InferOutput<typeof Dots>;

/** How one raster format may be drawn for a printer. */
export const RasterOffer = v.object({
  colors: v.array(v.picklist(RASTER_COLORS)),
  dots: v.array(Dots),
  sheetBack: v.picklist(SHEET_BACKS),
});
export type RasterOffer = v.InferOutput<typeof RasterOffer>;

/** What a printer offers beside the choices of a person: what to send it, and what must be done before. */
export const PrintOffers = v.object({
  pwg: v.optional(RasterOffer),
  urf: v.optional(RasterOffer),
  /** It prints colour; absent when it does not tell. */
  color: v.optional(v.boolean()),
  /** Copies of a document come out one after the other; absent when it does not tell. */
  collates: v.optional(v.boolean()),
  /** print-scaling-supported. */
  scalings: v.array(v.string()),
});
export type PrintOffers = v.InferOutput<typeof PrintOffers>;
