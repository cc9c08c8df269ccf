// Cancel-Job (RFC 8011 section 4.3.3): a waiting document is deleted, one that is being printed is stopped.
import { AppError, fillSentence } from '@platen/shared/app-error';
import { ERRORS } from '@platen/shared/error-table';
import { endIppJobs, type IppJob } from '../../../store/ipp-jobs.ts';
import { type IppAnswer, type IppDeps, type IppOperation, refuse } from '../ipp-queue.ts';
import { isFinished } from '../job-attributes.ts';
import { targetJob } from './target-job.ts';

export const cancelJob: IppOperation = async (deps, request) => {
  const target = await targetJob(deps, request);
  if ('refusal' in target) return target.refusal;
  return cancelOne(deps, target.found, target.userId);
};

export async function cancelOne(deps: IppDeps, found: IppJob, userId: string): Promise<IppAnswer> {
  const { row, job } = found;
  if (isFinished(found)) return refuse('client-error-not-possible', 'The job has ended.');
  if (job === undefined) {
    const ended = await deps.db.write((tx) => endIppJobs(tx, [row.number], 'canceled', deps.clock.now()));
    return ended > 0
      ? { status: 'successful-ok' }
      : refuse('client-error-not-possible', 'The job has ended.');
  }
  try {
    if (job.state !== 'releasing' && (await deps.remove(job.id))) return { status: 'successful-ok' };
    await deps.cancelPrinting(job.id, userId);
    return { status: 'successful-ok' };
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    return refuse('client-error-not-possible', fillSentence(ERRORS[cause.code].user, cause.values));
  }
}
