// From IPP's Job Template attributes to a ticket (RFC 8011 section 5.2, PWG 5100.1, 5100.3, 5100.7, 5100.13). Written as a table, so that
// what is advertised, what is checked and what is understood cannot differ.
import {
  MAX_COPIES,
  NUMBER_UP,
  ORIENTATIONS,
  type Orientation,
  PRINT_SCALINGS,
  type Ticket,
} from '@platen/shared/ticket';
import { orientations, printQualities, resolutionUnits } from '../../../protocols/ipp/codes.ts';
import {
  boolean,
  enumValue,
  type IppAttribute,
  type IppAttributes,
  type IppValue,
  integer,
  keyword,
  rangeOfInteger,
  resolution,
} from '../../../protocols/ipp/message.ts';
import {
  readCollection,
  readInteger,
  readKeyword,
  readKeywordOrName,
  readRanges,
} from '../../../protocols/ipp/read-values.ts';
import type { QueueOffer } from './queue-offer.ts';

export type MutableTicket = { -readonly [K in keyof Ticket]: Ticket[K] };

export interface TicketRule {
  readonly name: string;
  /** More than one value allowed. */
  readonly isSet?: boolean;
  readonly accepts: (value: IppValue, offer: QueueOffer) => boolean;
  /** The -default and -supported attributes. */
  readonly advertised: (offer: QueueOffer) => IppAttributes;
  /** Writes what was asked into the ticket; absent for what has no meaning for a held document. */
  readonly take?: (ticket: MutableTicket, asked: IppAttribute, offer: QueueOffer) => void;
  /** What of a ticket it stands for: of a waiting job these can be set anew (RFC 3380). */
  readonly keys?: readonly (keyof Ticket)[];
  /** What asking for the default means where something else was asked before. */
  readonly plain?: Ticket;
}

/** A page is drawn at these; what a printer does with it is for its driver. */
const RESOLUTIONS = [300, 600] as const;
/** Ranges of a ticket: as many as shared/src/ticket.ts allows. */
const MOST_RANGES = 50;

const keywordOf = (attribute: IppAttribute): string | undefined => readKeyword([attribute], attribute.name);

/** One that is accepted and does nothing here, so that clients which always send it get what they ask. */
const idleKeyword = (name: string, fallback: string, ...others: readonly string[]): TicketRule => ({
  name,
  accepts: (value) => value.syntax === 'keyword' && [fallback, ...others].includes(value.value),
  advertised: () => [keyword(`${name}-default`, fallback), keyword(`${name}-supported`, fallback, ...others)],
});

