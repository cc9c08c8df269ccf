// What a printer's attributes say about the formats that are drawn for it: pwg-raster-document-* (PWG 5102.4 section 5), urf-supported
// (AirPrint), collation (PWG 5100.7 multiple-document-handling) and print-scaling. Pure; every list is bounded (threat T09).
import {
  type Dots,
  type PrintOffers,
  RASTER_COLORS,
  type RasterColor,
  type RasterOffer,
  SHEET_BACKS,
  type SheetBack,
} from '@platen/shared/print-ready';
import type { IppAttributes } from './message.ts';
import { readBoolean, readKeyword, readKeywords, readResolutions } from './read-values.ts';

/** RFC 8011 section 5.1.16: units of a resolution. */
const DOTS_PER_INCH = 3;
const DOTS_PER_CM = 4;
/** Below is a fax, above no sheet-fed printer. */
const LEAST_DPI = 72;
const MOST_DPI = 2_400;
const MOST_RESOLUTIONS = 16;
/** Keywords longer than this are none of print-scaling's. */
const MOST_SCALINGS = 16;

/** What printers without a list of their own are drawn for. */
const USUAL: Dots = { x: 300, y: 300 };

export function readPrintOffers(printer: IppAttributes): PrintOffers {
  const pwg = readPwg(printer);
  const urf = readUrf(printer);
  const color = readBoolean(printer, 'color-supported');
  const handling = readKeywords(printer, 'multiple-document-handling-supported');
  return {
    ...(pwg === undefined ? {} : { pwg }),
    ...(urf === undefined ? {} : { urf }),
    ...(color === undefined ? {} : { color }),
    ...(handling === undefined ? {} : { collates: handling.includes('separate-documents-collated-copies') }),
    scalings: (readKeywords(printer, 'print-scaling-supported') ?? []).slice(0, MOST_SCALINGS),
  };
}

function readPwg(printer: IppAttributes): RasterOffer | undefined {
  const types = readKeywords(printer, 'pwg-raster-document-type-supported');
  const dots = (readResolutions(printer, 'pwg-raster-document-resolution-supported') ?? [])
    .map(({ crossFeed, feed, units }) => {
      const perInch = units === DOTS_PER_CM ? 2.54 : 1;
      return units === DOTS_PER_INCH || units === DOTS_PER_CM
        ? { x: Math.round(crossFeed * perInch), y: Math.round(feed * perInch) }
        : undefined;
    })
    .filter((one) => one !== undefined)
    .filter(isUsable)
    .slice(0, MOST_RESOLUTIONS);
  if (types === undefined && dots.length === 0) return undefined;
  const colors = RASTER_COLORS.filter((color) => types?.includes(color) === true);
  return {
    // Every printer that takes PWG raster takes 8 bit grey (PWG 5100.14 section 5.3).
    colors: colors.length === 0 ? ['sgray_8'] : colors,
    dots: dots.length === 0 ? [USUAL] : dots,
    sheetBack: sheetBackOf(readKeyword(printer, 'pwg-raster-document-sheet-back')),
  };
}

/** DM1 to DM4 of urf-supported: how back sides are laid. */
const URF_BACKS: Readonly<Record<string, SheetBack>> = {
  DM1: 'normal',
  DM2: 'flipped',
  DM3: 'rotated',
  DM4: 'manual-tumble',
};

function readUrf(printer: IppAttributes): RasterOffer | undefined {
  const words = readKeywords(printer, 'urf-supported');
  if (words === undefined) return undefined;
  const said = words.map((word) => word.toUpperCase());
  const colors: RasterColor[] = [];
  if (said.includes('SRGB24')) colors.push('srgb_8');
  if (said.includes('W8')) colors.push('sgray_8');
  // RS300-600: resolutions, the same in both directions.
  const dots = said
    .filter((word) => /^RS\d/.test(word))
    .flatMap((word) => word.slice(2).split('-').map(Number))
    .map((dpi): Dots => ({ x: dpi, y: dpi }))
    .filter(isUsable)
    .slice(0, MOST_RESOLUTIONS);
  const back = said.map((word) => URF_BACKS[word]).find((one) => one !== undefined);
  return {
    colors: colors.length === 0 ? ['sgray_8'] : colors,
    dots: dots.length === 0 ? [USUAL] : dots,
    sheetBack: back ?? 'normal',
  };
}

function sheetBackOf(told: string | undefined): SheetBack {
  return SHEET_BACKS.find((back) => back === told) ?? 'normal';
}

function isUsable({ x, y }: Dots): boolean {
  return x >= LEAST_DPI && x <= MOST_DPI && y >= LEAST_DPI && y <= MOST_DPI;
}
