// Keys, printers and options in a subject.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSubject, withoutKeys } from '@platen/edge-server/flow/intake/mail/subject-words';
import { MAIL_LANGUAGES, SUBJECT_EXAMPLE } from '@platen/shared/mail-report';
import { Ticket } from '@platen/shared/ticket';
import * as v from 'valibot';

const PRINTERS = [
  { names: ['lobby', 'Lobby Printer', 'mfp-lobby.example.org', '192.0.2.17'] },
  { names: ['lobby 2', 'Second'] },
  { names: ['Kopierraum Süd', '[2001:db8::9]', '2001:db8::9'] },
];

const read = (subject: string) => readSubject(subject, { printers: PRINTERS });

const A4 = 'iso_a4_210x297mm';
const A3 = 'iso_a3_297x420mm';

const OPTIONS: readonly (readonly [string, Ticket])[] = [
  ['2 copies', { copies: 2 }],
  ['two copies', { copies: 2 }],
  ['copies: 3', { copies: 3 }],
  ['5x', { copies: 5 }],
  ['x5', { copies: 5 }],
  ['please print 2 copies, duplex', { copies: 2, sides: 'two-sided-long-edge' }],
  [
    '2 copies duplex mono staple',
    { copies: 2, sides: 'two-sided-long-edge', printColorMode: 'monochrome', finishings: [4] },
  ],
  ['double-sided', { sides: 'two-sided-long-edge' }],
  ['duplex short edge', { sides: 'two-sided-short-edge' }],
  ['duplex (short edge)', { sides: 'two-sided-short-edge' }],
  ['single sided', { sides: 'one-sided' }],
  ['black & white', { printColorMode: 'monochrome' }],
  ['B/W', { printColorMode: 'monochrome' }],
  ['in colour', { printColorMode: 'color' }],
  ['staple top left', { finishings: [20] }],
  ['staple, punch', { finishings: [4, 5] }],
  ['staple, staple top left', { finishings: [20] }],
  ['2 holes', { finishings: [74] }],
  ['4-hole punch', { finishings: [82] }],
  ['pages 1-3', { pageRanges: [{ from: 1, to: 3 }] }],
  [
    'pages 1-3, 5, 2 copies',
    {
      pageRanges: [
        { from: 1, to: 3 },
        { from: 5, to: 5 },
      ],
      copies: 2,
    },
  ],
  ['page 4', { pageRanges: [{ from: 4, to: 4 }] }],
  [
    'pages 7-9 and 1-3',
    {
      pageRanges: [
        { from: 1, to: 3 },
        { from: 7, to: 9 },
      ],
    },
  ],
  ['pages 1–3, 2-5', { pageRanges: [{ from: 1, to: 5 }] }],
  ['A3', { media: A3 }],
  ['on A4 paper', { media: A4 }],
  ['letter size', { media: 'na_letter_8.5x11in' }],
  ['tray 2', { mediaSource: 'tray-2' }],
  ['manual feed', { mediaSource: 'by-pass-tray' }],
  ['2-up', { numberUp: 2 }],
  ['4 pages per sheet', { numberUp: 4 }],
  ['as a booklet', { booklet: true }],
  ['in landscape', { orientation: 'landscape' }],
  ['fit to page', { printScaling: 'fit' }],
  // German
  ['2 Kopien', { copies: 2 }],
  ['zwei Exemplare', { copies: 2 }],
  ['3 mal, bitte', { copies: 3 }],
  ['beidseitig, schwarzweiß', { sides: 'two-sided-long-edge', printColorMode: 'monochrome' }],
  ['doppelseitig kurze Kante', { sides: 'two-sided-short-edge' }],
  ['einseitig und farbig', { sides: 'one-sided', printColorMode: 'color' }],
  ['s/w, geheftet, gelocht', { printColorMode: 'monochrome', finishings: [4, 5] }],
  ['heften oben links', { finishings: [20] }],
  ['4-fach gelocht', { finishings: [82] }],
  ['Seiten 1 bis 3', { pageRanges: [{ from: 1, to: 3 }] }],
  ['Seite 2', { pageRanges: [{ from: 2, to: 2 }] }],
  ['2 Seiten pro Blatt', { numberUp: 2 }],
  ['Fach 3, auf A3', { mediaSource: 'tray-3', media: A3 }],
  ['als Broschüre', { booklet: true }],
  ['Querformat', { orientation: 'landscape' }],
  // French, Spanish, Italian
  [
    '2 exemplaires, recto-verso, en couleur',
    { copies: 2, sides: 'two-sided-long-edge', printColorMode: 'color' },
  ],
  ['noir et blanc, agrafé, bac 1', { printColorMode: 'monochrome', finishings: [4], mediaSource: 'tray-1' }],
  [
    'páginas 2-4, a doble cara, a color',
    { pageRanges: [{ from: 2, to: 4 }], sides: 'two-sided-long-edge', printColorMode: 'color' },
  ],
  [
    'páginas 1-3, 5, grapado',
    {
      pageRanges: [
        { from: 1, to: 3 },
        { from: 5, to: 5 },
      ],
      finishings: [4],
    },
  ],
  ['3 copie, fronte-retro, a colori', { copies: 3, sides: 'two-sided-long-edge', printColorMode: 'color' }],
  [
    'pagina 2, bianco e nero, cassetto 2',
    { pageRanges: [{ from: 2, to: 2 }], printColorMode: 'monochrome', mediaSource: 'tray-2' },
  ],
];

