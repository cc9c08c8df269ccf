// What stands around a document on a raw or LPR connection: nothing, or PJL with its options, accounting data and Xerox ticket, as the
// printer's profile says. Pure but for the stream it wraps.
import { sizeFromName } from '@platen/shared/media-size';
import { readEnums } from '../../protocols/ipp/read-values.ts';
import { guardDocument, UnsafeDocument } from '../../protocols/pjl/guard-document.ts';
import { type PjlJob, pjlHeader, pjlTrailer } from '../../protocols/pjl/pjl-job.ts';
import { xpifLines } from '../../protocols/xpif/ticket.ts';
import { DocumentFailed, type JobOrder, type ReadyPrinter } from './delivery-protocol.ts';
import { pjlMediaSource, pjlPaper } from './pjl-paper.ts';
import type { DeliveryFacts, PrinterTarget } from './target.ts';

export interface Wrapped {
  readonly header: Uint8Array;
  /** The document between header and trailer. Throws DocumentFailed when it holds a command. */
  readonly octets: AsyncIterable<Uint8Array>;
  readonly trailer: Uint8Array;
  /** Of `octets`, where it is known before. */
  readonly length: number | undefined;
  /** Options that have no place here; for the log. */
  readonly left: readonly string[];
}

/** Words that the languages have everywhere; PDF is not among them, since older devices know no word for it. */
const LANGUAGES: Readonly<Record<string, string>> = {
  'application/postscript': 'POSTSCRIPT',
  'application/vnd.hp-pcl': 'PCL',
  'application/vnd.hp-pclxl': 'PCLXL',
};
/** Drawn here with a frame of UEL and ENTER LANGUAGE around them (render/out). */
const FRAMED: ReadonlySet<string> = new Set(['application/vnd.hp-pcl', 'application/vnd.hp-pclxl']);

const NOTHING = new Uint8Array(0);

export function wrapDocument(
  target: PrinterTarget,
  order: JobOrder,
  printer: ReadyPrinter,
  document: { readonly octets: AsyncIterable<Uint8Array>; readonly length?: number | undefined },
  backChannel: boolean,
): Wrapped {
  const facts = target.delivery ?? {};
  const framed = FRAMED.has(order.format);
  const pjl = usesPjl(facts, backChannel);
  const octets = guarded(document.octets, framed, pjl);
  // What a frame takes is not known before the document has begun.
  const length = framed && pjl ? undefined : document.length;
  if (!pjl) return { header: NOTHING, octets, trailer: NOTHING, length, left: leftOf(order, [], target) };
  const { job, done } = pjlJobOf(target, facts, order, printer, backChannel);
  return {
    header: pjlHeader(job),
    octets,
    trailer: pjlTrailer(job),
    length,
    left: leftOf(order, done, target),
  };
}

export function usesPjl(facts: DeliveryFacts, backChannel: boolean): boolean {
  const style = facts.accounting?.style;
  return (
    facts.pjl?.options === true ||
    backChannel ||
    style === 'pjl-xerox' ||
    style === 'pjl-fujixerox' ||
    style === 'xpif'
  );
}

async function* guarded(
  octets: AsyncIterable<Uint8Array>,
  hasOwnFrame: boolean,
  strip: boolean,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* guardDocument(octets, { hasOwnFrame, strip });
  } catch (cause) {
    if (cause instanceof UnsafeDocument) throw new DocumentFailed('document-unsafe', cause.message);
    throw cause;
  }
}

function pjlJobOf(
  target: PrinterTarget,
  facts: DeliveryFacts,
  order: JobOrder,
  printer: ReadyPrinter,
  backChannel: boolean,
): { readonly job: PjlJob; readonly done: readonly string[] } {
  const { accounting } = target;
  const style = facts.accounting?.style;
  const base: PjlJob = {
    name: order.name,
    ...(backChannel ? { backChannel: { token: order.token } } : {}),
    language: facts.language?.[order.format] ?? LANGUAGES[order.format],
    ...(accounting !== undefined && (style === 'pjl-xerox' || style === 'pjl-fujixerox')
      ? { accounting: { ...accounting, style: style === 'pjl-xerox' ? 'xerox' : 'fujixerox' } }
      : {}),
  };
  const sent = style === 'pjl-fujixerox' ? ['accounting-user'] : ['accounting-user', 'accounting-account'];
  const told = base.accounting !== undefined || style === 'xpif' ? sent : [];
  const options = facts.pjl?.options === true;
  if (style === 'xpif' || (options && facts.pjl?.style === 'xerox')) {
    const ticket = ticketOf(target, order, printer, { options, accounting: style === 'xpif' });
    return { job: { ...base, ticket }, done: [...(options ? IN_TICKET : []), ...told] };
  }
  const paper = options ? paperOf(order) : {};
  return {
    job: {
      ...base,
      ...(options ? { settings: [...settingsOf(order, facts), ...Object.values(paper)] } : {}),
    },
    done: [...(options ? IN_PJL : []), ...Object.keys(paper), ...told],
  };
}

