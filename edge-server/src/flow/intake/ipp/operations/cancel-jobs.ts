// Cancel-Jobs (PWG 5100.11 section 4.1) for an operator: those that are named, whoever they belong to. All of everybody's is for people, in the console.
import { integer } from '../../../../protocols/ipp/message.ts';
import { readIntegers } from '../../../../protocols/ipp/read-values.ts';
import { findAnyIppJobs } from '../../../store/ipp-jobs.ts';
import { printerOf, refuse } from '../ipp-queue.ts';
import { isFinished } from '../job-standing.ts';
import { cancelAll } from './cancel-job.ts';
import { operatorOnly } from './operator-only.ts';

/** Named in one request; whoever has more asks again. */
const MOST_JOBS = 500;

export const cancelJobs = operatorOnly(async (deps, { operation, queue }, operator) => {
  const numbers = readIntegers(operation, 'job-ids');
  if (numbers === undefined)
    return refuse('client-error-not-possible', "Name the jobs: everybody's are deleted in the console only.");
  if (numbers.length > MOST_JOBS)
    return refuse('client-error-not-possible', `Name ${String(MOST_JOBS)} jobs at most.`);
  const known = await deps.db.read((tx) => findAnyIppJobs(tx, numbers));
  const alive = known.filter((found) => found.row.printerId === printerOf(queue) && !isFinished(found));
  const [first, ...rest] = numbers.filter((number) => !alive.some(({ row }) => row.number === number));
  if (first !== undefined) {
    const attributes = [integer('job-ids', first, ...rest)];
    return { status: 'client-error-not-possible', groups: [{ group: 'unsupported', attributes }] };
  }
  await cancelAll(deps, alive);
  for (const found of alive)
    deps.log.info('an operator cancelled a job over IPP', { job: found.row.number, by: operator.name });
  return { status: 'successful-ok' };
});
