// What is said before printing, and what is not: nobody is stopped by what is not known or does not matter.
import assert from 'node:assert/strict';
import test from 'node:test';
import { describeCondition, trayPlace } from '@platen/edge-server/devices/condition-sentence';
import { paperWords } from '@platen/edge-server/devices/paper-words';
import type { PreflightDocument } from '@platen/edge-server/flow/release/preflight/needs';
import {
  type PreflightFacts,
  preflight,
  unanswered,
} from '@platen/edge-server/flow/release/preflight/preflight';
import type { PrinterCapabilities, PrinterCondition } from '@platen/shared/printer-capabilities';
import { ENGLISH } from '@platen/shared/say/saying';
import type { Ticket } from '@platen/shared/ticket';

const A4 = { media: 'iso_a4_210x297mm', source: 'tray-1', width: 21_000, height: 29_700 };
const A3 = { media: 'iso_a3_297x420mm', source: 'tray-2', width: 29_700, height: 42_000 };
const A5 = { media: 'iso_a5_148x210mm', source: 'tray-3', width: 14_800, height: 21_000 };

const able: PrinterCapabilities = {
  makeAndModel: 'Any',
  formats: [],
  maxCopies: 99,
  sides: ['one-sided', 'two-sided-long-edge', 'two-sided-short-edge'],
  printColorModes: ['auto', 'color', 'monochrome'],
  finishings: [3, 4, 20],
  numberUp: [1],
  pageRanges: true,
  mediaReady: [A4, A5],
};
const ready: PrinterCondition = { state: 'idle', reasons: [], accepting: true, at: 0 };

const document = (ticket: Ticket = {}, width = 210, height = 297, id = 'one'): PreflightDocument => ({
  id,
  ticket,
  facts: { pageSizes: [{ count: 1, width, height }], colour: 'monochrome' },
});

const find = (documents: readonly PreflightDocument[], change: Partial<PreflightFacts> = {}) =>
  preflight({
    documents,
    capabilities: able,
    condition: ready,
    words: { condition: describeCondition, paper: (size) => ENGLISH.told(paperWords(size)), tray: trayPlace },
    nearest: () => undefined,
    ...change,
  });
const keys = (...args: Parameters<typeof find>) =>
  find(...args).map(({ severity, key }) => `${severity} ${key}`);

test('a ready printer that can do all of it has nothing to say', () => {
  assert.deepEqual(
    find([document(), document({ sides: 'two-sided-long-edge', finishings: [20], copies: 3 })]),
    [],
  );
});

test('what is not known stands in nobody’s way', () => {
  const wish: Ticket = { copies: 9, finishings: [70], printColorMode: 'color', media: A3.media };
  assert.deepEqual(
    preflight({
      documents: [document(wish)],
      words: {
        condition: describeCondition,
        paper: (size) => ENGLISH.told(paperWords(size)),
        tray: trayPlace,
      },
      nearest: () => undefined,
    }),
    [],
  );
  const told = { ...able, mediaReady: [], sides: [], printColorModes: [] };
  assert.deepEqual(
    keys([document({ sides: 'two-sided-long-edge', printColorMode: 'color' }, 297, 420)], {
      capabilities: told,
    }),
    [],
  );
});

for (const [what, condition, wanted] of [
  ['jammed', { state: 'stopped', reasons: ['media-jam-error'] }, 'stop jam'],
  ['open', { state: 'stopped', reasons: ['cover-open-error'] }, 'stop cover-open'],
  ['out of all paper', { state: 'stopped', reasons: ['media-empty-error'] }, 'stop no-paper'],
  ['away', { state: 'unreachable' }, 'stop offline'],
  ['not accepting', { accepting: false }, 'stop not-accepting'],
  ['stopped without a word', { state: 'stopped' }, 'stop stopped'],
  ['low on toner', { reasons: ['toner-low-warning'] }, 'tell warning'],
] as const) {
  test(`a printer that is ${what} is said to be, with the sentence the panel knows it by`, () => {
    const now: PrinterCondition = {
      ...ready,
      ...condition,
      reasons: 'reasons' in condition ? [...condition.reasons] : [],
    };
    const [finding, more] = find([document()], { condition: now });
    assert.equal(`${finding?.severity} ${finding?.key}`, wanted);
    assert.equal(finding?.sentence, describeCondition(now).sentence);
    assert.equal(more, undefined);
  });
}

test('an empty tray that nobody needs stops nobody', () => {
  const trays = [
    { name: 'tray 1', media: 'A4', level: 'filled' },
    { name: 'tray 2', media: 'A3', level: 'empty' },
  ] as const;
  const condition = { ...ready, reasons: ['media-empty-error'] };
  assert.deepEqual(keys([document()], { condition, trays }), []);
  // A printer that has stopped for it is another matter.
  assert.deepEqual(keys([document()], { condition: { ...condition, state: 'stopped' }, trays }), [
    'stop no-paper',
  ]);
});