for (const [subject, ticket] of OPTIONS) {
  void test(`"${subject}" is ${JSON.stringify(ticket)}`, () => {
    const words = read(subject);
    assert.deepEqual(words.ticket, ticket);
    assert.deepEqual(words.unknown, []);
    assert.equal(words.title, '');
    assert.deepEqual(read(`Re: ${subject}`).ticket, ticket);
    assert.ok(v.safeParse(Ticket, words.ticket).success);
  });
}

for (const language of MAIL_LANGUAGES) {
  void test(`every word of the ${language} example is understood`, () => {
    const words = read(SUBJECT_EXAMPLE[language]);
    assert.deepEqual(words.ticket, {
      copies: 2,
      sides: 'two-sided-long-edge',
      printColorMode: 'monochrome',
      finishings: [4],
      pageRanges: [{ from: 1, to: 3 }],
      media: A3,
      mediaSource: 'tray-2',
    });
    assert.equal(words.title, '');
  });
}

const TITLES: readonly string[] = [
  'Minutes of the meeting',
  'Staple prices in colour',
  'Color brochure for the staple factory',
  'Seiten für das Heft',
  'Letter',
  'Brochure',
  'Landscape',
  'Guide to A4 paper',
  'Chapter 2, the end',
  'Report (draft)',
  'C++ and pages 1, 2',
  '0 copies',
  '1000 copies',
  'pages 3-1',
  '5 pages per sheet',
  'the lobby needs a new plant',
  'Lobby renovation plan',
  'print to remember',
  'Re: the second printer in the lobby',
];

for (const subject of TITLES) {
  void test(`"${subject}" is simply a subject`, () => {
    const words = read(subject);
    assert.equal(words.ticket, undefined);
    assert.equal(words.printer, undefined);
    assert.equal(words.key, undefined);
    assert.deepEqual(words.unknown, []);
    assert.equal(words.title, subject.replace('Re: ', ''));
  });
}

void test('options beside a title, and a slip among them', () => {
  const words = read('Minutes of May, 2 copies, dupelx, staple');
  assert.deepEqual(words.ticket, { copies: 2, finishings: [4] });
  assert.deepEqual(words.unknown, ['dupelx']);
  assert.equal(words.title, 'Minutes of May, dupelx');
});

