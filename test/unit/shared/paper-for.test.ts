// Which paper a job comes out on, as pictures and made sheets take it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paperFor } from '@platen/shared/paper-for';
import type { PrinterCapabilities } from '@platen/shared/printer-capabilities';

type Trays = Pick<PrinterCapabilities, 'mediaReady' | 'mediaDefault'>;
const A4 = { media: 'iso_a4_210x297mm', width: 21_000, height: 29_700 } as const;
const A3 = { media: 'iso_a3_297x420mm', width: 29_700, height: 42_000 } as const;
const LETTER = { media: 'na_letter_8.5x11in', width: 21_590, height: 27_940 } as const;
const trays: Trays = {
  mediaReady: [
    { ...LETTER, source: 'tray-1' },
    { media: A3.media, width: 0, height: 0, source: 'tray-2' },
    { ...A4, source: 'tray-3' },
  ],
  mediaDefault: LETTER.media,
};
const a4 = { count: 3, width: 209.9, height: 297 } as const;

void test('what was asked for comes first, then the tray that was asked for', () => {
  assert.deepEqual(paperFor({ media: 'iso_a5_148x210mm', mediaSource: 'tray-3' }, trays, [a4]), {
    media: 'iso_a5_148x210mm',
    width: 14_800,
    height: 21_000,
  });
  assert.deepEqual(paperFor({ mediaSource: 'tray-2' }, trays, [a4]), A3);
});

void test('without a word, paper of the size that most pages have, either way round', () => {
  assert.deepEqual(paperFor({}, trays, [a4]), A4);
  assert.deepEqual(paperFor({}, trays, [{ count: 1, width: 297, height: 210 }]), A4);
  assert.deepEqual(paperFor({}, trays, [{ count: 1, width: 300, height: 420 }, a4]), A4);
});

void test('nothing that fits: the printer’s own paper, else what is loaded, else nothing', () => {
  const square = [{ count: 1, width: 100, height: 100 }];
  assert.deepEqual(paperFor({}, trays, square), LETTER);
  assert.deepEqual(paperFor({}, { mediaReady: trays.mediaReady.slice(1) }, square), A3);
  assert.equal(paperFor({}, { mediaReady: [{ media: 'unknown', width: 0, height: 0 }] }, square), undefined);
  assert.equal(paperFor({ media: 'letterhead' }, undefined, [a4]), undefined);
});
