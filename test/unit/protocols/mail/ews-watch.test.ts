// Waiting for new mail over EWS: streaming notifications, and looking from time to time where there are none.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { type EwsOptions, openEws } from '@platen/edge-server/protocols/mail/ews';
import { startEwsServer } from '../../../servers/ews-server.ts';
import { waitUntil } from '../../../support/wait-until.ts';
import { mailNamed } from './exchange-mails.ts';

const { signal } = new AbortController();
/** Longer than any test waits: what ends such a wait is news. */
const LONG_MS = 600_000;

async function open(t: TestContext, more: Partial<EwsOptions> = {}) {
  const exchange = await startEwsServer({ user: 'print@example.test', password: 'hush-hush' });
  const log: string[] = [];
  const box = await openEws(
    {
      url: exchange.url,
      auth: { kind: 'password', user: 'print@example.test', password: 'hush-hush' },
      trust: {},
      log: (message) => log.push(message),
      ...more,
    },
    signal,
  );
  t.after(async () => {
    await box.close();
    await exchange.stop();
  });
  const asked = (operation: string): number =>
    exchange.seen.filter((seen) => seen.operation === operation).length;
  return { exchange, box, log, asked };
}

test('new mail ends a wait, and what came between two waits is not missed', async (t) => {
  const { exchange, box, asked } = await open(t);
  await box.wait(LONG_MS, signal);
  assert.equal(exchange.subscriptions(), 1, 'the first wait only subscribes: the caller looks once more');
  const waiting = box.wait(LONG_MS, signal);
  await waitUntil(() => asked('GetStreamingEvents') === 1, { what: 'somebody to listen' });
  exchange.deliver(mailNamed('one'));
  await waiting;
  exchange.deliver(mailNamed('two'));
  await box.wait(LONG_MS, signal);
  await box.close();
  assert.equal(exchange.subscriptions(), 0, 'closing ends the subscription');
});

test('taking messages out of the folder is no news, moving one into it is', async (t) => {
  const { exchange, box } = await open(t);
  const processed = exchange.store.addFolder(
    'Processed',
    exchange.store.folderNamed('msgfolderroot')?.id ?? '',
  );
  const { id } = exchange.deliver(mailNamed('one'));
  await box.wait(LONG_MS, signal);
  await box.remove([id], 'Processed', signal);
  await box.wait(50, signal);
  const waiting = box.wait(LONG_MS, signal);
  const other = await openEws(
    {
      url: exchange.url,
      auth: { kind: 'password', user: 'print@example.test', password: 'hush-hush' },
      trust: {},
      folder: 'Processed',
    },
    signal,
  );
  const [moved] = exchange.store.inFolder(processed.id);
  await other.remove([moved?.id ?? ''], 'INBOX', signal);
  await other.close();
  await waiting;
  assert.equal((await box.list(signal)).mails.length, 1);
});

test('a wait ends after its time, at a knock, at a knock that came before it, and by its caller', async (t) => {
  const { box } = await open(t);
  await box.wait(LONG_MS, signal);
  await box.wait(20, signal);
  const waiting = box.wait(LONG_MS, signal);
  await setImmediate();
  box.wake();
  await waiting;
  box.wake();
  await box.wait(LONG_MS, signal);
  const caller = new AbortController();
  const stopped = box.wait(LONG_MS, caller.signal);
  caller.abort();
  await assert.rejects(stopped, { name: 'AbortError' });
});

test('the end of a stream ends the wait, and the next one listens again', async (t) => {
  const { exchange, box, asked } = await open(t);
  await box.wait(LONG_MS, signal);
  for (const round of [1, 2]) {
    const waiting = box.wait(LONG_MS, signal);
    await waitUntil(() => asked('GetStreamingEvents') === round, { what: 'somebody to listen' });
    // Later than the request: the answer must have begun.
    await waitUntil(() => exchange.listeners() === 1, { what: 'the stream' });
    exchange.closeStreams();
    await waiting;
  }
  assert.equal(asked('Subscribe'), 1);
});

test('streams that end as soon as they begin are given up', async (t) => {
  const { exchange, box, log, asked } = await open(t, { pollMs: 10 });
  await box.wait(LONG_MS, signal);
  for (let round = 1; round <= 4; round++) {
    await waitUntil(() => exchange.listeners() === 1, { what: 'the stream' });
    exchange.closeStreams();
    await box.wait(LONG_MS, signal);
    // The knock of the ended stream has been heard; this begins the next one.
    if (round < 4) await box.wait(0, signal);
  }
  await box.wait(LONG_MS, signal);
  assert.equal(asked('GetStreamingEvents'), 4);
  assert.match(log.join(), /ends as soon as it begins/);
});

test('without notifications the mailbox is looked at from time to time, and the server is not pressed', async (t) => {
  const { exchange, box, log, asked } = await open(t, { pollMs: 10 });
  exchange.failNext('Subscribe', { kind: 'code', code: 'ErrorInvalidOperation' });
  for (let round = 0; round < 5; round++) await box.wait(LONG_MS, signal);
  assert.equal(asked('Subscribe'), 1);
  assert.match(log.join(), /ErrorInvalidOperation/);
});

test('a server that forgot the subscription, breaks the stream or talks nonsense is looked at meanwhile', async (t) => {
  const envelope =
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><a/></s:Body></s:Envelope>';
  for (const fault of [
    undefined,
    { kind: 'octets', body: envelope },
    { kind: 'octets', body: 'no XML at all' },
    { kind: 'endless' },
    { kind: 'status', status: 502 },
  ] as const) {
    const { exchange, box, log, asked } = await open(t, { pollMs: 10 });
    await box.wait(LONG_MS, signal);
    if (fault === undefined) exchange.forgetSubscriptions();
    else exchange.failNext('GetStreamingEvents', fault);
    await box.wait(LONG_MS, signal);
    await box.wait(LONG_MS, signal);
    assert.equal(asked('GetStreamingEvents'), 1, fault?.kind);
    assert.equal(log.length, 1, fault?.kind);
  }
});
