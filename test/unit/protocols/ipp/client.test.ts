import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createServer } from 'node:net';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { type IppRequestOptions, ippRequest } from '@platen/edge-server/protocols/ipp/client';
import { openConnections } from '@platen/edge-server/protocols/ipp/connections';
import { encodeMessage } from '@platen/edge-server/protocols/ipp/encode';
import { getPrinterAttributes, printJob } from '@platen/edge-server/protocols/ipp/request';
import {
  afterOctets,
  type FakePrinter,
  goodAnswer,
  httpAnswer,
  messageOf,
  onRequest,
  startFakePrinter,
} from './fake-printer.ts';
import { printerAnswer, printerUri } from './sample-messages.ts';
import { mutated, seededRandom } from './seeded-mutation.ts';

const never = new AbortController().signal;
const question = getPrinterAttributes({ printerUri, requestId: 77 });
const print = printJob({ printerUri, requestId: 77, documentFormat: 'application/pdf' });

const ask = (printer: Pick<FakePrinter, 'uri'>, more: Partial<IppRequestOptions> = {}) =>
  ippRequest({ uri: printer.uri, message: question, signal: never, ...more });

async function* document(chunks: number, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let count = 0; count < chunks; count += 1) yield await Promise.resolve(Buffer.alloc(size, 0x20));
}

test('posts the message over HTTP/1.1 and gives the answer, whatever printer-uri says', async (context) => {
  const requests: Buffer[] = [];
  const printer = await startFakePrinter(context, (socket) => {
    onRequest(socket, (request) => {
      requests.push(request);
      socket.write(goodAnswer());
    });
  });
  const outcome = await ask(printer);
  assert.equal(outcome.kind, 'answer');
  assert.deepEqual(outcome.message, printerAnswer);
  assert.deepEqual(
    { bytesSent: outcome.bytesSent, requestComplete: outcome.requestComplete, phase: outcome.phase },
    { bytesSent: 0, requestComplete: true, phase: 'answer' },
  );
  const head = requests[0]?.toString('latin1').split('\r\n') ?? [];
  assert.equal(head[0], 'POST /ipp/print HTTP/1.1');
  assert.ok(head.includes(`Host: 127.0.0.1:${String(printer.port)}`));
  assert.ok(head.includes('Content-Type: application/ipp'));
  assert.deepEqual(messageOf(requests[0] ?? Buffer.alloc(0)), question);
});

test('a document of known length goes with Content-Length, one of unknown length in chunks', async (context) => {
  const heads: string[] = [];
  const printer = await startFakePrinter(context, (socket) => {
    afterOctets(socket, 2 * 65_536, (seen) => {
      heads.push(seen.toString('latin1', 0, seen.indexOf('\r\n\r\n')));
      socket.end(goodAnswer());
    });
  });
  const told: number[] = [];
  let written = 0;
  const known = await ask(printer, {
    message: print,
    document: { octets: document(2), length: 2 * 65_536 },
    onBodyBytes: (total) => told.push(total),
    onRequestWritten: () => (written += 1),
  });
  assert.equal(known.kind, 'answer');
  assert.equal(known.bytesSent, 2 * 65_536);
  assert.deepEqual(told, [65_536, 2 * 65_536]);
  assert.equal(written, 1);
  const unknown = await ask(printer, { message: print, document: { octets: document(2) } });
  assert.equal(unknown.kind, 'answer');
  const length = encodeMessage(print).length + 2 * 65_536;
  assert.match(heads[0] ?? '', new RegExp(`Content-Length: ${String(length)}`));
  assert.match(heads[1] ?? '', /Transfer-Encoding: chunked/);
});

test('kept connections carry the next request, without them each has its own', async (context) => {
  const printer = await startFakePrinter(context, (socket) => {
    onRequest(socket, () => socket.write(goodAnswer()));
  });
  const connections = openConnections();
  context.after(() => {
    connections.close();
  });
  const first = await ask(printer, { connections });
  const second = await ask(printer, { connections });
  assert.deepEqual([first.reusedConnection, second.reusedConnection], [false, true]);
  assert.equal(printer.sockets.length, 1);
  await ask(printer);
  await ask(printer);
  assert.equal(printer.sockets.length, 3);
});

