// A device sheet as a PrinterCondition, trays and paper, and the one sentence that comes of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeCondition } from '@platen/edge-server/devices/condition-sentence';
import type { DeviceSheet } from '@platen/edge-server/devices/device-sheet';
import {
  conditionOfSheet,
  suppliesOfSheet,
  traysOfSheet,
} from '@platen/edge-server/devices/device-sheet-condition';
import { mediaReadyOfSheet } from '@platen/edge-server/devices/device-sheet-media';
import type { SheetAlert, SheetTray } from '@platen/edge-server/devices/device-sheet-parts';

const tray = (facts: Partial<SheetTray> = {}): SheetTray => ({
  index: 1,
  name: 'Tray 1',
  paper: 'A4',
  capacity: 500,
  level: 250,
  size: { width: 21_000, height: 29_700 },
  ...facts,
});
const sheet = (facts: Partial<DeviceSheet> = {}): DeviceSheet => ({
  identity: {},
  state: { device: 'running', printer: 'idle' },
  errors: [],
  trays: [],
  supplies: [],
  outputs: [],
  finishers: [],
  alerts: [],
  at: 9,
  ...facts,
});
const alert = (facts: Partial<SheetAlert>): SheetAlert => ({ severity: 'critical', code: 8, ...facts });
const said = (facts: Partial<DeviceSheet>): string => {
  const one = sheet(facts);
  return describeCondition(conditionOfSheet(one), traysOfSheet(one)).sentence;
};
const stateOf = (state: DeviceSheet['state'], facts: Partial<DeviceSheet> = {}): string =>
  conditionOfSheet(sheet({ ...facts, state })).state;

test('the two states of RFC 2790 make one printer-state', () => {
  assert.equal(stateOf({ device: 'running', printer: 'idle' }), 'idle');
  assert.equal(stateOf({ device: 'warning', printer: 'printing' }), 'processing');
  assert.equal(stateOf({ device: 'running', printer: 'warmup' }), 'idle');
  // Asleep.
  assert.equal(stateOf({ device: 'running', printer: 'other' }), 'idle');
  assert.equal(stateOf({ device: 'down', printer: 'other' }), 'stopped');
  assert.equal(stateOf({ device: 'running' }), 'idle');
  assert.equal(stateOf({ device: 'unknown' }), 'unknown');
  assert.equal(stateOf({}), 'unknown');
  assert.equal(stateOf({}, { errors: ['jammed'] }), 'stopped');
  assert.equal(stateOf({ printer: 'other' }, { errors: ['no-paper'] }), 'stopped');
  assert.equal(
    stateOf({ printer: 'other', device: 'warning' }, { errors: ['no-paper'], trays: [tray()] }),
    'idle',
  );
  assert.equal(conditionOfSheet(sheet()).at, 9);
});

test('what is the matter is said in one sentence', () => {
  assert.equal(said({}), 'Ready.');
  assert.equal(said({ state: { printer: 'printing' } }), 'Printing.');
  const down = { device: 'down', printer: 'other' } as const;
  assert.match(said({ state: down, errors: ['jammed'] }), /^Paper jam\./);
  assert.match(said({ state: down, errors: ['door-open', 'jammed'] }), /^A door is open\. Close it\./);
  assert.match(said({ state: down, errors: ['no-toner'] }), /^A toner cartridge is empty\./);
  assert.match(said({ errors: ['low-toner'] }), /^Toner is low\./);
  assert.match(said({ state: down, errors: ['offline'] }), /^The printer is offline\./);
  assert.match(said({ errors: ['output-full'] }), /^The output tray is full\./);
  assert.match(said({ errors: ['input-tray-missing'] }), /^A paper tray is open or missing\./);
  assert.equal(
    said({ state: down, errors: ['no-paper'], trays: [tray({ level: 0 })] }),
    'No paper in tray 1 (A4). Fill it.',
  );
  assert.equal(said({ errors: ['overdue-maintenance'] }), 'Ready.');
  assert.match(said({ state: { device: 'running', printer: 'warmup' } }), /^The printer is warming up\./);
  assert.match(said({ state: { device: 'testing' } }), /testing itself/);
});

test('an empty tray beside a full one is a warning, not the end', () => {
  const trays = [tray({ level: 0 }), tray({ index: 2, name: 'Bypass Tray', level: 'some' })];
  const condition = conditionOfSheet(
    sheet({ errors: ['input-tray-empty'], trays, state: { device: 'warning' } }),
  );
  assert.deepEqual(condition.reasons, ['media-empty-warning']);
  assert.equal(describeCondition(condition, []).tone, 'warn');
  assert.equal(condition.state, 'idle');
});

test('alerts add their reason with their severity', () => {
  const alerts = [
    alert({ reason: 'media-path-jam' }),
    alert({ severity: 'warning', reason: 'toner-low' }),
    alert({ severity: 'other', reason: 'media-low' }),
    alert({ severity: 'other' }),
    alert({ reason: 'media-path-jam' }),
  ];
  const condition = conditionOfSheet(sheet({ alerts, state: { device: 'down' } }));
  assert.deepEqual(condition.reasons, ['media-path-jam-error', 'toner-low-warning', 'media-low-report']);
  assert.match(describeCondition(condition).sentence, /^Paper jam\./);
});

test('trays and supplies are given as they are over IPP', () => {
  const one = sheet({
    trays: [
      tray({ level: 20 }),
      tray({ name: 'Bypass Tray', level: 0 }),
      tray({ name: 'Cassette', level: 'unknown', mediaName: 'Plain' }),
      tray({ level: 'unlimited' }),
      tray({ level: 5, capacity: 'unknown' }),
    ],
    supplies: [
      { name: 'Black', type: 'toner', isReceptacle: false, left: 40 },
      { name: 'Waste', isReceptacle: true, left: 'some' },
    ],
  });
  assert.deepEqual(
    traysOfSheet(one).map(({ name, level }) => [name, level]),
    [
      ['tray 1', 'low'],
      ['the bypass tray', 'empty'],
      ['Cassette', undefined],
      ['tray 1', 'filled'],
      ['tray 1', 'filled'],
    ],
  );
  assert.deepEqual(suppliesOfSheet(one), [
    { name: 'Black', type: 'toner', level: 40 },
    { name: 'Waste', type: undefined, level: undefined },
  ]);
});

test('paper is ready where its size is known and there is some', () => {
  const { size: _size, ...unsized } = tray();
  const ready = mediaReadyOfSheet(
    sheet({
      trays: [
        tray({ mediaType: 'stationery' }),
        unsized,
        tray({ level: 0 }),
        tray({
          name: 'By-pass tray',
          level: 'unknown',
          size: { width: 20_000, height: 25_000 },
          mediaType: 'Dickes Papier',
        }),
        tray({ name: 'Manual feed' }),
        tray({ name: 'Kassette' }),
      ],
    }),
  );
  assert.deepEqual(ready, [
    { media: 'iso_a4_210x297mm', width: 21_000, height: 29_700, source: 'tray-1', type: 'stationery' },
    { media: 'custom_200x250mm_200x250mm', width: 20_000, height: 25_000, source: 'by-pass-tray' },
    { media: 'iso_a4_210x297mm', width: 21_000, height: 29_700, source: 'manual' },
    { media: 'iso_a4_210x297mm', width: 21_000, height: 29_700 },
  ]);
});
