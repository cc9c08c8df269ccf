// Compressed RTF against the examples of [MS-OXRTFCP] section 4, and against nonsense.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { unpackRtf } from '@platen/edge-server/protocols/mail/tnef/compressed-rtf';

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');
const MOST = 1_000_000;

test('the examples of the specification are unpacked', () => {
  const simple = hex(
    '2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af3 2068656c0900206277 05b06c647d0a800fa0',
  );
  assert.equal(
    unpackRtf(simple, MOST)?.toString('latin1'),
    '{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n',
  );
  // References that overlap what they write: "WXYZ" over and over.
  const crossing = hex('1a0000001c0000004c5a4675e2d44b51 410004205758595a0d6e7d010eb0');
  assert.equal(unpackRtf(crossing, MOST)?.toString('latin1'), '{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}');
});

test('what is not compressed is given as it stands', () => {
  const plain = Buffer.concat([hex('10000000040000004d454c4100000000'), Buffer.from('{\\rt}tail')]);
  assert.equal(unpackRtf(plain, MOST)?.toString(), '{\\rt');
});

test('nonsense, cut ends and lengths that lie end quickly', () => {
  assert.equal(unpackRtf(Buffer.alloc(5), MOST), undefined);
  assert.equal(unpackRtf(Buffer.alloc(100), MOST), undefined);
  assert.equal(unpackRtf(hex('1a000000ffffffff4c5a4675e2d44b51410004'), MOST), undefined);
  for (let length = 16; length < 400; length += 1) {
    const packed = Buffer.concat([hex('0000000040420f004c5a467500000000'), randomBytes(length)]);
    assert.ok((unpackRtf(packed, MOST)?.length ?? 0) <= MOST);
  }
});
