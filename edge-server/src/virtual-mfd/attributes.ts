// The printer attributes of the virtual MFD: what a good office device tells about itself (RFC 8011 section 5.4, PWG
// 5100.7, 5100.13 and 5100.14). Computed for each answer from the state.
import { operations, printerStates } from '../protocols/ipp/codes.ts';
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
  octetString,
  outOfBand,
  text,
  uri,
} from '../protocols/ipp/message.ts';
import type { AttributeGroups } from '../protocols/ipp/requested-attributes.ts';
import { documentFormats } from './document-format.ts';
import { ticketRules } from './job-ticket.ts';
import { a4, margin, mediaColOf, mediaSizeOf, mediaSizes, type Tray } from './media.ts';
import { printerReasons, printerState, unfinishedJobs, upTime } from './state.ts';
import type { VirtualPrinter } from './virtual-printer.ts';

/** Computed when asked for, by the group names a client may request. */
export function printerAttributes(printer: VirtualPrinter): AttributeGroups {
  return new Map([
    ['printer-description', [...description(printer), ...status(printer), ...supplies(printer)]],
    ['job-template', [...ticketRules.flatMap(({ advertised }) => advertised), ...media(printer.state.trays)]],
  ]);
}

export const supportedOperations = [
  'Print-Job',
  'Validate-Job',
  'Create-Job',
  'Send-Document',
  'Cancel-Job',
  'Get-Job-Attributes',
  'Get-Jobs',
  'Get-Printer-Attributes',
  'Identify-Printer',
] as const;

function description(printer: VirtualPrinter): IppAttributes {
  return [
    uri('printer-uri-supported', printer.uri()),
    keyword('uri-security-supported', 'none'),
    keyword('uri-authentication-supported', 'requesting-user-name'),
    uri('printer-uuid', printer.memory.remembered.uuid),
    name('printer-name', printer.name),
    text('printer-info', printer.name),
    text('printer-location', 'inside the server'),
    text('printer-make-and-model', 'Platen Virtual MFD'),
    // Required by IPP/2.0 (PWG 5100.12 section 6.2): the one line listener.ts serves to browsers.
    uri('printer-more-info', new URL('/', printer.uri().replace(/^ipp:/, 'http:')).href),
    text('printer-device-id', 'MFG:Platen;MDL:Virtual MFD;CMD:PDF,JPEG;CLS:PRINTER;DES:Platen Virtual MFD;'),
    charset('charset-configured', 'utf-8'),
    charset('charset-supported', 'utf-8', 'us-ascii'),
    naturalLanguage('natural-language-configured', 'en'),
    naturalLanguage('generated-natural-language-supported', 'en'),
    keyword('ipp-versions-supported', '1.1', '2.0'),
    enumValue('operations-supported', ...supportedOperations.map((operation) => operations[operation])),
    mimeMediaType('document-format-default', documentFormats[0]),
    mimeMediaType('document-format-supported', ...documentFormats),
    keyword('compression-supported', 'none'),
    keyword('pdl-override-supported', 'attempted'),
    boolean('multiple-document-jobs-supported', false),
    integer('multiple-operation-time-out', Math.max(1, Math.ceil(printer.multipleOperationMs / 1000))),
    keyword('multiple-operation-time-out-action', 'abort-job'),
    keyword('which-jobs-supported', 'completed', 'not-completed', 'all'),
    boolean('job-ids-supported', false),
    keyword('job-creation-attributes-supported', ...ticketRules.map((rule) => rule.name)),
    boolean('color-supported', true),
    integer('pages-per-minute', 60),
    integer('pages-per-minute-color', 60),
    keyword('identify-actions-supported', 'display', 'flash', 'sound'),
    keyword('identify-actions-default', 'display'),
  ];
}

function status(printer: VirtualPrinter): IppAttributes {
  const { state, memory } = printer;
  const now = printer.now();
  return [
    enumValue('printer-state', printerStates[printerState(state)]),
    keyword('printer-state-reasons', ...printerReasons(state)),
    integer('printer-state-change-time', upTime(state, state.lastChangeAt)),
    boolean('printer-is-accepting-jobs', true),
    integer('queued-job-count', unfinishedJobs(state).length),
    integer('printer-up-time', upTime(state, now)),
    dateTime('printer-current-time', new Date(now)),
    // Life counts: they outlive a restart, and delivery takes them as evidence.
    integer('printer-impressions-completed', memory.remembered.impressionsCompleted),
    integer('printer-media-sheets-completed', memory.remembered.sheetsCompleted),
  ];
}

function media(trays: readonly Tray[]): IppAttributes {
  const loaded = trays.filter(({ level }) => level > 0);
  return [
    keyword('media-default', a4.name),
    keyword('media-supported', ...mediaSizes.map((size) => size.name)),
    collection('media-col-default', mediaColOf(a4, 'tray-1')),
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
    collection('media-size-supported', ...mediaSizes.map(mediaSizeOf)),
    keyword('media-source-supported', ...trays.map(({ source }) => source)),
    keyword('media-type-supported', 'stationery'),
    ...(['bottom', 'left', 'right', 'top'] as const).map((side) =>
      integer(`media-${side}-margin-supported`, margin),
    ),
    collection('media-col-database', ...trays.map(({ size, source }) => mediaColOf(size, source))),
    ...(loaded.length === 0
      ? [outOfBand('media-ready', 'no-value'), outOfBand('media-col-ready', 'no-value')]
      : [
          keyword('media-ready', ...loaded.map(({ size }) => size.name)),
          collection('media-col-ready', ...loaded.map(({ size, source }) => mediaColOf(size, source))),
        ]),
  ];
}

const toners = [
  { name: 'Black Toner', color: '#000000', impressionsPerPercent: 250 },
  { name: 'Cyan Toner', color: '#00FFFF', impressionsPerPercent: 150 },
  { name: 'Magenta Toner', color: '#FF00FF', impressionsPerPercent: 150 },
  { name: 'Yellow Toner', color: '#FFFF00', impressionsPerPercent: 150 },
] as const;

function supplies({ state, memory }: VirtualPrinter): IppAttributes {
  const { impressionsCompleted } = memory.remembered;
  return [
    name('marker-names', ...toners.map((toner) => toner.name)),
    name('marker-colors', ...toners.map((toner) => toner.color)),
    keyword('marker-types', ...toners.map(() => 'toner')),
    // An empty cartridge is replaced by a full one: nobody has to serve a virtual printer.
    integer(
      'marker-levels',
      ...toners.map((toner) => 100 - (Math.floor(impressionsCompleted / toner.impressionsPerPercent) % 100)),
    ),
    integer('marker-low-levels', ...toners.map(() => 10)),
    integer('marker-high-levels', ...toners.map(() => 100)),
    octetString('printer-input-tray', ...state.trays.map(inputTray)),
  ];
}

/** PWG 5100.13 section 5.6.6; dimensions in micrometres, status as PrtSubUnitStatusTC (9: not available, alert). */
function inputTray({ label, size, capacity, level }: Tray): Buffer {
  const fields = [
    'type=sheetFeedAutoRemovableTray',
    'dimunit=micrometers',
    `mediafeed=${String(size.height * 10)}`,
    `mediaxfeed=${String(size.width * 10)}`,
    'unit=sheets',
    `maxcapacity=${String(capacity)}`,
    `level=${String(level)}`,
    `status=${level === 0 ? '9' : '0'}`,
    `name=${label}`,
  ];
  return Buffer.from(`${fields.join(';')};`);
}
