import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashPassword, needsRehash, verifyPassword } from '@platen/edge-server/platform/password-hash';

test('hashes with argon2id at the costs it says, with a new salt each time', async () => {
  const [first, second] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
  assert.match(first, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.notEqual(first, second);
  assert.equal(needsRehash(first), false);
});

test('tells the right password from a wrong one', async () => {
  const stored = await hashPassword('pässwörd 🔑');
  assert.equal(await verifyPassword('pässwörd 🔑', stored), true);
  assert.equal(await verifyPassword('passwörd 🔑', stored), false);
  assert.equal(await verifyPassword('', stored), false);
});

test('does the work of a check and says no when there is no such account', async () => {
  assert.equal(await verifyPassword('anything', undefined), false);
  assert.equal(await verifyPassword('', undefined), false);
});

test('refuses to hash, and never accepts, a password that is longer than any', async () => {
  const long = 'x'.repeat(1025);
  await assert.rejects(hashPassword(long), RangeError);
  const empty = await hashPassword('');
  assert.equal(await verifyPassword(long, empty), false);
  assert.equal(await verifyPassword('x'.repeat(1024), await hashPassword('x'.repeat(1024))), true);
});

test('serves more sign-ins at once than it runs, all with the right answer', async () => {
  const stored = await hashPassword('one');
  const answers = await Promise.all(
    ['one', 'two', 'one', 'two', 'one'].map((given) => verifyPassword(given, stored)),
  );
  assert.deepEqual(answers, [true, false, true, false, true]);
});

test('goes on after a hash that is none, and asks for a new hash of old costs', async () => {
  await assert.rejects(verifyPassword('x', 'not a hash'));
  await assert.rejects(verifyPassword('x', 'not a hash'));
  await assert.rejects(verifyPassword('x', 'not a hash'));
  assert.equal(await verifyPassword('x', undefined), false);
  assert.equal(needsRehash('$argon2id$v=19$m=4096,t=3,p=1$c2FsdHNhbHQ$aGFzaA'), true);
});
