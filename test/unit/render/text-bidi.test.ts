// The order of mixed right-to-left and left-to-right text on the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bidiLevels, hasRtl, reorder } from '@platen/edge-server/render/text-bidi';

/** Capitals stand for Hebrew letters, as in the examples of UAX #9. */
function shown(text: string, direction?: 'ltr' | 'rtl'): string {
  const hebrew = text.replaceAll(/[A-Z]/g, (letter) =>
    String.fromCharCode(0x5d0 + letter.charCodeAt(0) - 65),
  );
  const { levels } = bidiLevels(hebrew, direction);
  const items = [...text].map((character, index) => ({ character, level: levels[index] ?? 0 }));
  return reorder(items, ({ level }) => level)
    .map(({ character }) => character)
    .join('');
}

void test('the first letter decides which way a paragraph reads', () => {
  assert.equal(shown('ABC abc'), 'abc CBA');
  assert.equal(shown('abc ABC'), 'abc CBA');
  assert.equal(shown('abc ABC', 'rtl'), 'CBA abc');
});

void test('numbers keep their own order inside right-to-left text', () => {
  assert.equal(shown('ABC 123 DEF'), 'FED 123 CBA');
  assert.equal(shown('ABC 1,234.5 DEF'), 'FED 1,234.5 CBA');
  assert.equal(shown('abc ABC 12 DEF xyz'), 'abc FED 12 CBA xyz');
});

void test('signs between two words of one direction go with them, others with the paragraph', () => {
  assert.equal(shown('abc "ABC DEF" xyz'), 'abc "FED CBA" xyz');
  assert.equal(shown('ABC!'), '!CBA');
  assert.equal(shown('abc ABC!'), 'abc CBA!');
});

void test('text without such letters is known at a glance', () => {
  assert.equal(hasRtl('Größe, 漢字, Ж'), false);
  assert.equal(hasRtl('a שלום'), true);
});