const IN_TICKET = ['copies', 'sides', 'print-color-mode', 'finishings', 'media'];
const IN_PJL = ['copies', 'sides', 'print-color-mode'];

function ticketOf(
  { accounting }: PrinterTarget,
  order: JobOrder,
  printer: ReadyPrinter,
  has: { readonly options: boolean; readonly accounting: boolean },
): readonly string[] {
  const { copies, sides, printColorMode, finishings = [], media } = order.ticket;
  const offered = new Set(readEnums(printer.attributes, 'finishings-supported'));
  const size = media === undefined ? undefined : sizeFromName(media);
  return xpifLines({
    jobName: order.name,
    user: order.user,
    format: order.format,
    ...(has.options
      ? {
          copies: copies ?? 1,
          sides,
          collate: order.collate,
          finishings: finishings.filter((finishing) => offered.has(finishing)),
          ...(printColorMode === 'color' || printColorMode === 'monochrome' ? { color: printColorMode } : {}),
          ...(size === undefined ? {} : { media: size }),
        }
      : {}),
    ...(has.accounting ? { accountId: accounting?.account, accountingUser: accounting?.user } : {}),
  });
}

/** Those that PJL has a word for, by the option they carry out. A printer that does not know a variable passes over it. */
function paperOf({ ticket }: JobOrder): Readonly<Record<string, readonly [string, string]>> {
  const paper = ticket.media === undefined ? undefined : pjlPaper(ticket.media);
  const source = ticket.mediaSource === undefined ? undefined : pjlMediaSource(ticket.mediaSource);
  return {
    ...(paper === undefined ? {} : { media: ['PAPER', paper] }),
    ...(source === undefined ? {} : { 'media-source': ['MEDIASOURCE', source] }),
  };
}

/** HP PJL Technical Reference: COPIES repeats each sheet, QTY (Fuji Xerox) the whole document. */
function settingsOf(
  { ticket, collate }: JobOrder,
  facts: DeliveryFacts,
): readonly (readonly [string, string | number])[] {
  const { copies = 1, sides, printColorMode } = ticket;
  const settings: (readonly [string, string | number])[] = [];
  if (facts.pjl?.style === 'fujixerox') {
    settings.push(['QTY', collate === true ? copies : 1], ['COPIES', collate === true ? 1 : copies]);
  } else {
    settings.push([collate === true ? 'QTY' : 'COPIES', copies]);
  }
  if (sides === 'one-sided') settings.push(['DUPLEX', 'OFF']);
  else if (sides !== undefined) {
    settings.push(['DUPLEX', 'ON'], ['BINDING', sides === 'two-sided-long-edge' ? 'LONGEDGE' : 'SHORTEDGE']);
  }
  if (printColorMode === 'color') settings.push(['RENDERMODE', 'COLOR']);
  if (printColorMode === 'monochrome') settings.push(['RENDERMODE', 'GRAYSCALE']);
  return settings;
}

function leftOf(
  { ticket }: JobOrder,
  done: readonly string[],
  { accounting }: PrinterTarget,
): readonly string[] {
  const asked = [
    ...((ticket.copies ?? 1) > 1 ? ['copies'] : []),
    ...(ticket.sides === undefined || ticket.sides === 'one-sided' ? [] : ['sides']),
    ...(ticket.printColorMode === undefined || ticket.printColorMode === 'auto' ? [] : ['print-color-mode']),
    ...((ticket.finishings ?? []).length === 0 ? [] : ['finishings']),
    ...(ticket.media === undefined ? [] : ['media']),
    ...(ticket.mediaSource === undefined ? [] : ['media-source']),
    ...(accounting?.user === undefined ? [] : ['accounting-user']),
    ...(accounting?.account === undefined ? [] : ['accounting-account']),
  ];
  return asked.filter((option) => !done.includes(option));
}
