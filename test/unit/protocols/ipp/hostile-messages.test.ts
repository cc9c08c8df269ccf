// Threats T09 and T10: nothing that arrives hangs, crashes or outgrows the codec.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeMessage } from '@platen/edge-server/protocols/ipp/decode';
import { encodeMessage } from '@platen/edge-server/protocols/ipp/encode';
import type { IppFormatReason } from '@platen/edge-server/protocols/ipp/format-error';
import { ippLimits } from '@platen/edge-server/protocols/ipp/limits';
import {
  collection,
  type IppAttribute,
  type IppMessage,
  integer,
  keyword,
} from '@platen/edge-server/protocols/ipp/message';
import { readInteger, readKeyword } from '@platen/edge-server/protocols/ipp/read-values';
import { printerAnswer, printJobRequest } from './sample-messages.ts';
import { mutated, seededRandom } from './seeded-mutation.ts';

const preamble = '0200000b00000001';

function refusal(octets: Buffer): IppFormatReason {
  const result = decodeMessage(octets);
  assert.ok(!result.ok, 'the message was accepted');
  return result.error.reason;
}

const refusalOfHex = (...parts: readonly string[]): IppFormatReason =>
  refusal(Buffer.from(parts.join(''), 'hex'));

const answerWith = (...attributes: readonly IppAttribute[]): IppMessage => ({
  ...printerAnswer,
  groups: [{ group: 'printer', attributes }],
});

test('20,000 damaged messages each end in a message or a typed error', () => {
  const random = seededRandom(20260822);
  const samples = [printJobRequest, printerAnswer].map(encodeMessage);
  let accepted = 0;
  for (let round = 0; round < 20_000; round += 1) {
    const sample = samples[round % samples.length] ?? Buffer.alloc(0);
    const octets = mutated(sample, random);
    const result = decodeMessage(octets);
    if (result.ok) {
      accepted += 1;
      assert.ok(result.bodyOffset <= octets.length);
      encodeMessage(result.message);
    } else {
      assert.ok(result.error.offset <= octets.length);
    }
  }
  // Else the mutations would only ever test the first octets.
  assert.ok(accepted > 1000, `only ${String(accepted)} damaged messages still parse`);
});

test('a message cut at any octet is truncated, never a shorter message', () => {
  for (const message of [printJobRequest, printerAnswer]) {
    const octets = encodeMessage(message);
    for (let length = 0; length < octets.length; length += 1) {
      assert.equal(refusal(octets.subarray(0, length)), 'truncated', `cut at ${String(length)}`);
    }
  }
});

test('a short message with length 0xFFFB is refused at once (it hangs other codecs)', () => {
  assert.equal(refusalOfHex(preamble, '01', '44', '0001', '61', 'fffb', '00000000'), 'bad-length');
  assert.equal(refusalOfHex(preamble, '01', '44', 'fffb', '00000000000000'), 'bad-length');
  assert.equal(refusalOfHex(preamble, '01', '44', '8000', '00000000000000'), 'bad-length');
});

test('lengths that do not fit the syntax of a value are refused', () => {
  const wrong = [
    '2100016100020001', // integer of two octets
    '220001610000', // boolean without octet
    '23000161000500000000ff', // enum of five octets
    '310001610003000000', // dateTime of three
    '320001610008' + '00'.repeat(8), // resolution without units
    '330001610004' + '00000001', // rangeOfInteger with one end
    '35000161000300026e', // textWithLanguage too short for its two lengths
    '350001610006' + '0009' + '656e' + '0000', // the language runs out of the value
    '350001610008' + '0002' + '656e' + '0009' + '6162', // the text runs out of the value
    '36000161' + '0008' + '0002' + '656e' + '0001' + '6162', // an octet too much
  ];
  for (const value of wrong) assert.equal(refusalOfHex(preamble, '01', value, '03'), 'bad-length', value);
});

