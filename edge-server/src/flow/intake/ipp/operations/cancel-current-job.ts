// Cancel-Current-Job (RFC 3998 section 4.2): stops what is coming out for whoever asks. With job-id only if it is that one, so that nobody stops the next
// job by being late.
import { jobStates } from '../../../../protocols/ipp/codes.ts';
import { readInteger } from '../../../../protocols/ipp/read-values.ts';
import { listIppJobs } from '../../../store/ipp-jobs.ts';
import { type IppOperation, printerOf, refuse } from '../ipp-queue.ts';
import { standingOf } from '../job-standing.ts';
import { cancelOne } from './cancel-job.ts';

/** The newest of a person: what is being printed is among them. */
const MOST_JOBS = 500;
const UNDER_WAY: readonly number[] = [jobStates.processing, jobStates['processing-stopped']];

export const cancelCurrentJob: IppOperation = async (deps, { operation, queue, userId }) => {
  if (userId === undefined) return 'sign-in';
  const number = readInteger(operation, 'job-id');
  const mine = await deps.db.read((tx) => listIppJobs(tx, userId, MOST_JOBS, printerOf(queue)));
  const current = mine.filter((found) => UNDER_WAY.includes(standingOf(found).state)).at(-1);
  if (current === undefined || (number !== undefined && current.row.number !== number))
    return refuse('client-error-not-possible', 'Nothing of yours is being printed.');
  return cancelOne(deps, current, userId);
};
