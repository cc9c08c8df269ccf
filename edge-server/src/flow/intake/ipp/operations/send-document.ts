// Send-Document (RFC 8011 section 4.3.1): one more document of a created job, held at once; the last one closes it.

import { peekDocument } from '../../../../protocols/ipp/peek-document.ts';
import { readBoolean, readName } from '../../../../protocols/ipp/read-values.ts';
import { endIppJobs, findIppJob, giveDocument, MOST_DOCUMENTS } from '../../../store/ipp-jobs.ts';
import { refuseDocument } from '../document-formats.ts';
import {
  type IppAnswer,
  type IppDeps,
  type IppOperation,
  type IppQueue,
  printerOf,
  refuse,
} from '../ipp-queue.ts';
import { jobStatus } from '../job-attributes.ts';
import { ticketOfDocument } from '../read-ticket.ts';
import { formatTold, takeDocument } from './take-document.ts';
import { targetJob } from './target-job.ts';

/** Thrown inside the transaction, so that the document goes with it. */
class NotTaken extends Error {
  override readonly name = 'NotTaken';
  readonly why: 'ended' | 'full';
  constructor(why: 'ended' | 'full') {
    super(why);
    this.why = why;
  }
}

const ended = refuse('client-error-not-possible', 'The job takes no more documents.');
const full = refuse('server-error-too-many-documents', `A job has ${MOST_DOCUMENTS} documents at most.`);

export const sendDocument: IppOperation = async (deps, request) => {
  const { operation, queue } = request;
  const isLast = readBoolean(operation, 'last-document');
  if (isLast === undefined) return refuse('client-error-bad-request', 'last-document is missing.');
  const target = await targetJob(deps, request);
  if ('refusal' in target) return target.refusal;
  const { found, userId } = target;
  const { number } = found.row;
  const refusal = refuseDocument(operation, deps.postScript());
  if (refusal !== undefined) return refusal;
  const { isEmpty, octets } = await peekDocument(request.document);
  if (isEmpty) {
    // Without a document, last-document only says that all have come; saying so twice does no harm.
    if (!isLast) return refuse('client-error-bad-request', 'The document is missing.');
    await deps.db.write((tx) => endIppJobs(tx, [number], 'closed', deps.clock.now()));
    return answer(deps, queue, userId, number);
  }
  if (found.row.state !== 'open') return ended;
  const place = found.documents.length + 1;
  const name = readName(operation, 'document-name');
  try {
    const taken = await takeDocument(
      deps,
      { ...request, document: octets },
      {
        userId,
        ticket: ticketOfDocument(found.row.ticket, found.row.overrides, place),
        title: titleFor(found.row.name, name, place === 1 && isLast, place),
        also: async (tx, job) => {
          const now = deps.clock.now();
          const document = { jobId: job.id, name: name ?? null, format: formatTold(operation) };
          const given = await giveDocument(tx, number, document, { last: isLast, now });
          if (given === 'ended' || given === 'full') throw new NotTaken(given);
        },
      },
    );
    if ('refusal' in taken) return taken.refusal;
  } catch (cause) {
    if (cause instanceof NotTaken) return cause.why === 'full' ? full : ended;
    throw cause;
  }
  return answer(deps, queue, userId, number);
};

/** What is called after its job where it is alone; of several each is called as the client calls it. */
function titleFor(job: string, document: string | undefined, isOnly: boolean, place: number): string {
  if (isOnly) return job;
  return document ?? (place === 1 ? job : `${job} (${String(place)})`);
}

async function answer(deps: IppDeps, queue: IppQueue, userId: string, number: number): Promise<IppAnswer> {
  const found = await deps.db.read((tx) => findIppJob(tx, userId, number, printerOf(queue)));
  if (found === undefined) return refuse('client-error-not-found', 'The job is gone.');
  return { status: 'successful-ok', groups: [{ group: 'job', attributes: jobStatus({ queue }, found) }] };
}
