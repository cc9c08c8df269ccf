// How much paper a release took: printed sides, sheets and copies, from what was asked and what the printer said. Pure.
import { countSheets, countSides, sidesOf } from '@platen/shared/ticket';
import type { ReleaseRow } from '../store/releases.ts';

export interface Paper {
  /** Printed sides over all copies (PWG 5100.3 "impressions"). */
  readonly impressions: number;
  readonly sheets: number;
  readonly copies: number;
  /** Both sides of some sheet were printed. */
  readonly duplex: boolean;
}

type Ended = Pick<ReleaseRow, 'state' | 'ticket' | 'pages' | 'pagesDone' | 'impressions'>;

/** Cover and separator sheets, and empty backs that a printer counts, at most double a document; a larger count is a broken counter. */
const MOST_TIMES = 2;
/** A document of one page with a banner sheet before and one behind it, both sides counted. */
const BANNERS = 4;

/** @param copiesOut whole copies that came out before the rest was printed anew, where a person decided so. */
export function countPaper(release: Ended, copiesOut = 0): Paper {
  const copies = release.ticket.copies ?? 1;
  // `pages` of a release are those of its page ranges already.
  const { pageRanges: _, ...ticket } = release.ticket;
  const sidesOfCopy = countSides(ticket, release.pages);
  const sheetsOfCopy = countSheets(ticket, release.pages);
  const twoSided = (sidesOf(ticket) ?? 'one-sided') !== 'one-sided';
  const paper = (impressions: number, sheets: number, made: number): Paper => ({
    impressions,
    sheets,
    copies: made,
    duplex: twoSided && impressions > sheets,
  });
  const whole = sidesOfCopy * copies;
  const told = release.impressions ?? 0;
  const partly = (impressions: number, made: number): Paper =>
    paper(impressions, twoSided ? Math.ceil(impressions / 2) : impressions, made);

  switch (release.state) {
    case 'done': {
      // A completed job has all its pages, whatever its counter said last (delivery-and-mail.md section 3, fact 6).
      const believable = told > whole && told <= whole * MOST_TIMES + BANNERS;
      const impressions = believable ? told : whole;
      const sheets = sheetsOfCopy * copies;
      // More sides than its sheets have came on sheets of their own.
      const more = Math.max(0, impressions - sheets * (twoSided ? 2 : 1));
      return paper(impressions, sheets + (twoSided ? Math.ceil(more / 2) : more), copies);
    }
    case 'superseded':
      // A person said how much of it counts; the rest is another release's (flow/release/decide.ts).
      if (copiesOut > 0) return paper(sidesOfCopy * copiesOut, sheetsOfCopy * copiesOut, copiesOut);
      return partly(Math.ceil(release.pagesDone / (ticket.numberUp ?? 1)), release.pagesDone > 0 ? 1 : 0);
    case 'cancelled':
    case 'uncertain': {
      const counted = Math.ceil((release.pagesDone * copies) / (ticket.numberUp ?? 1));
      const impressions = Math.min(told > 0 ? told : counted, whole);
      return partly(impressions, impressions > 0 ? copies : 0);
    }
    case 'claimed':
    case 'preflight':
    case 'creating':
    case 'created':
    case 'sending':
    case 'accepted':
    case 'printing':
    case 'returned':
      return paper(0, 0, 0);
  }
}
