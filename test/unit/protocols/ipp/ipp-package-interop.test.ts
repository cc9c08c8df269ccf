// The `ipp` package as an independent reader and writer of well-formed messages. It is no judge of dates, octet strings,
// out-of-band values and documents: it gets those wrong.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import {
  finishings,
  jobStates,
  operations,
  printerStates,
  statusCodes,
} from '@platen/edge-server/protocols/ipp/codes';
import { decodeMessage } from '@platen/edge-server/protocols/ipp/decode';
import { encodeMessage } from '@platen/edge-server/protocols/ipp/encode';
import {
  attributesOf,
  boolean,
  collection,
  enumValue,
  type IppMessage,
  integer,
  keyword,
  rangeOfInteger,
  resolution,
  uri,
} from '@platen/edge-server/protocols/ipp/message';
import {
  readCollection,
  readInteger,
  readKeyword,
  readKeywords,
  readMimeMediaType,
  readName,
  readRange,
  readUri,
} from '@platen/edge-server/protocols/ipp/read-values';
import { printerUri, printJobRequest } from './sample-messages.ts';

type Table = Readonly<Record<string, number | string>>;
type IppPackage = {
  parse(octets: Buffer): unknown;
  serialize(message: unknown): Buffer;
  readonly statusCodes: Table;
  readonly enums: Readonly<Record<string, Table>>;
};
const oracle = createRequire(import.meta.url)('ipp') as IppPackage;

test('the ipp package reads a Print-Job request of ours as it was meant', () => {
  assert.deepEqual(oracle.parse(encodeMessage(printJobRequest)), {
    version: '2.0',
    operation: 'Print-Job',
    // The package looks the operation up as a status as well.
    statusCode: 'successful-ok-conflicting-attributes',
    id: 77,
    'operation-attributes-tag': {
      'attributes-charset': 'utf-8',
      'attributes-natural-language': 'en',
      'printer-uri': printerUri,
      'requesting-user-name': 'Åsa Ö',
      'job-name': 'Quartalsbericht 表',
      'document-format': 'application/pdf',
    },
    'job-attributes-tag': {
      copies: 3,
      sides: 'two-sided-long-edge',
      // The package knows no punch positions by name.
      finishings: ['staple-top-left', 74],
      'page-ranges': [
        [1, 4],
        [7, 7],
      ],
      'media-col': {
        'media-size': { 'x-dimension': 21000, 'y-dimension': 29700 },
        'media-source': 'tray-1',
        'media-type': 'stationery',
      },
    },
  });
});

test('the ipp package reads an answer of ours with every syntax it knows', () => {
  const attributes = [
    uri('printer-uri-supported', printerUri, `${printerUri}/2`),
    enumValue('printer-state', printerStates.processing),
    keyword('printer-state-reasons', 'none'),
    boolean('color-supported', true),
    integer('pages-per-minute', 60),
    rangeOfInteger('copies-supported', { lower: 1, upper: 999 }),
    resolution('printer-resolution-default', { crossFeed: 600, feed: 1200, units: 3 }),
    collection('media-col-ready', [keyword('media-type', 'stationery')], [keyword('media-type', 'labels')]),
  ];
  const message: IppMessage = {
    version: { major: 2, minor: 0 },
    code: statusCodes['successful-ok'],
    requestId: 5,
    groups: [{ group: 'printer', attributes }],
  };
  const read = oracle.parse(encodeMessage(message)) as Record<string, unknown>;
  assert.equal(read['statusCode'], 'successful-ok');
  assert.deepEqual(read['printer-attributes-tag'], {
    'printer-uri-supported': [printerUri, `${printerUri}/2`],
    'printer-state': 'processing',
    'printer-state-reasons': 'none',
    'color-supported': true,
    'pages-per-minute': 60,
    'copies-supported': [1, 999],
    'printer-resolution-default': [600, 1200, 'dpi'],
    'media-col-ready': [{ 'media-type': 'stationery' }, { 'media-type': 'labels' }],
  });
});

test('a request the ipp package writes is read here as it was meant', () => {
  const octets = oracle.serialize({
    version: '2.0',
    operation: 'Print-Job',
    id: 9,
    'operation-attributes-tag': {
      'attributes-charset': 'utf-8',
      'attributes-natural-language': 'en',
      'printer-uri': printerUri,
      'requesting-user-name': 'Åsa Ö',
      'job-name': 'Bericht',
      'document-format': 'application/pdf',
      'requested-attributes': ['copies', 'sides'],
    },
    'job-attributes-tag': {
      copies: 3,
      sides: 'two-sided-long-edge',
      'page-ranges': [[1, 4]],
      'media-col': { 'media-size': { 'x-dimension': 21000, 'y-dimension': 29700 }, 'media-source': 'main' },
    },
  });
  const result = decodeMessage(octets);
  assert.ok(result.ok);
  assert.equal(result.message.code, operations['Print-Job']);
  assert.equal(result.message.requestId, 9);
  const operation = attributesOf(result.message, 'operation');
  assert.equal(readUri(operation, 'printer-uri'), printerUri);
  assert.equal(readName(operation, 'requesting-user-name'), 'Åsa Ö');
  assert.equal(readMimeMediaType(operation, 'document-format'), 'application/pdf');
  assert.deepEqual(readKeywords(operation, 'requested-attributes'), ['copies', 'sides']);
  const job = attributesOf(result.message, 'job');
  assert.equal(readInteger(job, 'copies'), 3);
  assert.equal(readKeyword(job, 'sides'), 'two-sided-long-edge');
  assert.deepEqual(readRange(job, 'page-ranges'), { lower: 1, upper: 4 });
  const media = readCollection(job, 'media-col') ?? [];
  assert.equal(readInteger(readCollection(media, 'media-size') ?? [], 'y-dimension'), 29700);
});

test('our codes agree with the tables of the ipp package', () => {
  const shared = (ours: Readonly<Record<string, number>>, theirs: Table | undefined): number => {
    const known = Object.entries(ours).filter(([name]) => Object.hasOwn(theirs ?? {}, name));
    for (const [name, code] of known) assert.equal(theirs?.[name], code, name);
    return known.length;
  };
  assert.equal(shared(jobStates, oracle.enums['job-state']), 7);
  assert.equal(shared(printerStates, oracle.enums['printer-state']), 3);
  // The package ends at trim-after-job, and has neither coat, laminate nor the triple staples.
  assert.equal(shared(finishings, oracle.enums['finishings']), 32);
  assert.ok(shared(statusCodes, oracle.statusCodes) > 40);
  assert.ok(shared(operations, oracle.enums['operations-supported']) > 30);
});
