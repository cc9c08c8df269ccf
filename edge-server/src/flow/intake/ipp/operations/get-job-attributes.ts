// Get-Job-Attributes (RFC 8011 section 4.3.4).
import { selectAttributes } from '../../../../protocols/ipp/requested-attributes.ts';
import type { IppOperation } from '../ipp-queue.ts';
import { jobAttributes } from '../job-attributes.ts';
import { targetJob } from './target-job.ts';

export const getJobAttributes: IppOperation = async (deps, request) => {
  const target = await targetJob(deps, request);
  if ('refusal' in target) return target.refusal;
  const facts = { queue: request.queue, startedAt: deps.startedAt, now: deps.clock.now() };
  const attributes = selectAttributes(request.operation, jobAttributes(facts, target.found), ['all']);
  return { status: 'successful-ok', groups: [{ group: 'job', attributes }] };
};
