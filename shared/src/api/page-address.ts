// Writes the query of a page's picture: what page-query.ts reads. Apart from it because screens need no schemas.
import type { Ticket } from '../ticket.ts';

/** Only what differs from a plain page is in it, so that equal pictures have equal addresses. Width and height in pixels. */
export function pageQuery(width: number, height: number, ticket: Ticket): string {
  const { numberUp, printColorMode, booklet, pageRanges, orientation, printScaling, watermark } = ticket;
  const ranges = (pageRanges ?? []).map(({ from, to }) => `${from}-${to}`).join(',');
  const values: readonly (readonly [string, string | undefined])[] = [
    ['w', String(width)],
    ['h', String(height)],
    ['grey', printColorMode === 'monochrome' ? '1' : undefined],
    ['up', numberUp === undefined || numberUp === 1 || booklet === true ? undefined : String(numberUp)],
    ['booklet', booklet === true ? '1' : undefined],
    ['pages', ranges === '' ? undefined : ranges],
    ['turn', orientation],
    ['scale', printScaling === 'auto' ? undefined : printScaling],
    ['mark', watermark === undefined || watermark.trim() === '' ? undefined : watermark],
    ['media', ticket.media],
    ['tray', ticket.mediaSource],
  ];
  return values
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
    .join('&');
}
