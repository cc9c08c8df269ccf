// Which loaded paper can take the place of one that is not there, and what that does to the page. Pure.
import type { PreflightChoice } from '@platen/shared/api/preflight';
import type { MediaSize } from '@platen/shared/media-size';
import type { MediaChoice } from '@platen/shared/printer-capabilities';
import type { Saying } from '@platen/shared/say/saying';
import { TICKET_OPTIONS } from '@platen/shared/ticket';
import * as v from 'valibot';
import { isSame, sizeOf } from './needs.ts';

/** More do not fit on one sheet of an 800 x 480 display, and nobody reads them. */
const MOST_CHOICES = 3;

/** How large the page is on that paper when all of it is to be seen; 1 or more: it fits as it is. Both upright. */
export function shareOf(page: MediaSize, paper: MediaSize): number {
  return Math.min(paper.width / page.width, paper.height / page.height);
}

/** Paper on which the page stays largest comes first; trays of the same paper are one choice. */
export function paperChoices(
  page: MediaSize,
  ready: readonly MediaChoice[],
  { paper, saying }: { readonly paper: (size: MediaSize) => string; readonly saying: Saying },
): PreflightChoice[] {
  const papers: { readonly choice: MediaChoice; readonly size: MediaSize }[] = [];
  for (const choice of ready) {
    const size = sizeOf(choice);
    if (size === undefined || isSame(size, page) || papers.some((other) => isSame(other.size, size)))
      continue;
    papers.push({ choice, size });
  }
  // Of two on which nothing is made smaller the smaller one wastes less paper.
  const waste = ({ size }: (typeof papers)[number]): number => {
    const share = shareOf(page, size);
    return share < 1 ? 1 - share + 1 : 1 - 1 / share;
  };
  return papers
    .sort((a, b) => waste(a) - waste(b))
    .flatMap(({ choice, size }) => {
      const ticket = trayTicket(choice);
      return ticket === undefined
        ? []
        : [
            {
              label: saying.say('preflight.print-on', { paper: paper(size) }),
              ticket: { ...ticket, printScaling: 'fit' as const },
            },
          ];
    })
    .slice(0, MOST_CHOICES);
}

/** undefined where the printer has neither a name for the paper nor for its tray that a ticket can carry. */
function trayTicket({ media, source }: MediaChoice): PreflightChoice['ticket'] | undefined {
  const named = v.is(TICKET_OPTIONS.media, media) ? media : null;
  const tray = v.is(TICKET_OPTIONS.mediaSource, source) ? source : null;
  return named === null && tray === null ? undefined : { media: named, mediaSource: tray };
}
