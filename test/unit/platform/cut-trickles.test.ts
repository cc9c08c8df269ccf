import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { listen } from '@platen/edge-server/platform/listen';

test('a body that drips is cut; whoever has sent everything and waits for the answer is not', async () => {
  let waiting: ServerResponse | undefined;
  const listener = await listen({
    host: '127.0.0.1',
    port: 0,
    trickleMs: 50,
    listener: (request, response) => {
      request.on('error', () => undefined).resume();
      if (request.url === '/patient') waiting = response;
    },
  });
  try {
    const ask = (path: string, length: number) => {
      const socket = connect(listener.port, '127.0.0.1').on('error', () => undefined);
      socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\nabc`);
      return socket;
    };
    const patient = ask('/patient', 3);
    const drip = ask('/drip', 1_000_000);
    const dripping = setInterval(() => drip.write('x'), 5);
    await once(drip, 'close');
    clearInterval(dripping);
    const answered = once(patient, 'data') as Promise<[Buffer]>;
    waiting?.end('thanks');
    assert.match((await answered)[0].toString(), /200 OK/);
    patient.destroy();
  } finally {
    await listener.close(0);
  }
});
