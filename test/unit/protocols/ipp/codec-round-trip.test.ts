import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeMessage } from '@platen/edge-server/protocols/ipp/decode';
import { encodeMessage } from '@platen/edge-server/protocols/ipp/encode';
import { type IppMessage, integer, text } from '@platen/edge-server/protocols/ipp/message';
import fc from 'fast-check';
import { ippMessage } from './ipp-arbitraries.ts';
import { printerAnswer, printJobRequest } from './sample-messages.ts';

test('every well-formed message comes back as it was encoded, and the document begins right behind it', () => {
  fc.assert(
    fc.property(ippMessage, fc.uint8Array({ maxLength: 20 }), (message, document) => {
      const header = encodeMessage(message);
      const result = decodeMessage(Buffer.concat([header, document]));
      assert.ok(result.ok);
      assert.deepEqual(result.message, message);
      assert.equal(result.bodyOffset, header.length);
    }),
    { seed: 8010, numRuns: 500 },
  );
});

test('encodes the octets of RFC 8010 section 3.1 in their order', () => {
  const message: IppMessage = {
    version: { major: 1, minor: 1 },
    code: 0x000b,
    requestId: 1,
    groups: [{ group: 'operation', attributes: [integer('limit', 5, 6)] }],
  };
  assert.equal(
    encodeMessage(message).toString('hex'),
    // version, operation, request-id | group | integer "limit" 5 | further value 6 | end
    '0101000b00000001' + '01' + '2100056c696d6974000400000005' + '210000000400000006' + '03',
  );
});

test('encodes a collection with member names as values (RFC 8010 section 3.1.6)', () => {
  const octets = encodeMessage({
    version: { major: 2, minor: 0 },
    code: 0,
    requestId: 1,
    groups: [
      {
        group: 'job',
        attributes: [{ name: 'm', values: [{ syntax: 'collection', value: [integer('x', 1)] }] }],
      },
    ],
  });
  assert.equal(
    octets.subarray(8).toString('hex'),
    // group | begCollection "m" | memberAttrName "x" | integer 1 | endCollection | end
    '02' + '3400016d0000' + '4a0000000178' + '2100000004' + '00000001' + '3700000000' + '03',
  );
});

test('the samples of these tests are themselves well-formed', () => {
  for (const message of [printJobRequest, printerAnswer]) {
    const result = decodeMessage(encodeMessage(message));
    assert.ok(result.ok);
    assert.deepEqual(result.message, message);
  }
});

test('a date without its zone keeps the instant when it came from another zone', () => {
  // 2026-11-22 12:20:30.4 at +02:00, as DateAndTime of RFC 2579.
  const octets = Buffer.concat([
    Buffer.from('0200000000000001' + '04' + '31000174000b', 'hex'),
    Buffer.from('07ea0b160c141e04' + '2b0200' + '03', 'hex'),
  ]);
  const result = decodeMessage(octets);
  assert.ok(result.ok);
  assert.deepEqual(result.message.groups[0]?.attributes[0]?.values, [
    { syntax: 'dateTime', value: new Date('2026-11-22T10:20:30.400Z') },
  ]);
});

test('a date of eleven zeros, as devices without a clock send, costs only that value', () => {
  const octets = Buffer.concat([
    Buffer.from('0200000000000001' + '04' + '31000174000b', 'hex'),
    Buffer.alloc(11),
    Buffer.of(3),
  ]);
  const result = decodeMessage(octets);
  assert.ok(result.ok);
  assert.deepEqual(result.message.groups[0]?.attributes[0]?.values, [
    { syntax: 'other', tag: 0x31, data: Buffer.alloc(11) },
  ]);
});

test('groups with reserved delimiters are left out and the others stay', () => {
  const octets = Buffer.from(
    '0200000000000001' + '0c' + '4400017a000161' + '04' + '4400016e000161' + '03',
    'hex',
  );
  const result = decodeMessage(octets);
  assert.ok(result.ok);
  assert.deepEqual(result.message.groups, [
    { group: 'printer', attributes: [{ name: 'n', values: [{ syntax: 'keyword', value: 'a' }] }] },
  ]);
});

test('what the wire cannot hold is refused when encoding', () => {
  const withAttribute = (attribute: IppMessage['groups'][0]['attributes'][0]): IppMessage => ({
    ...printerAnswer,
    groups: [{ group: 'printer', attributes: [attribute] }],
  });
  const impossible = [
    text('long', 'x'.repeat(0x8000)),
    integer('large', 2 ** 31),
    integer('broken', 0.5),
    integer('', 1),
    integer('empty'),
    { name: 'when', values: [{ syntax: 'dateTime' as const, value: new Date(Number.NaN) }] },
  ];
  for (const attribute of impossible) {
    assert.throws(() => encodeMessage(withAttribute(attribute)), RangeError, attribute.name);
  }
});