test('a kept connection the printer has closed fails as what it is and is not tried again', async (context) => {
  const printer = await startFakePrinter(context, (socket) => {
    let requests = 0;
    onRequest(socket, () => {
      requests += 1;
      if (requests === 1) socket.write(goodAnswer());
      else socket.destroy();
    });
  });
  const connections = openConnections();
  context.after(() => {
    connections.close();
  });
  await ask(printer, { connections });
  const outcome = await ask(printer, { connections });
  assert.equal(outcome.kind, 'reset');
  assert.equal(outcome.reusedConnection, true);
  assert.equal(printer.sockets.length, 1);
});

test('a printer that is off: refused connection, nothing sent, the document closed', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  const octets = Readable.from(document(1));
  const outcome = await ask({ uri: `ipp://127.0.0.1:${String(port)}/` }, { document: { octets } });
  assert.equal(outcome.kind, 'refused-connection');
  assert.equal(outcome.code, 'ECONNREFUSED');
  assert.deepEqual(
    { phase: outcome.phase, bytesSent: outcome.bytesSent },
    { phase: 'connect', bytesSent: 0 },
  );
  assert.equal(octets.destroyed, true);
});

test('what is no address of a printer is never connected to', async () => {
  assert.equal((await ask({ uri: 'lpd://127.0.0.1/' })).kind, 'bad-uri');
});

test('a connection reset at half of the document: how much was sent is an upper bound', async (context) => {
  const printer = await startFakePrinter(context, (socket) => {
    afterOctets(socket, 200_000, () => socket.resetAndDestroy());
  });
  const outcome = await ask(printer, { message: print, document: { octets: document(1000) } });
  assert.equal(outcome.kind, 'reset');
  assert.equal(outcome.phase, 'send');
  assert.ok(outcome.bytesSent >= 199_000);
});

test('all taken and the connection closed before the answer: the whole document may be printed', async (context) => {
  const printer = await startFakePrinter(context, (socket) => {
    afterOctets(socket, 65_536, () => setTimeout(() => socket.destroy(), 20));
  });
  const outcome = await ask(printer, { message: print, document: { octets: document(1), length: 65_536 } });
  assert.equal(outcome.kind, 'reset');
  assert.equal(outcome.phase, 'answer');
  assert.equal(outcome.bytesSent, 65_536);
});

test('a silent printer times out while its answer is awaited', async (context) => {
  const printer = await startFakePrinter(context, (socket) => socket.resume());
  const outcome = await ask(printer, { timeouts: { answerMs: 50 } });
  assert.equal(outcome.kind, 'timeout');
  assert.equal(outcome.phase, 'answer');
});

test('an answer that trickles is bounded by the same time', async (context) => {
  const printer = await startFakePrinter(context, (socket) => {
    onRequest(socket, () => {
      const octets = goodAnswer();
      let at = 0;
      const trickle = setInterval(() => socket.write(octets.subarray(at, ++at)), 10);
      socket.on('close', () => {
        clearInterval(trickle);
      });
    });
  });
  const outcome = await ask(printer, { timeouts: { answerMs: 80 } });
  assert.equal(outcome.kind, 'timeout');
});

test('a printer that takes no more octets times out, and the source is not read ahead', async (context) => {
  const printer = await startFakePrinter(context, (socket) => socket.pause());
  let given = 0;
  async function* large(): AsyncGenerator<Uint8Array> {
    for (; given < 5000; given += 1) yield await Promise.resolve(Buffer.alloc(65_536));
  }
  const outcome = await ask(printer, {
    message: print,
    document: { octets: large() },
    timeouts: { idleMs: 100 },
  });
  assert.equal(outcome.kind, 'timeout');
  assert.equal(outcome.phase, 'send');
  // What the kernel buffers on both sides of loopback is some megabytes of the 320.
  assert.ok(given < 500, `${String(given)} chunks were read`);
});

