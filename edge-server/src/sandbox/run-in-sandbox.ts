// Runs a one-shot program in the sandbox: a document in by stdin, what it makes out by stdout, and nothing left afterwards.
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { FILE_BYTES, TIME_LIMIT_MS } from './limits.ts';
import type { Sandbox, SandboxAsk } from './sandbox.ts';
import { type SandboxedProcess, spawnInSandbox } from './spawn-in-sandbox.ts';

export interface RunAsk extends SandboxAsk {
  readonly input: AsyncIterable<Uint8Array> | Uint8Array;
  readonly signal: AbortSignal;
  /** Milliseconds. Default TIME_LIMIT_MS. */
  readonly timeLimitMs?: number;
  /** Bytes of output. Default FILE_BYTES. */
  readonly maxOutputBytes?: number;
}

export type RunOutcome =
  | { readonly ok: true; readonly output: Buffer; readonly ms: number }
  | {
      readonly ok: false;
      readonly code: 'document-too-slow' | 'document-too-large' | 'document-broken' | 'not-ready' | 'aborted';
      /** For the operator. */
      readonly detail: string;
    };

type Refusal = Extract<RunOutcome, { ok: false }>;

/**
 * Exit code 0 counts as done, whatever came out: the caller looks at it. Rejects only when reading `input` fails.
 */
export async function runInSandbox(sandbox: Sandbox, ask: RunAsk): Promise<RunOutcome> {
  const { signal, timeLimitMs = TIME_LIMIT_MS, maxOutputBytes = FILE_BYTES } = ask;
  if (signal.aborted) return refuse('aborted', 'aborted before it began');
  const started = performance.now();
  let running: SandboxedProcess;
  try {
    running = spawnInSandbox(sandbox, { ...ask, stdio: ['pipe', 'pipe', 'pipe'] });
  } catch (error) {
    return refuse('not-ready', `cannot start ${ask.command}: ${String(error)}`);
  }
  let refusal: Refusal | undefined;
  const stopFor = (code: Refusal['code'], detail: string): void => {
    refusal ??= refuse(code, detail);
    void running.kill();
  };
  const onAbort = (): void => stopFor('aborted', 'aborted by the caller');
  signal.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => {
    stopFor('document-too-slow', `${ask.command} was not done after ${timeLimitMs} ms`);
  }, timeLimitMs);

  const output: Buffer[] = [];
  let bytes = 0;
  const { stdin, stdout } = running.child;
  stdout?.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes > maxOutputBytes) stopFor('document-too-large', `more than ${maxOutputBytes} bytes of output`);
    else output.push(part);
  });
  const fed = stdin === null ? Promise.resolve() : feed(stdin, ask.input, running.ended);
  // An input that cannot be read leaves the program waiting for the rest.
  fed.catch(() => running.kill());
  try {
    const end = await running.ended;
    await fed;
    if (refusal !== undefined) return refusal;
    const exceeded = running.exceeded();
    if (exceeded !== undefined) return refuse('document-too-large', `${ask.command} used ${exceeded}`);
    if (running.child.pid === undefined) return refuse('not-ready', end);
    if (running.child.exitCode !== 0) {
      return refuse('document-broken', `${ask.command} ${end} ${running.lastWords()}`);
    }
    return { ok: true, output: Buffer.concat(output), ms: performance.now() - started };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/** Writes piece by piece as fast as the program reads; ends early when it has ended. Rejects only with the input's own error. */
async function feed(stdin: Writable, input: RunAsk['input'], ended: Promise<unknown>): Promise<void> {
  // A program need not read to the end (EPIPE): its exit code tells how it went.
  stdin.on('error', () => undefined);
  for await (const part of input instanceof Uint8Array ? [input] : input) {
    if (stdin.destroyed) return;
    if (!stdin.write(part)) {
      const drained = new AbortController();
      await Promise.race([once(stdin, 'drain', { signal: drained.signal }).catch(() => undefined), ended]);
      drained.abort();
    }
  }
  stdin.end();
}

const refuse = (code: Refusal['code'], detail: string): Refusal => ({ ok: false, code, detail });
