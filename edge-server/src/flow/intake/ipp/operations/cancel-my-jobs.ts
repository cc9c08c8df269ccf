// Cancel-My-Jobs (PWG 5100.11 section 4.2): all of one's own, or those that are named. All of the named ones, or none.
import type { IppAttribute } from '../../../../protocols/ipp/message.ts';
import { integer } from '../../../../protocols/ipp/message.ts';
import { readIntegers } from '../../../../protocols/ipp/read-values.ts';
import { listIppJobs } from '../../../store/ipp-jobs.ts';
import { type IppOperation, printerOf } from '../ipp-queue.ts';
import { isFinished } from '../job-standing.ts';
import { cancelAll } from './cancel-job.ts';

const MOST_JOBS = 500;

export const cancelMyJobs: IppOperation = async (deps, { operation, queue, userId }) => {
  if (userId === undefined) return 'sign-in';
  const numbers = readIntegers(operation, 'job-ids');
  const mine = (await deps.db.read((tx) => listIppJobs(tx, userId, MOST_JOBS, printerOf(queue)))).filter(
    (found) => !isFinished(found),
  );
  const unknown = (numbers ?? []).filter((number) => !mine.some((found) => found.row.number === number));
  const [first, ...rest] = unknown;
  if (first !== undefined) {
    const attributes: IppAttribute[] = [integer('job-ids', first, ...rest)];
    return { status: 'client-error-not-possible', groups: [{ group: 'unsupported', attributes }] };
  }
  await cancelAll(
    deps,
    mine.filter(({ row }) => numbers?.includes(row.number) ?? true),
  );
  return { status: 'successful-ok' };
};
