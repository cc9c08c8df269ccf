// Words the panel makes by itself: sizes of paper, trays, finishings, plurals and dates.

import { job, NOW } from '../../panel-app/gallery/panel-data.ts';
import { makeSpeech } from '../../panel-app/src/locales/say.ts';
import { jobFacts, jobTitle, sheetWords } from '../../panel-app/src/panel/job-words.ts';
import { finishingWords, paperChoiceWords, paperWords } from '../../panel-app/src/panel/option-words.ts';
import { equal, test } from './panel-support.ts';

const size = { width: 21000, height: 29700 };

test('papers are called by the name people use, unknown ones by their measures', () => {
  const names = ['iso_a4_210x297mm', 'na_letter_8.5x11in', 'jis_b5_182x257mm', 'na_index-4x6_4x6in'];
  equal(
    names.map((media) => paperWords({ media, ...size })),
    ['A4', 'Letter', 'JIS B5', 'Index 4x6'],
  );
  equal(paperWords({ media: 'custom_tray_210x297mm', ...size }), '210 × 297 mm');
  equal(paperWords({ media: 'odd', width: 0, height: 0 }), 'odd');
});

test('a paper is named with its tray where the printer names the tray', () => {
  const label = 'A4, bypass tray';
  equal(paperChoiceWords({ media: 'iso_a4_210x297mm', source: 'by-pass-tray', ...size, label }), label);
  equal(paperChoiceWords({ media: 'iso_a4_210x297mm', ...size }), 'A4');
});

test('a finishing without a word of its own still can be told from the others', () => {
  equal([finishingWords(20), finishingWords(35)], ['Top left', 'Kind 35']);
});

test('sheets follow sides, pages per side, ranges and copies', () => {
  equal(sheetWords({}, 12), '12 sheets');
  equal(sheetWords({ sides: 'two-sided-long-edge' }, 11), '2-sided · 6 sheets');
  equal(sheetWords({ numberUp: 4, copies: 2 }, 12), '2 copies · 6 sheets');
  equal(sheetWords({ pageRanges: [{ from: 3, to: 3 }] }, 12), '1 sheet');
});

test('the facts of a document name only what is out of the ordinary', () => {
  const one = job('a', { colour: 'unknown', paper: 'A4' });
  equal(jobFacts(one, {}), 'A4');
  equal(
    jobFacts(one, { copies: 2, numberUp: 2, finishings: [20], pageRanges: [{ from: 2, to: 3 }] }),
    '2 copies · 2 per side · Stapled · Pages 2–3 · A4',
  );
});

test('a masked title of another day has the date with its time', () => {
  const yesterday = job('a', { title: '', mediaType: 'image/png', receivedAt: NOW - 24 * 3600 * 1000 });
  equal(jobTitle(yesterday, NOW), 'Picture, 9 Mar, 09:30');
});

test('plurals follow the language in use, and words it lacks are said in the first one', () => {
  const speech = makeSpeech(
    { pages: { one: '{count} page', other: '{count} pages' }, only: 'Only here' },
    'en',
  );
  equal([speech.say('pages', { count: 1 }), speech.say('pages', { count: 2 })], ['1 page', '2 pages']);
  speech.use({ pages: { one: '{count} strana', few: '{count} strany', other: '{count} stran' } }, 'cs');
  equal(
    [2, 5].map((count) => speech.say('pages', { count })),
    ['2 strany', '5 stran'],
  );
  equal(speech.say('only'), 'Only here');
  equal(speech.say('pages'), '{count} stran', 'a value that is missing stays visible');
});

test('a name in another direction turns none of the words around it, and a number needs no care', () => {
  const hebrew = '\u05d3\u05d5\u05d7';
  const speech = makeSpeech({ deleted: '{title} was deleted.', pages: 'Page {page}.' }, 'en-GB');
  equal(speech.say('deleted', { title: 'Plan.pdf' }), 'Plan.pdf was deleted.');
  equal(speech.say('deleted', { title: hebrew }), `\u2068${hebrew}\u2069 was deleted.`);
  equal(speech.say('deleted', { title: 'a\u202eb' }), '\u2068a\u202eb\u2069 was deleted.');
  speech.use({ deleted: '\u062d\u064f\u0630\u0641 {title}.', pages: '{page}' }, 'ar');
  equal(speech.say('deleted', { title: 'Plan.pdf' }), '\u062d\u064f\u0630\u0641 \u2068Plan.pdf\u2069.');
  equal(speech.say('pages', { page: 3 }), '3');
});
