// Get-Jobs (RFC 8011 section 4.2.6).
import type { IppGroup } from '../../protocols/ipp/message.ts';
import { readBoolean, readInteger, readKeyword, readName } from '../../protocols/ipp/read-values.ts';
import { selectAttributes } from '../../protocols/ipp/requested-attributes.ts';
import { inGetJobsOrder, jobAttributes } from '../job-attributes.ts';
import { isFinished, type VirtualJob } from '../state.ts';
import { type Operation, refuse } from './operation.ts';

const selections: ReadonlyMap<string, (job: VirtualJob) => boolean> = new Map([
  ['not-completed', (job) => !isFinished(job)],
  ['completed', isFinished],
  ['all', () => true],
]);

export const getJobs: Operation = (printer, { operation }) => {
  const which = readKeyword(operation, 'which-jobs') ?? 'not-completed';
  const isSelected = selections.get(which);
  if (isSelected === undefined) {
    return refuse('client-error-attributes-or-values-not-supported', `which-jobs ${which} is not supported.`);
  }
  const user = readName(operation, 'requesting-user-name') ?? 'anonymous';
  const mine = readBoolean(operation, 'my-jobs') === true;
  const limit = readInteger(operation, 'limit') ?? Infinity;
  if (limit < 1) return refuse('client-error-bad-request', 'limit is less than 1.');

  const jobs = inGetJobsOrder(printer.state.jobs.values())
    .filter((job) => isSelected(job) && (!mine || job.user === user))
    .slice(0, limit);
  const groups = jobs.map((job): IppGroup => {
    const attributes = selectAttributes(operation, jobAttributes(printer, job), ['job-id', 'job-uri']);
    return { group: 'job', attributes };
  });
  return { status: 'successful-ok', groups };
};
