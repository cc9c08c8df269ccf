// The jobs of the make-believe printer in printer-model.ts, as values.
import { type JobStateName, jobStates } from '@platen/edge-server/protocols/ipp/codes';
import {
  enumValue,
  type IppAttributes,
  integer,
  keyword,
  name,
  uri,
} from '@platen/edge-server/protocols/ipp/message';

export type ModelJob = {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  readonly user: string;
  state: JobStateName;
  reasons: readonly string[];
  /** What the client asked for: the job group of its request. */
  readonly template: IppAttributes;
  documents: Buffer[];
  format: string;
  impressionsCompleted: number;
};

/** States from which a job never moves again (RFC 8011 section 5.3.7). */
export const isFinal = (state: JobStateName): boolean => jobStates[state] >= jobStates.canceled;

/** The job's own attributes, as Get-Jobs and Get-Job-Attributes show them. */
export const describeJob = (job: ModelJob, jobUri: string): IppAttributes => [
  integer('job-id', job.id),
  uri('job-uri', jobUri),
  uri('job-uuid', job.uuid),
  name('job-name', job.name),
  name('job-originating-user-name', job.user),
  enumValue('job-state', jobStates[job.state]),
  keyword('job-state-reasons', ...(job.reasons.length > 0 ? job.reasons : ['none'])),
  integer('job-impressions-completed', job.impressionsCompleted),
];
