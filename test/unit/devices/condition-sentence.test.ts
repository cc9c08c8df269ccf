// printer-state-reasons in words, with and without severity, trays and lies.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeCondition, type Tray } from '@platen/edge-server/devices/condition-sentence';
import { REASON_WORDS, UNIT_ENDINGS, UNITS } from '@platen/edge-server/devices/reason-words';

const stopped = (...reasons: string[]) => ({ state: 'stopped', reasons, accepting: true }) as const;
const idle = (...reasons: string[]) => ({ state: 'idle', reasons, accepting: true }) as const;
const said = (condition: Parameters<typeof describeCondition>[0], trays?: readonly Tray[]): string =>
  describeCondition(condition, trays).sentence;

test('a printer without troubles says what it does', () => {
  assert.deepEqual(describeCondition(idle()), { what: 'ready', sentence: 'Ready.', tone: 'ok' });
  assert.equal(describeCondition({ ...idle(), state: 'processing' }).tone, 'busy');
  assert.equal(said({ ...idle(), state: 'unreachable' }), 'The printer does not answer. Is it switched on?');
  assert.equal(said({ ...idle(), accepting: false }), 'The printer takes no documents at the moment.');
  assert.equal(describeCondition({ ...idle(), state: 'unknown' }).tone, 'quiet');
});

test('an empty tray is named where the printer tells which', () => {
  const trays: Tray[] = [
    { name: 'tray 1', media: 'A4', level: 'filled' },
    { name: 'tray 2', media: 'A3', level: 'empty' },
  ];
  assert.equal(said(stopped('media-empty-error'), trays), 'No paper in tray 2 (A3). Fill it.');
  assert.equal(said(stopped('media-empty-error')), 'No paper. Fill a tray.');
  const both: Tray[] = [...trays, { name: 'tray 3', level: 'empty' }];
  assert.equal(said(stopped('media-empty'), both), 'No paper in tray 2 (A3) and tray 3. Fill one.');
  const many: Tray[] = [...both, { name: 'tray 4', level: 'empty' }];
  assert.equal(said(stopped('media-needed', 'media-empty'), many), 'No paper in 3 trays. Fill one.');
});

test('the worst trouble is told: a cover before a jam before paper before toner', () => {
  assert.equal(
    said(stopped('toner-low-warning', 'media-empty', 'media-jam', 'cover-open')),
    'A cover is open. Close it.',
  );
  assert.equal(
    said(stopped('toner-low-warning', 'media-empty', 'media-jam')),
    'Paper jam. Open the printer and take the paper out.',
  );
  assert.equal(said(stopped('toner-low-warning', 'media-empty')), 'No paper. Fill a tray.');
});

test('severity changes the tone, not the sentence', () => {
  assert.equal(describeCondition(idle('toner-low-warning')).tone, 'warn');
  assert.equal(describeCondition(idle('media-empty-warning')).tone, 'warn');
  assert.equal(describeCondition(idle('media-low-report')).sentence, 'Ready.');
  assert.equal(describeCondition(stopped('media-low-report')).sentence, 'Paper is low. Fill a tray soon.');
  assert.equal(describeCondition(stopped('media-empty-report')).tone, 'bad');
});

test('parts are told by their prefix and ending', () => {
  assert.equal(said(stopped('stapler-empty')), 'The stapler is empty. Fill it.');
  assert.equal(said(stopped('puncher-full-error')), 'The hole puncher is full. Empty it.');
  assert.equal(said(stopped('output-tray-missing')), 'The output tray is missing. Put it in.');
  assert.equal(said(stopped('folder-cover-open')), 'The cover of the folding unit is open. Close it.');
});

test('a keyword that ends in "error" itself is not taken apart', () => {
  assert.match(said(stopped('input-media-tray-feed-error')), /^The paper is not drawn in\./);
  assert.match(said(stopped('input-media-tray-feed-error-error')), /^The paper is not drawn in\./);
});

test('what nobody knows is not repeated to people', () => {
  assert.equal(said(stopped('com.example.flux-capacitor')), 'The printer has stopped. Look at its display.');
  assert.equal(said(idle('__proto__', 'constructor', 'stapler-constructor', 'stapler-__proto__')), 'Ready.');
  assert.equal(said(idle('none')), 'Ready.');
});

test('every entry is one or two plain sentences that fit a panel', () => {
  const entries = [
    ...Object.keys(REASON_WORDS),
    ...UNITS.flatMap(([unit]) => Object.keys(UNIT_ENDINGS).map((ending) => `${unit}-${ending}`)),
  ];
  for (const reason of entries) {
    const { sentence, what } = describeCondition(stopped(`${reason}-error`));
    assert.match(sentence, /^[A-Z][^{}]*[.?]$/, reason);
    assert.ok(sentence.length <= 90, `${reason}: ${sentence}`);
    assert.doesNotMatch(what, /\.$/, reason);
  }
  assert.ok(entries.length > 300);
});
