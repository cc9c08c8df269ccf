// Messages as clients and printers send them, for tests that cut, split and damage them.
import {
  boolean,
  charset,
  collection,
  dateTime,
  enumValue,
  type IppMessage,
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
import { printJob } from '@platen/edge-server/protocols/ipp/request';

export const printerUri = 'ipp://printer.test/ipp/print';

const mediaCol = (width: number, height: number, source: string) => [
  collection('media-size', [integer('x-dimension', width), integer('y-dimension', height)]),
  keyword('media-source', source),
  keyword('media-type', 'stationery'),
];

export const printJobRequest: IppMessage = printJob({
  printerUri,
  requestId: 77,
  requestingUserName: 'Åsa Ö',
  jobName: 'Quartalsbericht 表',
  documentFormat: 'application/pdf',
  jobAttributes: [
    integer('copies', 3),
    keyword('sides', 'two-sided-long-edge'),
    enumValue('finishings', 20, 74),
    rangeOfInteger('page-ranges', { lower: 1, upper: 4 }, { lower: 7, upper: 7 }),
    collection('media-col', mediaCol(21000, 29700, 'tray-1')),
  ],
});

/** Every syntax, a 1setOf of collections and two groups. */
export const printerAnswer: IppMessage = {
  version: { major: 2, minor: 0 },
  code: 0,
  requestId: 77,
  groups: [
    {
      group: 'operation',
      attributes: [
        charset('attributes-charset', 'utf-8'),
        naturalLanguage('attributes-natural-language', 'en'),
      ],
    },
    {
      group: 'printer',
      attributes: [
        uri('printer-uri-supported', printerUri),
        name('printer-name', 'Küche'),
        text('printer-make-and-model', 'Example MFD 9000'),
        boolean('color-supported', true),
        rangeOfInteger('copies-supported', { lower: 1, upper: 999 }),
        resolution('printer-resolution-default', { crossFeed: 600, feed: 600, units: 3 }),
        mimeMediaType('document-format-supported', 'application/pdf', 'image/urf'),
        dateTime('printer-current-time', new Date('2026-11-22T10:20:30.400Z')),
        octetString('printer-alert', Buffer.from('code=jam')),
        outOfBand('printer-location', 'no-value'),
        collection('media-col-ready', mediaCol(21000, 29700, 'tray-1'), mediaCol(29700, 42000, 'tray-2')),
      ],
    },
  ],
};
