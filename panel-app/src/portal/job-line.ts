// The one line that says how a document is: "Ready. 12 pages. Goes tomorrow 09:14."
import type { JobView } from '@platen/shared/api/common';
import { say } from './speech.ts';
import { whenWords } from './when.ts';

/** @param now Unix ms. */
export function jobLine(job: JobView, now: number): string {
  if (job.state === 'releasing' && job.release !== undefined) return job.release.sentence;
  if (job.state !== 'held') return job.sentence;
  const ready =
    job.pages === undefined ? job.sentence : say('ready-line', { pages: say('pages', { count: job.pages }) });
  return job.expiresAt === undefined
    ? ready
    : `${ready} ${say('goes', { when: whenWords(job.expiresAt, now) })}`;
}
