// The render host with pretended workers: order, limits, restarts, aborts, stops. What workers do with documents is tested elsewhere.
import assert from 'node:assert/strict';
import { fork, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  makeRenderHost,
  type RenderHost,
  type RenderHostOptions,
} from '@platen/edge-server/render/render-host';
import type { SpawnWorker } from '@platen/edge-server/render/spawn-worker';
import { tempDir } from '../../support/temp-dir.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { isAlive } from './is-alive.ts';

const ENTRY = fileURLToPath(new URL('./odd-worker.mjs', import.meta.url));

const oddWorker: SpawnWorker = (role) =>
  fork(ENTRY, [role], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });

function makeHost(t: TestContext, options: RenderHostOptions = {}): RenderHost {
  const host = makeRenderHost({ spawn: oddWorker, ...options });
  t.after(() => host.stop());
  return host;
}

const does = (path: string) => ({ kind: 'file', path }) as const;
const BOX = { widthPx: 10, heightPx: 10 };

/** The pretended worker's answer: its role, its process, its how manieth request. */
async function answerOf(outcome: Promise<unknown>): Promise<{ role: string; pid: number; jobs: number }> {
  const value = await outcome;
  assert.ok(typeof value === 'object' && value !== null && 'detail' in value);
  const [role = '', pid = '', jobs = ''] = String(value.detail).split(' ');
  return { role, pid: Number(pid), jobs: Number(jobs) };
}

const convert = (host: RenderHost, what: string, more: Parameters<RenderHost['toPdf']>[2] | object = {}) =>
  host.toPdf(does(what), 'image/jpeg', { media: 'iso_a4_210x297mm', ...more });
const preview = (host: RenderHost, what: string, more: object = {}) =>
  host.renderPage(does(what), 1, { ...BOX, ...more });

void test('no process runs before the first request, and one serves several', async (t) => {
  const host = makeHost(t);
  assert.deepEqual(host.workers(), []);
  const first = await answerOf(convert(host, 'ok'));
  const second = await answerOf(convert(host, 'ok'));
  assert.equal(first.role, 'convert');
  assert.equal(second.pid, first.pid);
  assert.equal(second.jobs, 2);
});

void test('previews have a worker of their own, which conversions never take', async (t) => {
  const host = makeHost(t);
  const slow = convert(host, 'wait 300');
  const queued = convert(host, 'ok');
  const seen = await answerOf(preview(host, 'ok'));
  assert.equal(seen.role, 'preview');
  assert.equal((await answerOf(slow)).jobs, 1);
  assert.equal((await answerOf(queued)).jobs, 2);
  assert.equal(host.workers().length, 2);
});

void test('with a single worker a newer preview goes before queued conversions', async (t) => {
  const folder = await tempDir('render');
  t.after(() => folder.remove());
  const file = join(folder.path, 'order');
  const host = makeHost(t, { maxWorkers: 1 });
  const busy = convert(host, 'wait 300');
  const work = [
    convert(host, `log ${file}`, { label: 'conversion 1' }),
    convert(host, `log ${file}`, { label: 'conversion 2' }),
    preview(host, `log ${file}`, { label: 'preview 1' }),
    preview(host, `log ${file}`, { label: 'preview 2' }),
  ];
  await Promise.all([busy, ...work]);
  const order = readFileSync(file, 'utf8').trim().split('\n');
  assert.deepEqual(order, ['preview 1', 'preview 2', 'conversion 1', 'conversion 2']);
});

void test('a request at its time limit ends as too slow, its worker dies, and the next one gets another', async (t) => {
  const host = makeHost(t);
  const before = await answerOf(convert(host, 'ok'));
  const outcome = await convert(host, 'hang', { timeLimitMs: 200 });
  assert.ok(!outcome.ok);
  assert.equal(outcome.code, 'document-too-slow');
  assert.equal(isAlive(before.pid), false);
  assert.notEqual((await answerOf(convert(host, 'ok'))).pid, before.pid);
});

void test('a document that ends two workers is broken; the next document is served all the same', async (t) => {
  const warnings: string[] = [];
  const host = makeHost(t, { log: (level, message) => level === 'warn' && warnings.push(message) });
  const outcome = await convert(host, 'crash');
  assert.ok(!outcome.ok);
  assert.equal(outcome.code, 'document-broken');
  assert.match(outcome.detail, /code 3/);
  assert.deepEqual(warnings, ['render worker replaced', 'render worker replaced']);
  assert.equal((await answerOf(convert(host, 'ok'))).jobs, 1);
});

void test('a document that ends a worn worker gets a second try on a fresh one', async (t) => {
  const host = makeHost(t);
  const first = await answerOf(convert(host, 'ok'));
  const second = await answerOf(convert(host, 'crash-later'));
  assert.notEqual(second.pid, first.pid);
  assert.equal(second.jobs, 1);
});

void test('a worker that says it leaves is replaced, and so is one that has grown fat', async (t) => {
  const host = makeHost(t);
  const left = await answerOf(convert(host, 'leave'));
  const fat = await answerOf(convert(host, 'fat'));
  const fresh = await answerOf(convert(host, 'ok'));
  assert.equal(new Set([left.pid, fat.pid, fresh.pid]).size, 3);
});

