// What a printer's attributes say, reduced to choices; and what is left of a printer that lies.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paperWords, sizeName } from '@platen/edge-server/devices/paper-words';
import { readCapabilities } from '@platen/edge-server/devices/read-capabilities';
import { describePrinter, readCondition, readTrays } from '@platen/edge-server/devices/read-condition';
import {
  boolean,
  collection,
  enumValue,
  type IppAttributes,
  integer,
  keyword,
  mimeMediaType,
  octetString,
  rangeOfInteger,
  text,
} from '@platen/edge-server/protocols/ipp/message';
import { PrinterCapabilities, PrinterCondition } from '@platen/shared/printer-capabilities';
import { ENGLISH } from '@platen/shared/say/saying';
import * as v from 'valibot';

const tray = (fields: string) => Buffer.from(`type=sheetFeedAutoRemovableTray;maxcapacity=250;${fields};`);

const PRINTER: IppAttributes = [
  text('printer-make-and-model', 'Example MFP 3000'),
  enumValue('printer-state', 5),
  keyword('printer-state-reasons', 'media-empty-error', 'toner-low-warning'),
  boolean('printer-is-accepting-jobs', true),
  mimeMediaType('document-format-supported', 'application/pdf', 'image/jpeg', 'image/jpeg'),
  rangeOfInteger('copies-supported', { lower: 1, upper: 9_999 }),
  keyword('sides-supported', 'two-sided-long-edge', 'one-sided', 'three-sided'),
  keyword('print-color-mode-supported', 'monochrome', 'color', 'bi-level'),
  enumValue('finishings-supported', 3, 4, 4, -7, 5_000, 28),
  integer('number-up-supported', 1, 2, 9),
  boolean('page-ranges-supported', true),
  keyword('media-default', 'iso_a4_210x297mm'),
  integer('pages-per-minute', 45),
  collection(
    'media-col-ready',
    [
      collection('media-size', [integer('x-dimension', 21_000), integer('y-dimension', 29_700)]),
      keyword('media-source', 'tray-1'),
      keyword('media-type', 'stationery'),
    ],
    [
      collection('media-size', [integer('x-dimension', 20_000), integer('y-dimension', 25_000)]),
      keyword('media-source', 'tray-2'),
    ],
  ),
  octetString(
    'printer-input-tray',
    tray('level=120;name=tray-1'),
    tray('level=0;name=tray-2'),
    tray('level=10;name=tray-3'),
    tray('level=-2;name=by-pass-tray'),
    tray('level=3;dimunit=micrometers;mediafeed=420000;mediaxfeed=297000;name=Tray 5'),
  ),
];

test('capabilities are what a person can choose', () => {
  const capabilities = readCapabilities(PRINTER);
  assert.deepEqual(capabilities, {
    makeAndModel: 'Example MFP 3000',
    formats: ['application/pdf', 'image/jpeg'],
    maxCopies: 999,
    sides: ['one-sided', 'two-sided-long-edge'],
    printColorModes: ['color', 'monochrome'],
    finishings: [3, 4, 28],
    numberUp: [1, 2, 9],
    pageRanges: true,
    mediaReady: [
      { media: 'iso_a4_210x297mm', source: 'tray-1', type: 'stationery', width: 21_000, height: 29_700 },
      { media: 'custom_200x250mm_200x250mm', source: 'tray-2', width: 20_000, height: 25_000 },
    ],
    offers: { scalings: [] },
    mediaDefault: 'iso_a4_210x297mm',
    pagesPerMinute: 45,
  });
  const { offers: _none, ...old } = capabilities;
  assert.deepEqual(v.parse(PrinterCapabilities, old), old, 'rows of before are read');
});

