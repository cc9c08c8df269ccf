// Watches a job that is under way at the printer: pages, troubles, and the states the release goes through meanwhile.
import { isIncomplete } from './decide-recovery.ts';
import { clearNote, notePages, noteStopped } from './progress.ts';
import type { JobFinding } from './recovery-facts.ts';
import { move, type Run, tellOf } from './run.ts';

/** A job that shows no progress for this long: ask the printer whether it has stopped. */
const STALLED_MS = 1_000;
/** RFC 8011 section 5.3.7. */
const PROCESSING = 5;
const STOPPED = 6;

type FoundJob = Extract<JobFinding, { kind: 'found' }>;

/** Shows how far it is. @returns whether anything changed, so that the next look comes soon. */
export function makeWatch(run: Run): (job: FoundJob) => Promise<boolean> {
  const { clock } = run.deps;
  let seen = '';
  let changedAt = clock.monotonic();

  return async (job) => {
    const state = `${job.state} ${job.impressions ?? ''}`;
    const changed = state !== seen;
    if (changed) changedAt = clock.monotonic();
    seen = state;
    await moveOn(run, job);
    await notePages(run, job.impressions);
    const stalled = job.state === STOPPED || clock.monotonic() - changedAt >= STALLED_MS;
    if (!stalled) {
      await clearNote(run);
      return changed;
    }
    const now = await run.link.now(run.control.stop);
    if (now === undefined) return changed;
    if (now.stopped !== undefined) await noteStopped(run, now.stopped);
    else await clearNote(run);
    return changed;
  };
}

/** `sending` whose answer was lost is accepted once the printer has the job complete; `printing` from its first page. */
async function moveOn(run: Run, job: FoundJob): Promise<void> {
  const { state } = run.release;
  if (state === 'sending' && !isIncomplete(job)) {
    await move(run, 'accepted', {}, async (tx, now) => {
      if (!run.keepsLane) await run.lane.endLease(tx);
      await tellOf(run, tx, now, 'sent');
    });
    if (!run.keepsLane) await run.lane.leave();
  }
  const prints = job.state === PROCESSING || (job.impressions ?? 0) > 0;
  if (prints && run.release.state === 'accepted') {
    await move(run, 'printing', {}, (tx, now) => tellOf(run, tx, now, 'printing'));
  }
}
