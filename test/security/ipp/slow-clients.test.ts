// Threat T11: a thousand clients that send a byte now and then hold nobody up. How long a real client waits beside them is what
// `npm run bench ipp slow-clients` measures; here it is that it is served while every one of them is still at it, and that the slow are cut.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { listen } from '@platen/edge-server/platform/listen';
import { mimeMediaType } from '@platen/edge-server/protocols/ipp/message';
import { makeDocument } from '../../bench/documents.ts';
import { ippRequest, ippRequestHeader } from '../../support/ipp-request.ts';
import { type RunningServer, runServer } from '../../support/running-server.ts';
import { waitUntil } from '../../support/wait-until.ts';

const SLOW = 1_000;
/** Opened at a time: a listener's queue holds 511. */
const AT_ONCE = 100;

let server: RunningServer;
let port: number;

before(async () => {
  server = await runServer();
  port = Number(new URL(server.plainUrl).port);
  await server.portalUser('test@example.test');
  for (const name of ['print.plain', 'print.trustNames'])
    await server.app.settings.change(name, true, 'test');
});
after(() => server.close());

const FORMAT = mimeMediaType('document-format', 'application/pdf');

/** Half of them have not ended the HTTP header, half are in the middle of their document. */
function beginnings(): readonly Buffer[] {
  const header = ippRequestHeader({ port, operation: 'Print-Job', attributes: [FORMAT] });
  const head = `POST /ipp/print HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/ipp\r\n`;
  return [
    Buffer.from(head),
    Buffer.concat([Buffer.from(`${head}Content-Length: 1000000\r\n\r\n`), header, Buffer.from('%PDF-1.4\n')]),
  ];
}

test('a real client is served while a thousand slow ones are still sending', async (t) => {
  const slow: Socket[] = [];
  t.after(() => {
    for (const socket of slow) socket.destroy();
  });
  const texts = beginnings();
  while (slow.length < SLOW) {
    const some = Array.from({ length: AT_ONCE }, () => connect(port, '127.0.0.1'));
    slow.push(...some);
    await Promise.all(some.map((socket) => once(socket, 'connect')));
    some.forEach((socket, index) => {
      socket.on('error', () => socket.destroy());
      socket.write(texts[index % texts.length] ?? '');
    });
  }
  // A byte of each, then the real one, several times over: each byte is an event of its own in the server.
  for (let round = 0; round < 5; round += 1) {
    for (const [index, socket] of slow.entries()) socket.write(index % 2 === 0 ? 'X' : '%');
    const answer = await ippRequest({
      port,
      operation: 'Print-Job',
      attributes: [FORMAT],
      document: makeDocument(20_000),
    });
    assert.ok(answer.code <= 0xff, `0x${answer.code.toString(16)}`);
  }
  const inDocument = slow.filter((_, index) => index % 2 === 1);
  assert.ok(
    inDocument.every((socket) => !socket.destroyed && socket.bytesRead === 0),
    'they were never in its way',
  );
  // Those that go leave nothing: what was begun is not a document.
  for (const socket of slow) socket.destroy();
  await waitUntil(() => Promise.resolve(server.app.accept.arriving() === 0), {
    what: 'the broken-off documents to be forgotten',
  });
});

test('a client that never ends its HTTP header is cut', async (t) => {
  const listener = await listen({
    host: '127.0.0.1',
    port: 0,
    headersMs: 500,
    listener: (_request, response) => response.end(),
  });
  t.after(() => listener.close(0));
  const socket = connect(listener.port, '127.0.0.1');
  t.after(() => socket.destroy());
  await once(socket, 'connect');
  socket.write('POST /ipp/print HTTP/1.1\r\n');
  // It goes on a byte at a time, so it is never silent.
  const trickle = setInterval(() => socket.write('X'), 100);
  t.after(() => clearInterval(trickle));
  socket.on('error', () => socket.destroy());
  let said = '';
  socket.on('data', (chunk: Buffer) => {
    said += chunk.toString('latin1');
  });
  await once(socket, 'close');
  assert.match(said, /^HTTP\/1\.1 40[08] |^$/);
});
