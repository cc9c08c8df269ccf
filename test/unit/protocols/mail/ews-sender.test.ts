// Sending through Exchange Web Services: what leaves, and whether a failed try is proven not to have sent anything.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer as createTcp } from 'node:net';
import { type TestContext, test } from 'node:test';
import { ewsSender } from '@platen/edge-server/protocols/mail/ews-sender';
import { startEwsServer } from '../../../servers/ews-server.ts';
import { freePort } from '../../../support/free-port.ts';
import { waitUntil } from '../../../support/wait-until.ts';
import { outgoing, trouble } from './exchange-mails.ts';

const { signal } = new AbortController();
const AUTH = { kind: 'password', user: 'print@example.test', password: 'hush-hush' } as const;

async function start(t: TestContext) {
  const exchange = await startEwsServer(AUTH);
  const sender = ewsSender({ url: exchange.url, auth: AUTH, trust: {} });
  t.after(async () => {
    sender.close();
    await exchange.stop();
  });
  return { exchange, sender };
}

test('a message is sent as MIME to its one recipient, and no copy is kept', async (t) => {
  const { exchange, sender } = await start(t);
  await sender.verify(signal);
  const mail = outgoing({ subject: 'Grüße <>&"', text: 'Code 1234 äöü ]]>' });
  assert.deepEqual((await sender.send(mail, signal)).kind, 'sent');
  const [sent] = exchange.store.sent;
  const text = sent?.toString('latin1') ?? '';
  assert.equal(text.match(/^To: .*$/gm)?.length, 1);
  assert.match(text, /^To: ann@example\.test\r$/m);
  assert.match(text, /^Auto-Submitted: auto-replied\r$/m);
  assert.match(text, /^Message-ID: <1@example\.test>\r$/m);
  assert.equal(exchange.store.items.size, 0);
});

test('what is proven not to be sent is told apart from what may have been', async (t) => {
  const { exchange, sender } = await start(t);
  const end = async () => {
    const { detail, ...outcome } = await sender.send(outgoing(), signal);
    assert.doesNotMatch(detail, /hush|[\r\n]/);
    return outcome;
  };
  const notSent = (trouble: string, permanent = false, retryAfterMs?: number) => ({
    kind: 'not-sent',
    permanent,
    trouble,
    ...(permanent ? {} : { retryAfterMs }),
  });
  exchange.failNext('CreateItem', { kind: 'code', code: 'ErrorInvalidRecipients' });
  assert.deepEqual(await end(), notSent('rejected', true));
  exchange.failNext('CreateItem', { kind: 'busy', backOffMs: 250 });
  assert.deepEqual(await end(), notSent('busy', false, 250));
  exchange.failNext('CreateItem', { kind: 'code', code: 'ErrorServerBusy', backOffMs: 5 });
  assert.deepEqual(await end(), notSent('busy', false, 5));
  exchange.failNext('CreateItem', { kind: 'code', code: 'ErrorAccessDenied' });
  assert.deepEqual(await end(), notSent('refused'));
  exchange.failNext('CreateItem', { kind: 'status', status: 503, headers: { 'retry-after': '2' } });
  assert.deepEqual(await end(), notSent('busy', false, 2_000));
  exchange.failNext('CreateItem', { kind: 'status', status: 404 });
  assert.deepEqual(await end(), notSent('protocol'));
  for (const fault of [
    { kind: 'status', status: 500 },
    { kind: 'status', status: 502 },
    { kind: 'status', status: 504 },
    { kind: 'code', code: 'ErrorTimeoutExpired' },
    { kind: 'octets', body: '<html></html>' },
    { kind: 'octets', body: '' },
    { kind: 'cut', after: 1 },
    { kind: 'cut', after: 400 },
  ] as const) {
    exchange.failNext('CreateItem', fault);
    assert.deepEqual(await end(), { kind: 'unknown' }, JSON.stringify(fault));
  }
  // What was cut had been taken: exactly that is why nobody may try again.
  assert.equal(exchange.store.sent.length, 2);
  assert.deepEqual(await end(), { kind: 'sent' });
});

test('a server that is not there or refuses the password has nothing', async (t) => {
  const { exchange } = await start(t);
  const away = ewsSender({
    url: `http://127.0.0.1:${await freePort()}/EWS/Exchange.asmx`,
    auth: AUTH,
    trust: {},
  });
  const outcome = await away.send(outgoing(), signal);
  assert.ok(outcome.kind === 'not-sent' && outcome.trouble === 'unreachable' && !outcome.permanent);
  await assert.rejects(away.verify(signal), trouble('unreachable'));
  const wrong = ewsSender({ url: exchange.url, auth: { ...AUTH, password: 'wrong' }, trust: {} });
  const refused = await wrong.send(outgoing(), signal);
  assert.ok(refused.kind === 'not-sent' && refused.trouble === 'refused' && !refused.permanent);
  await assert.rejects(wrong.verify(signal), trouble('refused'));
  assert.equal(exchange.store.sent.length, 0);
});

test('a stop before the request was out leaves nothing, one after it waits for the answer and may know nothing', async (t) => {
  const { exchange, sender } = await start(t);
  const early = new AbortController();
  early.abort();
  await assert.rejects(sender.send(outgoing(), early.signal), { name: 'AbortError' });
  assert.equal(exchange.seen.length, 0);
  exchange.failNext('CreateItem', { kind: 'silence' });
  const late = new AbortController();
  const sending = sender.send(outgoing(), late.signal);
  await waitUntil(() => exchange.seen.length === 1, { what: 'the request' });
  late.abort();
  exchange.cutAll();
  assert.equal((await sending).kind, 'unknown');
});

test('a request that broke before its last octet was out has sent nothing', async (t) => {
  const server = createTcp((socket) => {
    socket.on('error', () => undefined);
    // More than the buffers on the way hold is still with us by now.
    socket.once('data', () => socket.resetAndDestroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const sender = ewsSender({ url: `http://127.0.0.1:${port}/EWS/Exchange.asmx`, auth: AUTH, trust: {} });
  const outcome = await sender.send(outgoing({ text: 'line after line\n'.repeat(800_000) }), signal);
  assert.ok(outcome.kind === 'not-sent' && outcome.trouble === 'unreachable', JSON.stringify(outcome));
});

test('a message with an address that is none does not leave', async (t) => {
  const { exchange, sender } = await start(t);
  await assert.rejects(
    sender.send(outgoing({ to: 'ann@example.test, bob@example.test' }), signal),
    /recipient/,
  );
  assert.equal(exchange.seen.length, 0);
});
