// Asking a printer how it lives: within the time there is, and not again and again where nobody answers.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describePrinter } from '@platen/edge-server/devices/read-condition';
import type { AskLifeSigns, LifeSigns } from '@platen/edge-server/flow/deliver/delivery-protocol';
import { nowFrom, openLife } from '@platen/edge-server/flow/deliver/life-signs';
import { systemClock } from '@platen/edge-server/platform/clock';
import { openLog } from '@platen/edge-server/platform/log';
import { ENGLISH } from '@platen/shared/say/saying';

const PRINTER = { id: 'p', name: 'Printer', uri: 'socket://127.0.0.1' };
const signal = new AbortController().signal;

function open(lifeSigns: AskLifeSigns | undefined) {
  let at = 0;
  const life = openLife({
    clock: { ...systemClock, monotonic: () => at },
    log: openLog({ level: 'silent' }),
    encryptedOnly: () => false,
    describePrinter,
    ...(lifeSigns === undefined ? {} : { lifeSigns }),
  });
  return { life, pass: (ms: number) => void (at += ms) };
}

test('nobody to ask, nobody asked', async () => {
  const { life } = open(undefined);
  assert.equal(await life.before(PRINTER, signal), undefined);
  assert.equal(await life.during(PRINTER, signal), undefined);
});

test('one that does not answer in time is left alone for a while, then asked again', async () => {
  let asked = 0;
  const answers: LifeSigns[] = [];
  const { life, pass } = open((_printer, given) => {
    asked += 1;
    const answer = answers[0];
    if (answer !== undefined) return Promise.resolve(answer);
    // It never looks at its own time, only at ours.
    return new Promise((resolve) => given.addEventListener('abort', () => setTimeout(resolve, 500)));
  });
  assert.equal(await life.before(PRINTER, signal), undefined);
  assert.equal(await life.before(PRINTER, signal), undefined);
  assert.equal(await life.during(PRINTER, signal), undefined);
  assert.equal(asked, 1);
  pass(300_000);
  answers.push({ status: 'idle', lifeCount: 7 });
  assert.equal((await life.before(PRINTER, signal))?.lifeCount, 7);
  assert.equal((await life.during(PRINTER, signal))?.lifeCount, 7);
  assert.equal(asked, 3);
});

test('whoever fails to ask is taken for silence', async () => {
  const { life } = open(() => Promise.reject(new Error('no socket')));
  assert.equal(await life.before(PRINTER, signal), undefined);
});

test('a caller that gives up ends the question and blames nobody', async () => {
  let asked = 0;
  const { life } = open(() => {
    asked += 1;
    return new Promise(() => undefined);
  });
  assert.equal(await life.before(PRINTER, AbortSignal.abort()), undefined);
  assert.equal(await life.before(PRINTER, AbortSignal.abort()), undefined);
  assert.equal(asked, 2);
});

test('signs in the words of deliveries', () => {
  assert.deepEqual(nowFrom(undefined, 5), { facts: { at: 5 }, blind: true });
  const printing = nowFrom({ status: 'printing', lifeCount: 3 }, 5);
  assert.deepEqual(printing.facts, { at: 5, markerCount: 3, processing: true, stopped: false });
  assert.equal(nowFrom({ status: 'warmup' }, 5).facts.processing, true);
  assert.equal(nowFrom({ status: 'unknown' }, 5).blind, true);
  assert.equal(ENGLISH.told(nowFrom({ status: 'stopped' }, 5).stopped?.what ?? ''), 'it has stopped');
  const words = { what: 'no paper', sentence: 'No paper.' };
  const other = nowFrom({ status: 'other', stopped: words }, 5);
  assert.deepEqual([other.stopped, other.facts.stopped], [words, true]);
});
