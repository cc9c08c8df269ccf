// Object identifiers, values and messages of SNMP as octets, and octets that are none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readElement, writeElement, writeInteger } from '@platen/edge-server/protocols/snmp/ber';
import { SnmpFormatError } from '@platen/edge-server/protocols/snmp/format-error';
import {
  FLAG,
  readMessage,
  readScopedPdu,
  writeCommunityMessage,
  writeScopedPdu,
  writeUserMessage,
} from '@platen/edge-server/protocols/snmp/message';
import { compareOids, decodeOid, encodeOid, isUnder } from '@platen/edge-server/protocols/snmp/oid';
import type { Pdu } from '@platen/edge-server/protocols/snmp/pdu';
import { readValue, type SnmpValue, writeValue } from '@platen/edge-server/protocols/snmp/value';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const back = (oid: string): string => {
  const octets = encodeOid(oid);
  return decodeOid(octets, 0, octets.length);
};
const read = (octets: Buffer): SnmpValue => readValue(octets, 0, octets.length).value;
const pdu: Pdu = {
  kind: 'response',
  requestId: 77,
  status: 0,
  index: 0,
  bindings: [{ oid: '1.3.6.1.2.1.1.5.0', value: { type: 'octets', value: Buffer.from('name') } }],
};

test('an object identifier survives the way to octets and back', () => {
  for (const oid of ['1.3.6.1.2.1.1.1.0', '0.0', '2.999.4294967295', '1.3.128.16384', '1.39.127'])
    assert.equal(back(oid), oid);
  assert.deepEqual(encodeOid('1.3.6.1.4.1.2699'), hex('2b 06 01 04 01 95 0b'));
});

test('what is no object identifier is refused in both directions', () => {
  for (const bad of ['', '1', '3.1', '1.-1', '1.x', '1.3.4294967296', `1.3${'.1'.repeat(127)}`])
    assert.throws(() => encodeOid(bad), SnmpFormatError, bad);
  for (const bad of ['', '2b 86', '2b 9f ff ff ff 7f', `2b ${'01'.repeat(127)}`])
    assert.throws(() => decodeOid(hex(bad), 0, hex(bad).length), SnmpFormatError, bad);
});

test('object identifiers are ordered number by number, not letter by letter', () => {
  assert.ok(compareOids('1.3.9', '1.3.10') < 0);
  assert.ok(compareOids('1.3.10', '1.3.9.1') > 0);
  assert.ok(compareOids('1.3', '1.3.0') < 0);
  assert.ok(compareOids('1.3.0', '1.3') > 0);
  assert.equal(compareOids('1.3.6', '1.3.6'), 0);
  assert.ok(isUnder('1.3.6.1', '1.3.6'));
  assert.ok(!isUnder('1.3.6', '1.3.6'));
  assert.ok(!isUnder('1.3.61', '1.3.6'));
});

test('every type of value survives the way to octets and back', () => {
  const values: readonly SnmpValue[] = [
    ...[0, 1, -1, 127, 128, -128, -129, 2 ** 31 - 1, -(2 ** 31)].map(
      (value) => ({ type: 'integer', value }) as const,
    ),
    { type: 'counter', value: 2 ** 32 - 1 },
    { type: 'gauge', value: 0x8000_0000 },
    { type: 'ticks', value: 1 },
    { type: 'counter64', value: 2n ** 64n - 1n },
    { type: 'octets', value: Buffer.alloc(300, 7) },
    { type: 'octets', value: Buffer.alloc(70_000 % 65_000, 7) },
    { type: 'octets', value: Buffer.alloc(0) },
    { type: 'address', value: Buffer.from([127, 0, 0, 1]) },
    { type: 'opaque', value: Buffer.from([1]) },
    { type: 'oid', value: '1.3.6' },
    { type: 'null' },
    { type: 'missing' },
    { type: 'end' },
  ];
  for (const value of values) assert.deepEqual(read(writeValue(value)), value);
  assert.throws(() => writeValue({ type: 'unreadable', tag: 1 }), SnmpFormatError);
});

