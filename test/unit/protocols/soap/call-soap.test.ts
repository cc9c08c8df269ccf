// One SOAP call over real sockets: how each way a device can behave ends.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcp } from 'node:net';
import { type TestContext, test } from 'node:test';
import { callSoap, type SoapAsk } from '@platen/edge-server/protocols/soap/call-soap';
import { startEipDevice } from '../../../servers/eip-device.ts';
import { freePort } from '../../../support/free-port.ts';

const ENVELOPE =
  '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><a/></S:Body></S:Envelope>';

const ask = (port: number, more: Partial<SoapAsk> = {}, secure = false): SoapAsk => ({
  to: { secure, host: 'localhost', address: '127.0.0.1', port, path: '/service' },
  contentType: 'text/xml',
  body: Buffer.from(ENVELOPE),
  trust: {},
  ...more,
});

async function serve(t: TestContext, listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

test('an answer tells the time of the device, and the request is what devices expect', async (t) => {
  let headers: unknown;
  const port = await serve(t, (request, response) => {
    headers = request.headers;
    response.setHeader('date', 'Sun, 22 Nov 2026 12:00:00 GMT');
    response.end(ENVELOPE);
  });
  const outcome = await callSoap(ask(port));
  assert.equal(outcome.kind, 'answer');
  assert.equal(outcome.deviceTime, Date.parse('2026-11-22T12:00:00Z'));
  assert.equal(outcome.fingerprint, undefined);
  const sent = headers as Record<string, string>;
  assert.equal(sent['soapaction'], '""');
  assert.equal(sent['content-type'], 'text/xml');
  assert.equal(sent['host'], `localhost:${port}`);
});

test('a redirection is an HTTP status and is never followed', async (t) => {
  let visits = 0;
  const port = await serve(t, (_, response) => {
    visits++;
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  const outcome = await callSoap(ask(port));
  assert.ok(outcome.kind === 'http-status' && outcome.status === 307);
  assert.equal(visits, 1);
});

test('an answer without an end, a broken one and a silent device all end', async (t) => {
  const large = await serve(t, (_, response) => {
    const more = (): void => {
      while (response.write(Buffer.alloc(65_536, 0x20)));
    };
    response.on('drain', more);
    more();
  });
  const tooLarge = await callSoap(ask(large));
  assert.ok(tooLarge.kind === 'failed' && tooLarge.why === 'too-large');

  const broken = await serve(t, (_, response) => {
    response.write('<S:');
    setImmediate(() => response.destroy());
  });
  const reset = await callSoap(ask(broken));
  assert.ok(reset.kind === 'failed' && reset.why === 'reset');

  const silent = await serve(t, () => undefined);
  const late = await callSoap(ask(silent, { timeouts: { answerMs: 50 } }));
  assert.ok(late.kind === 'failed' && late.why === 'timeout');
});

test('nobody there, no HTTP and a caller that gives up are told apart', async (t) => {
  const nobody = await callSoap(ask(await freePort()));
  assert.ok(nobody.kind === 'failed' && nobody.why === 'refused-connection');

  const odd = createTcp((socket) => socket.end('220 mail\r\n'));
  odd.listen(0, '127.0.0.1');
  await once(odd, 'listening');
  t.after(() => odd.close());
  const notHttp = await callSoap(ask((odd.address() as AddressInfo).port));
  assert.ok(notHttp.kind === 'failed' && (notHttp.why === 'not-soap' || notHttp.why === 'reset'));

  const silent = await serve(t, () => undefined);
  const controller = new AbortController();
  const waiting = callSoap(ask(silent, { signal: controller.signal }));
  controller.abort();
  const gone = await waiting;
  assert.ok(gone.kind === 'failed' && gone.why === 'aborted');
  const before = await callSoap(ask(silent, { signal: controller.signal }));
  assert.ok(before.kind === 'failed' && before.why === 'aborted');
});

test('over TLS only the pinned certificate is spoken to, and the others are told nothing', async (t) => {
  const device = await startEipDevice();
  t.after(() => device.stop());
  const { https } = device.ports;
  const right = await callSoap(ask(https, { trust: { pin: device.pin } }, true));
  assert.equal(right.kind, 'http-status');
  assert.equal(right.fingerprint, device.pin);
  assert.ok((right.certificateEndsAt ?? 0) > 0);
  assert.equal(device.calls.length, 1);

  const other = await callSoap(ask(https, { trust: { pin: 'ab'.repeat(32) } }, true));
  assert.ok(other.kind === 'failed' && other.why === 'wrong-certificate');
  assert.equal(other.fingerprint, device.pin);
  const unknown = await callSoap(ask(https, {}, true));
  assert.ok(unknown.kind === 'failed' && unknown.why === 'tls');
  const plain = await callSoap(ask(device.ports.http, { trust: { pin: device.pin } }, true));
  assert.ok(plain.kind === 'failed' && plain.why === 'tls');
  assert.equal(device.calls.length, 1);
});
