// What a job may ask for: the Job Template attributes of the virtual MFD, their supported values, and what they come to
// on paper. Written as a table, so that what is advertised and what is checked cannot differ.

import { finishings, orientations, printQualities, resolutionUnits } from '../protocols/ipp/codes.ts';
import {
  enumValue,
  type IppAttribute,
  type IppAttributes,
  type IppRange,
  type IppValue,
  integer,
  keyword,
  outOfBand,
  rangeOfInteger,
  resolution,
} from '../protocols/ipp/message.ts';
import { readInteger, readKeyword, readRanges } from '../protocols/ipp/read-values.ts';
import { isMediaCol, mediaSizes } from './media.ts';

type TicketRule = {
  readonly name: string;
  /** More than one value allowed. */
  readonly isSet?: boolean;
  accepts(value: IppValue): boolean;
  /** The -default and -supported attributes. */
  readonly advertised: IppAttributes;
};

const maxCopies = 999;

const keywordRule = (name: string, fallback: string, ...others: readonly string[]): TicketRule => ({
  name,
  accepts: (value) => value.syntax === 'keyword' && [fallback, ...others].includes(value.value),
  advertised: [keyword(`${name}-default`, fallback), keyword(`${name}-supported`, fallback, ...others)],
});

const enumRule = (
  name: string,
  fallback: number,
  supported: readonly number[],
  isSet = false,
): TicketRule => ({
  name,
  isSet,
  accepts: (value) => value.syntax === 'enum' && supported.includes(value.value),
  advertised: [enumValue(`${name}-default`, fallback), enumValue(`${name}-supported`, ...supported)],
});

const offeredFinishings = [
  finishings.none,
  finishings['staple-top-left'],
  finishings['staple-dual-left'],
  finishings['punch-dual-left'],
];
const dots = { crossFeed: 600, feed: 600, units: resolutionUnits.dpi };

export const ticketRules: readonly TicketRule[] = [
  {
    name: 'copies',
    accepts: (value) => value.syntax === 'integer' && value.value >= 1 && value.value <= maxCopies,
    advertised: [
      integer('copies-default', 1),
      rangeOfInteger('copies-supported', { lower: 1, upper: maxCopies }),
    ],
  },
  keywordRule('sides', 'one-sided', 'two-sided-long-edge', 'two-sided-short-edge'),
  keywordRule('print-color-mode', 'auto', 'color', 'monochrome'),
  {
    ...enumRule('finishings', finishings.none, offeredFinishings, true),
    advertised: [
      enumValue('finishings-default', finishings.none),
      enumValue('finishings-supported', ...offeredFinishings),
      enumValue('finishings-ready', ...offeredFinishings),
    ],
  },
  {
    name: 'page-ranges',
    isSet: true,
    accepts: (value) =>
      value.syntax === 'rangeOfInteger' && value.value.lower >= 1 && value.value.upper >= value.value.lower,
    advertised: [{ name: 'page-ranges-supported', values: [{ syntax: 'boolean', value: true }] }],
  },
  {
    name: 'number-up',
    accepts: (value) => value.syntax === 'integer' && [1, 2, 4].includes(value.value),
    advertised: [integer('number-up-default', 1), integer('number-up-supported', 1, 2, 4)],
  },
  keywordRule('output-bin', 'top', 'middle', 'stacker-1'),
  keywordRule('print-scaling', 'auto', 'auto-fit', 'fit', 'fill', 'none'),
  keywordRule(
    'multiple-document-handling',
    'separate-documents-collated-copies',
    'separate-documents-uncollated-copies',
  ),
  keywordRule('job-sheets', 'none'),
  keywordRule('job-hold-until', 'no-hold'),
  enumRule('orientation-requested', orientations.portrait, Object.values(orientations)),
  enumRule('print-quality', printQualities.normal, Object.values(printQualities)),
  {
    name: 'printer-resolution',
    accepts: (value) =>
      value.syntax === 'resolution' &&
      value.value.crossFeed === dots.crossFeed &&
      value.value.feed === dots.feed &&
      value.value.units === dots.units,
    advertised: [
      resolution('printer-resolution-default', dots),
      resolution('printer-resolution-supported', dots),
    ],
  },
  {
    name: 'media',
    accepts: (value) => value.syntax === 'keyword' && mediaSizes.some(({ name }) => name === value.value),
    // Advertised with the trays, in attributes.ts.
    advertised: [],
  },
  {
    name: 'media-col',
    accepts: (value) => value.syntax === 'collection' && isMediaCol(value.value),
    advertised: [],
  },
  ...(['job-account-id', 'job-accounting-user-id'] as const).map(
    (name): TicketRule => ({
      name,
      accepts: ({ syntax }) => syntax === 'name' || syntax === 'nameWithLanguage',
      advertised: [
        outOfBand(`${name}-default`, 'no-value'),
        { name: `${name}-supported`, values: [{ syntax: 'boolean', value: true }] },
      ],
    }),
  ),
];

