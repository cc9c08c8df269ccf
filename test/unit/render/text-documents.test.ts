// Plain text to PDF in the real render host: what it says, how it is laid out, and where it stops.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ToPdfOptions } from '@platen/edge-server/render/render-outcome';
import { ENGLISH } from '@platen/shared/say/saying';
import iconv from 'iconv-lite';
import { ENCODED, SAMPLE_TEXTS } from '../../documents/sample-texts.ts';
import { pdfText } from '../../support/pdf-text.ts';
import { skipUnless } from '../../support/skip-unless.ts';
import { bytesOf, hostForTests } from './host-for-tests.ts';

const host = hostForTests();
const skip = skipUnless('pdftotext');

async function make(text: string | Uint8Array, more: Partial<ToPdfOptions> = {}) {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const made = await host.toPdf(bytesOf(bytes), 'text/plain', { media: 'iso_a4_210x297mm', ...more });
  assert.ok(made.ok, JSON.stringify(made));
  assert.ok(made.pdf !== undefined);
  return { ...made, pdf: made.pdf };
}

async function refusal(text: string | Uint8Array, more: Partial<ToPdfOptions> = {}): Promise<string> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const made = await host.toPdf(bytesOf(bytes), 'text/plain', { media: 'iso_a4_210x297mm', ...more });
  return made.ok ? 'ok' : made.code;
}

/** Letters and digits in any order: readers put right-to-left lines and gaps between cells together in different ways. */
const letters = (text: string): string =>
  [...text.normalize('NFKC').replaceAll(/[^\p{L}\p{N}]/gu, '')].sort().join('');

void test('text of every encoding is found again in its PDF, letter by letter', { skip }, async () => {
  for (const [language, encoding] of ENCODED) {
    const { pdf } = await make(iconv.encode(SAMPLE_TEXTS[language], encoding));
    assert.equal(letters(await pdfText(pdf)), letters(SAMPLE_TEXTS[language]), `${language} in ${encoding}`);
  }
});

void test('words that read from right to left stay whole and in order for those who search', {
  skip,
}, async () => {
  const { pdf } = await make(SAMPLE_TEXTS.hebrew);
  const text = await pdfText(pdf);
  for (const word of ['שלום', 'המסמך', 'עותקים']) assert.ok(text.includes(word), text);
});

void test('tabs go to every eighth column, form feeds to a new page, and page numbers appear only with a second page', {
  skip,
}, async () => {
  const one = await make('a\tb\nabcdefgh\tc\n');
  assert.deepEqual(one.pageSizes, [{ count: 1, width: 210, height: 297 }]);
  // Poppler guesses blanks from distances, one more or less.
  assert.match((await pdfText(one.pdf)).trim(), /^a {6,9}b\nabcdefgh {5,9}c$/);
  const two = await make('first\n\f\nsecond\n');
  assert.equal(two.color.length, 2);
  const [first = '', second = ''] = (await pdfText(two.pdf)).split('\f');
  assert.match(first, /^first\s+1 \/ 2\s*$/);
  assert.match(second, /^second\s+2 \/ 2\s*$/);
});

void test('long lines are wrapped at words and stand under the beginning of their own text', {
  skip,
}, async () => {
  const { pdf } = await make(`    ${'wrapped '.repeat(20)}\n${'x'.repeat(200)}\n`);
  const lines = (await pdfText(pdf)).split('\n').filter((line) => line.trim() !== '');
  const indents = lines.slice(0, -3).map((line) => /^ */.exec(line)?.[0].length);
  assert.ok(indents.length >= 2 && indents.every((indent) => indent === indents[0]), lines.join('\n'));
  assert.ok(lines.every((line) => line.length <= 84));
  assert.equal(lines.join('').match(/wrapped/g)?.length, 20);
  assert.equal(lines.join('').match(/x/g)?.length, 200);
});

void test('wide tables turn the page, long paragraphs do not', async () => {
  const table = `${'some cell,'.repeat(11)}\n`.repeat(30);
  assert.deepEqual((await make(table)).pageSizes[0]?.width, 297);
  assert.deepEqual((await make('word '.repeat(400))).pageSizes[0]?.width, 210);
  assert.deepEqual((await make(table, { media: 'na_letter_8.5x11in' })).pageSizes[0]?.width, 279.4);
});

void test('control characters are shown, terminal colours and overstriking are not', { skip }, async () => {
  const { pdf } = await make('bell \x07 del \x7f \x1b[31mred\x1b[0m N\bNA\bA end\x1a\n');
  assert.equal((await pdfText(pdf)).trim(), 'bell ^G del ^? red NA end');
});

void test('signs that reorder text cannot show a text that is not there', { skip }, async () => {
  const { pdf } = await make('access = "user\u202e \u2066// admin\u2069";\n');
  assert.equal((await pdfText(pdf)).trim(), 'access = "user // admin";');
});

void test('characters that no font has are counted for the person and stay searchable', {
  skip,
}, async () => {
  // Private use: no font of any machine should have it.
  const { pdf, notes } = await make('a \u{10fffd}\u{10fffd} b \u{10fffc}\n');
  assert.deepEqual(notes?.map(ENGLISH.told), ["3 characters have no picture in the server's fonts."]);
  assert.match(await pdfText(pdf), /a .*b/);
  assert.deepEqual((await make('nothing strange')).notes, []);
});

void test('too many pages, too much text, nothing and only blanks are refused', async () => {
  assert.equal(await refusal('line\n'.repeat(1000), { maxPages: 3 }), 'document-too-many-pages');
  assert.equal(await refusal(Buffer.alloc(20_000_001, 0x61)), 'document-too-many-pages');
  assert.equal(await refusal(''), 'document-empty');
  assert.equal(await refusal(' \n\t\n\f'), 'document-empty');
  assert.equal(await make('\n'.repeat(100), { maxPages: 3 }).catch(() => undefined), undefined);
});

void test('noise of any kind ends as pages or as a refusal, and the pages can be read', async () => {
  for (let round = 0; round < 20; round++) {
    const bytes = Buffer.from(
      Array.from({ length: 2000 }, (_, at) => (at * at * (round + 3) + at * 7 + round) & 255),
    );
    const made = await host.toPdf(bytesOf(bytes), 'text/plain', { media: 'iso_a4_210x297mm' });
    if (!made.ok) continue;
    const seen = await host.inspect(bytesOf(made.pdf ?? new Uint8Array()), 'application/pdf');
    assert.ok(seen.ok && seen.pages === made.color.length, JSON.stringify(seen));
  }
});
