// What a client asks of a job becomes a ticket, and what cannot be had is told back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TICKET_RULES } from '@platen/edge-server/flow/intake/ipp/job-ticket';
import { queueOffer } from '@platen/edge-server/flow/intake/ipp/queue-offer';
import { readTicket } from '@platen/edge-server/flow/intake/ipp/read-ticket';
import {
  collection,
  enumValue,
  integer,
  keyword,
  rangeOfInteger,
} from '@platen/edge-server/protocols/ipp/message';
import type { PrinterCapabilities } from '@platen/shared/printer-capabilities';

const PRINTER: PrinterCapabilities = {
  makeAndModel: 'Office 1',
  formats: ['application/pdf'],
  maxCopies: 99,
  sides: ['one-sided', 'two-sided-long-edge'],
  printColorModes: ['color', 'monochrome'],
  finishings: [3, 20],
  numberUp: [1],
  pageRanges: false,
  mediaReady: [{ media: 'iso_a3_297x420mm', source: 'tray-2', width: 29_700, height: 42_000 }],
};
const A4 = 'iso_a4_210x297mm';
const offer = queueOffer([PRINTER], A4);

test('a queue offers what its printers can do together, the usual paper first', () => {
  assert.equal(offer.media[0]?.media, A4);
  assert.deepEqual(offer.media.filter(({ media }) => media.startsWith('iso_a3')).length, 1);
  assert.deepEqual(offer.finishings, [3, 20]);
  assert.deepEqual(offer.sides, ['one-sided', 'two-sided-long-edge']);
  assert.equal(offer.color, true);
  const grey = queueOffer([{ ...PRINTER, printColorModes: ['monochrome'], sides: ['one-sided'] }], A4);
  assert.equal(grey.color, false);
  assert.deepEqual(grey.sides, ['one-sided']);
});

test('a site whose printers have told nothing yet still takes documents', () => {
  const empty = queueOffer([], A4);
  assert.ok(empty.media.length >= 4);
  assert.equal(empty.sides.length, 3);
  assert.equal(empty.color, true);
});

test('everything a client can ask lands in the ticket', () => {
  const { ticket, unsupported } = readTicket(
    [
      integer('copies', 3),
      keyword('sides', 'two-sided-long-edge'),
      keyword('print-color-mode', 'monochrome'),
      enumValue('finishings', 20),
      rangeOfInteger('page-ranges', { lower: 1, upper: 2 }, { lower: 5, upper: 9 }),
      integer('number-up', 2),
      keyword('print-scaling', 'fit'),
      enumValue('orientation-requested', 4),
      collection('media-col', [
        collection('media-size', [integer('x-dimension', 29_712), integer('y-dimension', 41_990)]),
        keyword('media-source', 'tray-2'),
      ]),
    ],
    offer,
  );
  assert.deepEqual(unsupported, []);
  assert.deepEqual(ticket, {
    copies: 3,
    sides: 'two-sided-long-edge',
    printColorMode: 'monochrome',
    finishings: [20],
    pageRanges: [
      { from: 1, to: 2 },
      { from: 5, to: 9 },
    ],
    numberUp: 2,
    printScaling: 'fit',
    orientation: 'landscape',
    media: 'iso_a3_297x420mm',
    mediaSource: 'tray-2',
  });
});

test('what is the default anyway leaves the ticket to its owner', () => {
  const { ticket } = readTicket(
    [integer('number-up', 1), enumValue('orientation-requested', 3), enumValue('finishings', 3)],
    offer,
  );
  assert.deepEqual(ticket, {});
});

test('what cannot be had is told back by name and value, and the rest is taken', () => {
  const { ticket, unsupported } = readTicket(
    [
      keyword('sides', 'two-sided-short-edge'),
      integer('copies', 1, 2),
      integer('copies', 0),
      keyword('media', 'om_postcard_100x148mm'),
      rangeOfInteger('page-ranges', { lower: 5, upper: 9 }, { lower: 1, upper: 2 }),
      keyword('job-secret-sauce', 'much'),
      integer('number-up', 4),
    ],
    offer,
  );
  assert.deepEqual(ticket, { numberUp: 4 });
  assert.deepEqual(
    unsupported.map(({ name }) => name),
    ['sides', 'copies', 'copies', 'media', 'page-ranges', 'job-secret-sauce'],
  );
  assert.deepEqual(unsupported[5]?.values, [{ syntax: 'unsupported' }]);
});

test('each rule accepts what it advertises as its default', () => {
  for (const rule of TICKET_RULES) {
    const fallback = rule.advertised(offer).find(({ name }) => name === `${rule.name}-default`);
    const [value] = fallback?.values ?? [];
    if (value !== undefined) assert.ok(rule.accepts(value, offer), rule.name);
  }
});
