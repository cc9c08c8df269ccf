// Get-Jobs (RFC 8011 section 4.2.6). Everybody sees their own jobs and nobody else's, whatever is asked.
import { jobStates } from '../../../../protocols/ipp/codes.ts';
import type { IppGroup } from '../../../../protocols/ipp/message.ts';
import { readInteger, readIntegers, readKeyword } from '../../../../protocols/ipp/read-values.ts';
import { selectAttributes } from '../../../../protocols/ipp/requested-attributes.ts';
import { type IppJob, listIppJobs } from '../../../store/ipp-jobs.ts';
import { type IppOperation, printerOf, refuse } from '../ipp-queue.ts';
import { jobAttributes } from '../job-attributes.ts';
import { isFinished, standingOf } from '../job-standing.ts';
import { WHICH_JOBS } from '../printer-description.ts';

const inState = (name: keyof typeof jobStates) => (job: IppJob) => standingOf(job).state === jobStates[name];

const SELECTIONS: Readonly<Record<(typeof WHICH_JOBS)[number], (job: IppJob) => boolean>> = {
  'not-completed': (job) => !isFinished(job),
  completed: isFinished,
  all: () => true,
  aborted: inState('aborted'),
  canceled: inState('canceled'),
  pending: inState('pending'),
  'pending-held': inState('pending-held'),
  processing: inState('processing'),
  'processing-stopped': inState('processing-stopped'),
  // Whoever wants a proof prints one copy at the printer: no job waits here as a proof.
  'proof-print': () => false,
};
/** Newest first; older ones no client shows. */
const MOST_JOBS = 500;

export const getJobs: IppOperation = async (deps, { operation, queue, userId }) => {
  const which = readKeyword(operation, 'which-jobs') ?? 'not-completed';
  const known = WHICH_JOBS.find((word) => word === which);
  if (known === undefined) {
    return refuse('client-error-attributes-or-values-not-supported', `which-jobs ${which} is not supported.`);
  }
  const isSelected = SELECTIONS[known];
  const limit = readInteger(operation, 'limit') ?? MOST_JOBS;
  if (limit < 1) return refuse('client-error-bad-request', 'limit is less than 1.');
  if (userId === undefined) return 'sign-in';
  const numbers = readIntegers(operation, 'job-ids');
  const all = await deps.db.read((tx) => listIppJobs(tx, userId, MOST_JOBS, printerOf(queue)));
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
