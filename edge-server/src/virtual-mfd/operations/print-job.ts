// Print-Job (RFC 8011 section 4.2.1): creates the job and takes its document in one request.
import { addJob, admit } from './admit-job.ts';
import type { Operation } from './operation.ts';
import { receiveDocument } from './receive-document.ts';

export const printJob: Operation = async (printer, request) => {
  const admission = admit(printer, request);
  if ('refusal' in admission) return admission.refusal;
  const job = await addJob(printer, admission.ticket, request.operation);
  return receiveDocument(printer, job, {
    octets: request.document,
    operation: request.operation,
    isLast: true,
    unsupported: admission.unsupported,
  });
};
