// What the make-believe printer in printer-model.ts says of itself.
import { type PrinterStateName, printerStates } from '@platen/edge-server/protocols/ipp/codes';
import {
  boolean,
  charset,
  collection,
  enumValue,
  type IppAttributes,
  integer,
  keyword,
  mimeMediaType,
  name,
  naturalLanguage,
  rangeOfInteger,
  text,
  uri,
} from '@platen/edge-server/protocols/ipp/message';

export type PrinterDescription = {
  uuid: string;
  state: PrinterStateName;
  /** Empty means `none`. */
  reasons: readonly string[];
  accepting: boolean;
  /** The life-time counter that delivery compares before and after. */
  impressionsCompleted: number;
  formats: readonly string[];
  upTimeSeconds: () => number;
};

// ISO A4 and US Letter in hundredths of a millimetre (PWG 5101.1).
const SIZES = [
  { media: 'iso_a4_210x297mm', width: 21_000, height: 29_700 },
  { media: 'na_letter_8.5x11in', width: 21_590, height: 27_940 },
] as const;

/** The printer group of Get-Printer-Attributes: an A4 colour device with duplex and a stapler. */
export const describePrinter = (
  printer: PrinterDescription,
  printerUri: string,
  operationCodes: readonly number[],
): IppAttributes => [
  uri('printer-uri-supported', printerUri),
  keyword('uri-authentication-supported', 'none'),
  keyword('uri-security-supported', 'none'),
  uri('printer-uuid', printer.uuid),
  name('printer-name', 'Evil Printer'),
  text('printer-info', 'A printer for tests'),
  text('printer-make-and-model', 'Platen Test Printer'),
  enumValue('printer-state', printerStates[printer.state]),
  keyword('printer-state-reasons', ...(printer.reasons.length > 0 ? printer.reasons : ['none'])),
  boolean('printer-is-accepting-jobs', printer.accepting),
  integer('printer-up-time', printer.upTimeSeconds()),
  integer('printer-impressions-completed', printer.impressionsCompleted),
  integer('queued-job-count', 0),
  keyword('ipp-versions-supported', '1.1', '2.0'),
  enumValue('operations-supported', ...operationCodes),
  charset('charset-configured', 'utf-8'),
  charset('charset-supported', 'utf-8'),
  naturalLanguage('natural-language-configured', 'en'),
  naturalLanguage('generated-natural-language-supported', 'en'),
  mimeMediaType('document-format-default', 'application/octet-stream'),
  mimeMediaType('document-format-supported', 'application/octet-stream', ...printer.formats),
  keyword('compression-supported', 'none'),
  keyword('pdl-override-supported', 'attempted'),
  boolean('multiple-document-jobs-supported', false),
  integer('multiple-operation-time-out', 60),
  keyword('multiple-operation-time-out-action', 'abort-job'),
  keyword('which-jobs-supported', 'completed', 'not-completed', 'all'),
  rangeOfInteger('copies-supported', { lower: 1, upper: 99 }),
  integer('copies-default', 1),
  keyword('sides-supported', 'one-sided', 'two-sided-long-edge', 'two-sided-short-edge'),
  keyword('sides-default', 'one-sided'),
  boolean('color-supported', true),
  keyword('print-color-mode-supported', 'auto', 'color', 'monochrome'),
  keyword('print-color-mode-default', 'auto'),
  enumValue('finishings-supported', 3, 4, 20),
  enumValue('finishings-default', 3),
  keyword('media-supported', ...SIZES.map(({ media }) => media)),
  keyword('media-ready', 'iso_a4_210x297mm'),
  keyword('media-default', 'iso_a4_210x297mm'),
  collection(
    'media-col-ready',
    ...SIZES.slice(0, 1).map(
      ({ width, height }): IppAttributes => [
        collection('media-size', [integer('x-dimension', width), integer('y-dimension', height)]),
        keyword('media-source', 'tray-1'),
        keyword('media-type', 'stationery'),
      ],
    ),
  ),
];
