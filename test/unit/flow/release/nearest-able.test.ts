// The printer to walk to: what it can do, where it stands, and whether it would print.
import assert from 'node:assert/strict';
import test from 'node:test';
import { type KnownPrinter, nearestAble } from '@platen/edge-server/flow/release/preflight/nearest-able';
import { needsOf } from '@platen/edge-server/flow/release/preflight/needs';
import type { PrinterCapabilities, PrinterCondition } from '@platen/shared/printer-capabilities';
import type { Ticket } from '@platen/shared/ticket';

const capabilities: PrinterCapabilities = {
  makeAndModel: 'Any',
  formats: [],
  maxCopies: 10,
  sides: ['one-sided', 'two-sided-long-edge'],
  printColorModes: ['color', 'monochrome'],
  finishings: [4],
  numberUp: [1],
  pageRanges: true,
  mediaReady: [{ media: 'iso_a4_210x297mm', width: 21_000, height: 29_700 }],
};
const idle: PrinterCondition = { state: 'idle', reasons: [], accepting: true, at: 0 };

const printer = (id: string, change: Partial<KnownPrinter> = {}): KnownPrinter => ({
  id,
  name: id,
  site: 'Main',
  location: 'Ground',
  enabled: true,
  capabilities,
  condition: idle,
  ...change,
});
const HERE = printer('here');
const needs = (ticket: Ticket) => [needsOf({ id: 'job', ticket })];
const nearest = (printers: readonly KnownPrinter[], ticket: Ticket = { finishings: [20] }) =>
  nearestAble(printers, HERE, needs(ticket))?.id;

test('the same location first, then the same site, then any', () => {
  const far = printer('far', { site: 'Annex' });
  const upstairs = printer('upstairs', { location: 'First' });
  const beside = printer('zbeside');
  assert.equal(nearest([far, upstairs, beside, HERE]), 'zbeside');
  assert.equal(nearest([far, upstairs, HERE]), 'upstairs');
  assert.equal(nearest([far, HERE]), 'far', 'the ground floor of another site is not near');
  assert.equal(nearest([HERE]), undefined);
});

test('only one that is on, accepts, and is known to be able', () => {
  assert.equal(nearest([printer('off', { enabled: false })]), undefined);
  assert.equal(nearest([printer('unknown', { capabilities: null })]), undefined);
  for (const condition of [
    { ...idle, state: 'stopped' as const },
    { ...idle, state: 'unreachable' as const },
    { ...idle, accepting: false },
  ]) {
    assert.equal(nearest([printer('down', { condition })]), undefined);
  }
  assert.equal(nearest([printer('never-asked', { condition: null })]), 'never-asked');
});

test('an idle one comes before one that is printing, at the same distance', () => {
  const busy = printer('a', { condition: { ...idle, state: 'processing' } });
  assert.equal(nearest([busy, printer('b')]), 'b');
});

test('it must be able to do all of it', () => {
  const others = [printer('other')];
  assert.equal(
    nearest(others, { media: 'iso_a4_210x297mm', copies: 10, sides: 'two-sided-long-edge' }),
    'other',
  );
  assert.equal(nearest(others, { media: 'iso_a3_297x420mm' }), undefined);
  assert.equal(nearest(others, { copies: 11 }), undefined);
  assert.equal(nearest(others, { sides: 'two-sided-short-edge' }), undefined);
  assert.equal(nearest(others, { finishings: [70] }), undefined);
  assert.equal(nearest(others, { printColorMode: 'color' }), 'other');
});
