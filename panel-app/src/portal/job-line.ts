// The one line that says how a document is: "Ready. 12 pages. Goes tomorrow 09:14."
import type { JobView } from '@platen/shared/api/common';
import { whenWords } from '../locales/when.ts';
import { say } from './speech.ts';

/** @param now Unix ms. */
export function jobLine(job: JobView, now: number): string {
  if (job.state !== 'held' || job.expiresAt === undefined) return job.sentence;
  return `${job.sentence} ${say('goes', { when: whenWords(job.expiresAt, now) })}`;
}

/** A document that came back unprinted waits as any other, but its line tells of that. */
export function jobTone(job: JobView): JobView['tone'] {
  return job.state === 'held' && job.release?.state === 'returned' ? job.release.tone : job.tone;
}
