// The printer attributes of a queue (RFC 8011 section 5.4, PWG 5100.7, 5100.11, 5100.13, 5100.14 section 5, and what AirPrint looks for).
// Built once for what the printers offer, and put together with the little that changes for each answer.
import { operations, printerStates } from '../../../protocols/ipp/codes.ts';
import {
  boolean,
  charset,
  collection,
  dateTime,
  enumValue,
  type IppAttributes,
  integer,
  keyword,
  mimeMediaType,
  name,
  naturalLanguage,
  outOfBand,
  rangeOfInteger,
  resolution,
  text,
  uri,
} from '../../../protocols/ipp/message.ts';
import type { AttributeGroups } from '../../../protocols/ipp/requested-attributes.ts';
import { COMPRESSIONS } from '../../../protocols/ipp/unpack-body.ts';
import { DOCUMENT_WAIT_SECONDS } from '../../store/ipp-jobs.ts';
import { formatsOf } from './document-formats.ts';
import type { IppQueue } from './ipp-queue.ts';
import { dots, TICKET_RULES } from './job-ticket.ts';
import type { QueueOffer } from './queue-offer.ts';
import { urfSupported } from './urf-words.ts';

export const SUPPORTED_OPERATIONS = [
  'Print-Job',
  'Validate-Job',
  'Create-Job',
  'Send-Document',
  'Cancel-Job',
  'Get-Job-Attributes',
  'Get-Jobs',
  'Get-Printer-Attributes',
  'Cancel-My-Jobs',
  'Close-Job',
  'Identify-Printer',
] as const;

/** Printable to 4.23 mm from the edge, as office devices are; the server scales where a page needs more. In 1/100 mm. */
const MARGIN = 423;

export interface QueueFacts {
  readonly queue: IppQueue;
  readonly offer: QueueOffer;
  readonly uuid: string;
  readonly now: number;
  readonly startedAt: number;
  readonly postScript: boolean;
  /** Documents that wait for whoever asks. */
  readonly queued: number;
  /** Largest document, bytes. */
  readonly maxBytes: number;
}

/** printer-up-time: seconds, never 0 (RFC 8011 section 5.4.29). */
export const upTime = (startedAt: number, at: number): number =>
  Math.max(1, Math.min(0x7fffffff, Math.floor((at - startedAt) / 1000) + 1));

/** Computed when asked for, by the group names a client may request. */
export function printerAttributes(facts: QueueFacts): AttributeGroups {
  const { offer } = facts;
  return new Map([
    ['printer-description', [...description(facts), ...status(facts), ...raster(offer)]],
    ['job-template', [...TICKET_RULES.flatMap((rule) => rule.advertised(offer)), ...media(offer)]],
  ]);
}

function description({ queue, offer, uuid, postScript, maxBytes }: QueueFacts): IppAttributes {
  return [
    uri('printer-uri-supported', queue.uri),
    keyword('uri-security-supported', queue.secure ? 'tls' : 'none'),
    keyword('uri-authentication-supported', queue.authentication),
    uri('printer-uuid', `urn:uuid:${uuid}`),
    name('printer-name', queue.name),
    name('printer-dns-sd-name', queue.name),
    text('printer-info', queue.name),
    text('printer-location', ''),
    text('printer-make-and-model', 'Platen'),
    uri('printer-more-info', queue.site),
    uri('printer-supply-info-uri', queue.site),
    text('printer-organization', queue.name),
    text('printer-organizational-unit', ''),
    keyword('printer-kind', 'document', 'photo'),
    text('printer-device-id', `MFG:Platen;MDL:Queue;CMD:PDF,PWGRaster,AppleRaster,URF,JPEG,PNG;CLS:PRINTER;`),
    charset('charset-configured', 'utf-8'),
    charset('charset-supported', 'utf-8', 'us-ascii'),
    naturalLanguage('natural-language-configured', 'en'),
    naturalLanguage('generated-natural-language-supported', 'en'),
    keyword('ipp-versions-supported', '1.1', '2.0'),
    keyword(
      'ipp-features-supported',
      'ipp-everywhere',
      'ipp-everywhere-server',
      'airprint-1.8',
      'job-release',
    ),
    enumValue('operations-supported', ...SUPPORTED_OPERATIONS.map((operation) => operations[operation])),
    mimeMediaType('document-format-default', 'application/octet-stream'),
    mimeMediaType('document-format-supported', ...formatsOf(postScript)),
    mimeMediaType('document-format-preferred', 'application/pdf'),
    keyword('document-creation-attributes-supported', 'document-name', 'document-format', 'compression'),
    keyword('compression-supported', ...COMPRESSIONS),
    keyword('pdl-override-supported', 'attempted'),
    keyword('pdf-versions-supported', 'iso-32000-1_2008', 'adobe-1.7', 'adobe-1.6', 'adobe-1.5', 'adobe-1.4'),
    integer('pdf-k-octets-supported-max', Math.floor(maxBytes / 1024)),
    boolean('multiple-document-jobs-supported', false),
    integer('multiple-operation-time-out', DOCUMENT_WAIT_SECONDS),
    keyword('multiple-operation-time-out-action', 'abort-job'),
    keyword('which-jobs-supported', 'completed', 'not-completed', 'all'),
    boolean('job-ids-supported', true),
    boolean('preferred-attributes-supported', false),
    keyword('job-creation-attributes-supported', ...TICKET_RULES.map((rule) => rule.name)),
    rangeOfInteger('job-k-octets-supported', { lower: 0, upper: Math.floor(maxBytes / 1024) }),
    boolean('color-supported', offer.color),
    integer('pages-per-minute', offer.pagesPerMinute),
    ...(offer.color ? [integer('pages-per-minute-color', offer.pagesPerMinute)] : []),
    keyword('identify-actions-supported', 'display'),
    keyword('identify-actions-default', 'display'),
    keyword('printer-get-attributes-supported', 'document-format'),
    boolean('job-account-id-supported', false),
    boolean('job-accounting-user-id-supported', false),
  ];
}

