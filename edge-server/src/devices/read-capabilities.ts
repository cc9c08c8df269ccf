// What a printer's IPP attributes say it can do, reduced to what a person can choose and delivery must know. Pure; every
// value is bounded, since an answer can say anything (threat T09).
import type { AccountingNeed } from '@platen/shared/device';
import type { MediaChoice, PrinterCapabilities } from '@platen/shared/printer-capabilities';
import { MAX_COPIES, NUMBER_UP, PRINT_COLOR_MODES, SIDES } from '@platen/shared/ticket';
import { cleanText } from '../protocols/ipp/clean-text.ts';
import type { IppAttributes } from '../protocols/ipp/message.ts';
import { readPrintOffers } from '../protocols/ipp/print-offers.ts';
import {
  readBoolean,
  readCollections,
  readEnums,
  readInteger,
  readKeywordOrName,
  readKeywords,
  readKeywordsOrNames,
  readMimeMediaTypes,
  readRange,
  readRanges,
  readText,
} from '../protocols/ipp/read-values.ts';
import { namedMedia, readMediaChoice } from './read-media.ts';

/** Shown on one line of a panel. */
const NAME_LENGTH = 127;
/** The longest registered media type has some 90 characters. */
const TYPE_LENGTH = 127;
/** RFC 6838 section 4.2, with parameters. */
const MEDIA_TYPE = /^[a-z0-9][\w.+-]*\/[a-z0-9][\w.+-]*(?:;|$)/i;
/** Lists longer than this are no device's. */
const MOST_FORMATS = 64;
const MOST_FINISHINGS = 64;
const MOST_MEDIA = 32;
/** PWG 5100.1: enums from 3 up, vendors' own above 1000 are not offered. */
const FINISHING_RANGE = { from: 3, to: 999 } as const;
/** The fastest sheet-fed presses print a few hundred. */
const MOST_PAGES_PER_MINUTE = 2_000;

export function readCapabilities(printer: IppAttributes): PrinterCapabilities {
  const mediaDefault = readKeywordOrName(printer, 'media-default');
  const pagesPerMinute = readInteger(printer, 'pages-per-minute');
  const accounting = accountingOf(printer);
  return {
    makeAndModel: cleanText(readText(printer, 'printer-make-and-model') ?? '', NAME_LENGTH),
    formats: unique(readMimeMediaTypes(printer, 'document-format-supported') ?? [])
      .filter((type) => type.length <= TYPE_LENGTH && MEDIA_TYPE.test(type))
      .slice(0, MOST_FORMATS),
    maxCopies: bounded(readRange(printer, 'copies-supported')?.upper ?? 1, 1, MAX_COPIES),
    sides: offered(SIDES, readKeywords(printer, 'sides-supported')),
    printColorModes: offered(PRINT_COLOR_MODES, readKeywords(printer, 'print-color-mode-supported')),
    finishings: unique(readEnums(printer, 'finishings-supported') ?? [])
      .filter((finishing) => finishing >= FINISHING_RANGE.from && finishing <= FINISHING_RANGE.to)
      .slice(0, MOST_FINISHINGS),
    numberUp: numberUp(printer),
    pageRanges: readBoolean(printer, 'page-ranges-supported') === true,
    mediaReady: mediaReady(printer),
    offers: readPrintOffers(printer),
    ...(accounting === undefined ? {} : { accounting }),
    ...(mediaDefault === undefined ? {} : { mediaDefault }),
    ...(pagesPerMinute === undefined || pagesPerMinute < 1 || pagesPerMinute > MOST_PAGES_PER_MINUTE
      ? {}
      : { pagesPerMinute }),
  };
}

/** printer-mandatory-job-attributes (PWG 5100.13 section 5.6.9): of all it may name, these two are what a person has to be asked. */
function accountingOf(printer: IppAttributes): AccountingNeed | undefined {
  const mandatory = readKeywords(printer, 'printer-mandatory-job-attributes') ?? [];
  const user = mandatory.includes('job-accounting-user-id');
  const account = mandatory.includes('job-account-id');
  if (user && account) return 'user-and-account';
  return user ? 'user' : account ? 'account' : undefined;
}

function mediaReady(printer: IppAttributes): MediaChoice[] {
  const loaded = (readCollections(printer, 'media-col-ready') ?? [])
    .map((entry) => readMediaChoice(entry))
    .filter((choice) => choice !== undefined);
  const named = (readKeywordsOrNames(printer, 'media-ready') ?? []).map((media) => namedMedia(media));
  return (loaded.length > 0 ? loaded : named).slice(0, MOST_MEDIA);
}

function numberUp(printer: IppAttributes): number[] {
  const ranges = readRanges(printer, 'number-up-supported') ?? [];
  const may = NUMBER_UP.filter(
    (up) => up === 1 || ranges.some(({ lower, upper }) => lower <= up && up <= upper),
  );
  return [...may];
}

function offered<T extends string>(known: readonly T[], told: readonly string[] | undefined): T[] {
  return known.filter((value) => told?.includes(value) === true);
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

function bounded(value: number, from: number, to: number): number {
  return Math.min(to, Math.max(from, value));
}
