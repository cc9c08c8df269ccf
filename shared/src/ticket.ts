// The ticket: how a job is to be printed, in IPP's words (RFC 8011 section 5.2, PWG 5100.1, 5100.13), camelCased.
import * as v from 'valibot';

export const SIDES = ['one-sided', 'two-sided-long-edge', 'two-sided-short-edge'] as const;
export type Sides = (typeof SIDES)[number];

export const PRINT_COLOR_MODES = ['auto', 'color', 'monochrome'] as const;
export type PrintColorMode = (typeof PRINT_COLOR_MODES)[number];

/** copies: 999 is what PWG 5100.14 asks of a printer as an upper bound that people type by accident, not on purpose. */
export const MAX_COPIES = 999;

export const PageRange = v.object({
  from: v.pipe(v.number(), v.integer(), v.minValue(1)),
  to: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type PageRange = v.InferOutput<typeof PageRange>;

/** A PWG 5101.1 self-describing size name such as iso_a4_210x297mm, or a media-source keyword such as tray-1. */
const Keyword = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._-]{0,254}$/));

/** Everything a person can choose. What is absent is left to the printer's own default. */
export const Ticket = v.object({
  copies: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_COPIES))),
  sides: v.optional(v.picklist(SIDES)),
  printColorMode: v.optional(v.picklist(PRINT_COLOR_MODES)),
  /** finishings enums of PWG 5100.1 taken from the printer's finishings-supported; 3 (none) is never sent. */
  finishings: v.optional(
    v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(3), v.maxValue(1000))), v.maxLength(4)),
  ),
  media: v.optional(Keyword),
  mediaSource: v.optional(Keyword),
  numberUp: v.optional(v.picklist([1, 2, 4])),
  /** Ascending and not overlapping, as RFC 8011 section 5.2.7 asks. */
  pageRanges: v.optional(
    v.pipe(
      v.array(PageRange),
      v.maxLength(50),
      v.check(
        (ranges) =>
          ranges.every((range, i) => range.from <= range.to && range.from > (ranges[i - 1]?.to ?? 0)),
        'Page ranges must rise and not overlap.',
      ),
    ),
  ),
});
export type Ticket = v.InferOutput<typeof Ticket>;

/** Sheets of paper one copy takes, for the button's sentence. `pages` is the document's page count. */
export function countSheets(ticket: Ticket, pages: number): number {
  const chosen = countPages(ticket, pages);
  const imposed = Math.ceil(chosen / (ticket.numberUp ?? 1));
  return ticket.sides === undefined || ticket.sides === 'one-sided' ? imposed : Math.ceil(imposed / 2);
}

/** Document pages that `pageRanges` picks out of `pages`. */
export function countPages(ticket: Ticket, pages: number): number {
  if (ticket.pageRanges === undefined || ticket.pageRanges.length === 0) return pages;
  return ticket.pageRanges.reduce(
    (sum, range) => sum + Math.max(0, Math.min(range.to, pages) - range.from + 1),
    0,
  );
}
