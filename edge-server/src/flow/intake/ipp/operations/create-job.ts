// Create-Job (RFC 8011 section 4.2.4): a job that waits for its document, and not for ever.
import { insertIppJob } from '../../../store/ipp-jobs.ts';
import type { IppOperation } from '../ipp-queue.ts';
import { jobStatus } from '../job-attributes.ts';
import { admit, statusFor } from './admit.ts';
import { newJob } from './new-job.ts';

export const createJob: IppOperation = async (deps, request) => {
  const admission = await admit(deps, request);
  if ('refusal' in admission) return admission.refusal;
  const { userId, ticket, unsupported } = admission;
  const row = newJob(deps, request, { userId, ticket });
  const number = await deps.db.write((tx) => insertIppJob(tx, row));
  return {
    status: statusFor(unsupported),
    groups: [
      { group: 'unsupported', attributes: unsupported },
      { group: 'job', attributes: jobStatus(request, { row: { ...row, number }, job: undefined }) },
    ],
  };
};
