// The memory of what printers said last: at once, asked once, stored when it changed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makePrinterWatch, type PrinterWatch } from '@platen/edge-server/devices/printer-watch';
import type { ProbeOutcome } from '@platen/edge-server/devices/probe-ipp';
import { readCapabilities } from '@platen/edge-server/devices/read-capabilities';
import { systemClock } from '@platen/edge-server/platform/clock';
import { openLog } from '@platen/edge-server/platform/log';

const capabilities = readCapabilities([]);
const answer = (reasons: string[] = []): ProbeOutcome => ({
  capabilities,
  condition: { state: 'idle', reasons, accepting: true, at: 1 },
  trays: [],
  supplies: [],
  identity: {},
});
const PRINTER = { id: 'p', uri: 'ipp://127.0.0.1:1/ipp/print', tlsPin: null };

interface Scene {
  readonly watch: PrinterWatch;
  readonly asked: string[];
  readonly stored: string[];
  outcome: ProbeOutcome | Promise<ProbeOutcome>;
  time: number;
}

function open(): Scene {
  const asked: string[] = [];
  const stored: string[] = [];
  const scene: Omit<Scene, 'watch'> = { asked, stored, outcome: answer(), time: 1_000 };
  const watch = makePrinterWatch({
    clock: { ...systemClock, monotonic: () => scene.time },
    log: openLog({ level: 'silent' }),
    probe: async ({ uri }) => {
      asked.push(uri);
      return scene.outcome;
    },
    changed: async (id, facts) => {
      stored.push(`${id} ${facts.condition.state} ${facts.condition.reasons.join()}`);
    },
  });
  return Object.assign(scene, { watch });
}

test('a look answers at once and asks behind', async () => {
  const scene = open();
  assert.deepEqual(scene.watch.look(PRINTER), {});
  assert.equal((await scene.watch.ask(PRINTER)).condition?.state, 'idle');
  assert.equal(scene.watch.look(PRINTER).condition?.state, 'idle');
  assert.equal(scene.asked.length, 1);
  scene.time += 2_000;
  scene.watch.look(PRINTER);
  assert.equal(scene.asked.length, 2);
});

test('many looks at the same time are one question', async () => {
  const scene = open();
  await Promise.all(Array.from({ length: 50 }, () => scene.watch.ask(PRINTER)));
  assert.equal(scene.asked.length, 1);
});

test('only what changed is stored', async () => {
  const scene = open();
  await scene.watch.ask(PRINTER);
  await scene.watch.ask(PRINTER, 0);
  scene.outcome = answer(['media-empty']);
  await scene.watch.ask(PRINTER, 0);
  scene.outcome = { code: 'printer-unreachable', detail: 'x' };
  await scene.watch.ask(PRINTER, 0);
  assert.deepEqual(scene.stored, ['p idle ', 'p idle media-empty', 'p unreachable ']);
  // What it can do is still known of a printer that is off.
  assert.deepEqual(scene.watch.known('p').capabilities, capabilities);
});

test('a busy printer is not away', async () => {
  const scene = open();
  await scene.watch.ask(PRINTER);
  scene.outcome = { code: 'printer-busy', detail: 'x' };
  assert.equal((await scene.watch.ask(PRINTER, 0)).condition?.state, 'idle');
});

test('an answer about a printer that was forgotten or moved meanwhile is dropped', async () => {
  const scene = open();
  let say: (outcome: ProbeOutcome) => void = () => undefined;
  scene.outcome = new Promise((resolve) => {
    say = resolve;
  });
  const asking = scene.watch.ask(PRINTER);
  scene.watch.forget('p');
  say(answer());
  await asking;
  assert.deepEqual(scene.watch.known('p'), {});
  scene.outcome = answer();
  await scene.watch.ask(PRINTER);
  assert.deepEqual(scene.watch.look({ ...PRINTER, uri: 'ipp://127.0.0.1:2/ipp/print' }), {});
});

test('a probe that throws is logged and asked again next time', async () => {
  const scene = open();
  scene.outcome = Promise.reject(new Error('a mistake'));
  assert.deepEqual(await scene.watch.ask(PRINTER), {});
  scene.outcome = answer();
  assert.equal((await scene.watch.ask(PRINTER)).condition?.state, 'idle');
});

test('after close nothing is asked', () => {
  const scene = open();
  scene.watch.close();
  scene.watch.look(PRINTER);
  assert.equal(scene.asked.length, 0);
});