export const TICKET_RULES: readonly TicketRule[] = [
  {
    name: 'copies',
    keys: ['copies'],
    accepts: (value) => value.syntax === 'integer' && value.value >= 1 && value.value <= MAX_COPIES,
    advertised: ({ maxCopies }) => [
      integer('copies-default', 1),
      rangeOfInteger('copies-supported', { lower: 1, upper: maxCopies }),
    ],
    take: (ticket, asked) => {
      ticket.copies = readInteger([asked], 'copies') ?? 1;
    },
  },
  {
    name: 'sides',
    keys: ['sides'],
    accepts: (value, { sides }) => value.syntax === 'keyword' && sides.some((side) => side === value.value),
    advertised: ({ sides }) => [keyword('sides-default', 'one-sided'), keyword('sides-supported', ...sides)],
    take: (ticket, asked, { sides }) => {
      const found = sides.find((side) => side === keywordOf(asked));
      if (found !== undefined) ticket.sides = found;
    },
  },
  {
    name: 'print-color-mode',
    keys: ['printColorMode'],
    accepts: (value, { printColorModes }) =>
      value.syntax === 'keyword' && printColorModes.some((mode) => mode === value.value),
    advertised: ({ printColorModes }) => [
      keyword('print-color-mode-default', 'auto'),
      keyword('print-color-mode-supported', ...printColorModes),
    ],
    take: (ticket, asked, { printColorModes }) => {
      const found = printColorModes.find((mode) => mode === keywordOf(asked));
      if (found !== undefined) ticket.printColorMode = found;
    },
  },
  {
    name: 'finishings',
    keys: ['finishings'],
    plain: { finishings: [] },
    isSet: true,
    accepts: (value, offer) => value.syntax === 'enum' && offer.finishings.includes(value.value),
    advertised: (offer) => [
      enumValue('finishings-default', offer.finishings[0] ?? 3),
      enumValue('finishings-supported', ...offer.finishings),
      enumValue('finishings-ready', ...offer.finishings),
    ],
    take: (ticket, asked, offer) => {
      const none = offer.finishings[0];
      const chosen = asked.values.flatMap((value) =>
        value.syntax === 'enum' && value.value !== none ? [value.value] : [],
      );
      // As many as a ticket holds.
      if (chosen.length > 0) ticket.finishings = chosen.slice(0, 4);
    },
  },
  {
    name: 'page-ranges',
    keys: ['pageRanges'],
    isSet: true,
    accepts: (value) =>
      value.syntax === 'rangeOfInteger' && value.value.lower >= 1 && value.value.upper >= value.value.lower,
    advertised: () => [boolean('page-ranges-supported', true)],
    take: (ticket, asked) => {
      const ranges = readRanges([asked], 'page-ranges') ?? [];
      ticket.pageRanges = ranges
        .slice(0, MOST_RANGES)
        .map(({ lower, upper }) => ({ from: lower, to: upper }));
    },
  },
  {
    name: 'number-up',
    keys: ['numberUp'],
    plain: { numberUp: 1 },
    accepts: (value) => value.syntax === 'integer' && NUMBER_UP.some((up) => up === value.value),
    advertised: () => [integer('number-up-default', 1), integer('number-up-supported', ...NUMBER_UP)],
    take: (ticket, asked) => {
      const found = NUMBER_UP.find((up) => up === readInteger([asked], 'number-up'));
      if (found !== undefined && found !== 1) ticket.numberUp = found;
    },
  },
  {
    name: 'print-scaling',
    keys: ['printScaling'],
    accepts: (value) =>
      value.syntax === 'keyword' && PRINT_SCALINGS.some((scaling) => scaling === value.value),
    advertised: () => [
      keyword('print-scaling-default', 'auto'),
      keyword('print-scaling-supported', ...PRINT_SCALINGS),
    ],
    take: (ticket, asked) => {
      const found = PRINT_SCALINGS.find((scaling) => scaling === keywordOf(asked));
      if (found !== undefined) ticket.printScaling = found;
    },
  },
  {
    name: 'orientation-requested',
    keys: ['orientation'],
    plain: { orientation: 'portrait' },
    accepts: (value) => value.syntax === 'enum' && value.value >= 3 && value.value <= 7,
    advertised: () => [
      enumValue('orientation-requested-default', orientations.portrait),
      enumValue('orientation-requested-supported', ...Object.values(orientations)),
    ],
    take: (ticket, asked) => {
      const [value] = asked.values;
      // 7 is "none": the document lies as it lies. Portrait is what every document starts from.
      const found = value?.syntax === 'enum' ? ORIENTATIONS[value.value - 3] : undefined;
      if (found !== undefined && found !== 'portrait') ticket.orientation = found;
    },
  },
  {
    name: 'media',
    keys: ['media'],
    accepts: (value, offer) =>
      (value.syntax === 'keyword' || value.syntax === 'name') &&
      offer.media.some(({ media }) => media === value.value),
    // Told with the media attributes.
    advertised: () => [],
    take: (ticket, asked) => {
      const media = readKeywordOrName([asked], 'media');
      if (media !== undefined) ticket.media = media;
    },
  },
  {
    name: 'media-col',
    keys: ['media', 'mediaSource'],
    accepts: (value, offer) => value.syntax === 'collection' && mediaOf(value.value, offer) !== undefined,
    advertised: () => [],
    take: (ticket, asked, offer) => {
      const found = mediaOf(readCollection([asked], 'media-col') ?? [], offer);
      if (found?.media !== undefined) ticket.media = found.media;
      if (found?.source !== undefined && found.source !== 'auto') ticket.mediaSource = found.source;
    },
  },
  {
    name: 'print-quality',
    accepts: (value) => value.syntax === 'enum' && value.value >= 3 && value.value <= 5,
    advertised: () => [
      enumValue('print-quality-default', printQualities.normal),
      enumValue('print-quality-supported', ...Object.values(printQualities)),
    ],
  },
  {
    name: 'printer-resolution',
    accepts: (value) =>
      value.syntax === 'resolution' &&
      value.value.units === resolutionUnits.dpi &&
      RESOLUTIONS.some((dots) => dots === value.value.crossFeed && dots === value.value.feed),
    advertised: () => [
      resolution('printer-resolution-default', dots(RESOLUTIONS[1])),
      resolution('printer-resolution-supported', ...RESOLUTIONS.map(dots)),
    ],
  },
  idleKeyword('output-bin', 'face-down'),
  idleKeyword(
    'multiple-document-handling',
    'separate-documents-collated-copies',
    'separate-documents-uncollated-copies',
  ),
  idleKeyword('job-sheets', 'none'),
  // Everything is held here, whatever is asked.
  idleKeyword('job-hold-until', 'no-hold', 'indefinite'),
  idleKeyword('print-content-optimize', 'auto', 'graphic', 'photo', 'text', 'text-and-graphic'),
  idleKeyword('print-rendering-intent', 'auto', 'relative', 'perceptual'),
  {
    name: 'job-priority',
    accepts: (value) => value.syntax === 'integer' && value.value >= 1 && value.value <= 100,
    advertised: () => [integer('job-priority-default', 50), integer('job-priority-supported', 1)],
  },
];

/** orientation-requested of a ticket's word. */
export const orientationEnum = (orientation: Orientation): number => ORIENTATIONS.indexOf(orientation) + 3;

export const dots = (perInch: number) => ({ crossFeed: perInch, feed: perInch, units: resolutionUnits.dpi });

/** What a media-col asks for, as far as it is here; undefined when it asks for something that is not. */
function mediaOf(
  mediaCol: IppAttributes,
  offer: QueueOffer,
): { readonly media?: string; readonly source?: string } | undefined {
  const source = readKeyword(mediaCol, 'media-source');
  if (source !== undefined && !offer.sources.includes(source)) return undefined;
  const name = readKeywordOrName(mediaCol, 'media-size-name');
  const size = readCollection(mediaCol, 'media-size');
  const width = size === undefined ? undefined : readInteger(size, 'x-dimension');
  const height = size === undefined ? undefined : readInteger(size, 'y-dimension');
  const found =
    size === undefined
      ? offer.media.find(({ media }) => media === name)
      : // Half a millimetre: clients round inches and millimetres each in their way.
        offer.media.find(
          (media) =>
            Math.abs(media.width - (width ?? 0)) <= 50 && Math.abs(media.height - (height ?? 0)) <= 50,
        );
  if (found === undefined && (size !== undefined || name !== undefined)) return undefined;
  return {
    ...(found === undefined ? {} : { media: found.media }),
    ...(source === undefined ? {} : { source }),
  };
}
