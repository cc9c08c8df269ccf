// Takes a job's document from the wire to the `incoming` folder and queues the job, or ends it when the document does not
// come whole.
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { IppAttributes } from '../../protocols/ipp/message.ts';
import { readMimeMediaType } from '../../protocols/ipp/read-values.ts';
import { decidingOctets, formatOf, knownFormat } from '../document-format.ts';
import { endJob, stopWaiting, waitForDocument } from '../end-job.ts';
import { maxDocumentBytes } from '../limits.ts';
import { isFinished, moveJob, type VirtualJob } from '../state.ts';
import type { VirtualPrinter } from '../virtual-printer.ts';
import { answerWithJob } from './admit-job.ts';
import { type OperationAnswer, refuse } from './operation.ts';

export type IncomingDocument = {
  readonly octets: AsyncIterable<Uint8Array>;
  readonly operation: IppAttributes;
  /** False keeps the job open for a Send-Document that says it was the last one. */
  readonly isLast: boolean;
  /** Unsupported attributes of the job's creation, to be told with the answer. */
  readonly unsupported?: IppAttributes;
};

/** Rejects when the client breaks off; the job is aborted then, as by the devices that were measured. */
export async function receiveDocument(
  printer: VirtualPrinter,
  job: VirtualJob,
  { octets, operation, isLast, unsupported }: IncomingDocument,
): Promise<OperationAnswer> {
  stopWaiting(printer, job);
  job.document = 'receiving';
  moveJob(job, 'pending-held', ['job-incoming'], printer.now());

  const taken = await store(printer, job, octets).catch(async (error: unknown) => {
    await endJob(printer, job, 'aborted', 'aborted-by-system');
    throw error;
  });
  if (taken.kind === 'too-large') {
    await endJob(printer, job, 'aborted', 'aborted-by-system');
    return refuse('client-error-request-entity-too-large', 'The document is too large.');
  }
  if (taken.kind === 'ended') {
    await endJob(printer, job, 'canceled', 'job-canceled-by-user');
    return refuse('server-error-job-canceled', 'The job was cancelled meanwhile.');
  }

  const announced = readMimeMediaType(operation, 'document-format');
  const format = formatOf(taken.start);
  if (format === undefined || (announced !== undefined && knownFormat(announced) !== format)) {
    await endJob(printer, job, 'aborted', 'document-format-error', 'aborted-by-system');
    return refuse('client-error-document-format-error', 'The document is not what it was announced as.');
  }
  job.documentFormat = format;
  job.document = 'received';
  if (isLast) queueJob(printer, job);
  else waitForDocument(printer, job);
  return answerWithJob(printer, job, unsupported);
}

/** The job has all it needs. */
export function queueJob(printer: VirtualPrinter, job: VirtualJob): void {
  stopWaiting(printer, job);
  job.closed = true;
  moveJob(job, 'pending', ['none'], printer.now());
  printer.bell.ring();
}

type Taken =
  | { readonly kind: 'taken'; readonly start: Buffer }
  | { readonly kind: 'too-large' }
  /** Cancelled, or forgotten by the printer. */
  | { readonly kind: 'ended' };

async function store(
  printer: VirtualPrinter,
  job: VirtualJob,
  octets: AsyncIterable<Uint8Array>,
): Promise<Taken> {
  let start = Buffer.alloc(0);
  let stopped: 'too-large' | 'ended' | undefined;

  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of octets) {
      job.documentBytes += chunk.length;
      if (hasEnded(job)) stopped = 'ended';
      else if (job.documentBytes > maxDocumentBytes) stopped = 'too-large';
      if (stopped !== undefined) return;
      if (start.length < decidingOctets) start = Buffer.concat([start, chunk]);
      yield chunk;
    }
  }
  await pipeline(counted(), createWriteStream(printer.store.incomingFile(job.id)));
  // It may have ended behind the last octet, too.
  if (stopped === undefined && hasEnded(job)) stopped = 'ended';
  return stopped === undefined ? { kind: 'taken', start } : { kind: stopped };
}

const hasEnded = (job: VirtualJob): boolean => job.cancelRequested || job.ending || isFinished(job);
