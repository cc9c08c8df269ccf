// LPR's parts: addresses, and one job to a daemon that answers in every way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LpdOutcome, sendLpdJob } from '@platen/edge-server/protocols/lpd/client';
import { lpdFiles } from '@platen/edge-server/protocols/lpd/control-file';
import { parseLprUri } from '@platen/edge-server/protocols/lpd/lpr-uri';
import { connectPrinter } from '@platen/edge-server/protocols/pjl/printer-socket';
import { type LpdBehaviour, startLpdPrinter } from '../../../servers/lpd-printer.ts';

test('LPR addresses', () => {
  assert.deepEqual(parseLprUri('lpr://h'), { host: 'h', port: 515, queue: 'lp' });
  assert.deepEqual(parseLprUri('lpd://h:1515/Queue_1'), { host: 'h', port: 1515, queue: 'Queue_1' });
  assert.deepEqual(parseLprUri('lpd://[::1]/q/'), { host: '::1', port: 515, queue: 'q' });
  for (const wrong of [
    '',
    'lpr:',
    'ipp://h/x',
    'lpr://h/a%0ab',
    'lpr://h/a b',
    'lpr://h/a/b',
    'lpr://u@h/q',
    'lpr://h/q?x',
    'lpr://h:0/q',
    `lpr://h/${'q'.repeat(65)}`,
  ])
    assert.equal(parseLprUri(wrong), undefined, wrong);
});

const DOCUMENT = Buffer.from('%PDF-1.4 a document\n'.repeat(5_000));

async function send(
  t: { after(act: () => Promise<void>): void },
  behaviour: LpdBehaviour,
  { length = DOCUMENT.length, answerMs = 5_000, signal = new AbortController().signal } = {},
): Promise<LpdOutcome> {
  const printer = await startLpdPrinter();
  t.after(() => printer.stop());
  printer.script(behaviour);
  const socket = await connectPrinter({ host: '127.0.0.1', port: printer.port, timeoutMs: 5_000, signal });
  assert.ok(socket.kind === 'connected');
  const octets = (async function* () {
    for (let at = 0; at < DOCUMENT.length; at += 10_000) yield DOCUMENT.subarray(at, at + 10_000);
  })();
  const outcome = await sendLpdJob({
    socket,
    queue: 'lp',
    files: lpdFiles({ number: 1, user: 'u', title: 't' }),
    length,
    octets,
    signal,
    answerMs,
    onBytes: () => undefined,
    onWritten: () => undefined,
  });
  socket.leave();
  return outcome;
}

test('a job that is taken', async (t) => {
  assert.deepEqual(await send(t, { kind: 'honest' }), { kind: 'accepted' });
});

test('a no before the document is a refusal; after it nobody knows', async (t) => {
  for (const step of ['queue', 'control', 'control-file', 'data'] as const) {
    const outcome = await send(t, { kind: 'answers', step, octet: 3 });
    assert.deepEqual(outcome, { kind: 'refused', step: step.replace('-file', ''), answer: 3 });
  }
  const after = await send(t, { kind: 'answers', step: 'data-file', octet: 3 });
  assert.ok(after.kind === 'lost' && after.sent === 'all');
});

test('silence and breaks at each step: how much had left is told', async (t) => {
  for (const step of ['queue', 'control', 'control-file', 'data'] as const) {
    for (const kind of ['silence', 'reset'] as const) {
      const outcome = await send(t, { kind, step }, { answerMs: 50 });
      assert.ok(outcome.kind === 'lost' && outcome.sent === 'none', `${kind} at ${step}`);
    }
  }
  const broken = await send(t, { kind: 'reset', step: 'data-file' });
  assert.ok(broken.kind === 'lost' && broken.sent === 'all');
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 50);
  const given = await send(t, { kind: 'silence', step: 'data-file' }, { signal: controller.signal });
  assert.ok(given.kind === 'lost' && given.sent === 'all');
});

test('a document of another length than told is not passed off as whole', async (t) => {
  const longer = await send(t, { kind: 'honest' }, { length: DOCUMENT.length - 1 });
  assert.ok(longer.kind === 'lost' && longer.sent === 'some');
  const shorter = await send(t, { kind: 'honest' }, { length: DOCUMENT.length + 1 });
  assert.ok(shorter.kind === 'lost' && shorter.sent === 'some');
});
