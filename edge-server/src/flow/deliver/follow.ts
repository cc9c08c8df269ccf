// Follows an attempt to its end: asks the printer again and again and does what decide-recovery.ts says. The same loop
// watches a document being printed and finds out, after a crash or a lost answer, what became of it.
import { askPrinter, factsBefore, othersBetween } from './ask-printer.ts';
import { type Cancelling, clearingOf, clearUp, mayTry } from './clear-up.ts';
import { isIncomplete, recoveryRow } from './decide-recovery.ts';
import type { RemoteJob, Sent, Trouble } from './delivery-protocol.ts';
import { beginAttempt } from './endings.ts';
import { clearNote, noteNotCancelling, noteStopped, noteUnreachable } from './progress.ts';
import type { PrinterAnswer } from './recovery-facts.ts';
import { type Ending, type Run, remoteJob } from './run.ts';
import { makeWatch } from './watch-job.ts';

/** The first look comes at once, then soon: a page takes a second or two. Later a second is quick enough for a progress bar. */
const WATCH_PAUSES_MS = [200, 200, 200, 200, 300, 400, 500, 700, 1_000] as const;
/** A printer that is silent in the middle is asked ever more seldom. */
const SILENT_PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000] as const;
/** While a decision needs a little time to pass. */
const SETTLE_PAUSE_MS = 500;
/** Other servers' cancels are read from the database this often; our own wake us. */
const CANCEL_LOOK_MS = 2_000;

/** RFC 8011 section 5.3.7. */
const STOPPED = 6;

export type Followed =
  | { readonly kind: 'ended'; readonly ending: Ending }
  /** Nothing was printed: the release is `claimed` again with a new token. */
  | { readonly kind: 'again' }
  | { readonly kind: 'send'; readonly job: RemoteJob }
  | { readonly kind: 'stopped' };

export interface FollowFrom {
  readonly sent: Sent | 'unknown';
  /** Sending the same document again would not help: with proof that nothing printed it goes back to its owner. */
  readonly refusal?: Trouble | undefined;
  /** Set when the way here was not the straight one: the answer was lost, or we crashed. */
  readonly troubled: boolean;
  /** Ms that nobody watched before (decide-recovery.ts `blindMs`). */
  readonly blindMs: number;
}

