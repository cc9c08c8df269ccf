// Create-Job (RFC 8011 section 4.2.4): a job that waits for its document, and not for ever.
import { waitForDocument } from '../end-job.ts';
import { addJob, admit, answerWithJob } from './admit-job.ts';
import type { Operation } from './operation.ts';

export const createJob: Operation = async (printer, request) => {
  const admission = admit(printer, request);
  if ('refusal' in admission) return admission.refusal;
  const job = await addJob(printer, admission.ticket, request.operation);
  waitForDocument(printer, job);
  return answerWithJob(printer, job, admission.unsupported);
};
