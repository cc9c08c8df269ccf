import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { makeSealing } from '@platen/edge-server/platform/sealing';

const sealing = makeSealing(randomBytes(32));
const elsewhere = makeSealing(randomBytes(32));

test('finds a value again by its keyed hash, apart for each purpose and each server', () => {
  const hash = sealing.keyedHash('code', '482913');
  assert.match(hash, /^[0-9a-f]{64}$/);
  assert.equal(sealing.keyedHash('code', '482913'), hash);
  assert.notEqual(sealing.keyedHash('code', '482914'), hash);
  assert.notEqual(sealing.keyedHash('token', '482913'), hash);
  assert.notEqual(elsewhere.keyedHash('code', '482913'), hash);
});

test('opens what it sealed, of any length and in any script', () => {
  for (const text of ['', '482913', 'pässwörd 密码', 'x'.repeat(100_000)]) {
    const sealed = sealing.seal('mail', text);
    assert.match(sealed, /^[\w-]+$/);
    assert.equal(sealing.open('mail', sealed), text);
  }
  assert.notEqual(sealing.seal('mail', 'same'), sealing.seal('mail', 'same'));
});

test('opens nothing for another purpose or another server', () => {
  const sealed = sealing.seal('mail', 'secret');
  assert.equal(sealing.open('ldap', sealed), undefined);
  assert.equal(elsewhere.open('mail', sealed), undefined);
});

test('opens nothing that was changed in any byte, cut, or is no sealed text at all', () => {
  const bytes = Buffer.from(sealing.seal('mail', 'secret'), 'base64url');
  for (let at = 0; at < bytes.length; at += 1) {
    const bad = Buffer.from(bytes);
    bad[at] = (bad[at] ?? 0) ^ 1;
    assert.equal(sealing.open('mail', bad.toString('base64url')), undefined, `byte ${at}`);
    assert.equal(sealing.open('mail', bytes.subarray(0, at).toString('base64url')), undefined, `${at} bytes`);
  }
  for (const text of ['', '!', 'secret', 'AQ']) assert.equal(sealing.open('mail', text), undefined);
});

test('unwraps a data key in its own context only', () => {
  const key = randomBytes(32);
  const wrapped = sealing.wrapKey(key, 'document one');
  assert.equal(wrapped.includes(key), false);
  assert.ok(sealing.unwrapKey(wrapped, 'document one').equals(key));
  assert.throws(() => sealing.unwrapKey(wrapped, 'document two'), /document two does not open/);
  assert.throws(() => elsewhere.unwrapKey(wrapped, 'document one'), /does not open/);
  assert.throws(() => sealing.unwrapKey(wrapped.subarray(1), 'document one'), /does not open/);
  // A database may hand the bytes back as a plain Uint8Array.
  assert.ok(sealing.unwrapKey(Uint8Array.from(wrapped), 'document one').equals(key));
});