test('a document source that gives nothing more times out and is let go', async (context) => {
  const printer = await startFakePrinter(context, (socket) => socket.resume());
  const octets = new Readable({ read: () => undefined });
  const outcome = await ask(printer, { message: print, document: { octets }, timeouts: { idleMs: 50 } });
  assert.equal(outcome.kind, 'timeout');
  assert.equal(outcome.bytesSent, 0);
  assert.equal(octets.destroyed, true);
});

test('an abort ends the request in every phase', async (context) => {
  const before = await ippRequest({ uri: printerUri, message: question, signal: AbortSignal.abort() });
  assert.equal(before.kind, 'aborted');
  const printer = await startFakePrinter(context, (socket) => socket.resume());
  const stop = new AbortController();
  const outcome = await ask(printer, {
    signal: stop.signal,
    onRequestWritten: () => {
      stop.abort();
    },
  });
  assert.equal(outcome.kind, 'aborted');
  assert.equal(outcome.phase, 'answer');
  const stopSending = new AbortController();
  const sending = await ask(printer, {
    message: print,
    signal: stopSending.signal,
    document: { octets: document(100_000) },
    onBodyBytes: (total) => {
      if (total > 1_000_000) stopSending.abort();
    },
  });
  assert.equal(sending.kind, 'aborted');
  assert.equal(sending.phase, 'send');
});

const notIpp: readonly [string, Buffer][] = [
  ['noise', Buffer.from('\u0000\u0001 no http at all \r\n\r\n')],
  ['another protocol', Buffer.from('220 mail.test ESMTP\r\n')],
  ['a web page', httpAnswer(Buffer.from('<!DOCTYPE html><title>Printer</title>'))],
  ['an empty answer', httpAnswer(Buffer.alloc(0))],
  ['half a message', httpAnswer(encodeMessage(printerAnswer).subarray(0, 100))],
  ['an answer to another request', httpAnswer(encodeMessage({ ...printerAnswer, requestId: 78 }))],
  ['a status line with tricks', Buffer.from('HTTP/1.1 200 OK\u001b[31m\rSet: x\r\n\r\n')],
  [
    'endless HTTP fields',
    Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nX: '), Buffer.alloc(100_000, 0x61)]),
  ],
];

for (const [what, octets] of notIpp) {
  test(`${what} is not IPP`, async (context) => {
    const printer = await startFakePrinter(context, (socket) => {
      onRequest(socket, () => socket.end(octets));
    });
    const outcome = await ask(printer);
    assert.equal(outcome.kind, 'not-ipp');
    assert.doesNotMatch(outcome.detail, /\p{Cc}/u);
  });
}

test('ten megabytes of attributes are refused at the limit', async (context) => {
  const attribute = Buffer.concat([Buffer.from('4100017a7fff', 'hex'), Buffer.alloc(0x7fff, 0x20)]);
  const start = Buffer.from('020000000000004d04', 'hex');
  const body = Buffer.concat([start, ...Array.from({ length: 320 }, () => attribute), Buffer.of(3)]);
  const printer = await startFakePrinter(context, (socket) => {
    onRequest(socket, () => socket.end(httpAnswer(body)));
  });
  const outcome = await ask(printer);
  assert.equal(outcome.kind, 'not-ipp');
  assert.equal(outcome.error?.reason, 'too-large');
  const small = await ask(printer, { maxAnswerBytes: 1000 });
  assert.equal(small.kind, 'not-ipp');
});

test('an HTTP status other than 200 is told with its number', async (context) => {
  for (const status of [302, 401, 404, 426, 503]) {
    const printer = await startFakePrinter(context, (socket) => {
      onRequest(socket, () => socket.end(`HTTP/1.1 ${String(status)} Nope\r\nContent-Length: 0\r\n\r\n`));
    });
    const outcome = await ask(printer);
    assert.equal(outcome.kind, 'http-status');
    assert.equal(outcome.status, status);
  }
});

