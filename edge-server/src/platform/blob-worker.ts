// The thread that seals and opens the records of large objects, so that the main thread never waits for the cipher.
// An entry of its own in the server's build; blob-thread.ts starts it.
import { parentPort } from 'node:worker_threads';
import { openRecord, sealRecord } from './blob-record.ts';
import { freeMemory } from './free-memory.ts';

/** One record to work on. Its memory moves to this thread and back with the answer: nothing is copied. */
export interface RecordJob {
  number: number;
  act: 'seal' | 'open';
  buffer: ArrayBuffer;
  /** Bytes of the record from the buffer's start. */
  length: number;
  key: Uint8Array;
  context: Uint8Array;
}

export interface RecordAnswer {
  number: number;
  buffer: ArrayBuffer;
  /** False: the record is not authentic. */
  ok: boolean;
}

parentPort?.on('message', (job: RecordJob) => {
  const record = new Uint8Array(job.buffer, 0, job.length);
  const spent: ArrayBuffer[] = [];
  let ok = true;
  if (job.act === 'seal') sealRecord(record, job.key, job.context, spent);
  else ok = openRecord(record, job.key, job.context, spent);
  // The cipher's own results would pile up to 40 MB before the collector looks at them.
  freeMemory(spent);
  const answer: RecordAnswer = { number: job.number, buffer: job.buffer, ok };
  parentPort?.postMessage(answer, [job.buffer]);
});
