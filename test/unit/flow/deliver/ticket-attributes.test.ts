// A ticket becomes the Job Template attributes that this printer offers, and nothing else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ticketAttributes } from '@platen/edge-server/flow/deliver/ticket-attributes';
import {
  boolean,
  collection,
  enumValue,
  type IppAttributes,
  integer,
  keyword,
  rangeOfInteger,
} from '@platen/edge-server/protocols/ipp/message';

const tray = (source: string, x: number, y: number, type = 'stationery'): IppAttributes => [
  collection('media-size', [integer('x-dimension', x), integer('y-dimension', y)]),
  keyword('media-source', source),
  keyword('media-type', type),
];

const PRINTER: IppAttributes = [
  rangeOfInteger('copies-supported', { lower: 1, upper: 99 }),
  keyword('sides-supported', 'one-sided', 'two-sided-long-edge'),
  keyword('print-color-mode-supported', 'auto', 'monochrome'),
  enumValue('finishings-supported', 3, 4, 28),
  integer('number-up-supported', 1, 2),
  boolean('page-ranges-supported', true),
  keyword('media-supported', 'iso_a4_210x297mm', 'iso_a3_297x420mm'),
  keyword('media-col-supported', 'media-size', 'media-source', 'media-type'),
  keyword('media-source-supported', 'tray-1', 'tray-2', 'by-pass-tray'),
  collection('media-col-ready', tray('tray-1', 21_000, 29_700), tray('tray-2', 29_700, 42_000, 'labels')),
];

test('every option the printer offers is sent in IPP’s own words', () => {
  const { attributes, left } = ticketAttributes(
    {
      copies: 3,
      sides: 'two-sided-long-edge',
      printColorMode: 'monochrome',
      finishings: [28],
      numberUp: 2,
      pageRanges: [
        { from: 1, to: 2 },
        { from: 5, to: 5 },
      ],
    },
    PRINTER,
  );
  assert.deepEqual(left, []);
  assert.deepEqual(attributes, [
    integer('copies', 3),
    keyword('sides', 'two-sided-long-edge'),
    keyword('print-color-mode', 'monochrome'),
    integer('number-up', 2),
    rangeOfInteger('page-ranges', { lower: 1, upper: 2 }, { lower: 5, upper: 5 }),
    enumValue('finishings', 28),
  ]);
});

test('what it does not offer is left out and named', () => {
  const { attributes, left } = ticketAttributes(
    {
      copies: 100,
      sides: 'two-sided-short-edge',
      printColorMode: 'color',
      finishings: [4, 20],
      numberUp: 4,
      media: 'na_letter_8.5x11in',
      mediaSource: 'tray-9',
    },
    PRINTER,
  );
  assert.deepEqual(attributes, [enumValue('finishings', 4)]);
  assert.deepEqual(left, [
    'copies',
    'sides',
    'print-color-mode',
    'number-up',
    'finishings 20',
    'media-source',
    'media',
  ]);
});

test('a printer that says nothing of itself is sent nothing', () => {
  const { attributes, left } = ticketAttributes(
    { copies: 2, finishings: [4], pageRanges: [{ from: 1, to: 1 }] },
    [],
  );
  assert.deepEqual(attributes, []);
  assert.deepEqual(left, ['copies', 'page-ranges', 'finishings 4']);
});

test('an empty ticket, one copy and no finishing say nothing', () => {
  const nothing = { attributes: [], left: [] };
  assert.deepEqual(ticketAttributes({}, PRINTER), nothing);
  assert.deepEqual(
    ticketAttributes({ copies: 1, numberUp: 1, finishings: [3], pageRanges: [] }, PRINTER),
    nothing,
  );
});

test('finishings are the printer’s own numbers, each once', () => {
  assert.deepEqual(ticketAttributes({ finishings: [4, 4, 28] }, PRINTER).attributes, [
    enumValue('finishings', 4, 28),
  ]);
});

test('a size alone goes as media, a tray as media-col, never both', () => {
  assert.deepEqual(ticketAttributes({ media: 'iso_a3_297x420mm' }, PRINTER).attributes, [
    keyword('media', 'iso_a3_297x420mm'),
  ]);
  assert.deepEqual(ticketAttributes({ mediaSource: 'tray-2' }, PRINTER).attributes, [
    collection('media-col', [
      collection('media-size', [integer('x-dimension', 29_700), integer('y-dimension', 42_000)]),
      keyword('media-source', 'tray-2'),
      keyword('media-type', 'labels'),
    ]),
  ]);
  assert.deepEqual(
    ticketAttributes({ media: 'iso_a4_210x297mm', mediaSource: 'by-pass-tray' }, PRINTER).attributes,
    [
      collection('media-col', [
        collection('media-size', [integer('x-dimension', 21_000), integer('y-dimension', 29_700)]),
        keyword('media-source', 'by-pass-tray'),
      ]),
    ],
  );
});

test('a tray at a printer without media-col: the size goes alone', () => {
  const printer = PRINTER.filter(({ name }) => !name.startsWith('media-col'));
  const { attributes, left } = ticketAttributes(
    { media: 'iso_a4_210x297mm', mediaSource: 'tray-1' },
    printer,
  );
  assert.deepEqual(attributes, [keyword('media', 'iso_a4_210x297mm')]);
  assert.deepEqual(left, ['media-source']);
  // One that lists what a job may carry is believed.
  const listed = [...PRINTER, keyword('job-creation-attributes-supported', 'copies', 'media')];
  assert.deepEqual(ticketAttributes({ mediaSource: 'tray-1' }, listed).left, ['media-source']);
});

test('number-up may be offered as a range', () => {
  const printer: IppAttributes = [rangeOfInteger('number-up-supported', { lower: 1, upper: 16 })];
  assert.deepEqual(ticketAttributes({ numberUp: 4 }, printer).attributes, [integer('number-up', 4)]);
});