void test('a machine on which no worker starts is no fault of the document', async (t) => {
  const host = makeHost(t, {
    spawn: () =>
      spawn(process.execPath, ['-e', 'console.error("no library here"); process.exit(7)'], {
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      }),
  });
  const outcome = await convert(host, 'ok');
  assert.ok(!outcome.ok);
  assert.equal(outcome.code, 'not-ready');
  assert.match(outcome.detail, /code 7.*no library here/s);
});

void test('a program that does not exist, or a spawn that throws, is no fault of the document either', async (t) => {
  const gone = makeHost(t, {
    spawn: () => spawn('/no/such/program', [], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] }),
  });
  const thrown = makeHost(t, {
    spawn: () => {
      throw new Error('no descriptors left');
    },
  });
  for (const host of [gone, thrown]) {
    const outcome = await convert(host, 'ok');
    assert.ok(!outcome.ok);
    assert.equal(outcome.code, 'not-ready');
    assert.deepEqual(host.workers(), []);
  }
});

void test('aborting a queued request drops it without touching the worker', async (t) => {
  const host = makeHost(t, { maxWorkers: 1 });
  const running = answerOf(convert(host, 'wait 300'));
  const abort = new AbortController();
  const queued = convert(host, 'crash', { signal: abort.signal });
  abort.abort();
  const outcome = await queued;
  assert.ok(!outcome.ok);
  assert.equal(outcome.code, 'aborted');
  const { pid } = await running;
  assert.equal((await answerOf(convert(host, 'ok'))).pid, pid);
});

void test('aborting a running request answers at once and ends the worker that does not come back soon', async (t) => {
  const host = makeHost(t);
  const { pid } = await answerOf(preview(host, 'ok'));
  const abort = new AbortController();
  const running = preview(host, 'hang', { signal: abort.signal });
  abort.abort();
  const outcome = await running;
  assert.ok(!outcome.ok);
  assert.equal(outcome.code, 'aborted');
  await waitUntil(() => !isAlive(pid), { what: 'the worker to be gone' });
  assert.notEqual((await answerOf(preview(host, 'ok'))).pid, pid);
});

void test('aborting a request that ends soon anyway keeps the worker', async (t) => {
  const host = makeHost(t, { maxWorkers: 1 });
  const { pid } = await answerOf(preview(host, 'ok'));
  const abort = new AbortController();
  const running = preview(host, 'wait 30', { signal: abort.signal });
  abort.abort();
  assert.equal((await running).ok, false);
  assert.equal((await answerOf(preview(host, 'ok'))).pid, pid);
});

void test('a signal that was aborted before starts nothing', async (t) => {
  const host = makeHost(t);
  const outcome = await convert(host, 'ok', { signal: AbortSignal.abort() });
  assert.ok(!outcome.ok);
  assert.equal(outcome.code, 'aborted');
  assert.deepEqual(host.workers(), []);
});

void test('an idle worker ends by itself, and comes back when there is work', async (t) => {
  const host = makeHost(t, { idleStopMs: 50 });
  const { pid } = await answerOf(convert(host, 'ok'));
  await waitUntil(() => !isAlive(pid), { what: 'the idle worker to be gone' });
  assert.deepEqual(host.workers(), []);
  assert.notEqual((await answerOf(convert(host, 'ok'))).pid, pid);
});

void test('a warmed worker is there before the first preview', async (t) => {
  const host = makeHost(t);
  host.warm();
  host.warm();
  const [worker, ...others] = host.workers();
  assert.deepEqual(others, []);
  assert.equal((await answerOf(preview(host, 'ok'))).pid, worker?.pid);
});

void test('stopping ends what waits and what runs, leaves no process, and refuses what comes later', async () => {
  const host = makeRenderHost({ spawn: oddWorker });
  const { pid } = await answerOf(convert(host, 'ok'));
  const running = [convert(host, 'hang'), preview(host, 'hang')];
  const waiting = convert(host, 'ok');
  await host.stop();
  for (const outcome of await Promise.all([...running, waiting, convert(host, 'ok')])) {
    assert.ok(!outcome.ok);
    assert.equal(outcome.code, 'not-ready');
  }
  assert.equal(isAlive(pid), false);
  assert.deepEqual(host.workers(), []);
});

void test('the looking-over is done again without colour when colour takes too long', async (t) => {
  const budgets: unknown[] = [];
  const host = makeHost(t, {
    log: (level, _message, { result }) => level === 'warn' && budgets.push(result),
  });
  const outcome = await host.inspect(does('hang'), 'application/pdf', { timeLimitMs: 200 });
  assert.ok(!outcome.ok);
  assert.equal(outcome.code, 'document-too-slow');
  assert.deepEqual(budgets, ['overrun', 'overrun']);
  budgets.length = 0;
  await host.inspect(does('hang'), 'application/pdf', { timeLimitMs: 200, colourBudgetMs: 0 });
  assert.deepEqual(budgets, ['overrun']);
});
