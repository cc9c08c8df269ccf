// Chooses how a document goes to the printer: as it is, laid out anew as a PDF, or drawn; and which options are done here because the
// printer does not do them. Pure. The first plan is the cheapest; the next ones are for when it turns out not to work.
import type { DocumentFacts } from '@platen/shared/document-facts';
import type { MediaSize } from '@platen/shared/media-size';
import {
  type Dots,
  RASTER_FORMATS,
  type RasterColor,
  type RasterFormat,
  type SheetBack,
} from '@platen/shared/print-ready';
import { countSides, type Impose, type Sides, sidesOf, type Ticket } from '@platen/shared/ticket';
import { choosePaper, type Paper } from './choose-paper.ts';
import { chooseRaster } from './choose-raster.ts';
import type { PrinterOffers } from './printer-offers.ts';

export interface HeldDocument {
  /** Media type without parameters, lower case. */
  readonly mediaType: string;
  readonly blobId: string;
}

/** What is made of a PDF here. */
export interface Making {
  readonly ticket: Impose;
  /** Copies made here, one after the other; 1 when the printer makes them. */
  readonly copies: number;
  readonly sides: Sides;
  /** 1/100 mm. Without it each side is as large as its page. */
  readonly media?: MediaSize | undefined;
}

export interface Drawing {
  readonly format: RasterFormat;
  readonly color: RasterColor;
  readonly dots: Dots;
  readonly sheetBack: SheetBack;
}

interface Sending {
  readonly document: HeldDocument;
  /** Media type of what is sent. */
  readonly format: string;
  /** What the printer is asked for; options done here are not in it. */
  readonly ticket: Ticket;
  /** Ask it to make whole copies one after the other (multiple-document-handling). */
  readonly collate: boolean;
}

export type Plan =
  | (Sending & { readonly how: 'as-is' })
  | (Sending & { readonly how: 'impose'; readonly making: Making })
  | (Sending & { readonly how: 'raster'; readonly making: Making; readonly drawing: Drawing });

export interface Choice {
  /** In order of preference: the print document first, since that is what the preview showed, then the original. */
  readonly held: readonly HeldDocument[];
  readonly ticket: Ticket;
  /** Of the document, where conversion found them out. */
  readonly facts?: Pick<DocumentFacts, 'pages' | 'pageSizes' | 'colour'> | undefined;
  readonly printer: PrinterOffers;
  /** False where nothing can be made here: documents then go as they are, and options the printer lacks are left out. */
  readonly canMake: boolean;
}

const PDF = 'application/pdf';

/** What may reach a printer without having been made here: neither programs nor what only looks like pictures (threat T33). */
const HARMLESS: ReadonlySet<string> = new Set([PDF, 'image/jpeg', 'image/png']);

/** Empty when the printer takes nothing that we have or can make. */
export function choosePlans(choice: Choice): readonly Plan[] {
  const { held, ticket, facts, printer, canMake } = choice;
  // application/octet-stream is not "anything": a printer that has to guess may print the bytes as text.
  const offered = new Set(printer.formats.map(withoutParameters));
  const takes = (mediaType: string): boolean =>
    offered.size === 0 || offered.has(withoutParameters(mediaType));
  const harmless = held.filter(
    ({ mediaType }) => HARMLESS.has(withoutParameters(mediaType)) && takes(mediaType),
  );
  const pdf = held.find(({ mediaType }) => withoutParameters(mediaType) === PDF);

  const layout = needsLayout(ticket, printer);
  const grey = needsGrey(ticket, printer);
  const asIs = harmless[0];
  const plainCopies = copiesOf(choice, 'as-is');
  const untouched = asIs === undefined ? [] : [asIsPlan(asIs, ticket, plainCopies.collate)];
  if (!canMake || pdf === undefined) return untouched;

  const plans: Plan[] = [];
  if (!layout && !grey && plainCopies.here === 1) plans.push(...untouched);
  const paper = choosePaper(ticket, facts?.pageSizes ?? [], printer);
  const imposed = imposePlan(choice, pdf, paper);
  if (offered.has(PDF) && !grey) plans.push(imposed);
  const drawn = rasterPlan(choice, pdf, paper, offered);
  if (drawn !== undefined) plans.push(drawn);
  // Grey that nothing here can make is left out rather than the document; so is what a silent printer may do all the same.
  if (plans.length === 0 && offered.has(PDF))
    plans.push(layout || plainCopies.here > 1 ? imposed : asIsPlan(pdf, ticket, plainCopies.collate));
  return plans.length === 0 ? untouched : plans;
}

function asIsPlan(document: HeldDocument, ticket: Ticket, collate: boolean): Plan {
  const sides = sidesOf(ticket);
  return {
    how: 'as-is',
    document,
    format: document.mediaType,
    ticket: sides === undefined ? ticket : { ...ticket, sides },
    collate,
  };
}

