// Close-Job (PWG 5100.11 section 4.1): no further document comes.
import { endIppJobs } from '../../../store/ipp-jobs.ts';
import type { IppOperation } from '../ipp-queue.ts';
import { targetJob } from './target-job.ts';

export const closeJob: IppOperation = async (deps, request) => {
  const target = await targetJob(deps, request);
  if ('refusal' in target) return target.refusal;
  const { number } = target.found.row;
  await deps.db.write((tx) => endIppJobs(tx, [number], 'closed', deps.clock.now()));
  return { status: 'successful-ok' };
};
