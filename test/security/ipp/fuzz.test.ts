// Mutated IPP requests against the printer's own door (threats.md T10, R6): whatever the octets, there is an answer of IPP or of HTTP, and it is a
// well-formed one. 10,000 each run; PLATEN_TEST_IPP=1000000 for the long one. What it took is told, not asserted.
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { IppDoor } from '@platen/edge-server/ipp-door';
import { openIpp } from '@platen/edge-server/open-ipp';
import { openNegotiate } from '@platen/edge-server/platform/negotiate';
import { decodeMessage } from '@platen/edge-server/protocols/ipp/decode';
import { AppError } from '@platen/shared/app-error';
import { quietLog } from '../../support/conversion-stack.ts';
import { type RunningServer, runServer } from '../../support/running-server.ts';
import { seededRandom } from '../../unit/protocols/ipp/seeded-mutation.ts';
import { mutateIpp } from './mutate.ts';
import { ippSeeds } from './seeds.ts';

const ROUNDS = Number(process.env['PLATEN_TEST_IPP'] ?? 10_000);
/** Far above what any request takes: what is not answered by then never will be. */
const HANG_MS = 60_000;
/** A machine that is busy with something else takes some milliseconds for each. */
const LIMIT_MS = 180_000 + ROUNDS * 50;
/** Requests in the server at a time. */
const AT_ONCE = 32;

let server: RunningServer;
let door: IppDoor;
let documents = 0;

before(async () => {
  server = await runServer();
  await server.portalUser('anna@example.test');
  for (const [name, value] of [
    ['print.trustNames', true],
    ['documents.maxMegabytes', 1],
  ] as const)
    await server.app.settings.change(name, value, 'test');
  // Documents are read to their end and refused: what is tried here is the way to them. Storing them is bad-documents.test.ts's.
  const acceptStream: RunningServer['app']['accept']['acceptStream'] = async (_incoming, body) => {
    let bytes = 0;
    for await (const chunk of body) bytes += chunk.length;
    documents += 1;
    throw new AppError(bytes === 0 ? 'document-empty' : 'document-type', { type: 'nothing' });
  };
  door = openIpp(
    { ...server.app, accept: { ...server.app.accept, acceptStream } },
    openNegotiate({ log: quietLog, keytab: () => '' }),
  );
});
after(() => server.close());

interface Answered {
  readonly status: number;
  readonly body: Buffer;
}

/** The request as node would hand it over, in pieces of `piece` octets. */
function ask(octets: Buffer, piece: number): Promise<Answered | 'cut'> {
  const pieces: Buffer[] = [];
  for (let at = 0; at < octets.length; at += piece) pieces.push(octets.subarray(at, at + piece));
  const request = Object.assign(Readable.from(pieces, { objectMode: false, autoDestroy: false }), {
    url: '/ipp/print',
    method: 'POST',
    headers: { host: 'localhost', 'content-type': 'application/ipp' },
    socket: {
      remoteAddress: '127.0.0.1',
      localPort: 443,
      encrypted: true,
      authorized: false,
      getPeerCertificate: () => ({}),
    },
  });
  const response = Object.assign(new EventEmitter(), { writableFinished: false });
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no answer to ${octets.toString('hex')}`)), HANG_MS);
    const settle = (outcome: Answered | 'cut'): void => {
      clearTimeout(late);
      resolve(outcome);
    };
    let status = 0;
    Object.assign(response, {
      writeHead: (code: number) => {
        status = code;
      },
      end: (body: Buffer = Buffer.alloc(0)) => {
        response.writableFinished = true;
        settle({ status, body });
      },
    });
    // The door's way to give a connection up.
    request.destroy = () => {
      settle('cut');
      return request;
    };
    door.answer(request as unknown as IncomingMessage, response as unknown as ServerResponse);
  });
}

test(`${ROUNDS} mutated requests are each answered, well-formed, and the door still serves`, {
  timeout: LIMIT_MS,
}, async (t) => {
  const random = seededRandom(20_261_122);
  const seeds = ippSeeds();
  const answers = new Map<string, number>();
  const loop = monitorEventLoopDelay();
  loop.enable();
  const rssBefore = process.memoryUsage().rss;
  const began = performance.now();
  const logged = server.logged.length;
  let round = 0;
  const run = async (): Promise<void> => {
    while (round < ROUNDS) {
      const number = round;
      round += 1;
      const octets = mutateIpp(seeds, random);
      // As from a socket, each in a turn of its own: else requests that need no disk follow each other for ever, and those that do wait.
      await setImmediate();
      const answered = await ask(octets, 1 + random(random(4) === 0 ? 16 : 70_000));
      assert.ok(
        answered !== 'cut',
        `round ${number}: cut without an answer: ${octets.toString('hex').slice(0, 4_000)}`,
      );
      const { status, body } = answered;
      if (status === 200) {
        const read = decodeMessage(body);
        assert.ok(read.ok, `round ${number}: an answer that is no IPP`);
        assert.equal(read.message.requestId, octets.readInt32BE(4), `round ${number}`);
        assert.equal(read.message.groups[0]?.group, 'operation', `round ${number}`);
      } else assert.ok(status === 400 || status === 401, `round ${number}: HTTP ${status}`);
      const kind = status === 200 ? `0x${body.readUInt16BE(2).toString(16)}` : `HTTP ${status}`;
      answers.set(kind, (answers.get(kind) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, run));
  loop.disable();
  const seconds = (performance.now() - began) / 1000;
  t.diagnostic(
    `${(ROUNDS / seconds).toFixed(0)} requests/s, ${documents} documents; longest turn ${(loop.max / 1e6).toFixed(0)} ms; RSS ${((process.memoryUsage().rss - rssBefore) / 1e6).toFixed(0)} MB more`,
  );
  t.diagnostic(
    [...answers]
      .sort(([, one], [, other]) => other - one)
      .map(([kind, count]) => `${kind}: ${count}`)
      .join(', '),
  );
  // An internal error is a mistake of the program, whatever was asked.
  assert.equal(answers.get('0x500'), undefined);
  assert.deepEqual(
    server.logged.slice(logged).filter((line) => line.includes('"error"')),
    [],
  );
  // Else the mutations would only ever test the first octets.
  assert.ok(
    (answers.get('0x0') ?? 0) + (answers.get('0x1') ?? 0) > ROUNDS / 50,
    'hardly any request was still understood',
  );
  const [first = Buffer.alloc(0)] = seeds;
  const plain = await ask(first, first.length);
  assert.ok(plain !== 'cut' && plain.status === 200);
});
