// Which fonts a document asks for, by its own lists, and what is said about those the server has not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inMemory } from '@platen/edge-server/flow/convert/archive-bytes';
import { askedFonts } from '@platen/edge-server/flow/convert/fonts-asked';
import { replacedFonts } from '@platen/edge-server/flow/convert/fonts-replaced';
import { settleOffice } from '@platen/edge-server/flow/convert/office-settle';
import { makeInstalledFonts } from '@platen/edge-server/office/installed-fonts';
import { findSandbox } from '@platen/edge-server/sandbox/find-sandbox';
import { ENGLISH } from '@platen/shared/say/saying';
import { compoundFile } from '../../../documents/office/compound-file.ts';
import { OFFICE_DOCUMENTS } from '../../../documents/office/office-documents.ts';
import { richText } from '../../../documents/office/rich-text.ts';
import { wordDocument } from '../../../documents/office/word-document.ts';
import { skipUnless } from '../../../support/skip-unless.ts';

const never = new AbortController().signal;

async function asked(bytes: Uint8Array): Promise<readonly string[]> {
  const document = inMemory(bytes);
  const settled = await settleOffice(document, never);
  assert.ok(settled.ok, JSON.stringify(settled));
  return (await askedFonts(document, settled.inside)).map(({ name }) => name);
}

test('every kind of document says which font it asks for', async () => {
  let checked = 0;
  for (const { extension, make } of OFFICE_DOCUMENTS) {
    // No font is written into this one.
    if (extension === 'xlsb') continue;
    assert.equal((await asked(make('Letter Sans')))[0], 'Letter Sans', extension);
    checked += 1;
  }
  assert.equal(checked, 20);
});

test('the most used font comes first, and what is no font is left out', async () => {
  const run = (font: string) =>
    `<w:p><w:r><w:rPr><w:rFonts w:ascii="${font}" w:hAnsi="${font}"/></w:rPr><w:t>x</w:t></w:r></w:p>`;
  const body = ['Rare', 'Often', 'Often', 'Often', '+mn-lt', '@Vertical', '&lt;x&gt;', 'Smith &amp; Sons']
    .map(run)
    .join('');
  assert.deepEqual(await asked(wordDocument({ body })), ['Often', 'Rare', 'Smith & Sons']);
  const two = richText({ after: '\\f1 y\\par' })
    .toString('latin1')
    .replace(
      'Liberation Sans;}',
      'Liberation Sans;}{\\f1\\froman{\\*\\panose 0202}Second Face{\\*\\falt Times};}',
    );
  assert.deepEqual(await asked(Buffer.from(two, 'latin1')), ['Liberation Sans', 'Second Face']);
});

test('the binary formats’ lists of fonts are read', async () => {
  const font = Buffer.alloc(20 + 10);
  font.writeUInt16LE(0x31, 0);
  font.writeUInt16LE(26, 2);
  font[18] = 5;
  font[19] = 1;
  font.write('Arial', 20, 'utf16le');
  assert.deepEqual(await asked(compoundFile([{ name: 'Workbook', data: font }])), ['Arial']);
  const atom = Buffer.alloc(100);
  Buffer.from('0000b70f44000000', 'hex').copy(atom, 10);
  atom.write('Tahoma', 18, 'utf16le');
  assert.deepEqual(await asked(compoundFile([{ name: 'PowerPoint Document', data: atom }])), ['Tahoma']);
  const fib = Buffer.alloc(0x11a);
  fib.writeUInt32LE(0, 0x112);
  fib.writeUInt32LE(60, 0x116);
  const table = Buffer.alloc(60);
  table[4] = 39 + 14;
  table.write('Cambria', 44, 'utf16le');
  assert.deepEqual(
    await asked(
      compoundFile([
        { name: 'WordDocument', data: fib },
        { name: '0Table', data: table },
      ]),
    ),
    ['Cambria'],
  );
});

const families = new Map([
  ['Carlito', 'Carlito'],
  ['LiberationSans', 'Liberation Sans'],
  ['Z003-MediumItalic', 'Z003'],
  ['DejaVuSans', 'DejaVu Sans'],
]);
const fonts = (...names: readonly string[]) => names.map((name) => ({ name, used: true }));
const pdf = (...names: readonly string[]) =>
  Buffer.from(names.map((name) => `/FontName/BAAAAA+${name}`).join(' '), 'latin1');
const say = (names: readonly string[], matches: Record<string, string>, ...printed: readonly string[]) =>
  replacedFonts(
    fonts(...names),
    { matches: new Map(Object.entries(matches)), families },
    pdf(...printed),
  ).map(ENGLISH.told);

test('a font that is not there is named with what stands in its place', () => {
  assert.deepEqual(say(['Calibri'], { Calibri: 'Carlito' }, 'Carlito-Bold', 'Carlito'), [
    'Calibri was replaced by Carlito.',
  ]);
  assert.deepEqual(say(['Carlito'], { Carlito: 'Carlito' }, 'Carlito'), []);
  assert.deepEqual(say(['Script'], { Script: 'Z003' }, 'Z003MediumItalic'), ['Script was replaced by Z003.']);
});

test('a font that is listed and not in the print is not spoken of, nor are fonts of signs', () => {
  assert.deepEqual(say(['Calibri', 'Verdana'], { Calibri: 'Carlito', Verdana: 'DejaVu Sans' }, 'Carlito'), [
    'Calibri was replaced by Carlito.',
  ]);
  assert.deepEqual(say(['Wingdings'], { Wingdings: 'DejaVu Sans' }, 'DejaVuSans'), []);
});

test('where LibreOffice chose another one than the system would, the print is believed', () => {
  assert.deepEqual(say(['Comic'], { Comic: 'Z003' }, 'LiberationSans'), [
    'Comic was replaced by Liberation Sans.',
  ]);
});

test('after three the rest is counted, and without an answer of the system nothing is said', () => {
  const names = ['A', 'B', 'C', 'D', 'E'];
  const all = Object.fromEntries(names.map((name) => [name, 'Carlito']));
  assert.equal(say(names, all, 'Carlito').at(-1), 'And 2 more fonts were replaced.');
  assert.equal(say(names.slice(0, 4), all, 'Carlito').at(-1), 'And 1 more font was replaced.');
  assert.deepEqual(
    replacedFonts(fonts('A'), { matches: new Map(), families: new Map() }, pdf('Carlito')),
    [],
  );
});

test('the system is asked once for what it does not know yet, and no name is taken for a command', {
  skip: skipUnless('bwrap', 'fc-list', 'fc-match'),
}, async () => {
  const sandbox = await findSandbox();
  assert.ok(sandbox.ok);
  const installed = makeInstalledFonts({ sandbox });
  const names = ['DejaVu Sans', '$(touch /tmp/x)', '-f', ':lang=zh', 'A, B', "it's", '`id`', '%{file}'];
  const first = await installed.match(names, never);
  assert.equal(first.matches.get('DejaVu Sans'), 'DejaVu Sans');
  assert.ok(first.families.size > 0);
  assert.deepEqual([...first.matches.keys()], names);
  for (const family of first.matches.values())
    assert.ok([...first.families.values()].includes(family), family);
  assert.deepEqual(await installed.match(names, AbortSignal.abort()), first);
  const stopped = await makeInstalledFonts({ sandbox }).match(['Arial'], AbortSignal.abort());
  assert.equal(stopped.families.size, 0);
});
