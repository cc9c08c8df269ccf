// Which paper a document is laid out for when it is made ready here: the rule of shared/paper-for.ts, by which the picture and the
// preflight go too, in the words of the printer's own list of media. Pure.
import type { DocumentFacts } from '@platen/shared/document-facts';
import { type MediaSize, sizeFromName } from '@platen/shared/media-size';
import { paperFor } from '@platen/shared/paper-for';
import type { Ticket } from '@platen/shared/ticket';
import type { LoadedPaper, PrinterOffers } from './printer-offers.ts';

export interface Paper extends MediaSize {
  /** What to call it at the printer; absent when the printer is not told. */
  readonly name?: string | undefined;
}

/** 1/100 mm: names and dimensions are rounded differently by up to 2 mm. */
const SAME = 200;

/** undefined: nothing is known of the paper, and each side is as large as its page. */
export function choosePaper(
  ticket: Pick<Ticket, 'media' | 'mediaSource'>,
  pageSizes: DocumentFacts['pageSizes'],
  printer: PrinterOffers,
): Paper | undefined {
  const paper = paperFor(ticket, trays(printer), pageSizes);
  if (paper === undefined) return undefined;
  const { media, ...size } = paper;
  // What was asked for by name is passed on as it was asked for.
  if (media !== undefined && media === ticket.media) return { name: media, ...size };
  return { ...size, ...nameFor({ name: media === '' ? undefined : media, ...size }, printer) };
}

/** Paper without a name has the empty one: nothing is looked up by it. */
function trays({ loaded, mediaDefault }: PrinterOffers) {
  return {
    mediaReady: loaded.map(({ name = '', source, width, height }) => ({
      media: name,
      width,
      height,
      ...(source === undefined ? {} : { source }),
    })),
    ...(mediaDefault === undefined ? {} : { mediaDefault }),
  };
}

/** Named as the printer's own list of media has it, so that it asks for no other paper. */
function nameFor(paper: LoadedPaper, { media }: PrinterOffers): Pick<Paper, 'name'> {
  const name = media.find((one) => {
    const size = sizeFromName(one);
    return one === paper.name || (size !== undefined && isSame(size, paper));
  });
  return name === undefined ? {} : { name };
}

function isSame(one: MediaSize, other: MediaSize): boolean {
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= SAME;
  return (
    (near(one.width, other.width) && near(one.height, other.height)) ||
    (near(one.width, other.height) && near(one.height, other.width))
  );
}
