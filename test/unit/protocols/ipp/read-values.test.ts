import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanText, fitOctets } from '@platen/edge-server/protocols/ipp/clean-text';
import {
  attributesOf,
  collection,
  enumValue,
  groupsOf,
  type IppAttribute,
  integer,
  keyword,
  name,
  outOfBand,
  rangeOfInteger,
  text,
} from '@platen/edge-server/protocols/ipp/message';
import * as read from '@platen/edge-server/protocols/ipp/read-values';
import { printerAnswer } from './sample-messages.ts';

const attributes = [
  keyword('sides', 'one-sided'),
  keyword('media', 'iso_a4_210x297mm'),
  name('media', 'second of the same name'),
  integer('copies', 2, 3),
  enumValue('finishings', 20, 74),
  rangeOfInteger('copies-supported', { lower: 1, upper: 99 }),
  outOfBand('printer-location', 'unknown'),
  {
    name: 'mixed',
    values: [...text('', 'a').values, ...keyword('', 'b').values, ...keyword('', 'c').values],
  },
];

test('a reader gives the value of its own syntax only', () => {
  assert.equal(read.readKeyword(attributes, 'sides'), 'one-sided');
  assert.equal(read.readName(attributes, 'sides'), undefined);
  assert.equal(read.readInteger(attributes, 'sides'), undefined);
  assert.equal(read.readInteger(attributes, 'finishings'), undefined);
  assert.deepEqual(read.readEnums(attributes, 'finishings'), [20, 74]);
  assert.equal(read.readEnum(attributes, 'finishings'), 20);
  assert.deepEqual(read.readIntegers(attributes, 'copies'), [2, 3]);
});

test('an absent attribute and one without value are both undefined', () => {
  assert.equal(read.readText(attributes, 'printer-info'), undefined);
  assert.equal(read.readText(attributes, 'printer-location'), undefined);
  assert.equal(read.readTexts([], 'printer-info'), undefined);
  assert.equal(read.readCollections(attributes, 'media-col-ready'), undefined);
});

test('the first attribute of a name counts, and in a 1setOf the values of the right syntax', () => {
  assert.equal(read.readKeywordOrName(attributes, 'media'), 'iso_a4_210x297mm');
  assert.deepEqual(read.readKeywords(attributes, 'mixed'), ['b', 'c']);
  assert.equal(read.readKeyword(attributes, 'mixed'), 'b');
});

test('text with a language reads as text, an integer as the range of itself', () => {
  const spoken: IppAttribute = {
    name: 'printer-info',
    values: [{ syntax: 'textWithLanguage', language: 'de', value: 'Küche' }],
  };
  assert.equal(read.readText([spoken], 'printer-info'), 'Küche');
  assert.deepEqual(read.readRange(attributes, 'copies-supported'), { lower: 1, upper: 99 });
  assert.deepEqual(read.readRange(attributes, 'copies'), { lower: 2, upper: 2 });
});

test('collections read as attributes, to any depth', () => {
  const printer = attributesOf(printerAnswer, 'printer');
  const ready = read.readCollections(printer, 'media-col-ready') ?? [];
  const widths = ready.map((media) =>
    read.readInteger(read.readCollection(media, 'media-size') ?? [], 'x-dimension'),
  );
  assert.deepEqual(widths, [21000, 29700]);
});

test('the other syntaxes of a printer answer read as what they are', () => {
  const printer = attributesOf(printerAnswer, 'printer');
  assert.equal(read.readBoolean(printer, 'color-supported'), true);
  assert.deepEqual(read.readDateTime(printer, 'printer-current-time'), new Date('2026-11-22T10:20:30.400Z'));
  assert.deepEqual(read.readOctetString(printer, 'printer-alert'), Buffer.from('code=jam'));
  assert.deepEqual(read.readResolution(printer, 'printer-resolution-default'), {
    crossFeed: 600,
    feed: 600,
    units: 3,
  });
  assert.deepEqual(read.readMimeMediaTypes(printer, 'document-format-supported'), [
    'application/pdf',
    'image/urf',
  ]);
  assert.equal(read.readCharset(attributesOf(printerAnswer, 'operation'), 'attributes-charset'), 'utf-8');
});

test('each job group of an answer is a list of its own', () => {
  const answer = {
    ...printerAnswer,
    groups: [1, 2].map((id) => ({ group: 'job' as const, attributes: [integer('job-id', id)] })),
  };
  assert.deepEqual(
    groupsOf(answer, 'job').map((job) => read.readInteger(job, 'job-id')),
    [1, 2],
  );
  assert.deepEqual(attributesOf(answer, 'unsupported'), []);
});

test('strings come out on one line, without controls or direction tricks (threat T09)', () => {
  const hostile = [
    text(
      'printer-info',
      'Floor 1\r\nSet-Cookie: a=b',
      '\u001b[2J\u0007gone',
      'a\u202efdp.exe',
      '\u0000',
      'é\u0085ü',
    ),
    keyword('printer-state-reasons', 'none\nmedia-empty'),
    collection('c', [name('n', ' \u2028x\t\ty ')]),
  ];
  assert.deepEqual(read.readTexts(hostile, 'printer-info'), [
    'Floor 1 Set-Cookie: a=b',
    '[2J gone',
    'a fdp.exe',
    '',
    'é ü',
  ]);
  assert.deepEqual(read.readKeywords(hostile, 'printer-state-reasons'), ['none media-empty']);
  assert.equal(read.readName(read.readCollection(hostile, 'c') ?? [], 'n'), 'x y');
});

test('ordinary text of any language passes as it is', () => {
  for (const plain of ['Größe  2', '印刷 テスト', 'तैयार', '🖨️ 3', "O'Brien & <Söhne>"]) {
    assert.equal(cleanText(plain), plain);
  }
});

test('ten megabytes of text become one short line, cut between characters', () => {
  const long = cleanText('🖨'.repeat(5_000_000), 20);
  assert.equal(long.length <= 20, true);
  assert.equal(long, `${'🖨'.repeat(9)}…`);
  assert.equal(cleanText('\n'.repeat(10_000_000)), '');
});

test('a legal length in octets never splits a character', () => {
  assert.equal(fitOctets('kurz', 255), 'kurz');
  assert.equal(fitOctets('äöü', 5), 'äö');
  assert.equal(fitOctets('🖨🖨', 7), '🖨');
  assert.equal(Buffer.byteLength(fitOctets('表'.repeat(500), 255)), 255);
});