test('the needed tray is empty: it is named once, with loaded paper to choose instead', () => {
  const trays = [
    { name: 'tray 1', media: 'A4', level: 'filled' },
    { name: 'tray 2', media: 'A3', level: 'empty' },
  ] as const;
  const condition = { ...ready, reasons: ['media-empty-error'] };
  const [finding, more] = find([document({}, 420, 297)], { condition, trays });
  assert.equal(more, undefined);
  assert.equal(finding?.key, 'no-paper:A3');
  assert.equal(finding?.sentence, 'No paper in tray 2 (A3). Fill it.');
  assert.deepEqual(finding?.choices[0], {
    label: 'Print on A4, made to fit',
    ticket: { media: A4.media, mediaSource: 'tray-1', printScaling: 'fit' },
  });
});

test('paper that is not loaded is asked about, and each loaded one is a tap away, the largest page first', () => {
  const [finding] = find([document({}, 297, 420)]);
  assert.equal(finding?.severity, 'ask');
  assert.equal(finding?.sentence, 'Made for A3. Loaded here: A4, A5.');
  assert.deepEqual(
    finding?.choices.map(({ label }) => label),
    ['Print on A4, made to fit', 'Print on A5, made to fit'],
  );
  assert.equal(find([document({ media: A3.media })])[0]?.sentence, 'A3 is asked for. Loaded here: A4, A5.');
});

test('an almost equal paper, a smaller page, and pages that are put on sheets anyway are no question', () => {
  assert.deepEqual(keys([document({}, 216, 279)]), ['tell media:Letter']);
  assert.deepEqual(keys([document({}, 100, 150)]), ['tell media:100 × 150 mm']);
  assert.deepEqual(keys([document({ numberUp: 2 }, 297, 420)]), []);
  assert.deepEqual(keys([document({ printScaling: 'fit' }, 297, 420)]), []);
  assert.deepEqual(keys([document({ mediaSource: 'tray-1' }, 297, 420)]), []);
  // Cut at the edges is.
  assert.deepEqual(keys([document({ printScaling: 'none' }, 216, 279)]), ['ask media:Letter']);
});

test('what the printer cannot do is asked about, with the way to print it here', () => {
  const capabilities: PrinterCapabilities = {
    ...able,
    finishings: [],
    sides: ['one-sided'],
    printColorModes: ['monochrome'],
    maxCopies: 2,
  };
  const wish: Ticket = {
    copies: 5,
    finishings: [20, 70],
    sides: 'two-sided-long-edge',
    printColorMode: 'color',
  };
  const findings = find([document(wish)], { capabilities });
  assert.deepEqual(
    findings.map(({ key, severity, choices }) => [key, severity, choices.map(({ ticket }) => ticket)]),
    [
      ['finishing:20', 'ask', [{ finishings: [70] }]],
      ['finishing:70', 'ask', [{ finishings: [20] }]],
      ['sides', 'ask', [{ sides: 'one-sided' }]],
      ['colour', 'ask', [{ printColorMode: 'monochrome' }]],
      ['copies', 'ask', [{ copies: 2 }]],
    ],
  );
});

test('a staple elsewhere is offered before none', () => {
  const [finding] = find([document({ finishings: [28] })]);
  assert.deepEqual(
    finding?.choices.map(({ ticket }) => ticket),
    [{ finishings: [4] }, { finishings: [] }],
  );
});

test('copies beyond the printer’s own are made here; only a stapler would mind', () => {
  assert.deepEqual(keys([document({ copies: 100 })]), ['tell copies']);
});

test('a colour page on a grey printer is a question only where colour is near', () => {
  const capabilities: PrinterCapabilities = { ...able, printColorModes: ['monochrome'] };
  const page = {
    ...document(),
    facts: { pageSizes: [{ count: 1, width: 210, height: 297 }], colour: 'color' as const },
  };
  assert.deepEqual(keys([page], { capabilities }), ['tell colour']);
  const nearest = () => ({ id: 'p2', name: 'Library MFD', place: 'First floor' });
  const [finding] = find([page], { capabilities, nearest });
  assert.equal(finding?.severity, 'ask');
  assert.deepEqual(finding?.nearest, nearest());
  assert.deepEqual(
    keys([{ ...page, ticket: { printColorMode: 'monochrome' } }], { capabilities, nearest }),
    [],
  );
});

test('the same question is asked once for all documents, what stops comes first, and answers are kept', () => {
  const findings = find(
    [document({}, 297, 420, 'a'), document({ finishings: [70] }, 210, 297, 'b'), document({}, 297, 420, 'c')],
    { condition: { ...ready, state: 'stopped', reasons: ['media-jam'] } },
  );
  assert.deepEqual(
    findings.map(({ key, jobs }) => [key, jobs.join()]),
    [
      ['jam', 'a,b,c'],
      ['media:A3', 'a,c'],
      ['finishing:70', 'b'],
    ],
  );
  assert.deepEqual(
    unanswered(findings, ['jam', 'media:A3']).map(({ key }) => key),
    ['finishing:70'],
  );
  assert.deepEqual(unanswered(find([document({}, 216, 279)]), []), [], 'what is only told needs no answer');
});