test('trays carry their paper and how full they are', () => {
  const trays = readTrays(PRINTER).map((tray) => ({
    ...tray,
    media: tray.media === undefined ? undefined : ENGLISH.told(tray.media),
  }));
  assert.deepEqual(trays, [
    { name: 'tray 1', media: 'A4', level: 'filled' },
    { name: 'tray 2', media: '200 × 250 mm', level: 'empty' },
    { name: 'tray 3', media: undefined, level: 'low' },
    { name: 'the bypass tray', media: undefined, level: undefined },
    { name: 'tray 5', media: 'A3', level: 'low' },
  ]);
  assert.equal(
    ENGLISH.told(describePrinter(PRINTER).sentence),
    'No paper in tray 2 (200 × 250 mm). Fill it.',
  );
});

test('media-ready serves where media-col-ready is missing', () => {
  const printer = [keyword('media-ready', 'na_letter_8.5x11in', 'roll')];
  assert.deepEqual(readCapabilities(printer).mediaReady, [
    { media: 'na_letter_8.5x11in', width: 21_590, height: 27_940 },
    { media: 'roll', width: 0, height: 0 },
  ]);
});

test('a printer that says nothing can still be described', () => {
  const capabilities = readCapabilities([]);
  assert.deepEqual(v.parse(PrinterCapabilities, capabilities), capabilities);
  assert.deepEqual(capabilities.numberUp, [1]);
  assert.deepEqual(v.parse(PrinterCondition, readCondition([], 5)), {
    state: 'unknown',
    reasons: [],
    accepting: true,
    at: 5,
  });
});

test('lies are cut to what can be', () => {
  const LOWEST = -2_147_483_648;
  const printer: IppAttributes = [
    text('printer-make-and-model', `Evil\r\n\u001b[2J${'x'.repeat(5_000)}`),
    enumValue('printer-state', LOWEST),
    keyword(
      'printer-state-reasons',
      'Media Jam',
      '<script>',
      ...Array.from({ length: 500 }, (_, i) => `reason-${i}`),
    ),
    rangeOfInteger('copies-supported', { lower: LOWEST, upper: LOWEST }),
    integer('pages-per-minute', LOWEST),
    mimeMediaType(
      'document-format-supported',
      '../../etc/passwd',
      `x/${'y'.repeat(4_000)}`,
      'application/pdf',
    ),
    collection('media-col-ready', [
      collection('media-size', [integer('x-dimension', LOWEST), integer('y-dimension', 2_147_483_647)]),
    ]),
    octetString(
      'printer-input-tray',
      Buffer.alloc(30_000, 0x3b),
      Buffer.from('name=\r\n\u001b[31mx;level=abc;'),
      tray('level=0'),
    ),
  ];
  const { makeAndModel, maxCopies, formats, mediaReady, pagesPerMinute } = readCapabilities(printer);
  assert.ok(makeAndModel.length <= 127 && makeAndModel.startsWith('Evil [2J'));
  assert.equal(maxCopies, 1);
  assert.deepEqual(formats, ['application/pdf']);
  assert.deepEqual(mediaReady, []);
  assert.equal(pagesPerMinute, undefined);
  const { state, reasons } = readCondition(printer, 0);
  assert.equal(state, 'unknown');
  assert.equal(reasons.length, 32);
  assert.ok(reasons.every((reason) => /^reason-\d+$/.test(reason)));
  for (const { name } of readTrays(printer)) assert.doesNotMatch(name, /[\r\n\u001b]/);
});

test('paper sizes have names and words', () => {
  assert.equal(sizeName(21_020, 29_690), 'iso_a4_210x297mm');
  assert.equal(paperWords({ width: 29_700, height: 42_000 }), 'A3');
});

test('accounting data that the printer insists on is asked for; what else it insists on is not a person’s to know', () => {
  const mandatory = (...names: string[]) =>
    readCapabilities([keyword('printer-mandatory-job-attributes', ...names)]).accounting;
  assert.equal(mandatory('job-account-id', 'media-col'), 'account');
  assert.equal(mandatory('job-accounting-user-id'), 'user');
  assert.equal(mandatory('job-accounting-user-id', 'job-account-id'), 'user-and-account');
  assert.equal(mandatory('copies'), undefined);
});
