// A ticket as IPP Job Template attributes (RFC 8011 section 5.2, PWG 5100.1, 5100.3, 5100.7): only what this printer
// says it can do. Copies and finishing are attributes of one job, never a loop of jobs. Pure.
import { sizeFromName } from '@platen/shared/media-size';
import type { Ticket } from '@platen/shared/ticket';
import {
  collection,
  enumValue,
  findAttribute,
  type IppAttribute,
  type IppAttributes,
  integer,
  keyword,
  rangeOfInteger,
} from '../../protocols/ipp/message.ts';
import {
  readBoolean,
  readCollection,
  readCollections,
  readEnums,
  readInteger,
  readKeyword,
  readKeywords,
  readKeywordsOrNames,
  readRange,
  readRanges,
} from '../../protocols/ipp/read-values.ts';

export interface TicketAttributes {
  readonly attributes: IppAttributes;
  /** Options of the ticket that the printer does not offer, in IPP's words; they are left out. */
  readonly left: readonly string[];
}

/** PWG 5100.7 section 5.1 (RFC 8011 section 5.2.4). */
const COLLATED = 'separate-documents-collated-copies';

/** finishings 3 is "none" (PWG 5100.1 section 6.1). */
const NO_FINISHING = 3;

/** `printer` is the printer group of Get-Printer-Attributes. `collate`: whole copies one after the other. */
export function ticketAttributes(ticket: Ticket, printer: IppAttributes, collate = false): TicketAttributes {
  const attributes: IppAttribute[] = [];
  const left: string[] = [];
  const put = (option: string, wanted: boolean, made: IppAttribute | undefined): void => {
    if (!wanted) return;
    if (made === undefined) left.push(option);
    else attributes.push(made);
  };

  put('copies', (ticket.copies ?? 1) > 1, copies(ticket, printer));
  put('sides', ticket.sides !== undefined, oneOf('sides', ticket.sides, printer));
  put(
    'print-color-mode',
    ticket.printColorMode !== undefined,
    oneOf('print-color-mode', ticket.printColorMode, printer),
  );
  put('number-up', (ticket.numberUp ?? 1) > 1, numberUp(ticket, printer));
  put('page-ranges', (ticket.pageRanges ?? []).length > 0, pageRanges(ticket, printer));
  put(
    'print-scaling',
    ticket.printScaling !== undefined,
    oneOf('print-scaling', ticket.printScaling, printer),
  );
  put('multiple-document-handling', collate, oneOf('multiple-document-handling', COLLATED, printer));
  // Printers have no such words, or mean something else by them: what is still in the ticket is not done.
  put('booklet', ticket.booklet === true, undefined);
  put('watermark', (ticket.watermark ?? '').trim() !== '', undefined);
  put('orientation-requested', ticket.orientation !== undefined, undefined);

  const asked = new Set((ticket.finishings ?? []).filter((finishing) => finishing !== NO_FINISHING));
  const offered = new Set(readEnums(printer, 'finishings-supported'));
  const given = [...asked].filter((finishing) => offered.has(finishing));
  if (given.length > 0) attributes.push(enumValue('finishings', ...given));
  for (const finishing of asked) if (!offered.has(finishing)) left.push(`finishings ${finishing}`);

  const paper = media(ticket, printer);
  if (paper.attribute !== undefined) attributes.push(paper.attribute);
  return { attributes, left: [...left, ...paper.left] };
}

function copies(ticket: Ticket, printer: IppAttributes): IppAttribute | undefined {
  const { copies } = ticket;
  const most = readRange(printer, 'copies-supported')?.upper ?? 1;
  return copies !== undefined && copies <= most ? integer('copies', copies) : undefined;
}

function oneOf(
  attribute: string,
  value: string | undefined,
  printer: IppAttributes,
): IppAttribute | undefined {
  if (value === undefined || readKeywords(printer, `${attribute}-supported`)?.includes(value) !== true)
    return undefined;
  return keyword(attribute, value);
}

