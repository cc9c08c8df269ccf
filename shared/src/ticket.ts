// The ticket: how a job is to be printed, in IPP's words (RFC 8011 section 5.2, PWG 5100.1, 5100.13), camelCased.
import * as v from 'valibot';

export const SIDES = ['one-sided', 'two-sided-long-edge', 'two-sided-short-edge'] as const;
export type Sides = (typeof SIDES)[number];

export const PRINT_COLOR_MODES = ['auto', 'color', 'monochrome'] as const;
export type PrintColorMode = (typeof PRINT_COLOR_MODES)[number];

/** number-up (RFC 8011 section 5.2.9): pages on one side of a sheet. */
export const NUMBER_UP = [1, 2, 4, 6, 9, 16] as const;
export type NumberUp = (typeof NUMBER_UP)[number];

/** orientation-requested (RFC 8011 section 5.2.10, enums 3 to 6): how the sheet lies when it is read; its pages stay upright. */
export const ORIENTATIONS = ['portrait', 'landscape', 'reverse-landscape', 'reverse-portrait'] as const;
export type Orientation = (typeof ORIENTATIONS)[number];

/**
 * print-scaling (PWG 5100.13 section 5.2.5). auto and auto-fit: a page larger than the paper is made smaller, a smaller
 * one stays as it is; fit: larger or smaller, whole and inside the margins; fill: no white left, edges may be lost;
 * none: 100 %.
 */
export const PRINT_SCALINGS = ['auto', 'auto-fit', 'fill', 'fit', 'none'] as const;
export type PrintScaling = (typeof PRINT_SCALINGS)[number];

/** Characters of a watermark: along the diagonal of A4 sixty are still 5 mm high. */
export const MAX_WATERMARK = 60;

/** copies: 999 is what PWG 5100.14 asks of a printer as an upper bound that people type by accident, not on purpose. */
export const MAX_COPIES = 999;

export const PageRange = v.object({
  from: v.pipe(v.number(), v.integer(), v.minValue(1)),
  to: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type PageRange = v.InferOutput<typeof PageRange>;

/** A PWG 5101.1 self-describing size name such as iso_a4_210x297mm, or a media-source keyword such as tray-1. */
const Keyword = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._-]{0,254}$/));

/** Kept in the preview's address and drawn with a font: whatever is not a character to see has no place in it. */
const Watermark = v.pipe(
  v.string(),
  v.maxLength(MAX_WATERMARK),
  v.regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]*$/u, 'A watermark is one line of plain text.'),
);

/** Everything a person can choose, option by option. */
export const TICKET_OPTIONS = {
  copies: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_COPIES)),
  sides: v.picklist(SIDES),
  printColorMode: v.picklist(PRINT_COLOR_MODES),
  /** finishings enums of PWG 5100.1 taken from the printer's finishings-supported; 3 (none) is never sent. */
  finishings: v.pipe(
    v.array(v.pipe(v.number(), v.integer(), v.minValue(3), v.maxValue(1000))),
    v.maxLength(4),
  ),
  media: Keyword,
  mediaSource: Keyword,
  numberUp: v.picklist(NUMBER_UP),
  /** Folded across its sheets: pages are put in booklet order, two on a side. */
  booklet: v.boolean(),
  orientation: v.picklist(ORIENTATIONS),
  printScaling: v.picklist(PRINT_SCALINGS),
  watermark: Watermark,
  /** Ascending and not overlapping, as RFC 8011 section 5.2.7 asks. */
  pageRanges: v.pipe(
    v.array(PageRange),
    v.maxLength(50),
    v.check(
      (ranges) => ranges.every((range, i) => range.from <= range.to && range.from > (ranges[i - 1]?.to ?? 0)),
      'Page ranges must rise and not overlap.',
    ),
  ),
};

/** What is absent is left to the printer's own default. */
export const Ticket = v.partial(v.object(TICKET_OPTIONS));
export type Ticket = v.InferOutput<typeof Ticket>;

/** What of a ticket decides which page lands where on which side. */
export type Impose = Pick<
  Ticket,
  'numberUp' | 'pageRanges' | 'booklet' | 'orientation' | 'printScaling' | 'watermark'
>;

/** The sides a job is printed with: a booklet is folded across its sheets, whatever else was asked for. */
export function sidesOf(ticket: Ticket): Sides | undefined {
  return ticket.booklet === true ? 'two-sided-short-edge' : ticket.sides;
}

/** Sheets of paper one copy takes, for the button's sentence. `pages` is the document's page count. */
export function countSheets(ticket: Ticket, pages: number): number {
  const printed = countSides(ticket, pages);
  const sides = sidesOf(ticket);
  return sides === undefined || sides === 'one-sided' ? printed : Math.ceil(printed / 2);
}

/** Sides that are printed of one copy (PWG 5100.3 "impressions"), the empty ones of a booklet included. */
export function countSides(ticket: Impose, pages: number): number {
  const chosen = countPages(ticket, pages);
  // A folded sheet has four pages on its two sides.
  return ticket.booklet === true ? Math.ceil(chosen / 4) * 2 : Math.ceil(chosen / (ticket.numberUp ?? 1));
}

/** Document pages that `pageRanges` picks out of `pages`. */
export function countPages(ticket: Impose, pages: number): number {
  if (ticket.pageRanges === undefined || ticket.pageRanges.length === 0) return pages;
  return ticket.pageRanges.reduce(
    (sum, range) => sum + Math.max(0, Math.min(range.to, pages) - range.from + 1),
    0,
  );
}