const AT: readonly (readonly [string, string | undefined, string])[] = [
  ['lobby', 'lobby', ''],
  ['Lobby: Minutes', 'Lobby', 'Minutes'],
  ['LOBBY, minutes', 'LOBBY', 'minutes'],
  ['Lobby - Minutes', 'Lobby', 'Minutes'],
  ['lobby 2 copies', 'lobby', ''],
  ['lobby 2: Minutes', 'lobby 2', 'Minutes'],
  ['lobby 2', 'lobby 2', ''],
  ['192.0.2.17', '192.0.2.17', ''],
  ['192.0.2.17 Minutes', '192.0.2.17', 'Minutes'],
  ['192.0.2.1 Minutes', undefined, '192.0.2.1 Minutes'],
  ['mfp-lobby.example.org, Minutes', 'mfp-lobby.example.org', 'Minutes'],
  ['2001:db8::9 Minutes', '2001:db8::9', 'Minutes'],
  ['Minutes [Kopierraum Süd]', 'Kopierraum Süd', 'Minutes'],
  ['Minutes (lobby printer)', 'lobby printer', 'Minutes'],
  ['Minutes (draft)', undefined, 'Minutes (draft)'],
  ['Print at Lobby', 'Lobby', ''],
  ['please print this on lobby printer, duplex', 'lobby printer', ''],
  ['Drucken auf Kopierraum Süd: Protokoll', 'Kopierraum Süd', 'Protokoll'],
  ['Imprimer sur lobby', 'lobby', ''],
  ['Imprimir en Second', 'Second', ''],
  ['Stampare su Second', 'Second', ''],
  ['Print at nowhere', undefined, 'Print at nowhere'],
  ['Fwd: AW: lobby: Minutes', 'lobby', 'Minutes'],
];

for (const [subject, printer, title] of AT) {
  void test(`"${subject}" ${printer === undefined ? 'names no printer' : `prints at ${printer}`}`, () => {
    const words = read(subject);
    assert.equal(words.printer, printer);
    assert.equal(words.title, title);
  });
}

void test('printer and options together', () => {
  const words = read('Print on lobby 2 copies, mono: Minutes');
  assert.equal(words.printer, 'lobby');
  assert.deepEqual(words.ticket, { copies: 2, printColorMode: 'monochrome' });
  assert.equal(words.title, 'Minutes');
});

const KEY = '7H3K-9QZT-0M4X-VB2D';
const KEYS: readonly (readonly [string, string])[] = [
  [`[#${KEY}] lobby`, 'lobby'],
  [`[#${KEY}]`, ''],
  [`[#${KEY}] …`, ''],
  [`Re: [#${KEY}] lobby`, 'lobby'],
  [`AW: WG: Re[2]: lobby [#${KEY}]`, 'lobby'],
  [`Fwd: Print [#${KEY}] at: somewhere`, 'somewhere'],
  [`[#${KEY.toLowerCase()}] lobby printer, 2 copies`, 'lobby printer'],
  ['[#7H3K-9QZT- 0M4X-VB2D] lobby', 'lobby'],
  ['[#7H3K 9QZT 0M4X VB2D] lobby', 'lobby'],
  ['[#7H3K–9QZT–0M4X–VB2D] lobby', 'lobby'],
  ['[# 7H3K9QZT0M4XVB2D ] the printer nobody knows', 'the printer nobody knows'],
  [`#${KEY} print at lobby`, 'lobby'],
];

for (const [subject, printerWords] of KEYS) {
  void test(`the key is found in "${subject}", and "${printerWords}" beside it`, () => {
    const words = read(subject);
    assert.equal(words.key, KEY);
    assert.equal(words.printerWords, printerWords);
  });
}

void test('options beside a key are options', () => {
  const words = read(`[#${KEY}] Lobby, duplex, staple`);
  assert.equal(words.printerWords, 'Lobby');
  assert.deepEqual(words.ticket, { sides: 'two-sided-long-edge', finishings: [4] });
});

for (const subject of [
  '[#12345]',
  '#hashtag of a longer kind',
  '[# minutes of the board ]',
  '[#7H3K-9QZT-0M4X-VB2D-AAAA]',
]) {
  void test(`"${subject}" holds no key`, () => {
    assert.equal(read(subject).key, undefined);
  });
}

void test('keys are taken out of what is repeated', () => {
  assert.equal(withoutKeys(`Re: [#${KEY}] lobby [#${KEY}]`), 'Re: lobby');
});

void test('long and odd subjects are read without harm', () => {
  for (const subject of [
    '',
    ' ',
    ','.repeat(5_000),
    'x'.repeat(100_000),
    '1,'.repeat(2_000),
    'pages 1'.repeat(500),
    '['.repeat(3_000),
    're: '.repeat(2_000),
    '\u0000\u202e',
  ]) {
    const words = read(subject);
    assert.ok(words.title.length <= 5_000);
  }
});
