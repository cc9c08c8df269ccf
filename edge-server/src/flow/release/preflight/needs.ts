// What a document needs of a printer to come out as it was asked for, and what a printer lacks of that. Pure; what a printer has not told
// is not held against it here, but does not make it the one to send somebody to either.
import type { DocumentFacts } from '@platen/shared/document-facts';
import { type MediaSize, sizeFromName } from '@platen/shared/media-size';
import { finishingGroup } from '@platen/shared/preflight-finishings';
import type { MediaChoice, PrinterCapabilities } from '@platen/shared/printer-capabilities';
import { type Sides, sidesOf, type Ticket } from '@platen/shared/ticket';

/** A document that is about to be printed. */
export interface PreflightDocument {
  readonly id: string;
  readonly ticket: Ticket;
  readonly facts?: Pick<DocumentFacts, 'pageSizes' | 'colour'> | undefined;
}

export interface Needs {
  /** Chosen, or in the document and nothing else chosen. */
  readonly colour: 'asked' | 'in-document' | undefined;
  readonly sides: Exclude<Sides, 'one-sided'> | undefined;
  /** Enums of PWG 5100.1. */
  readonly finishings: readonly number[];
  readonly copies: number;
  /** Upright. */
  readonly paper: MediaSize | undefined;
}

/** 1/100 mm: files and trays round differently (shared/paper-for.ts). */
const SAME = 200;

export function needsOf({ ticket, facts }: PreflightDocument): Needs {
  const sides = sidesOf(ticket);
  const { printColorMode, finishings = [] } = ticket;
  const inDocument = facts?.colour === 'color' && printColorMode !== 'monochrome';
  return {
    colour: printColorMode === 'color' ? 'asked' : inDocument ? 'in-document' : undefined,
    sides: sides === undefined || sides === 'one-sided' ? undefined : sides,
    finishings: finishings.filter((value) => finishingGroup(value) !== undefined),
    copies: ticket.copies ?? 1,
    paper: neededPaper(ticket, facts?.pageSizes ?? []),
  };
}

/** The paper asked for by name, else that of most pages; none where pages are put on whatever is there anyway. */
function neededPaper(ticket: Ticket, pageSizes: DocumentFacts['pageSizes']): MediaSize | undefined {
  const asked = ticket.media === undefined ? undefined : sizeFromName(ticket.media);
  if (asked !== undefined) return upright(asked);
  const { mediaSource, numberUp = 1, booklet, printScaling } = ticket;
  const fitted = numberUp > 1 || booklet === true || printScaling === 'fit' || printScaling === 'fill';
  if (mediaSource !== undefined || fitted) return undefined;
  let common: DocumentFacts['pageSizes'][number] | undefined;
  for (const size of pageSizes) if (size.count > (common?.count ?? 0)) common = size;
  return common === undefined
    ? undefined
    : upright({ width: common.width * 100, height: common.height * 100 });
}

/** It has told that it can, and that the paper is in it. */
export function canAll(each: readonly Needs[], at: PrinterCapabilities): boolean {
  return each.every(
    ({ colour, sides, finishings, copies, paper }) =>
      (colour === undefined || at.printColorModes.includes('color')) &&
      (sides === undefined || at.sides.includes(sides)) &&
      finishings.every((value) => offersGroupOf(value, at)) &&
      copies <= at.maxCopies &&
      (paper === undefined || isLoaded(paper, at.mediaReady)),
  );
}

const offersGroupOf = (value: number, at: PrinterCapabilities): boolean =>
  at.finishings.some((one) => finishingGroup(one) === finishingGroup(value));

export function isLoaded(paper: MediaSize, ready: readonly MediaChoice[]): boolean {
  return ready.some((choice) => {
    const size = sizeOf(choice);
    return size !== undefined && isSame(size, paper);
  });
}

/** undefined where the printer tells no size. */
export function sizeOf({ media, width, height }: MediaChoice): MediaSize | undefined {
  const size = width > 0 && height > 0 ? { width, height } : sizeFromName(media);
  return size === undefined ? undefined : upright(size);
}

export function upright({ width, height }: MediaSize): MediaSize {
  return { width: Math.min(width, height), height: Math.max(width, height) };
}

/** Both upright. */
export function isSame(one: MediaSize, other: MediaSize): boolean {
  return Math.abs(one.width - other.width) <= SAME && Math.abs(one.height - other.height) <= SAME;
}
