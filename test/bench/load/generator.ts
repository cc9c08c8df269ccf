// The load generator: a process of its own that sends one plan's requests as fast as the answers come. Used alike for
// ourselves and for the peer. argv: path of the plan; stdout: the result as one line of JSON.
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { UNIQUE_MARK } from '../documents.ts';
import { type HttpAnswer, takeAnswer } from './http-answers.ts';
import type { LoadPlan, LoadResult } from './plan.ts';

const planFile = process.argv[2];
if (planFile === undefined) throw new Error('which plan?');
const plan = JSON.parse(readFileSync(planFile, 'utf8')) as LoadPlan;
const template = readFileSync(plan.requestFile);

const marks: number[] = [];
for (let at = template.indexOf(UNIQUE_MARK); at >= 0; at = template.indexOf(UNIQUE_MARK, at + 1))
  marks.push(at);

const latenciesMs: number[] = [];
let sent = 0;
let completed = 0;
let failed = 0;
let firstFailure: string | undefined;
// Numbers must differ between runs against the same server, too.
// Below this, every number stays exact in a double.
const runNumber = process.pid % 900_000;

const succeeded = ({ status, body }: HttpAnswer): boolean => {
  if (!plan.statuses.includes(status)) return false;
  // Octets 2 and 3 of an IPP answer are its status-code; successful-* ends at 0x00ff (RFC 8011 appendix B.1).
  return !plan.ipp || (body.length >= 4 && body.readUInt16BE(2) <= 0x00ff);
};

const drive = (): Promise<void> =>
  new Promise((resolve) => {
    // A copy for each connection: the number in it must not change before the bytes have left.
    const request = Buffer.from(template);
    let socket: Socket;
    let received: Buffer = Buffer.alloc(0);
    let startedAt = 0;
    let open = false;

    const fail = (why: string): void => {
      failed += 1;
      firstFailure ??= why;
    };
    const next = (): void => {
      if (sent >= plan.requests) {
        socket.destroy();
        resolve();
        return;
      }
      sent += 1;
      const number = String(runNumber * 10_000_000_000 + sent).padStart(UNIQUE_MARK.length, '0');
      for (const at of marks) request.write(number, at, 'latin1');
      startedAt = performance.now();
      open = true;
      socket.write(request);
    };
    const onData = (chunk: Buffer): void => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const taken = takeAnswer(received);
      if (taken === undefined) return;
      received = taken.rest;
      const { answer } = taken;
      if (answer.status < 200) return;
      open = false;
      latenciesMs.push(performance.now() - startedAt);
      if (succeeded(answer)) completed += 1;
      else fail(`HTTP ${answer.status}: ${answer.body.toString('latin1', 0, 300)}`);
      if (answer.close) reconnect();
      else next();
    };
    const reconnect = (): void => {
      received = Buffer.alloc(0);
      socket = connect({ host: plan.host, port: plan.port, noDelay: true });
      const current = socket;
      let connected = false;
      current.on('connect', () => {
        connected = true;
        next();
      });
      current.on('data', onData);
      current.on('error', (error) => current.destroy(error));
      current.on('close', () => {
        if (!connected) {
          // Nobody is listening: the other requests would not fare better.
          fail(`nothing answers on ${plan.host}:${plan.port}`);
          resolve();
          return;
        }
        if (current !== socket || !open) return;
        open = false;
        fail('the connection ended before the answer');
        reconnect();
      });
    };
    reconnect();
  });

const began = performance.now();
await Promise.all(Array.from({ length: plan.connections }, drive));
const result: LoadResult = {
  completed,
  failed,
  ...(firstFailure === undefined ? {} : { firstFailure }),
  seconds: (performance.now() - began) / 1000,
  latenciesMs,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
