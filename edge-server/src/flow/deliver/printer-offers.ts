// What the printer, as it answered just now, does by itself: the other side of choose-format.ts. Pure; every value came from the network
// and is bounded (threat T09).
import { type MediaSize, sizeFromName } from '@platen/shared/media-size';
import type { PrintOffers } from '@platen/shared/print-ready';
import { MAX_COPIES } from '@platen/shared/ticket';
import type { IppAttributes } from '../../protocols/ipp/message.ts';
import { readPrintOffers } from '../../protocols/ipp/print-offers.ts';
import {
  readBoolean,
  readCollection,
  readCollections,
  readInteger,
  readKeyword,
  readKeywordOrName,
  readKeywords,
  readKeywordsOrNames,
  readRange,
  readRanges,
} from '../../protocols/ipp/read-values.ts';

/** Paper that is in the printer. */
export interface LoadedPaper extends MediaSize {
  /** PWG 5101.1 name, where one is told. */
  readonly name?: string | undefined;
  /** media-source keyword. */
  readonly source?: string | undefined;
}

export interface PrinterOffers extends PrintOffers {
  /** document-format-supported as it came; empty when it does not tell. */
  readonly formats: readonly string[];
  readonly maxCopies: number;
  readonly colorModes: readonly string[];
  readonly doesNumberUp: (numberUp: number) => boolean;
  readonly doesPageRanges: boolean;
  /** Names it takes as `media`. */
  readonly media: readonly string[];
  readonly loaded: readonly LoadedPaper[];
  readonly mediaDefault?: string | undefined;
}

/** More trays than this no device has. */
const MOST_PAPERS = 32;
/** A 6 m roll in 1/100 mm. */
const LARGEST = 600_000;

export function readPrinterOffers(printer: IppAttributes, formats: readonly string[]): PrinterOffers {
  const ranges = readRanges(printer, 'number-up-supported') ?? [];
  const names = readKeywordsOrNames(printer, 'media-ready') ?? [];
  const trays = (readCollections(printer, 'media-col-ready') ?? []).map(paperOf).filter(isPaper);
  const named = names.map((name): Partial<LoadedPaper> => ({ name, ...sizeFromName(name) })).filter(isPaper);
  return {
    ...readPrintOffers(printer),
    formats,
    maxCopies: Math.min(MAX_COPIES, Math.max(1, readRange(printer, 'copies-supported')?.upper ?? 1)),
    colorModes: readKeywords(printer, 'print-color-mode-supported') ?? [],
    doesNumberUp: (numberUp) =>
      numberUp === 1 || ranges.some(({ lower, upper }) => lower <= numberUp && numberUp <= upper),
    doesPageRanges: readBoolean(printer, 'page-ranges-supported') === true,
    media: [...(readKeywordsOrNames(printer, 'media-supported') ?? []), ...names],
    loaded: (trays.length > 0 ? trays : named).slice(0, MOST_PAPERS),
    mediaDefault: readKeywordOrName(printer, 'media-default'),
  };
}

function paperOf(tray: IppAttributes): Partial<LoadedPaper> {
  const size = readCollection(tray, 'media-size');
  return {
    name: readKeywordOrName(tray, 'media-size-name') ?? readKeywordOrName(tray, 'media-key'),
    source: readKeyword(tray, 'media-source'),
    ...(size === undefined
      ? {}
      : { width: readInteger(size, 'x-dimension') ?? 0, height: readInteger(size, 'y-dimension') ?? 0 }),
  };
}

function isPaper(paper: Partial<LoadedPaper>): paper is LoadedPaper {
  const { width = 0, height = 0 } = paper;
  return width > 0 && height > 0 && width <= LARGEST && height <= LARGEST;
}