/** From any state after `preflight`. Throws LostRelease. */
export async function follow(run: Run, from: FollowFrom): Promise<Followed> {
  const { clock, log, settings } = run.deps;
  let troubleSince: number | undefined = from.troubled ? clock.monotonic() : undefined;
  const blindFrom = clock.monotonic() - from.blindMs;
  let cancelling: Cancelling = 'unknown';
  let silent = 0;
  let watched = 0;
  let cancelLookAt = clock.monotonic();
  const watch = makeWatch(run);

  for (;;) {
    if (run.control.stop.aborted) return { kind: 'stopped' };
    if (clock.monotonic() - cancelLookAt >= CANCEL_LOOK_MS) {
      cancelLookAt = clock.monotonic();
      await run.control.look();
    }
    const { answer, now } = await askPrinter(run);
    if (run.control.stop.aborted) return { kind: 'stopped' };
    // The last look, too, may tell of pages: nobody watches the job after it.
    if (answer.kind === 'answered' && answer.job.kind === 'found') {
      run.impressions = Math.max(run.impressions, answer.job.impressions ?? 0);
    }
    // A finding that is not simply "under way" starts the clock; being under way ends it.
    if (!isUnderWay(answer)) troubleSince ??= clock.monotonic();
    const attemptsLeft =
      from.refusal === undefined ? settings().delivery.maxAttempts - run.release.attempt : 0;
    const { row, decision } = recoveryRow(
      {
        state: run.release.state,
        usesPrintJob: run.attempt.usesPrintJob,
        sent: from.sent,
        pagesTold: Math.max(run.impressions, run.release.pagesDone),
        before: factsBefore(run),
        othersBetween: now !== undefined && (await othersBetween(run)),
        reports: run.reports,
        cancelAsked: run.control.cancelAsked(),
        cancelledByUs: clearingOf(run),
        attemptsLeft,
        troubleMs: troubleSince === undefined ? 0 : clock.monotonic() - troubleSince,
        blindMs: clock.monotonic() - blindFrom,
        unreachableLimitMs: settings().delivery.unreachableMinutes * 60_000,
      },
      answer,
    );
    if (decision.kind !== 'watch' && decision.kind !== 'wait') {
      log.info('delivery decided', {
        release: run.release.id,
        state: run.release.state,
        row,
        decision: decision.kind,
      });
    }

    const job = remoteJob(run.attempt);
    switch (decision.kind) {
      case 'done':
        return ended({ state: 'done', confidence: decision.confidence });
      case 'uncertain':
        return ended({ state: 'uncertain', reason: decision.reason });
      case 'returned':
        return ended({ state: 'returned', reason: from.refusal?.code ?? decision.reason });
      case 'cancelled':
        return ended({
          state: 'cancelled',
          ...(run.control.cancelAsked() ? {} : { reason: 'printer-cancelled' as const }),
        });
      case 'new-attempt':
        await beginAttempt(run, decision.because);
        return { kind: 'again' };
      case 'go-on':
        return { kind: 'again' };
      case 'send-to-existing':
        if (from.refusal === undefined && job !== undefined) return { kind: 'send', job };
        if (mayTry(cancelling)) cancelling = await clearUp(run, job, 'incomplete');
        await run.control.nap(SETTLE_PAUSE_MS);
        break;
      case 'cancel-and-new-attempt':
        if (mayTry(cancelling)) cancelling = await clearUp(run, job, decision.while);
        if (cancelling === 'not-offered' && isEmptyByUs(run, from.sent)) {
          // It cannot be cancelled, but it is empty and prints nothing; the printer drops it after its own time-out.
          if (attemptsLeft <= 0)
            return ended({ state: 'returned', reason: from.refusal?.code ?? 'printer-aborted' });
          await beginAttempt(run, 'printer-aborted');
          return { kind: 'again' };
        }
        await run.control.nap(SETTLE_PAUSE_MS);
        break;
      case 'wait':
        if (answer.kind === 'unreachable') {
          await noteUnreachable(run);
          await run.control.nap(SILENT_PAUSES_MS[Math.min(silent, SILENT_PAUSES_MS.length - 1)] ?? 0);
          silent += 1;
        } else {
          if (now?.stopped !== undefined) await noteStopped(run, now.stopped);
          else await clearNote(run);
          await run.control.nap(SETTLE_PAUSE_MS);
        }
        break;
      case 'watch': {
        if (answer.kind !== 'answered' || answer.job.kind !== 'found')
          throw new Error('only a found job is watched');
        silent = 0;
        troubleSince = undefined;
        if (run.control.cancelAsked() && mayTry(cancelling)) {
          cancelling = await clearUp(run, job, isIncomplete(answer.job) ? 'incomplete' : 'running');
          if (cancelling === 'not-offered') {
            if (isEmptyByUs(run, from.sent)) return ended({ state: 'cancelled' });
            await noteNotCancelling(run);
          }
          // Seen at once where it works at once.
          watched = 0;
        } else {
          watched = (await watch(answer.job)) ? 0 : watched + 1;
        }
        await run.control.nap(WATCH_PAUSES_MS[Math.min(watched, WATCH_PAUSES_MS.length - 1)] ?? 0);
        break;
      }
    }
  }
}

const ended = (ending: Ending): Followed => ({ kind: 'ended', ending });

/** Not one octet was sent: `creating` and `created` of Create-Job, or a send that failed before its first. */
function isEmptyByUs(run: Run, sent: FollowFrom['sent']): boolean {
  const { state } = run.release;
  return sent === 'none' || (!run.attempt.usesPrintJob && (state === 'creating' || state === 'created'));
}

function isUnderWay(answer: PrinterAnswer): boolean {
  return answer.kind === 'answered' && answer.job.kind === 'found' && answer.job.state <= STOPPED;
}
