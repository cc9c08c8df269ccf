// Cancel-Job (RFC 8011 section 4.3.3). A job that is being printed ends at the end of its impression.
import { endJob } from '../end-job.ts';
import { isFinished, moveJob } from '../state.ts';
import { type Operation, refuse } from './operation.ts';
import { targetJob } from './target-job.ts';

export const cancelJob: Operation = async (printer, { operation }) => {
  const target = targetJob(printer, operation);
  if ('refusal' in target) return target.refusal;
  const { job } = target;
  if (isFinished(job) || job.ending || job.cancelRequested) {
    return refuse('client-error-not-possible', 'The job has ended or is about to.');
  }
  job.cancelRequested = true;
  if (job === printer.state.current) {
    moveJob(job, job.state, ['processing-to-stop-point', 'job-canceled-by-user'], printer.now());
    printer.bell.ring();
  } else if (job.document !== 'receiving') {
    // Whoever receives the document sees the wish at its next octets.
    await endJob(printer, job, 'canceled', 'job-canceled-by-user');
  }
  return { status: 'successful-ok' };
};
