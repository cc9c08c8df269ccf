// A printer made of raw octets: each test says what the socket does. It listens on loopback on a free port.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { decodeMessage } from '@platen/edge-server/protocols/ipp/decode';
import { encodeMessage } from '@platen/edge-server/protocols/ipp/encode';
import type { IppMessage } from '@platen/edge-server/protocols/ipp/message';
import { printerAnswer } from './sample-messages.ts';

export type FakePrinter = {
  readonly port: number;
  readonly uri: string;
  /** Connections taken so far. */
  readonly sockets: readonly Socket[];
};

/** Closed with its connections when the test ends. */
export async function startFakePrinter(
  context: TestContext,
  onConnection: (socket: Socket, index: number) => void,
): Promise<FakePrinter> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    // A client that breaks off is part of many tests.
    socket.on('error', () => socket.destroy());
    onConnection(socket, sockets.length - 1);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, uri: `ipp://127.0.0.1:${String(port)}/ipp/print`, sockets };
}

/** Calls back once, when that many octets have arrived; the socket keeps reading. */
export function afterOctets(socket: Socket, count: number, then: (seen: Buffer) => void): void {
  let seen = Buffer.alloc(0);
  const onData = (chunk: Buffer): void => {
    seen = Buffer.concat([seen, chunk]);
    if (seen.length < count) return;
    socket.off('data', onData);
    socket.resume();
    then(seen);
  };
  socket.on('data', onData);
}

/** Calls back for each request that is complete (Content-Length only, which is what a test without a document gets). */
export function onRequest(socket: Socket, handle: (request: Buffer) => void): void {
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    const headEnd = pending.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const length = /content-length: (\d+)/i.exec(pending.toString('latin1', 0, headEnd))?.[1];
    const end = headEnd + 4 + Number(length ?? 0);
    if (pending.length < end) return;
    const request = pending.subarray(0, end);
    pending = pending.subarray(end);
    handle(request);
  });
}

/** The IPP message of a request that onRequest gave. */
export function messageOf(request: Buffer): IppMessage {
  const result = decodeMessage(request.subarray(request.indexOf('\r\n\r\n') + 4));
  if (!result.ok) throw result.error;
  return result.message;
}

export function httpAnswer(body: Buffer, head: readonly string[] = []): Buffer {
  const lines = [
    'HTTP/1.1 200 OK',
    'Content-Type: application/ipp',
    `Content-Length: ${String(body.length)}`,
  ];
  return Buffer.concat([Buffer.from(`${[...lines, ...head].join('\r\n')}\r\n\r\n`), body]);
}

export const goodAnswer = (code = 0): Buffer => httpAnswer(encodeMessage({ ...printerAnswer, code }));