test('a value with a bad content is kept as unreadable, so that the others of its message count', () => {
  for (const bad of [
    '02 00',
    '02 05 01 00 00 00 00',
    '06 01 80',
    '41 05 02 00 00 00 00',
    '46 0a 00 00 00 00 00 00 00 00 00 00',
    '0c 01 41',
    '02 09 01 00 00 00 00 00 00 00 00',
  ])
    assert.equal(read(hex(bad)).type, 'unreadable', bad);
  // A counter without the zero that keeps it positive is that counter all the same.
  assert.deepEqual(read(hex('41 04 ff ff ff ff')), { type: 'counter', value: 2 ** 32 - 1 });
  assert.deepEqual(read(hex('81 00')), { type: 'missing' });
  assert.deepEqual(read(hex('80 00')), { type: 'missing' });
});

test('a length that is indefinite, too long or beyond the message is refused', () => {
  for (const bad of ['', '30', '30 80', '30 85 01 01 01 01 01', '30 05 00', '30 82 01', '3f 00'])
    assert.throws(() => readElement(hex(bad), 0, hex(bad).length), SnmpFormatError, bad);
});

test('messages with a community and with a user survive the way to octets and back', () => {
  const community = Buffer.from('public');
  for (const version of [0, 1] as const)
    assert.deepEqual(readMessage(writeCommunityMessage({ version, community, pdu })), {
      version,
      community,
      pdu,
    });

  const header = {
    messageId: 5,
    flags: FLAG.reportable,
    engineId: Buffer.from('80000000010203', 'hex'),
    boots: 2,
    time: 3,
    user: Buffer.from('ro'),
    authentication: Buffer.alloc(0),
    privacy: Buffer.alloc(0),
  };
  const plain = readMessage(writeUserMessage(header, writeScopedPdu(header.engineId, '', pdu)));
  assert.equal(plain.version, 3);
  if (plain.version !== 3) return;
  assert.deepEqual(readScopedPdu(plain.data), pdu);
  const secret = readMessage(
    writeUserMessage({ ...header, flags: FLAG.priv | FLAG.auth }, Buffer.from('secret')),
  );
  assert.deepEqual(secret.version === 3 && secret.data, Buffer.from('secret'));
});

test('octets that are no SNMP message are refused', () => {
  const whole = writeCommunityMessage({ version: 1, community: Buffer.from('public'), pdu });
  for (let length = 0; length < whole.length; length += 1)
    assert.throws(() => readMessage(whole.subarray(0, length)), SnmpFormatError);
  const version = (value: number): Buffer => writeElement(0x30, writeInteger(value));
  for (const value of [2, 4, 3]) assert.throws(() => readMessage(version(value)), SnmpFormatError);
  const trap = writeElement(
    0x30,
    writeInteger(0),
    writeElement(4),
    writeElement(0xa4, ...[1, 2, 3].map((n) => writeInteger(n)), writeElement(0x30)),
  );
  assert.throws(() => readMessage(trap), SnmpFormatError);
});

test('a user message with another security model, odd flags or a long engine id is refused', () => {
  const message = (model: number, flags: string, engine: number): Buffer =>
    writeElement(
      0x30,
      writeInteger(3),
      writeElement(
        0x30,
        writeInteger(1),
        writeInteger(65_507),
        writeElement(4, hex(flags)),
        writeInteger(model),
      ),
      writeElement(
        4,
        writeElement(
          0x30,
          writeElement(4, Buffer.alloc(engine)),
          writeInteger(0),
          writeInteger(0),
          writeElement(4),
          writeElement(4),
          writeElement(4),
        ),
      ),
      writeScopedPdu(Buffer.alloc(0), '', pdu),
    );
  assert.equal(readMessage(message(3, '00', 5)).version, 3);
  assert.throws(() => readMessage(message(1, '00', 5)), SnmpFormatError);
  assert.throws(() => readMessage(message(3, '0000', 5)), SnmpFormatError);
  assert.throws(() => readMessage(message(3, '00', 33)), SnmpFormatError);
});

test('a message with more variables than any device sends is refused', () => {
  const binding = { oid: '1.3', value: { type: 'null' } } as const;
  const bindings = Array.from({ length: 4_097 }, () => binding);
  const octets = writeCommunityMessage({ version: 1, community: Buffer.alloc(0), pdu: { ...pdu, bindings } });
  assert.throws(() => readMessage(octets), SnmpFormatError);
});
