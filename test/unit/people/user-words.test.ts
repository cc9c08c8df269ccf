// What people are found by: folded the same way when it is stored and when it is typed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchWords, userWords } from '@platen/edge-server/people/user-words';
import { foldText } from '@platen/shared/fold-text';

test('case and accents do not matter', () => {
  assert.equal(foldText('JÖRG Łukasz Straße Æsop'), 'jorg lukasz strasse aesop');
  assert.deepEqual(searchWords('  Özil  M '), ['ozil', 'm']);
});

test('what the address says is not kept twice', () => {
  const user = { email: 'anna.berg@example.org', name: 'Anna Berg', username: 'aberg', department: 'Küche' };
  assert.equal(userWords(user), 'anna.berg@example.org aberg kuche');
});

test('a name without end is cut, whatever its script', () => {
  const words = userWords({ email: 'a@example.org', name: '漢'.repeat(5000) });
  assert.ok(words.length <= 400);
});
