// Requests to begin with when breaking the printer's door: of every operation, with every syntax of value, after the formats that RFC 8010 and
// 8011 describe and that the public seeds for IPP fuzzing have (one request a file: attributes, then perhaps a document).
import { operations } from '@platen/edge-server/protocols/ipp/codes';
import { encodeMessage } from '@platen/edge-server/protocols/ipp/encode';
import {
  boolean,
  charset,
  collection,
  dateTime,
  enumValue,
  type IppAttributes,
  type IppGroup,
  integer,
  keyword,
  mimeMediaType,
  name,
  naturalLanguage,
  octetString,
  outOfBand,
  rangeOfInteger,
  resolution,
  text,
  uri,
} from '@platen/edge-server/protocols/ipp/message';

const PRINTER = 'ipp://localhost/ipp/print';
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

const start = (more: IppAttributes = []): IppAttributes => [
  charset('attributes-charset', 'utf-8'),
  naturalLanguage('attributes-natural-language', 'en'),
  uri('printer-uri', PRINTER),
  name('requesting-user-name', 'anna@example.test'),
  ...more,
];

function request(
  code: number,
  version: { readonly major: number; readonly minor: number },
  groups: readonly IppGroup[],
  document: Uint8Array = Buffer.alloc(0),
): Buffer {
  return Buffer.concat([encodeMessage({ version, code, requestId: 1, groups }), document]);
}

const operation = (attributes: IppAttributes): IppGroup => ({ group: 'operation', attributes });
const job = (attributes: IppAttributes): IppGroup => ({ group: 'job', attributes });

const V2 = { major: 2, minor: 0 };
const V1 = { major: 1, minor: 1 };

const MEDIA_COL = collection('media-col', [
  collection('media-size', [integer('x-dimension', 21_000), integer('y-dimension', 29_700)]),
  keyword('media-source', 'tray-1'),
  integer('media-top-margin', 0),
]);

/** Every Job Template attribute that clients send, in every syntax there is. */
const TICKET: IppAttributes = [
  integer('copies', 3),
  keyword('sides', 'two-sided-long-edge'),
  enumValue('finishings', 3, 20),
  enumValue('print-quality', 4),
  enumValue('orientation-requested', 4),
  integer('number-up', 2),
  rangeOfInteger('page-ranges', { lower: 1, upper: 4 }, { lower: 7, upper: 7 }),
  resolution('printer-resolution', { crossFeed: 600, feed: 600, units: 3 }),
  keyword('print-color-mode', 'monochrome'),
  keyword('print-scaling', 'fit'),
  keyword('media', 'iso_a4_210x297mm'),
  keyword('job-hold-until', 'indefinite'),
  collection('finishings-col', [
    keyword('finishing-template', 'staple-top-left'),
    collection('stitching', [integer('stitching-offset', 0)]),
  ]),
  MEDIA_COL,
  boolean('overrides-actual', true),
  dateTime('job-hold-until-time', new Date('2026-11-22T10:20:30.400Z')),
  octetString('job-password', Buffer.from('1234')),
  outOfBand('output-device', 'no-value'),
  text('job-message-to-operator', 'Blaue Mappe ü 表'),
];

/** @returns valid requests; the first is the commonest. */
export function ippSeeds(): Buffer[] {
  const simple = Object.values(operations).map((code) =>
    request(code, V2, [operation(start([integer('job-id', 1), integer('document-number', 1)]))]),
  );
  return [
    request(
      operations['Print-Job'],
      V2,
      [
        operation(start([name('job-name', 'Minutes'), mimeMediaType('document-format', 'application/pdf')])),
        job(TICKET),
      ],
      PDF,
    ),
    request(operations['Validate-Job'], V1, [operation(start()), job([...TICKET, ...TICKET])]),
    request(operations['Get-Printer-Attributes'], V2, [
      operation(
        start([
          keyword('requested-attributes', 'all', 'media-col-database', 'printer-description', 'job-template'),
          mimeMediaType('document-format', 'image/urf'),
        ]),
      ),
    ]),
    request(
      operations['Print-Job'],
      V1,
      [
        operation(start([keyword('compression', 'gzip'), boolean('ipp-attribute-fidelity', true)])),
        job([MEDIA_COL]),
      ],
      Buffer.from('1f8b08000000000000030300000000000000000000', 'hex'),
    ),
    request(operations['Get-Jobs'], V2, [
      operation(
        start([keyword('which-jobs', 'not-completed'), boolean('my-jobs', true), integer('limit', 10)]),
      ),
    ]),
    request(
      operations['Send-Document'],
      V2,
      [operation(start([integer('job-id', 1), boolean('last-document', true)]))],
      PDF,
    ),
    ...simple,
  ];
}
