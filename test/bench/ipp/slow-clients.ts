// What a real client waits while 1,000 others send a Print-Job at one byte a second each: the answer to its own Print-Job, 20 kB, over a
// connection of its own.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { mimeMediaType, name } from '@platen/edge-server/protocols/ipp/message';
import type { Measure } from '../area.ts';
import { makeDocument } from '../documents.ts';
import { takeAnswer } from '../load/http-answers.ts';
import { makeRow } from '../row.ts';
import { percentile } from '../statistics.ts';
import { ippOverHttp, openBenchQueue } from './bench-queue.ts';

const SLOW = 1_000;
const SAMPLES = 50;
const BYTE_EVERY_MS = 1_000;
/** Connections opened at a time: a listener's queue holds 511. */
const AT_ONCE = 100;

/** Sends the request and resolves with the milliseconds until its answer. */
const timePrint = async (port: number, request: Buffer): Promise<number> => {
  const began = performance.now();
  const socket = connect(port, '127.0.0.1');
  try {
    let received: Buffer = Buffer.alloc(0);
    socket.write(request);
    for (;;) {
      const [chunk] = (await once(socket, 'data')) as [Buffer];
      received = Buffer.concat([received, chunk]);
      const answer = takeAnswer(received)?.answer;
      if (answer === undefined) continue;
      if (answer.status !== 200 || answer.body.readUInt16BE(2) > 0x00ff)
        throw new Error(`HTTP ${answer.status}: ${answer.body.toString('latin1', 0, 200)}`);
      return performance.now() - began;
    }
  } finally {
    socket.destroy();
  }
};

export const slowClients: Measure = {
  name: 'slow-clients',
  async run({ say }) {
    const queue = await openBenchQueue();
    const slow: { readonly socket: Socket; at: number }[] = [];
    let trickle: NodeJS.Timeout | undefined;
    try {
      const { port } = queue;
      const request = ippOverHttp({
        port,
        path: '/ipp/print',
        operation: 'Print-Job',
        attributes: [name('job-name', 'benchmark'), mimeMediaType('document-format', 'application/pdf')],
        document: makeDocument(20_000),
      });
      // Half of them are in the HTTP header for ever, half in the document.
      const beginAt = request.indexOf('%PDF');
      while (slow.length < SLOW) {
        const some = Array.from({ length: AT_ONCE }, (_, index) => {
          const socket = connect(port, '127.0.0.1');
          socket.on('error', () => socket.destroy());
          return { socket, at: index % 2 === 0 ? 0 : beginAt };
        });
        await Promise.all(some.map(({ socket }) => once(socket, 'connect')));
        for (const { socket, at } of some) socket.write(request.subarray(0, at));
        slow.push(...some);
      }
      trickle = setInterval(() => {
        for (const client of slow) {
          if (client.socket.destroyed) continue;
          client.socket.write(request.subarray(client.at, client.at + 1));
          client.at += 1;
        }
      }, BYTE_EVERY_MS);
      const samples: number[] = [];
      for (let sample = 0; sample < SAMPLES; sample += 1) samples.push(await timePrint(port, request));
      say(`  p50 ${percentile(samples, 0.5).toFixed(1)} ms with ${SLOW} slow clients`);
      return [
        makeRow({
          area: 'ipp',
          name: `Print-Job of 20 kB answered while ${SLOW} clients send a byte a second, the slowest of ${SAMPLES}`,
          unit: 'ms',
          ours: Math.max(...samples),
          target: { kind: 'at-most', value: 1_000 },
        }),
      ];
    } finally {
      clearInterval(trickle);
      for (const { socket } of slow) socket.destroy();
      await queue.stop();
    }
  },
};