export type CheckedTicket = {
  readonly accepted: IppAttributes;
  /** For the unsupported group: unknown attributes without a value, known ones with the values that do not go. */
  readonly unsupported: IppAttributes;
};

/** RFC 8011 section 4.1.7. Whether an unsupported attribute refuses the job is up to ipp-attribute-fidelity. */
export function checkTicket(asked: IppAttributes): CheckedTicket {
  const accepted: IppAttribute[] = [];
  const unsupported: IppAttribute[] = [];
  for (const attribute of asked) {
    const rule = ticketRules.find(({ name }) => name === attribute.name);
    if (rule === undefined) {
      unsupported.push(outOfBand(attribute.name, 'unsupported'));
    } else {
      const wrong = attribute.values.filter((value) => !rule.accepts(value));
      const tooMany = rule.isSet !== true && attribute.values.length > 1;
      if (wrong.length === 0 && !tooMany) accepted.push(attribute);
      else unsupported.push(tooMany ? attribute : { name: attribute.name, values: wrong });
    }
  }
  return { accepted, unsupported };
}

export type PrintPlan = {
  /** Sides of paper printed on, all copies together. */
  readonly impressions: number;
  /** Sides on one sheet of the ticket: 1 or 2. */
  readonly sidesPerSheet: 1 | 2;
  /** Sides of one copy: a new copy begins on a new sheet. */
  readonly impressionsPerCopy: number;
};

export function planOf(ticket: IppAttributes, pages: number): PrintPlan {
  const ranges = readRanges(ticket, 'page-ranges');
  const printedPages = ranges === undefined ? pages : pagesIn(ranges, pages);
  const impressionsPerCopy = Math.ceil(printedPages / (readInteger(ticket, 'number-up') ?? 1));
  const sides = readKeyword(ticket, 'sides') ?? 'one-sided';
  return {
    impressions: impressionsPerCopy * (readInteger(ticket, 'copies') ?? 1),
    sidesPerSheet: sides === 'one-sided' ? 1 : 2,
    impressionsPerCopy,
  };
}

/** Pages of the document that lie in any of the ranges. Counts no page one by one: a PDF may claim billions. */
function pagesIn(ranges: readonly IppRange[], pages: number): number {
  let count = 0;
  let counted = 0;
  for (const { lower, upper } of [...ranges].sort((a, b) => a.lower - b.lower)) {
    const last = Math.min(upper, pages);
    count += Math.max(0, last - Math.max(lower - 1, counted));
    counted = Math.max(counted, last);
  }
  return count;
}

/** Whether the impression with this number (from 0) comes on a new sheet. */
export function beginsSheet(plan: PrintPlan, impression: number): boolean {
  return (impression % plan.impressionsPerCopy) % plan.sidesPerSheet === 0;
}

export function sheetsOf(plan: PrintPlan): number {
  if (plan.impressionsPerCopy === 0) return 0;
  const copies = plan.impressions / plan.impressionsPerCopy;
  return copies * Math.ceil(plan.impressionsPerCopy / plan.sidesPerSheet);
}
