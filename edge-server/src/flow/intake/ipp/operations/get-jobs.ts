// Get-Jobs (RFC 8011 section 4.2.6). Everybody sees their own jobs and nobody else's, whatever is asked.
import type { IppGroup } from '../../../../protocols/ipp/message.ts';
import { readInteger, readIntegers, readKeyword } from '../../../../protocols/ipp/read-values.ts';
import { selectAttributes } from '../../../../protocols/ipp/requested-attributes.ts';
import { type IppJob, listIppJobs } from '../../../store/ipp-jobs.ts';
import { type IppOperation, refuse } from '../ipp-queue.ts';
import { isFinished, jobAttributes } from '../job-attributes.ts';

const SELECTIONS: ReadonlyMap<string, (job: IppJob) => boolean> = new Map([
  ['not-completed', (job) => !isFinished(job)],
  ['completed', isFinished],
  ['all', () => true],
]);
/** Newest first; older ones no client shows. */
const MOST_JOBS = 500;

export const getJobs: IppOperation = async (deps, { operation, queue, userId }) => {
  const which = readKeyword(operation, 'which-jobs') ?? 'not-completed';
  const isSelected = SELECTIONS.get(which);
  if (isSelected === undefined) {
    return refuse('client-error-attributes-or-values-not-supported', `which-jobs ${which} is not supported.`);
  }
  const limit = readInteger(operation, 'limit') ?? MOST_JOBS;
  if (limit < 1) return refuse('client-error-bad-request', 'limit is less than 1.');
  if (userId === undefined) return 'sign-in';
  const numbers = readIntegers(operation, 'job-ids');
  const all = await deps.db.read((tx) => listIppJobs(tx, userId, MOST_JOBS));
  const chosen = all.filter((found) =>
    numbers === undefined ? isSelected(found) : numbers.includes(found.row.number),
  );
  // RFC 8011 section 4.2.6.2: unfinished in the order they came, finished with the latest first.
  const ordered = [...chosen.filter((found) => !isFinished(found)).reverse(), ...chosen.filter(isFinished)];
  const facts = { queue, startedAt: deps.startedAt, now: deps.clock.now() };
  const groups = ordered.slice(0, limit).map((found): IppGroup => {
    const attributes = selectAttributes(operation, jobAttributes(facts, found), ['job-id', 'job-uri']);
    return { group: 'job', attributes };
  });
  return { status: 'successful-ok', groups };
};
