// The words of every language: whole, with the same values and the plurals of the language; sentences of strangers' names in either direction.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGE_FACTS, LANGUAGES, UNFINISHED } from '@platen/shared/say/languages';
import { missingWords, wrongWords } from '@platen/shared/say/missing-words';
import { ENGLISH, STORED, sayingOf } from '@platen/shared/say/saying';
import { siteSettings } from '@platen/shared/settings';

test('every finished language says all that people can meet', () => {
  for (const language of LANGUAGES.filter((one) => !UNFINISHED.includes(one)))
    assert.deepEqual(missingWords(language), [], language);
});

test('every sentence of every language has the values of the English one and the plurals of its language', () => {
  for (const language of LANGUAGES) assert.deepEqual(wrongWords(language), [], language);
});

test('the setting of the site offers each language by its own name', () => {
  const { choices } = siteSettings.settings.language;
  const names = Object.fromEntries(LANGUAGES.map((one) => [one, LANGUAGE_FACTS[one].name]));
  assert.deepEqual({ ...choices }, names);
});

test('a stored sentence is said in the language of whoever reads it, and plain text stays', () => {
  const stored = STORED.say('note.fonts-more', { count: 2 });
  assert.equal(ENGLISH.told(stored), 'And 2 more fonts were replaced.');
  assert.equal(sayingOf('de').told(stored), 'Und 2 weitere Schriften wurden ersetzt.');
  for (const text of [
    'Paper jam. Open door A.',
    'say: hello',
    'say:["no.such.key",{}]',
    'say:[',
    'say:[1,2]',
    '',
  ])
    assert.equal(sayingOf('de').told(text), text);
});

test('a sentence within a sentence is said in the same language', () => {
  const reason = STORED.error('printer-busy');
  assert.match(sayingOf('fr').say('story.waiting', { reason }), /^En attente : L’imprimante est occupée/);
});

test('a name is kept apart where its direction or the language’s could turn the words around it', () => {
  const hebrew = '\u05d3\u05d5\u05d7';
  assert.equal(ENGLISH.say('job.printed-on', { printer: 'Hall' }), 'Printed on Hall.');
  assert.equal(ENGLISH.say('job.printed-on', { printer: hebrew }), `Printed on \u2068${hebrew}\u2069.`);
  assert.ok(sayingOf('ar').say('job.printed-on', { printer: 'Hall' }).includes('\u2068Hall\u2069'));
  assert.ok(!sayingOf('ar').say('release.stopped-after', { page: 3 }).includes('\u2068'));
});
