// How a mail key looks, and what people and mail programs may do to it.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { KEY_BYTES, readKey, writeKey } from '@platen/edge-server/flow/release/by-mail/key-text';

test('eighty bits are sixteen characters in four groups', () => {
  assert.equal(KEY_BYTES, 10);
  assert.equal(writeKey(new Uint8Array(10)), '0000-0000-0000-0000');
  assert.equal(writeKey(new Uint8Array(10).fill(255)), 'ZZZZ-ZZZZ-ZZZZ-ZZZZ');
  // 0x08 0x86 ...: five bits at a time 1, 2, 3 and so on.
  assert.equal(writeKey(Uint8Array.of(0x08, 0x86, 0x42, 0x98, 0xe8, 0, 0, 0, 0, 0)), '1234-5678-0000-0000');
});

test('a thousand keys differ in every place and are read as they were written', () => {
  const seen = new Set<string>();
  for (let n = 0; n < 1_000; n++) {
    const key = writeKey(randomBytes(KEY_BYTES));
    assert.equal(readKey(key), key.replaceAll('-', ''));
    seen.add(key);
  }
  assert.equal(seen.size, 1_000);
});

test('case, groups, dashes of a word processor, blanks and letters taken for digits do not matter', () => {
  const plain = '1234A0CDEFGH1KMN';
  for (const typed of [
    '1234-A0CD-EFGH-1KMN',
    '1234a0cdefgh1kmn',
    '1234 A0CD EFGH 1KMN',
    '1234–A0CD–EFGH–1KMN',
    'I234-AOCD-EFGH-LKMN',
    ' 1234-a0cd-\tefgh-1kmn ',
  ]) {
    assert.equal(readKey(typed), plain, typed);
  }
});

test('what cannot be a key is none', () => {
  for (const typed of [
    '',
    '1234',
    '1234-A0CD-EFGH-1KM',
    '1234-A0CD-EFGH-1KMN-0',
    '1234-A0CD-EFGH-1KMU',
    '１２３４-A0CD-EFGH-1KMN',
  ]) {
    assert.equal(readKey(typed), undefined, typed);
  }
});