function status({ now, startedAt, queued, queue }: QueueFacts): IppAttributes {
  return [
    outOfBand('printer-geo-location', 'unknown'),
    enumValue('printer-state', printerStates.idle),
    keyword('printer-state-reasons', 'none'),
    text('printer-state-message', 'Documents are held. Type your code at any printer.'),
    integer('printer-state-change-time', 1),
    dateTime('printer-state-change-date-time', new Date(startedAt)),
    integer('printer-config-change-time', 1),
    dateTime('printer-config-change-date-time', new Date(startedAt)),
    boolean('printer-is-accepting-jobs', true),
    integer('queued-job-count', queued),
    integer('printer-up-time', upTime(startedAt, now)),
    dateTime('printer-current-time', new Date(now)),
    text('printer-message-from-operator', `${queue.name}: held until you type your code at a printer.`),
  ];
}

/** PWG 5102.4 section 4 and what URF's clients look for. */
function raster(offer: QueueOffer): IppAttributes {
  return [
    keyword('pwg-raster-document-type-supported', 'black_1', 'sgray_8', ...(offer.color ? ['srgb_8'] : [])),
    resolution('pwg-raster-document-resolution-supported', dots(300), dots(600)),
    keyword('pwg-raster-document-sheet-back', 'normal'),
    keyword('urf-supported', ...urfSupported(offer)),
  ];
}

function media(offer: QueueOffer): IppAttributes {
  const [first] = offer.media;
  const colOf = (choice: QueueOffer['media'][number]): IppAttributes => [
    collection('media-size', sizeOf(choice)),
    keyword('media-size-name', choice.media),
    integer('media-bottom-margin', MARGIN),
    integer('media-left-margin', MARGIN),
    integer('media-right-margin', MARGIN),
    integer('media-top-margin', MARGIN),
    keyword('media-source', 'auto'),
    keyword('media-type', 'stationery'),
  ];
  const names = offer.media.map((choice) => choice.media);
  return [
    ...(first === undefined
      ? []
      : [keyword('media-default', first.media), collection('media-col-default', colOf(first))]),
    keyword('media-supported', ...names),
    keyword('media-ready', ...names),
    keyword(
      'media-col-supported',
      'media-bottom-margin',
      'media-left-margin',
      'media-right-margin',
      'media-size',
      'media-size-name',
      'media-source',
      'media-top-margin',
      'media-type',
    ),
    collection('media-size-supported', ...offer.media.map(sizeOf)),
    collection('media-col-ready', ...offer.media.map(colOf)),
    collection('media-col-database', ...offer.media.map(colOf)),
    keyword('media-source-supported', ...offer.sources),
    keyword('media-type-supported', 'stationery'),
    ...(['bottom', 'left', 'right', 'top'] as const).map((side) =>
      integer(`media-${side}-margin-supported`, MARGIN),
    ),
  ];
}

const sizeOf = ({ width, height }: QueueOffer['media'][number]): IppAttributes => [
  integer('x-dimension', width),
  integer('y-dimension', height),
];
