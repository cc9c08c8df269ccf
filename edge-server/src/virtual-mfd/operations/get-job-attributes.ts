// Get-Job-Attributes (RFC 8011 section 4.3.4).

import { selectAttributes } from '../../protocols/ipp/requested-attributes.ts';
import { jobAttributes } from '../job-attributes.ts';
import type { Operation } from './operation.ts';
import { targetJob } from './target-job.ts';

export const getJobAttributes: Operation = (printer, { operation }) => {
  const target = targetJob(printer, operation);
  if ('refusal' in target) return target.refusal;
  const attributes = selectAttributes(operation, jobAttributes(printer, target.job), ['all']);
  return { status: 'successful-ok', groups: [{ group: 'job', attributes }] };
};
