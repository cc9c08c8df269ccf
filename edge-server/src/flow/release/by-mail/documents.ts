// The documents of a release by mail, as its answer lists them: what was claimed, what was not and why.
import type { AppError } from '@platen/shared/app-error';
import type { NotPrintedReason, ReleasedDocument } from '@platen/shared/mail-release';
import type { JobRow } from '../../store/jobs.ts';
import type { ReleaseRow } from '../../store/releases.ts';

export function printing(job: JobRow, release: ReleaseRow): ReleasedDocument {
  const { copies } = release.ticket;
  return {
    jobId: job.id,
    title: job.title,
    state: 'printing',
    releaseId: release.id,
    pages: release.pages,
    ...(copies === undefined ? {} : { copies }),
  };
}

export function whenReady({ id, title }: JobRow): ReleasedDocument {
  return { jobId: id, title, state: 'when-ready' };
}

/** @param reason absent where it is the same for all, as `problem` of the facts. */
export function notPrinted({ id, title }: JobRow, reason?: NotPrintedReason): ReleasedDocument {
  return { jobId: id, title, state: 'not-printed', ...(reason === undefined ? {} : { reason }) };
}

/** Of flow/release/claim.ts. */
export function reasonOf(error: AppError, { state }: JobRow): NotPrintedReason {
  switch (error.code) {
    case 'job-not-ready':
      return 'not-ready';
    case 'job-busy':
      return 'busy';
    case 'document-password':
      return 'locked';
    case 'option-unsupported':
      return 'no-pages';
    default:
      return state === 'refused' ? 'refused' : 'gone';
  }
}

/** The same document among these only once: which ones are left out, in the order given (SPEC A16). */
export function repeats(jobs: readonly JobRow[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { id, contentHash } of jobs) {
    if (contentHash === null) continue;
    if (seen.has(contentHash)) twice.add(id);
    seen.add(contentHash);
  }
  return twice;
}
