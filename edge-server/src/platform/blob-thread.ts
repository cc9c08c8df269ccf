// The main thread's side of blob-worker.ts: hands out records and takes them back; runs only while there is work.
import type { Worker } from 'node:worker_threads';
import { BlobError } from './blob-error.ts';
import type { RecordAnswer, RecordJob } from './blob-worker.ts';
import { startWorker } from './start-worker.ts';

export interface RecordThread {
  /** Resolves to the same memory, sealed. `buffer` is gone from this thread meanwhile. */
  seal(buffer: ArrayBuffer, length: number, key: Uint8Array, context: Uint8Array): Promise<ArrayBuffer>;
  /** Resolves to the same memory, decrypted, or undefined when the record is not authentic. */
  open(
    buffer: ArrayBuffer,
    length: number,
    key: Uint8Array,
    context: Uint8Array,
  ): Promise<ArrayBuffer | undefined>;
  /** Memory of `length` bytes for a record, used before perhaps; `recycle` gives it back. */
  buffer(length: number): ArrayBuffer;
  recycle(buffer: ArrayBuffer): void;
  /** Ends the thread; work under way fails with BlobError 'io'. The next record would start it again. */
  stop(): Promise<void>;
}

// Starting takes some 30 ms, keeping it costs some 10 MB: kept through a busy spell, gone on an idle server.
const IDLE_MS = 20_000;

// 4 MiB of records: what one busy upload passes round. More would only be held for the rarest burst.
const MOST_BUFFERS = 8;

interface Waiting {
  resolve(answer: RecordAnswer): void;
  reject(error: BlobError): void;
}

export const makeRecordThread = (): RecordThread => {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;
  let buffers: ArrayBuffer[] = [];
  const waiting = new Map<number, Waiting>();

  const lost = (from: Worker, cause: unknown): void => {
    if (worker !== from) return;
    worker = undefined;
    clearTimeout(idle);
    buffers = [];
    for (const { reject } of waiting.values()) {
      reject(new BlobError('io', 'The encryption thread ended while it had work', { cause }));
    }
    waiting.clear();
  };

  const stop = async (): Promise<void> => {
    const ending = worker;
    if (!ending) return;
    lost(ending, undefined);
    await ending.terminate();
  };

  const start = (): Worker => {
    const started = startWorker('platform/blob-worker');
    started.on('message', (answer: RecordAnswer) => {
      waiting.get(answer.number)?.resolve(answer);
      waiting.delete(answer.number);
      if (waiting.size > 0) return;
      // Idle, the thread must not keep the process from ending.
      started.unref();
      idle = setTimeout(() => void stop(), IDLE_MS).unref();
    });
    started.on('error', (error) => lost(started, error));
    started.on('exit', (code) => lost(started, new Error(`The encryption thread ended with ${code}`)));
    worker = started;
    return started;
  };

  const run = (job: Omit<RecordJob, 'number'>): Promise<RecordAnswer> =>
    new Promise((resolve, reject) => {
      const busy = worker ?? start();
      clearTimeout(idle);
      busy.ref();
      last += 1;
      waiting.set(last, { resolve, reject });
      // A view would take its whole underlying pool along; the key travels as a copy of its own.
      const message: RecordJob = { ...job, key: Uint8Array.from(job.key), number: last };
      busy.postMessage(message, [job.buffer]);
    });

  return {
    seal: async (buffer, length, key, context) =>
      (await run({ act: 'seal', buffer, length, key, context })).buffer,
    open: async (buffer, length, key, context) => {
      const answer = await run({ act: 'open', buffer, length, key, context });
      return answer.ok ? answer.buffer : undefined;
    },
    buffer: (length) => {
      const used = buffers.pop();
      return used?.byteLength === length ? used : new ArrayBuffer(length);
    },
    recycle: (buffer) => {
      if (buffers.length < MOST_BUFFERS) buffers.push(buffer);
    },
    stop,
  };
};
