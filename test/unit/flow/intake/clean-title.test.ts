// A sender's file name as the title of a document.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanTitle } from '@platen/edge-server/flow/intake/clean-title';

test('paths, controls and direction tricks are no part of a title', () => {
  assert.equal(cleanTitle('C:\\Users\\anna\\Plan.pdf'), 'Plan.pdf');
  assert.equal(cleanTitle('a\u0000b\nc\u202egpj.exe'), 'a b c gpj.exe');
  assert.equal(cleanTitle('  \u200b \ufeff '), 'Untitled');
  assert.equal(cleanTitle('..'), 'Untitled');
});

test('joiners stay where a script or a picture needs them, and nowhere else', () => {
  assert.equal(cleanTitle('می\u200cخواهم.pdf'), 'می\u200cخواهم.pdf');
  assert.equal(cleanTitle('👩🏽\u200d💻 👨\u200d👩\u200d👧.pdf'), '👩🏽\u200d💻 👨\u200d👩\u200d👧.pdf');
  assert.equal(cleanTitle('pay\u200d\u200dslip\u200c.pdf'), 'pay slip .pdf');
});

test('a long one is cut in the middle, between whole signs, and its ending stays', () => {
  const long = cleanTitle(`${'w'.repeat(2_000)}.pdf`);
  assert.equal(Array.from(long).length, 120);
  assert.match(long, /^w{95}…w{20}\.pdf$/);
  const families = cleanTitle(`${'👨\u200d👩\u200d👧'.repeat(400)}.pdf`);
  assert.match(families, /^(?:👨\u200d👩\u200d👧)+…(?:👨\u200d👩\u200d👧)+\.pdf$/u);
  const accents = cleanTitle(`${'e\u0323\u0301'.repeat(300)}`);
  assert.doesNotMatch(accents, /…\p{M}/u);
  assert.ok(Array.from(cleanTitle(`a${'\u0301'.repeat(100_000)}`)).length <= 120);
});
