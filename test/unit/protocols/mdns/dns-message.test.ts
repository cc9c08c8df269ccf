// Multicast DNS on the wire: whole answers are read, everything broken is refused without a throw.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { decodeAnswer, encodeQuestions } from '@platen/edge-server/protocols/mdns/dns-message';
import { encodeName, nameKey, readName } from '@platen/edge-server/protocols/mdns/dns-name';
import { mdnsLimits } from '@platen/edge-server/protocols/mdns/limits';
import { answer, record, SAMPLE } from './wire.ts';

const IPP = ['_ipp', '_tcp', 'local'];

test('a question has the id, the name and the type on the wire', () => {
  const bytes = encodeQuestions(0x1234, [{ name: IPP, type: 'PTR' }]);
  assert.equal(
    bytes.toString('hex'),
    '1234 0000 0001 0000 0000 0000 045f697070 045f746370 056c6f63616c 00 000c 0001'.replaceAll(' ', ''),
  );
});

test('a name that cannot be written is refused before it is sent', () => {
  assert.throws(() => encodeName(['']), RangeError);
  assert.throws(() => encodeName(['x'.repeat(64)]), RangeError);
});

test('an answer gives its id and the records that browsing needs', () => {
  const decoded = decodeAnswer(SAMPLE);
  assert.equal(decoded?.id, 7);
  assert.deepEqual(decoded?.records, [
    { name: IPP, type: 'PTR', target: ['Room 1.5', ...IPP] },
    { name: ['Room 1.5', ...IPP], type: 'SRV', port: 631, target: ['printer', 'local'] },
    { name: ['Room 1.5', ...IPP], type: 'TXT', strings: [Buffer.from('rp=ipp/print'), Buffer.from('ty=X')] },
    { name: ['printer', 'local'], type: 'A', address: '10.1.2.3' },
  ]);
});

test('questions that are repeated, other types, other classes and good-byes are passed over', () => {
  const bytes = answer({
    id: 9,
    questions: [{ name: IPP, type: 'PTR' }],
    records: [
      record(['x', 'local'], 28, Buffer.alloc(16)),
      record(['x', 'local'], 1, Buffer.from([1, 2, 3, 4]), { class: 3 }),
      record(['x', 'local'], 1, Buffer.from([1, 2, 3, 4]), { ttl: 0 }),
      record(['x', 'local'], 1, Buffer.from([1, 2, 3, 4]), { class: 0x8001 }),
    ],
  });
  assert.deepEqual(decodeAnswer(bytes)?.records, [{ name: ['x', 'local'], type: 'A', address: '1.2.3.4' }]);
});

describe('refused as a whole', () => {
  const broken: Readonly<Record<string, Buffer>> = {
    'too short for a header': Buffer.alloc(11),
    'longer than any message': Buffer.alloc(mdnsLimits.messageBytes + 1),
    'a question': encodeQuestions(1, [{ name: IPP, type: 'PTR' }]),
    'an answer with an error code': answer({ id: 1, flags: 0x8403, records: [] }),
    'more records than are looked at': withCount(SAMPLE, 600),
    'more records than there are': withCount(SAMPLE, 40),
    'a broken question': answer({ id: 1, extraQuestions: 1, records: [] }),
    'a record cut in its header': SAMPLE.subarray(0, 40),
    'a record cut in its data': SAMPLE.subarray(0, SAMPLE.length - 1),
    'an address of three octets': answer({ id: 1, records: [record(['x'], 1, Buffer.alloc(3))] }),
    'a PTR whose name ends elsewhere': answer({
      id: 1,
      records: [record(['x'], 12, Buffer.from([1, 120, 0, 0]))],
    }),
    'an SRV without a target': answer({ id: 1, records: [record(['x'], 33, Buffer.alloc(6))] }),
    'an SRV with a broken target': answer({
      id: 1,
      records: [record(['x'], 33, Buffer.from([0, 0, 0, 0, 0, 1, 9, 65]))],
    }),
    'a TXT string longer than its record': answer({
      id: 1,
      records: [record(['x'], 16, Buffer.from([5, 65]))],
    }),
  };
  for (const [what, bytes] of Object.entries(broken)) {
    test(what, () => assert.equal(decodeAnswer(bytes), undefined));
  }
});

describe('a name is refused when', () => {
  const bad: Readonly<Record<string, Buffer>> = {
    'it has no end': Buffer.from([1, 65]),
    'a label is cut': Buffer.from([5, 65, 0]),
    'a label has a reserved length': Buffer.from([0x80, 0]),
    'it points at itself': Buffer.from([0xc0, 0]),
    'it points forward': Buffer.from([0xc0, 9, 0]),
    'its pointer is cut': Buffer.from([0xc0]),
    'it is no UTF-8': Buffer.from([2, 0xff, 0xfe, 0]),
    'it is longer than 255 octets': Buffer.concat([
      ...Array<Buffer>(5).fill(encodeName(['x'.repeat(60)]).subarray(0, -1)),
      Buffer.of(0),
    ]),
  };
  for (const [why, bytes] of Object.entries(bad)) {
    test(why, () => assert.equal(readName(bytes, 0), undefined));
  }
});

test('a name may go on where an earlier one stands, and two pointers cannot chase each other', () => {
  const bytes = Buffer.concat([
    encodeName(['a', 'local']),
    Buffer.from([1, 98, 0xc0, 2]),
    Buffer.from([0xc0, 15, 0xc0, 13]),
  ]);
  assert.deepEqual(readName(bytes, 9), { name: ['b', 'local'], next: 13 });
  assert.equal(readName(Buffer.from([0xc0, 2, 0xc0, 0]), 2), undefined);
});

test('names are compared without case, and dots inside a label are not dots between labels', () => {
  assert.equal(nameKey(['Printer', 'LOCAL']), nameKey(['printer', 'local']));
  assert.notEqual(nameKey(['a.b']), nameKey(['a', 'b']));
});

test('ten thousand answers with changed octets: each is read or refused', () => {
  for (let i = 0; i < 10_000; i += 1) {
    const bytes = Buffer.from(SAMPLE);
    const changes = randomBytes(6);
    for (let c = 0; c < 6; c += 2) bytes[(changes[c] ?? 0) % bytes.length] = changes[c + 1] ?? 0;
    const cut = i % 5 === 0 ? bytes.subarray(0, (changes[0] ?? 0) % bytes.length) : bytes;
    assert.doesNotThrow(() => decodeAnswer(cut), cut.toString('hex'));
  }
});

function withCount(bytes: Buffer, count: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt16BE(count, 6);
  return copy;
}
