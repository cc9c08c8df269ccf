// The paper delivery lays a document out for is the paper of the picture and of the preflight, whatever is loaded and asked for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choosePaper } from '@platen/edge-server/flow/deliver/choose-paper';
import type { PrinterOffers } from '@platen/edge-server/flow/deliver/printer-offers';
import { paperFor } from '@platen/shared/paper-for';
import type { Ticket } from '@platen/shared/ticket';

const A4 = { name: 'iso_a4_210x297mm', width: 21_000, height: 29_700 } as const;
const A3 = { name: 'iso_a3_297x420mm', width: 29_700, height: 42_000 } as const;
const LETTER = { name: 'na_letter_8.5x11in', width: 21_590, height: 27_940 } as const;

const offers = (change: Partial<PrinterOffers> = {}): PrinterOffers => ({
  scalings: [],
  formats: [],
  maxCopies: 1,
  colorModes: [],
  doesNumberUp: () => false,
  doesPageRanges: false,
  media: [A4.name, A3.name, LETTER.name],
  loaded: [],
  ...change,
});

const pages = (width: number, height: number) => [{ count: 1, width, height }];

test('it is the answer of the picture, for every mix of what is asked for, loaded and usual', () => {
  const tickets: readonly Ticket[] = [
    {},
    { media: A3.name },
    { mediaSource: 'tray-2' },
    { media: 'letterhead' },
    { media: LETTER.name, mediaSource: 'tray-1' },
  ];
  const loads = [[], [A4], [LETTER, A3], [A4, LETTER, A3]].map((papers) =>
    papers.map((paper, index) => ({ ...paper, source: `tray-${index + 1}` })),
  );
  let compared = 0;
  for (const ticket of tickets) {
    for (const loaded of loads) {
      for (const mediaDefault of [undefined, LETTER.name]) {
        for (const pageSizes of [[], pages(210, 297), pages(297, 210), pages(297, 420), pages(100, 100)]) {
          const usual = mediaDefault === undefined ? {} : { mediaDefault };
          const mediaReady = loaded.map(({ name, ...rest }) => ({ media: name, ...rest }));
          const shown = paperFor(ticket, { mediaReady, ...usual }, pageSizes);
          const printed = choosePaper(ticket, pageSizes, offers({ loaded, ...usual }));
          assert.deepEqual(
            printed && [printed.width, printed.height, printed.name],
            shown && [shown.width, shown.height, shown.media],
          );
          compared += 1;
        }
      }
    }
  }
  assert.equal(compared, 200);
});

test('paper goes by the name the printer has for it', () => {
  const loaded = [{ width: 21_000, height: 29_690, source: 'tray-1' }];
  assert.deepEqual(choosePaper({}, pages(210, 297), offers({ loaded })), {
    name: A4.name,
    width: 21_000,
    height: 29_690,
  });
  assert.deepEqual(choosePaper({}, pages(210, 297), offers({ loaded, media: [] })), {
    width: 21_000,
    height: 29_690,
  });
});

test('where nothing is known, each side is as large as its page', () => {
  assert.equal(choosePaper({}, pages(210, 297), offers()), undefined);
});