function imposePlan(choice: Choice, document: HeldDocument, paper: Paper | undefined): Plan {
  const { here, collate } = copiesOf(choice, 'as-is');
  return {
    how: 'impose',
    document,
    format: PDF,
    ticket: leftFor(choice, here, paper, true),
    collate,
    making: makingOf(choice, here, paper),
  };
}

function rasterPlan(
  choice: Choice,
  document: HeldDocument,
  paper: Paper | undefined,
  offered: ReadonlySet<string>,
): Plan | undefined {
  const { ticket, facts, printer } = choice;
  const { here, collate } = copiesOf(choice, 'raster');
  const sides = facts === undefined ? undefined : countSides(ticket, facts.pages) * here;
  const format = RASTER_FORMATS.find(
    (one) => offered.has(one) && (one !== 'image/jpeg' || sides === undefined || sides === 1),
  );
  if (format === undefined) return undefined;
  const colored =
    ticket.printColorMode !== 'monochrome' && facts?.colour !== 'monochrome' && printer.color !== false;
  return {
    how: 'raster',
    document,
    format,
    ticket: leftFor(choice, here, paper, format !== 'image/jpeg'),
    collate,
    making: makingOf(choice, here, paper),
    drawing: { format, ...chooseRaster(format, colored, printer) },
  };
}

function makingOf({ ticket }: Choice, copies: number, paper: Paper | undefined): Making {
  const { numberUp, pageRanges, booklet, orientation, printScaling, watermark } = ticket;
  return {
    ticket: {
      ...(numberUp === undefined ? {} : { numberUp }),
      ...(pageRanges === undefined ? {} : { pageRanges }),
      ...(booklet === undefined ? {} : { booklet }),
      ...(orientation === undefined ? {} : { orientation }),
      ...(printScaling === undefined ? {} : { printScaling }),
      ...(watermark === undefined ? {} : { watermark }),
    },
    copies,
    sides: sidesOf(ticket) ?? 'one-sided',
    ...(paper === undefined ? {} : { media: { width: paper.width, height: paper.height } }),
  };
}

/** What is left for the printer once the sides are as they shall be. */
function leftFor(
  { ticket, printer }: Choice,
  copiesHere: number,
  paper: Paper | undefined,
  exact: boolean,
): Ticket {
  const { copies, printColorMode, finishings, media, mediaSource } = ticket;
  const name = media ?? paper?.name;
  const sides = sidesOf(ticket);
  return {
    ...(copies === undefined || copiesHere > 1 ? {} : { copies }),
    ...(sides === undefined ? {} : { sides }),
    ...(printColorMode === undefined ? {} : { printColorMode }),
    ...(finishings === undefined ? {} : { finishings }),
    ...(name === undefined ? {} : { media: name }),
    ...(mediaSource === undefined ? {} : { mediaSource }),
    // The sides are as large as the paper: scaling them once more would make them smaller.
    ...(exact && printer.scalings.includes('none') ? { printScaling: 'none' as const } : {}),
  };
}

/** Whether one of the options that place pages on sheets is not the printer's: then all of them are done here, in one go. */
function needsLayout(ticket: Ticket, printer: PrinterOffers): boolean {
  const { numberUp = 1, pageRanges = [], booklet, orientation, printScaling, watermark } = ticket;
  return (
    booklet === true ||
    (watermark ?? '').trim() !== '' ||
    // How printers turn a PDF differs from one to the next; here it is as the preview showed it.
    orientation !== undefined ||
    !printer.doesNumberUp(numberUp) ||
    (pageRanges.length > 0 && !printer.doesPageRanges) ||
    (printScaling !== undefined && printScaling !== 'auto' && !printer.scalings.includes(printScaling))
  );
}

/** A printer that prints colour and cannot be told not to. */
function needsGrey({ printColorMode }: Ticket, { color, colorModes }: PrinterOffers): boolean {
  const printsColor = color ?? colorModes.includes('color');
  return printColorMode === 'monochrome' && printsColor && !colorModes.includes('monochrome');
}

/**
 * Copies made here, and whether the printer is asked for whole ones. A drawn document is printed while it comes, so a
 * printer that does not say otherwise would print each side as often as asked before the next.
 */
function copiesOf(
  { ticket, facts, printer }: Choice,
  how: 'as-is' | 'raster',
): { readonly here: number; readonly collate: boolean } {
  const copies = ticket.copies ?? 1;
  if (copies === 1) return { here: 1, collate: false };
  if (copies > printer.maxCopies) return { here: copies, collate: false };
  const severalSheets = facts === undefined || countSides(ticket, facts.pages) > 1;
  if (!severalSheets) return { here: 1, collate: false };
  if (printer.collates === true) return { here: 1, collate: true };
  const unsure = printer.collates === undefined && how === 'as-is';
  return { here: unsure ? 1 : copies, collate: false };
}

/** A device may add parameters: "application/pdf;version=1.7" (RFC 2045 section 5.1; types are case-insensitive). */
function withoutParameters(mediaType: string): string {
  return (mediaType.split(';', 1)[0] ?? '').trim().toLowerCase();
}
