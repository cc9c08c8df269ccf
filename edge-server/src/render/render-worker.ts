// The server's side of one render worker: send a request, wait for its end, kill what overruns. Holds no queue.
import type { ChildProcess } from 'node:child_process';
import { Readable } from 'node:stream';
import { PIPE_FD, readBytePipe } from './byte-pipe.ts';
import { ABORT_GRACE_MS, START_TIME_MS, STDERR_TAIL_BYTES } from './limits.ts';
import type { OperationName, OperationTypes } from './operations.ts';
import type { RunResult } from './run-result.ts';
import type { SpawnWorker } from './spawn-worker.ts';
import type {
  WorkerMessage,
  WorkerProgress,
  WorkerReply,
  WorkerRequest,
  WorkerRole,
} from './worker-messages.ts';

export type Task = {
  readonly [Name in OperationName]: { readonly operation: Name; readonly args: OperationTypes[Name]['args'] };
}[OperationName];

export interface RenderWorker {
  readonly pid: number | undefined;
  /** Requests sent so far. */
  readonly jobs: () => number;
  readonly alive: () => boolean;
  /** One at a time. When `signal` aborts, the work is killed unless it ends within a short grace; the result then has no reader. */
  readonly run: (
    task: Task,
    timeLimitMs: number,
    signal: AbortSignal | undefined,
    onProgress: (done: number, of: number) => void,
  ) => Promise<RunResult>;
  /** Resolves when the process is gone. */
  readonly kill: () => Promise<void>;
}

/** Requests are numbered from 1. */
const NOBODY = 0;

export function startRenderWorker(spawn: SpawnWorker, role: WorkerRole): RenderWorker {
  const child = spawn(role);
  const lastWords = keepTail(child);
  const beside = child.stdio[PIPE_FD];
  const pipe = readBytePipe(beside instanceof Readable ? beside : undefined);
  let jobs = 0;
  let alive = true;
  let waiting: ((message: WorkerReply | WorkerProgress) => void) | undefined;

  const ended = new Promise<string>((resolve) => {
    // Also reports a failed kill or message; only without a process is it the end.
    child.on('error', (error) => {
      if (child.pid === undefined) resolve(`cannot start: ${error.message}`);
    });
    child.once('exit', (code, signal) => resolve(`ended with ${signal ?? `code ${code}`} ${lastWords()}`));
  }).then((detail) => {
    alive = false;
    letGo(child);
    return detail;
  });
  const ready = new Promise<void>((resolve) => {
    child.on('message', (message: WorkerMessage) => {
      if (message.kind === 'ready') resolve();
      else waiting?.(message);
    });
  });
  const crashed = ended.then((detail) => ({ kind: 'crashed', detail }) as const);

  const run: RenderWorker['run'] = async (task, timeLimitMs, signal, onProgress) => {
    jobs += 1;
    const started = await before(
      START_TIME_MS,
      Promise.race([ready.then(() => ({ kind: 'ready' }) as const), crashed]),
    );
    if (started === undefined) {
      child.kill('SIGKILL');
      return { kind: 'not-started', detail: `not ready after ${START_TIME_MS} ms ${lastWords()}` };
    }
    if (started.kind === 'crashed') return { kind: 'not-started', detail: started.detail };

    const id = jobs;
    const replied = new Promise<RunResult>((resolve) => {
      waiting = (reply) => {
        if (reply.id !== id) return;
        if (reply.kind === 'progress') return onProgress(reply.done, reply.of);
        const { outcome } = reply;
        if (!('piped' in outcome)) return resolve({ kind: 'reply', reply });
        // The message may be faster than the bytes it speaks of.
        void pipe
          .all(outcome.piped)
          .then((pieces) => resolve({ kind: 'reply', reply: { ...reply, outcome: { ...outcome, pieces } } }));
      };
    });
    let grace: NodeJS.Timeout | undefined;
    const onAbort = (): void => {
      grace = setTimeout(() => child.kill('SIGKILL'), ABORT_GRACE_MS);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted === true) onAbort();
    pipe.expect(id);
    const request: WorkerRequest = { id, ...task };
    // A channel that closed in between shows as the end of the process; the callback keeps the error from being thrown.
    child.send(request, () => undefined);
    const result = await before(timeLimitMs, Promise.race([replied, crashed]));
    signal?.removeEventListener('abort', onAbort);
    clearTimeout(grace);
    waiting = undefined;
    // What came of a request that was refused after all must not lie here until the next one.
    pipe.expect(NOBODY);
    if (result !== undefined) return result;
    child.kill('SIGKILL');
    await ended;
    return { kind: 'overrun' };
  };

  return {
    pid: child.pid,
    jobs: () => jobs,
    alive: () => alive,
    run,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/**
 * A sandbox that is killed while it starts may leave its inside alive: the kernel ends it with its parent only once it has asked for that. It
 * ends by itself when nobody holds the other end of its channel any more.
 */
function letGo(child: ChildProcess): void {
  if (child.connected) child.disconnect();
  for (const stream of child.stdio) stream?.destroy();
}

/** The promise's value, or undefined when it takes longer. Clears its timer. */
async function before<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function keepTail(child: ChildProcess): () => string {
  let tail = '';
  child.stderr?.setEncoding('utf8');
  child.stderr?.on('data', (text: string) => {
    tail = (tail + text).slice(-STDERR_TAIL_BYTES);
  });
  return () => tail.trim();
}
