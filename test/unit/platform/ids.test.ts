import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemIds, toBase32, uniformDigits } from '@platen/edge-server/platform/ids';

test('writes base32 as RFC 4648 does, in lowercase and without padding', () => {
  // RFC 4648, clause 10.
  const vectors = ['', 'my', 'mzxq', 'mzxw6', 'mzxw6yq', 'mzxw6ytb', 'mzxw6ytboi'];
  for (const [length, expected] of vectors.entries()) {
    assert.equal(toBase32(Buffer.from('foobar'.slice(0, length))), expected);
  }
  assert.equal(toBase32(Buffer.alloc(16, 255)), '7'.repeat(25) + '4');
});

test('makes ids of 26 base32 characters that do not repeat', () => {
  const ids = new Set(Array.from({ length: 1000 }, () => systemIds.id()));
  assert.equal(ids.size, 1000);
  for (const id of ids) assert.match(id, /^[a-z2-7]{26}$/);
  // Nine characters hold 45 of the 48 bits of the time: 8 ms.
  assert.ok(new Set([...ids].map((id) => id.slice(0, 9))).size < 100);
});

test('makes version 4 UUIDs', () => {
  assert.match(systemIds.uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('makes tokens of 256 bits unless told', () => {
  assert.match(systemIds.token(), /^[\w-]{43}$/);
  assert.equal(Buffer.from(systemIds.token(16), 'base64url').length, 16);
  assert.equal(systemIds.bytes(7).length, 7);
});

test('draws digits uniformly: throws away what would favour the low ones', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  let at = 0;
  const source = (count: number): Uint8Array => {
    const taken = Uint8Array.from({ length: count }, (_, index) => bytes[(at + index) % 256] ?? 0);
    at += count;
    return taken;
  };
  const counts = new Map<string, number>();
  for (const digit of uniformDigits(250, source)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  assert.deepEqual(
    [...counts.values()],
    Array.from({ length: 10 }, () => 25),
  );
  assert.equal(uniformDigits(3, source).length, 3);
});

test('makes codes with leading zeros and refuses a length that is none', () => {
  const codes = Array.from({ length: 500 }, () => systemIds.digits(6));
  for (const code of codes) assert.match(code, /^\d{6}$/);
  assert.ok(codes.some((code) => code.startsWith('0')));
  for (const count of [0, -1, 1.5, Number.NaN]) assert.throws(() => systemIds.digits(count), RangeError);
});