test('half an answer and a closed connection is a reset', async (context) => {
  const octets = goodAnswer();
  for (const cut of [10, 60, octets.length - 1]) {
    const printer = await startFakePrinter(context, (socket) => {
      onRequest(socket, () => socket.end(octets.subarray(0, cut)));
    });
    const outcome = await ask(printer);
    assert.equal(outcome.kind, 'reset', `cut at ${String(cut)}`);
    assert.equal(outcome.phase, 'answer');
  }
});

test('an answer whose HTTP never ends is an answer all the same', async (context) => {
  const printer = await startFakePrinter(context, (socket) => {
    onRequest(socket, () => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n\r\n');
      socket.write(encodeMessage(printerAnswer));
    });
  });
  assert.equal((await ask(printer)).kind, 'answer');
});

test('a refusal before the document ended is the answer, and the rest is not sent', async (context) => {
  const printer = await startFakePrinter(context, (socket) => {
    afterOctets(socket, 100_000, () => socket.write(goodAnswer(0x0509)));
  });
  const outcome = await ask(printer, { message: print, document: { octets: document(100_000) } });
  assert.equal(outcome.kind, 'answer');
  assert.equal(outcome.message.code, 0x0509);
  assert.equal(outcome.requestComplete, false);
});

test('after an early success the rest of the document is still sent', async (context) => {
  let taken = 0;
  const printer = await startFakePrinter(context, (socket) => {
    socket.on('data', (chunk: Buffer) => (taken += chunk.length));
    socket.once('data', () => socket.write(goodAnswer()));
  });
  const outcome = await ask(printer, {
    message: print,
    document: { octets: document(50), length: 50 * 65_536 },
  });
  assert.equal(outcome.kind, 'answer');
  assert.equal(outcome.requestComplete, true);
  assert.equal(outcome.bytesSent, 50 * 65_536);
  assert.ok(taken > 0);
});

test('an early success followed by a broken connection is a reset', async (context) => {
  const printer = await startFakePrinter(context, (socket) => {
    socket.once('data', () => socket.write(goodAnswer()));
    afterOctets(socket, 500_000, () => socket.resetAndDestroy());
  });
  const outcome = await ask(printer, { message: print, document: { octets: document(2000) } });
  assert.equal(outcome.kind, 'reset');
  assert.equal(outcome.phase, 'send');
});

test('a document that cannot be read, is too short or too long never ends as a whole one', async (context) => {
  const seen: Buffer[] = [];
  const printer = await startFakePrinter(context, (socket) => {
    socket.on('data', (chunk: Buffer) => seen.push(chunk));
  });
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.alloc(10));
    throw new Error('disk gone');
  }
  const failed = await ask(printer, { message: print, document: { octets: broken() } });
  assert.equal(failed.kind, 'document-failed');
  assert.equal(failed.bytesSent, 10);
  const short = await ask(printer, { message: print, document: { octets: document(1, 10), length: 11 } });
  assert.equal(short.kind, 'document-failed');
  const long = await ask(printer, { message: print, document: { octets: document(2, 10), length: 11 } });
  assert.equal(long.kind, 'document-failed');
  assert.equal(long.bytesSent, 10);
  const missing = await ask(printer, {
    message: print,
    document: { octets: createReadStream('/nonexistent/document.pdf') },
  });
  assert.equal(missing.kind, 'document-failed');
  // The last chunk of a chunked request would be this.
  assert.equal(Buffer.concat(seen).includes('\r\n0\r\n\r\n'), false);
});

test('300 damaged answers each end in an outcome', async (context) => {
  const random = seededRandom(631);
  const printer = await startFakePrinter(context, (socket) => {
    onRequest(socket, () => socket.end(mutated(goodAnswer(), random)));
  });
  const kinds = new Set<string>();
  for (let round = 0; round < 300; round += 1) {
    kinds.add((await ask(printer, { timeouts: { answerMs: 500 } })).kind);
  }
  assert.ok(kinds.has('answer') && kinds.has('not-ipp'), [...kinds].join());
});
