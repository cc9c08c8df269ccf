import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { type IppRequestOptions, ippRequest } from '@platen/edge-server/protocols/ipp/client';
import { openConnections } from '@platen/edge-server/protocols/ipp/connections';
import { encodeMessage } from '@platen/edge-server/protocols/ipp/encode';
import { getPrinterAttributes, printJob } from '@platen/edge-server/protocols/ipp/request';
import { startFakePrinter } from './fake-printer.ts';
import { printerAnswer, printerUri } from './sample-messages.ts';
import { makeCertificate, type TestCertificate } from './test-certificate.ts';

const never = new AbortController().signal;
const certificate = await makeCertificate('127.0.0.1');
const otherCertificate = await makeCertificate('127.0.0.1');
const forAnotherHost = await makeCertificate('192.0.2.1');

async function startTlsPrinter(context: TestContext, { cert, key }: TestCertificate) {
  let requests = 0;
  const server = createServer({ cert, key }, (request, response) => {
    requests += 1;
    request.resume();
    request.on('end', () => response.end(encodeMessage(printerAnswer)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { uri: `ipps://127.0.0.1:${String(port)}/ipp/print`, requests: () => requests };
}

const ask = (uri: string, more: Partial<IppRequestOptions> = {}) =>
  ippRequest({ uri, message: getPrinterAttributes({ printerUri, requestId: 77 }), signal: never, ...more });

test('a pinned certificate is accepted, with colons or without, in any case', async (context) => {
  const printer = await startTlsPrinter(context, certificate);
  const spelled = certificate.fingerprint.toUpperCase().replace(/..(?!$)/g, '$&:');
  for (const pin of [certificate.fingerprint, spelled]) {
    const outcome = await ask(printer.uri, { trust: { pin } });
    assert.equal(outcome.kind, 'answer');
    assert.equal(outcome.fingerprint, certificate.fingerprint);
  }
});

test('another certificate than the pinned one is refused before anything is sent', async (context) => {
  const printer = await startTlsPrinter(context, certificate);
  const outcome = await ask(printer.uri, {
    message: printJob({ printerUri, requestId: 77 }),
    trust: { pin: otherCertificate.fingerprint },
    document: { octets: (async function* () {})() },
  });
  assert.equal(outcome.kind, 'tls');
  assert.equal(outcome.code, 'pin-mismatch');
  assert.equal(outcome.fingerprint, certificate.fingerprint);
  assert.deepEqual(
    { phase: outcome.phase, bytesSent: outcome.bytesSent },
    { phase: 'connect', bytesSent: 0 },
  );
  assert.equal(printer.requests(), 0);
});

test('on a kept connection the pin is compared again for each request', async (context) => {
  const printer = await startTlsPrinter(context, certificate);
  const connections = openConnections();
  context.after(() => {
    connections.close();
  });
  const pinned = { connections, trust: { pin: certificate.fingerprint } };
  const first = await ask(printer.uri, pinned);
  const second = await ask(printer.uri, pinned);
  assert.deepEqual([first.kind, second.kind], ['answer', 'answer']);
  assert.equal(second.reusedConnection, true);
  assert.equal(second.kind === 'answer' && second.fingerprint, certificate.fingerprint);
  const wrong = await ask(printer.uri, { connections, trust: { pin: otherCertificate.fingerprint } });
  assert.equal(wrong.kind, 'tls');
  assert.equal(printer.requests(), 2);
});

test('a connection opened without verification is not used by a request that verifies', async (context) => {
  const printer = await startTlsPrinter(context, certificate);
  const connections = openConnections();
  context.after(() => {
    connections.close();
  });
  assert.equal(
    (await ask(printer.uri, { connections, trust: { rejectUnauthorized: false } })).kind,
    'answer',
  );
  assert.equal((await ask(printer.uri, { connections })).kind, 'tls');
});

test('without a pin a self-signed certificate is refused unless it is trusted', async (context) => {
  const printer = await startTlsPrinter(context, certificate);
  const refused = await ask(printer.uri);
  assert.equal(refused.kind, 'tls');
  assert.equal(refused.code, 'DEPTH_ZERO_SELF_SIGNED_CERT');
  assert.equal(printer.requests(), 0);
  const trusted = await ask(printer.uri, { trust: { ca: certificate.cert } });
  assert.equal(trusted.kind, 'answer');
});

test('a trusted certificate of another host is refused', async (context) => {
  const printer = await startTlsPrinter(context, forAnotherHost);
  const outcome = await ask(printer.uri, { trust: { ca: forAnotherHost.cert } });
  assert.equal(outcome.kind, 'tls');
  assert.equal(outcome.code, 'ERR_TLS_CERT_ALTNAME_INVALID');
});

test('the fingerprint of a printer that is being registered can be read without trust', async (context) => {
  const printer = await startTlsPrinter(context, certificate);
  const outcome = await ask(printer.uri, { trust: { rejectUnauthorized: false } });
  assert.equal(outcome.kind, 'answer');
  assert.equal(outcome.fingerprint, certificate.fingerprint);
});

test('a printer without TLS on that port is a TLS failure', async (context) => {
  const printer = await startFakePrinter(context, (socket) => {
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  });
  const outcome = await ask(printer.uri.replace('ipp:', 'ipps:'));
  assert.equal(outcome.kind, 'tls');
  assert.equal(outcome.phase, 'connect');
});

test('a printer that never finishes the handshake times out while connecting', async (context) => {
  const printer = await startFakePrinter(context, (socket) => socket.resume());
  const outcome = await ask(printer.uri.replace('ipp:', 'ipps:'), { timeouts: { connectMs: 50 } });
  assert.equal(outcome.kind, 'timeout');
  assert.equal(outcome.phase, 'connect');
});
