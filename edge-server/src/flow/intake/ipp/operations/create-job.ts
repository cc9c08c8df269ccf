// Create-Job (RFC 8011 section 4.2.4): a job that waits for its documents, and not for ever.
import { hasManyOpen, insertIppJob } from '../../../store/ipp-jobs.ts';
import { insertJobPin } from '../../../store/job-pins.ts';
import { type IppOperation, refuse } from '../ipp-queue.ts';
import { jobStatus } from '../job-attributes.ts';
import { admit, statusFor } from './admit.ts';
import { newJob } from './new-job.ts';
import { subscribeToJob } from './subscribe.ts';

export const createJob: IppOperation = async (deps, request) => {
  const admission = await admit(deps, request);
  if ('refusal' in admission) return admission.refusal;
  const { userId, pin, ticket, overrides, unsupported } = admission;
  const row = newJob(deps, request, { userId, ticket, overrides });
  const number = await deps.db.write(async (tx) => {
    if (await hasManyOpen(tx, userId)) return undefined;
    const ippJob = await insertIppJob(tx, row);
    if (pin !== undefined) await insertJobPin(tx, { ippJob, ...row }, pin);
    return ippJob;
  });
  if (number === undefined)
    return refuse('server-error-too-many-jobs', 'Send the documents of the jobs that wait for them first.');
  const found = { row: { ...row, number }, documents: [] };
  const subscribed = await subscribeToJob(deps, request, { found, userId });
  return {
    status: statusFor(unsupported, subscribed),
    groups: [
      { group: 'unsupported', attributes: unsupported },
      { group: 'job', attributes: jobStatus(request, found) },
      ...subscribed.groups,
    ],
  };
};
