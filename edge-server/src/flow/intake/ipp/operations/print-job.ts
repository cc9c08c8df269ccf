// Print-Job (RFC 8011 section 4.2.1): creates the job and takes its document in one request. Answered when both are durable.
import { readName } from '../../../../protocols/ipp/read-values.ts';
import { type IppDocument, insertWholeIppJob } from '../../../store/ipp-jobs.ts';
import { insertJobPin } from '../../../store/job-pins.ts';
import type { IppOperation } from '../ipp-queue.ts';
import { jobStatus } from '../job-attributes.ts';
import { ticketOfDocument } from '../read-ticket.ts';
import { admit, statusFor } from './admit.ts';
import { newJob } from './new-job.ts';
import { subscribeToJob } from './subscribe.ts';
import { formatTold, takeDocument, titleOf } from './take-document.ts';

export const printJob: IppOperation = async (deps, request) => {
  const admission = await admit(deps, request);
  if ('refusal' in admission) return admission.refusal;
  const { userId, pin, ticket, overrides, unsupported } = admission;
  const { operation } = request;
  const row = newJob(deps, request, { userId, ticket, overrides });
  const told = { name: readName(operation, 'document-name') ?? null, format: formatTold(operation) };
  let number = 0;
  const taken = await takeDocument(deps, request, {
    userId,
    ticket: ticketOfDocument(ticket, overrides, 1),
    title: titleOf(operation),
    also: async (tx, job) => {
      number = await insertWholeIppJob(tx, { ...row, state: 'closed' }, { jobId: job.id, ...told });
      if (pin !== undefined) await insertJobPin(tx, { ippJob: number, ...row }, pin);
    },
  });
  if ('refusal' in taken) return taken.refusal;
  const document: IppDocument = {
    row: { ippJob: number, place: 1, jobId: taken.job.id, ...told },
    job: taken.job,
  };
  const found = { row: { ...row, number, state: 'closed' as const }, documents: [document] };
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
