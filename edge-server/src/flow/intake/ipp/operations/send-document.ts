// Send-Document (RFC 8011 section 4.3.1) for a queue that takes one document per job.
import { readBoolean } from '../../../../protocols/ipp/read-values.ts';
import { endIppJobs, findIppJob, giveDocument } from '../../../store/ipp-jobs.ts';
import { refuseDocument } from '../document-formats.ts';
import { type IppAnswer, type IppDeps, type IppOperation, type IppQueue, refuse } from '../ipp-queue.ts';
import { isFinished, jobStatus } from '../job-attributes.ts';
import { takeDocument, titleOf } from './take-document.ts';
import { targetJob } from './target-job.ts';

const onlyOne = refuse('server-error-multiple-document-jobs-not-supported', 'A job has one document.');

/** Thrown inside the transaction, so that the document goes with it. */
class TakenMeanwhile extends Error {
  override readonly name = 'TakenMeanwhile';
}

export const sendDocument: IppOperation = async (deps, request) => {
  const { operation, queue } = request;
  const isLast = readBoolean(operation, 'last-document');
  if (isLast === undefined) return refuse('client-error-bad-request', 'last-document is missing.');
  const target = await targetJob(deps, request);
  if ('refusal' in target) return target.refusal;
  const { found, userId } = target;
  const refusal = refuseDocument(operation, deps.postScript());
  if (refusal !== undefined) return refusal;
  if (found.row.jobId !== null) {
    const more = await peek(request.document);
    return more.isEmpty ? answer(deps, queue, userId, found.row.number) : onlyOne;
  }
  if (isFinished(found)) return refuse('client-error-not-possible', 'The job has ended.');
  const { isEmpty, octets } = await peek(request.document);
  if (isEmpty) {
    if (!isLast) return refuse('client-error-bad-request', 'The document is missing.');
    await deps.db.write((tx) => endIppJobs(tx, [found.row.number], 'closed', deps.clock.now()));
    return answer(deps, queue, userId, found.row.number);
  }
  try {
    const taken = await takeDocument(
      deps,
      { ...request, document: octets },
      {
        userId,
        ticket: found.row.ticket,
        title: found.row.name === '' ? titleOf(operation) : found.row.name,
        also: async (tx, job) => {
          if (!(await giveDocument(tx, found.row.number, job.id))) throw new TakenMeanwhile();
        },
      },
    );
    if ('refusal' in taken) return taken.refusal;
  } catch (cause) {
    if (cause instanceof TakenMeanwhile) return refuse('client-error-not-possible', 'The job has ended.');
    throw cause;
  }
  return answer(deps, queue, userId, found.row.number);
};

async function answer(deps: IppDeps, queue: IppQueue, userId: string, number: number): Promise<IppAnswer> {
  const found = await deps.db.read((tx) => findIppJob(tx, userId, number));
  if (found === undefined) return refuse('client-error-not-found', 'The job is gone.');
  return { status: 'successful-ok', groups: [{ group: 'job', attributes: jobStatus({ queue }, found) }] };
}

/** Looks whether there is a document at all: without one, last-document only closes the job. */
async function peek(
  document: AsyncIterable<Uint8Array>,
): Promise<{ readonly isEmpty: boolean; readonly octets: AsyncIterable<Uint8Array> }> {
  const chunks = document[Symbol.asyncIterator]();
  let first = await chunks.next();
  while (first.done !== true && first.value.length === 0) first = await chunks.next();

  async function* octets(): AsyncGenerator<Uint8Array> {
    for (let next = first; next.done !== true; next = await chunks.next()) yield next.value;
  }
  return { isEmpty: first.done === true, octets: octets() };
}