/** number-up-supported lists integers, ranges, or both (RFC 8011 section 5.2.9). */
function numberUp(ticket: Ticket, printer: IppAttributes): IppAttribute | undefined {
  const { numberUp: up } = ticket;
  const ranges = readRanges(printer, 'number-up-supported') ?? [];
  if (up === undefined || !ranges.some(({ lower, upper }) => lower <= up && up <= upper)) return undefined;
  return integer('number-up', up);
}

function pageRanges(ticket: Ticket, printer: IppAttributes): IppAttribute | undefined {
  if (readBoolean(printer, 'page-ranges-supported') !== true) return undefined;
  const ranges = (ticket.pageRanges ?? []).map(({ from, to }) => ({ lower: from, upper: to }));
  return ranges.length === 0 ? undefined : rangeOfInteger('page-ranges', ...ranges);
}

/** A size alone goes as `media`; with a tray it takes media-col (PWG 5100.3 section 3.13). Never both: they would conflict. */
function media(
  ticket: Ticket,
  printer: IppAttributes,
): { readonly attribute?: IppAttribute; readonly left: readonly string[] } {
  if (ticket.mediaSource !== undefined) {
    const inTray = mediaFromTray(ticket.mediaSource, ticket.media, printer);
    if (inTray !== undefined) return { attribute: inTray, left: [] };
  }
  const left = ticket.mediaSource === undefined ? [] : ['media-source'];
  if (ticket.media === undefined) return { left };
  const offered = [
    ...(readKeywordsOrNames(printer, 'media-supported') ?? []),
    ...(readKeywordsOrNames(printer, 'media-ready') ?? []),
  ];
  if (offered.includes(ticket.media)) return { attribute: keyword('media', ticket.media), left };
  return { left: [...left, 'media'] };
}

function mediaFromTray(
  source: string,
  size: string | undefined,
  printer: IppAttributes,
): IppAttribute | undefined {
  const ready = readCollections(printer, 'media-col-ready') ?? [];
  const loaded = ready.find((tray) => sourceOf(tray) === source);
  const known =
    loaded !== undefined || readKeywords(printer, 'media-source-supported')?.includes(source) === true;
  if (!known || !takesMediaCol(printer)) return undefined;
  // What is in the tray is asked for as it is there, so that the printer has no reason to stop and ask for paper.
  const ownSize = loaded === undefined ? undefined : sizeOf(loaded);
  const wanted = size === undefined ? ownSize : (sizeFromName(size) ?? ownSize);
  const members: IppAttribute[] = [];
  if (wanted !== undefined) {
    members.push(
      collection('media-size', [integer('x-dimension', wanted.width), integer('y-dimension', wanted.height)]),
    );
  }
  members.push(keyword('media-source', source));
  const type = loaded === undefined ? undefined : readKeyword(loaded, 'media-type');
  if (type !== undefined) members.push(keyword('media-type', type));
  return collection('media-col', members);
}

function takesMediaCol(printer: IppAttributes): boolean {
  const creation = readKeywords(printer, 'job-creation-attributes-supported');
  const members = readKeywords(printer, 'media-col-supported');
  if (creation !== undefined) return creation.includes('media-col');
  // Older printers list only the members; some only what is loaded.
  return members !== undefined
    ? members.includes('media-source')
    : findAttribute(printer, 'media-col-ready') !== undefined;
}

function sourceOf(tray: IppAttributes): string | undefined {
  return readKeyword(tray, 'media-source');
}

function sizeOf(tray: IppAttributes): { width: number; height: number } | undefined {
  const size = readCollection(tray, 'media-size');
  const width = size === undefined ? undefined : readInteger(size, 'x-dimension');
  const height = size === undefined ? undefined : readInteger(size, 'y-dimension');
  return width === undefined || height === undefined || width <= 0 || height <= 0
    ? undefined
    : { width, height };
}
