// The paper a job comes out on: what was asked for, else what is loaded for it, else the printer's own. The picture before
// printing and the sheets that are made here go by the same answer. Pure.
import type { DocumentFacts } from './document-facts.ts';
import { type MediaSize, sizeFromName } from './media-size.ts';
import type { MediaChoice, PrinterCapabilities } from './printer-capabilities.ts';
import type { Ticket } from './ticket.ts';

type PageSize = DocumentFacts['pageSizes'][number];

export interface Paper extends MediaSize {
  /** PWG 5101.1 name; absent where the printer tells only a size. */
  readonly media?: string;
}

/** Millimetres a page may be off and still be made for a paper: files and trays round differently. */
const SAME_MM = 2;

/**
 * @param pageSizes of the document, as conversion found them.
 * @returns undefined where nothing is known of the printer and nothing was asked for: each page is its own paper then.
 */
export function paperFor(
  ticket: Pick<Ticket, 'media' | 'mediaSource'>,
  printer: Pick<PrinterCapabilities, 'mediaReady' | 'mediaDefault'> | undefined,
  pageSizes: DocumentFacts['pageSizes'],
): Paper | undefined {
  const ready = (printer?.mediaReady ?? []).flatMap((choice) => {
    const paper = paperOf(choice);
    return paper === undefined ? [] : [{ ...paper, source: choice.source }];
  });
  const asked = ticket.media === undefined ? undefined : named(ticket.media);
  if (asked !== undefined) return asked;
  const chosen = ready.find(({ source }) => source !== undefined && source === ticket.mediaSource);
  const page = commonSize(pageSizes);
  const fitting = page === undefined ? undefined : ready.find((paper) => isMadeFor(page, paper));
  const usual = printer?.mediaDefault === undefined ? undefined : named(printer.mediaDefault);
  const found = chosen ?? fitting ?? usual ?? ready[0];
  if (found === undefined) return undefined;
  const { width, height, media } = found;
  return { width, height, ...(media === undefined ? {} : { media }) };
}

function named(media: string): Paper | undefined {
  const size = sizeFromName(media);
  return size === undefined ? undefined : { ...size, media };
}

function paperOf({ media, width, height }: MediaChoice): Paper | undefined {
  return width > 0 && height > 0 ? { width, height, media } : named(media);
}

/** The size most pages have, the first of two as common. */
function commonSize(pageSizes: DocumentFacts['pageSizes']): PageSize | undefined {
  let best: PageSize | undefined;
  for (const size of pageSizes) if (size.count > (best?.count ?? 0)) best = size;
  return best;
}

/** Either way round: sheets are turned as their pages are. */
function isMadeFor(page: PageSize, paper: MediaSize): boolean {
  const [short, long] = [Math.min(page.width, page.height), Math.max(page.width, page.height)];
  const [narrow, wide] = [Math.min(paper.width, paper.height), Math.max(paper.width, paper.height)];
  return Math.abs(short - narrow / 100) <= SAME_MM && Math.abs(long - wide / 100) <= SAME_MM;
}
