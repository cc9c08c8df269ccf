// What people call paper, in their language.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printerView } from '@platen/edge-server/api/views/printer-view';
import { isSameSheet, pageWords, paperWords } from '@platen/edge-server/devices/paper-words';
import type { PrinterRow } from '@platen/edge-server/devices/printers';
import type { PrinterCapabilities } from '@platen/shared/printer-capabilities';
import { type Language } from '@platen/shared/say/languages';
import { sayingOf } from '@platen/shared/say/saying';

const A4 = { width: 21_000, height: 29_700 };
const LETTER = { width: 21_590, height: 27_940 };
const DL = { width: 11_000, height: 22_000 };

test('papers have the name of the reader’s language', () => {
  const said = (language: Language) =>
    [A4, LETTER, DL, { width: 20_000, height: 125_000 }].map((size) =>
      sayingOf(language).told(paperWords(size)),
    );
  assert.deepEqual(said('en'), ['A4', 'Letter', 'envelope DL', '200 × 1250 mm']);
  assert.deepEqual(said('de'), ['A4', 'Letter', 'Umschlag DL', '200 × 1250 mm']);
  assert.deepEqual(said('fr')[1], 'Lettre US');
  assert.equal(said('ja')[2], '封筒DL');
});

test('a name inside another sentence is said in that sentence’s language', () => {
  const told = sayingOf('es').say('preflight.print-on', { paper: paperWords(LETTER) });
  assert.match(told, /Carta/);
});

test('a page of a file may lie on its side and be rounded', () => {
  assert.equal(pageWords({ width: 29_750, height: 20_900 }), 'A4');
  assert.ok(isSameSheet(A4, { width: 29_700, height: 21_000 }));
  assert.ok(!isSameSheet(A4, LETTER));
});

test('panel and portal read loaded paper and its tray in their language', () => {
  const capabilities: PrinterCapabilities = {
    makeAndModel: 'Test',
    formats: [],
    maxCopies: 1,
    sides: [],
    printColorModes: [],
    finishings: [],
    numberUp: [],
    pageRanges: false,
    mediaReady: [
      { media: 'iso_a4_210x297mm', source: 'tray-1', ...A4 },
      { media: 'na_letter_8.5x11in', source: 'by-pass-tray', ...LETTER },
      { media: 'iso_dl_110x220mm', ...DL },
      { media: 'whatever', source: 'large-capacity', width: 0, height: 0 },
    ],
  };
  const row = { id: 'p', name: 'P', enabled: true, alias: null, site: null, location: null } as PrinterRow;
  const labels = (language: Language) =>
    printerView(row, { capabilities }, sayingOf(language)).capabilities?.mediaReady.map(({ label }) => label);
  assert.deepEqual(labels('en'), [
    'A4, tray 1',
    'Letter, bypass tray',
    'envelope DL',
    'whatever, large capacity',
  ]);
  assert.deepEqual(labels('de')?.[0], 'A4, Fach 1');
  assert.notEqual(labels('ar')?.[1], labels('en')?.[1]);
});
