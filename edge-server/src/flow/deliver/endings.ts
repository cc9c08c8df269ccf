// How a delivery ends: release, attempt, job and story in the one transaction that also removes the step. And how it
// begins anew after proof that nothing was printed.
import type { ErrorCode } from '@platen/shared/error-table';
import type { JobState } from '@platen/shared/job-state';
import type { StoryKind } from '@platen/shared/story';
import type { Tx } from '../../db/database.ts';
import { moveJob } from '../store/jobs.ts';
import { type AttemptRow, changeAttempt, insertAttempt, moveRelease } from '../store/releases.ts';
import { pagesOf } from './progress.ts';
import { type Ending, LostRelease, move, type Run, tellOf, userWords } from './run.ts';

export type SettlePrinted = (tx: Tx, jobId: string, now: number) => Promise<void>;
/** flow/account/book-record.ts */
export type BookRecord = (tx: Tx, releaseId: string) => Promise<void>;

/** What each end makes of the job. Cancelled and returned documents wait for their owner again. */
const JOB_AFTER = {
  done: { to: 'printed', event: 'printed' },
  returned: { to: 'held', event: 'returned' },
  uncertain: { to: 'uncertain', event: 'uncertain' },
  cancelled: { to: 'held', event: 'cancelled' },
} as const satisfies Readonly<Record<Ending['state'], { to: JobState; event: StoryKind }>>;

/** For StepOutcome.record. Throws LostRelease, so that the step stays for whoever has the release now. */
export function recordEnding(
  run: Run,
  ending: Ending,
  { settlePrinted, book }: { readonly settlePrinted: SettlePrinted; readonly book: BookRecord },
) {
  return async (tx: Tx): Promise<void> => {
    const { release, deps } = run;
    const now = deps.clock.now();
    const reason = 'reason' in ending ? ending.reason : undefined;
    const moved = await moveRelease(tx, release.id, release.fence, [release.state], ending.state, {
      changedAt: now,
      note: null,
      reason: reason ?? null,
      confidence: ending.state === 'done' ? ending.confidence : null,
      // A completed job has all its pages, whatever its counter said (delivery-and-mail.md section 3, fact 6).
      pagesDone:
        ending.state === 'done' ? release.pages : Math.max(release.pagesDone, pagesOf(run, run.impressions)),
      // What the printer itself said, whatever the end is; 0 is what those say that do not count.
      impressions: run.impressions > 0 ? run.impressions : release.impressions,
    });
    if (!moved) throw new LostRelease();
    await changeAttempt(tx, release.id, run.attempt.number, { endedAs: reason ?? ending.state });
    const { to, event } = JOB_AFTER[ending.state];
    await moveJob(tx, run.job.id, ['releasing'], to, { changedAt: now });
    await tellOf(run, tx, now, event, reason === undefined ? {} : { reason: userWords(reason) });
    if (ending.state === 'done') await settlePrinted(tx, run.job.id, now);
    // What nobody knows is booked when somebody has decided it.
    if (ending.state !== 'uncertain') await book(tx, release.id);
  };
}

/** The next attempt: a new token, nothing known of it at the printer. */
export async function beginAttempt(run: Run, because: ErrorCode): Promise<void> {
  const { release, deps } = run;
  const attempt: AttemptRow = {
    releaseId: release.id,
    number: release.attempt + 1,
    token: deps.ids.uuid(),
    printerUuid: null,
    printerUpTime: null,
    preflightAt: null,
    markerCount: null,
    remoteJobId: null,
    remoteJobUuid: null,
    remoteJobUri: null,
    uri: null,
    usesPrintJob: false,
    endedAs: null,
  };
  await move(
    run,
    'claimed',
    { attempt: attempt.number, pagesDone: 0, impressions: null, note: null },
    async (tx, now) => {
      await changeAttempt(tx, release.id, release.attempt, { endedAs: because });
      await insertAttempt(tx, attempt);
      await tellOf(run, tx, now, 'waiting', { reason: userWords(because) });
    },
  );
  run.attempt = attempt;
  run.impressions = 0;
}
