// Send-Document (RFC 8011 section 4.3.1) for a printer that takes one document per job.

import { peekDocument } from '../../protocols/ipp/peek-document.ts';
import { readBoolean } from '../../protocols/ipp/read-values.ts';
import { isFinished } from '../state.ts';
import { answerWithJob, refuseDocumentAttributes } from './admit-job.ts';
import { type Operation, refuse } from './operation.ts';
import { queueJob, receiveDocument } from './receive-document.ts';
import { targetJob } from './target-job.ts';

export const sendDocument: Operation = async (printer, { operation, document }) => {
  const target = targetJob(printer, operation);
  if ('refusal' in target) return target.refusal;
  const { job } = target;
  const isLast = readBoolean(operation, 'last-document');
  if (isLast === undefined) return refuse('client-error-bad-request', 'last-document is missing.');
  const refusal = refuseDocumentAttributes(operation);
  if (refusal !== undefined) return refusal;

  // What measured devices answer: see the delivery facts on broken and repeated Send-Document.
  const onlyOne = refuse('server-error-multiple-document-jobs-not-supported', 'A job has one document.');
  if (job.closed && job.state !== 'aborted' && job.state !== 'canceled') return onlyOne;
  if (isFinished(job) || job.ending) return refuse('client-error-not-possible', 'The job has ended.');
  if (job.document === 'receiving') return onlyOne;

  const { isEmpty, octets } = await peekDocument(document);
  if (job.document === 'awaited') {
    if (isEmpty) return refuse('client-error-bad-request', 'The document is missing.');
    return receiveDocument(printer, job, { octets, operation, isLast });
  }
  if (!isEmpty) return onlyOne;
  if (isLast) queueJob(printer, job);
  return answerWithJob(printer, job);
};
