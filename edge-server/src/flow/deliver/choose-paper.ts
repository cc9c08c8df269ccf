// Which paper a document is laid out for when it is made ready here. Pure.
import type { DocumentFacts } from '@platen/shared/document-facts';
import { type MediaSize, sizeFromName } from '@platen/shared/media-size';
import type { Ticket } from '@platen/shared/ticket';
import type { LoadedPaper, PrinterOffers } from './printer-offers.ts';

export interface Paper extends MediaSize {
  /** What to call it at the printer; absent when the printer is not told. */
  readonly name?: string | undefined;
}

/** 1/100 mm: sizes in documents are off by up to 2 mm. */
const SAME = 200;

/**
 * What was asked for; else what lies in the tray that was asked for; else loaded paper of the document's own size; else the printer's
 * own default; else what is loaded. undefined: nothing is known, and each side is as large as its page.
 */
export function choosePaper(
  { media, mediaSource }: Ticket,
  pageSizes: DocumentFacts['pageSizes'],
  printer: PrinterOffers,
): Paper | undefined {
  const asked = media === undefined ? undefined : sizeFromName(media);
  if (media !== undefined && asked !== undefined) return { name: media, ...asked };
  const inTray =
    mediaSource === undefined ? undefined : printer.loaded.find(({ source }) => source === mediaSource);
  if (inTray !== undefined) return told(inTray, printer);
  const common = commonSize(pageSizes);
  const fitting = common === undefined ? undefined : printer.loaded.find((paper) => isSame(paper, common));
  if (fitting !== undefined) return told(fitting, printer);
  const usual = printer.mediaDefault === undefined ? undefined : sizeFromName(printer.mediaDefault);
  if (usual !== undefined) return told({ name: printer.mediaDefault, ...usual }, printer);
  const first = printer.loaded[0];
  return first === undefined ? undefined : told(first, printer);
}

/** Named as the printer's own list of media has it, so that it asks for no other paper. */
function told(paper: LoadedPaper, { media }: PrinterOffers): Paper {
  const { width, height } = paper;
  const name = media.find((one) => {
    const size = sizeFromName(one);
    return one === paper.name || (size !== undefined && isSame(size, paper));
  });
  return { width, height, ...(name === undefined ? {} : { name }) };
}

function isSame(one: MediaSize, other: MediaSize): boolean {
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= SAME;
  return (
    (near(one.width, other.width) && near(one.height, other.height)) ||
    (near(one.width, other.height) && near(one.height, other.width))
  );
}

/** The size most pages have, in 1/100 mm. */
function commonSize(pageSizes: DocumentFacts['pageSizes']): MediaSize | undefined {
  let best: DocumentFacts['pageSizes'][number] | undefined;
  for (const size of pageSizes) if (size.count > (best?.count ?? 0)) best = size;
  return best === undefined ? undefined : { width: best.width * 100, height: best.height * 100 };
}
