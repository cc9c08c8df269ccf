// After a jam or a power cut: which pages are known to be out, and the ticket that prints the rest. Pure. Only what is certain counts
// as out; where nobody can tell which copy is incomplete there is no rest, and the whole document is offered again.
import { type PageRange, sidesOf, type Ticket } from '@platen/shared/ticket';

/** The columns of a release that this is read from. */
export interface CutRelease {
  readonly ticket: Ticket;
  /** Pages of one copy. */
  readonly pages: number;
  /** As the printer counted them, over all copies (flow/deliver/progress.ts `pagesOf`). */
  readonly pagesDone: number;
  /** Sides the printer said it made, over all copies; null where it did not say. */
  readonly impressions: number | null;
}

export interface Missing {
  /** The first page that is missing, counted within the release from 1; with several copies 1. */
  readonly from: number;
  /** Document pages to print. */
  readonly pages: readonly PageRange[];
  /** Copies to print, where whole copies are missing. */
  readonly copies?: number;
  readonly ticket: Ticket;
}

/** undefined: nothing is known to be out, everything is, or what is missing cannot be told from what is there. */
export function whatIsMissing({ ticket, pages, pagesDone, impressions }: CutRelease): Missing | undefined {
  // A folded sheet has pages from both ends of the document.
  if (ticket.booklet === true) return undefined;
  const copies = ticket.copies ?? 1;
  const onSheet = pagesOnSheet(ticket);
  if (copies === 1) {
    // A sheet in the jam may have its first side printed: only whole sheets are out.
    const out = Math.floor(pagesDone / onSheet) * onSheet;
    return out === 0 ? undefined : missingFrom({ ticket, pages }, out + 1);
  }
  // One copy is one sheet: whatever the order, each sheet that is out is a copy that is out.
  if (pages > onSheet) return undefined;
  const sidesOfCopy = Math.ceil(pages / (ticket.numberUp ?? 1));
  // Pages are rounded down to whole ones of every copy, the printer's own count is not.
  const sidesOut = impressions ?? Math.floor((pagesDone * copies) / (ticket.numberUp ?? 1));
  const left = copies - Math.floor(sidesOut / sidesOfCopy);
  if (left <= 0 || left >= copies) return undefined;
  return { from: 1, pages: chosen({ ticket, pages }), copies: left, ticket: { ...ticket, copies: left } };
}

/**
 * The rest from a page of the release on, as a person says it.
 * @param from counts the pages of one copy (its page ranges applied), from 1.
 * @returns undefined when nothing is left.
 */
export function missingFrom(
  release: Pick<CutRelease, 'ticket' | 'pages'>,
  from: number,
): Missing | undefined {
  let skip = from - 1;
  const rest: PageRange[] = [];
  for (const range of chosen(release)) {
    const length = range.to - range.from + 1;
    if (skip < length) rest.push({ from: range.from + skip, to: range.to });
    skip = Math.max(0, skip - length);
  }
  return rest.length === 0
    ? undefined
    : { from, pages: rest, ticket: { ...release.ticket, pageRanges: rest } };
}

function pagesOnSheet(ticket: Ticket): number {
  const sides = sidesOf(ticket);
  return (ticket.numberUp ?? 1) * (sides === undefined || sides === 'one-sided' ? 1 : 2);
}

/** The document's pages of one copy; ranges beyond its last page are cut. */
function chosen({ ticket, pages }: Pick<CutRelease, 'ticket' | 'pages'>): PageRange[] {
  const { pageRanges = [] } = ticket;
  if (pageRanges.length === 0) return [{ from: 1, to: pages }];
  let left = pages;
  const ranges: PageRange[] = [];
  for (const { from, to } of pageRanges) {
    if (left <= 0) break;
    const last = Math.min(to, from + left - 1);
    ranges.push({ from, to: last });
    left -= last - from + 1;
  }
  return ranges;
}