test('values and marks where the grammar has none are refused', () => {
  const wrong = [
    '44000161000162', // a value before any group
    '01' + '440000000162', // a further value without a first
    '01' + '3700000000', // the end of no collection
    '01' + '4a0000000161', // a member name outside of a collection
    '01' + '340001610000' + '440000000162', // a member's value without its name
    '01' + '340001610000' + '4a0000000161' + '3700000000', // a member without a value
    '01' + '340001610000' + '4a00000000' + '440000000162', // a member with an empty name
    '01' + '340001610000' + '44000162000162', // an attribute inside of a collection
    '01' + '340001610000' + '02', // a group inside of a collection
    '01' + '340001610000', // a collection that is not ended
  ];
  for (const octets of wrong) assert.equal(refusalOfHex(preamble, octets, '03'), 'bad-structure', octets);
  assert.equal(
    refusalOfHex(preamble, '01', '3400016100016100', '03'),
    'bad-length',
    'begCollection with a value',
  );
});

test('collections nest sixteen deep and no deeper', () => {
  const nested = (depth: number): IppAttribute =>
    depth === 0 ? integer('n', 1) : collection('n', [nested(depth - 1)]);
  assert.ok(decodeMessage(encodeMessage(answerWith(nested(ippLimits.depth)))).ok);
  assert.equal(refusal(encodeMessage(answerWith(nested(ippLimits.depth + 1)))), 'too-deep');

  // Twenty thousand, as raw octets: other codecs run out of stack.
  const begin = Buffer.from('340000' + '0000' + '4a0000' + '000161', 'hex');
  const octets = Buffer.concat([
    Buffer.from(`${preamble}01340001610000` + '4a0000000161', 'hex'),
    ...Array.from({ length: 20_000 }, () => begin),
  ]);
  assert.equal(refusal(octets), 'too-deep');
});

test('more groups, values or octets than any printer sends are refused', () => {
  const start = Buffer.from(preamble, 'hex');
  const end = Buffer.of(3);
  const groups = Buffer.alloc(ippLimits.groups + 1, 0x02);
  assert.equal(refusal(Buffer.concat([start, groups, end])), 'too-many');

  const value = Buffer.from('220000000101', 'hex');
  const first = Buffer.from('01' + '22000161000101', 'hex');
  const values = Array.from({ length: ippLimits.values }, () => value);
  assert.equal(refusal(Buffer.concat([start, first, ...values, end])), 'too-many');

  const long = Buffer.concat([Buffer.from('4100017a7fff', 'hex'), Buffer.alloc(0x7fff, 0x20)]);
  const count = Math.ceil(ippLimits.headerBytes / long.length) + 1;
  const large = Buffer.concat([start, Buffer.of(1), ...Array.from({ length: count }, () => long), end]);
  assert.equal(refusal(large), 'too-large');
});

test('the document behind the attributes does not count as attributes', () => {
  const document = Buffer.alloc(ippLimits.headerBytes + 1);
  const result = decodeMessage(Buffer.concat([encodeMessage(printJobRequest), document]));
  assert.ok(result.ok);
});

test('an attribute named __proto__ is an attribute like any other', () => {
  const attributes = [
    keyword('__proto__', 'polluted'),
    keyword('constructor', 'polluted'),
    collection('media-col', [keyword('__proto__', 'polluted')]),
  ];
  const result = decodeMessage(encodeMessage(answerWith(...attributes)));
  assert.ok(result.ok);
  const read = result.message.groups[0]?.attributes ?? [];
  assert.equal(readKeyword(read, '__proto__'), 'polluted');
  assert.equal(readKeyword([], '__proto__'), undefined);
  assert.equal(readInteger([], 'constructor'), undefined);
  assert.equal('polluted' in {}, false);
});

test('extension tags (CVE-2025-58364) are kept as they came', () => {
  for (const data of ['', '00', '00000045', '0000004561', 'ffffffff']) {
    const octets = Buffer.from(data, 'hex');
    const length = octets.length.toString(16).padStart(4, '0');
    const result = decodeMessage(Buffer.from(`${preamble}04` + `7f000161${length}${data}` + '03', 'hex'));
    assert.ok(result.ok);
    assert.deepEqual(result.message.groups[0]?.attributes[0]?.values, [
      { syntax: 'other', tag: 0x7f, data: octets },
    ]);
  }
});
