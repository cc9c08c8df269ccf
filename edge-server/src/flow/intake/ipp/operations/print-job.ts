// Print-Job (RFC 8011 section 4.2.1): creates the job and takes its document in one request. Answered when both are durable.
import { insertIppJob } from '../../../store/ipp-jobs.ts';
import type { IppOperation } from '../ipp-queue.ts';
import { jobStatus } from '../job-attributes.ts';
import { admit, statusFor } from './admit.ts';
import { newJob } from './new-job.ts';
import { takeDocument, titleOf } from './take-document.ts';

export const printJob: IppOperation = async (deps, request) => {
  const admission = await admit(deps, request);
  if ('refusal' in admission) return admission.refusal;
  const { userId, ticket, unsupported } = admission;
  const row = newJob(deps, request, { userId, ticket });
  let number = 0;
  const taken = await takeDocument(deps, request, {
    userId,
    ticket,
    title: titleOf(request.operation),
    also: async (tx, job) => {
      number = await insertIppJob(tx, { ...row, jobId: job.id, state: 'closed' });
    },
  });
  if ('refusal' in taken) return taken.refusal;
  const found = { row: { ...row, number, jobId: taken.job.id, state: 'closed' as const }, job: taken.job };
  return {
    status: statusFor(unsupported),
    groups: [
      { group: 'unsupported', attributes: unsupported },
      { group: 'job', attributes: jobStatus(request, found) },
    ],
  };
};
