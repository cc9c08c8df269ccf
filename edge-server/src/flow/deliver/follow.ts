// Follows an attempt to its end: asks the printer again and again and does what decide-recovery.ts says. The same loop
// watches a document being printed and finds out, after a crash or a lost answer, what became of it.
import { othersSince } from '../store/releases.ts';
import {
  isIncomplete,
  type JobFinding,
  type PrinterAnswer,
  type PrinterFacts,
  recoveryRow,
} from './decide-recovery.ts';
import type { JobLook, RemoteJob, Sent, Trouble } from './delivery-protocol.ts';
import { beginAttempt } from './endings.ts';
import { clearNote, noteNotCancelling, notePages, noteStopped, noteUnreachable } from './progress.ts';
import { type Ending, move, type Run, remoteColumns, remoteJob, tellOf, writeAttempt } from './run.ts';

/** The first look comes at once, then soon: a page takes a second or two. Later a second is quick enough for a progress bar. */
const WATCH_PAUSES_MS = [200, 200, 200, 200, 300, 400, 500, 700, 1_000] as const;
/** A printer that is silent in the middle is asked ever more seldom. */
const SILENT_PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000] as const;
/** While a decision needs a little time to pass. */
const SETTLE_PAUSE_MS = 500;
/** A job that shows no progress for this long: ask the printer whether it has stopped. */
const STALLED_MS = 1_000;
/** Other servers' cancels are read from the database this often; our own wake us. */
const CANCEL_LOOK_MS = 2_000;

/** RFC 8011 section 5.3.7. */
const PROCESSING = 5;
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
  let cancelledByUs: 'no' | 'incomplete' | 'running' = 'no';
  let mayCancel = true;
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
    const { answer, facts: now } = await ask(run);
    if (run.control.stop.aborted) return { kind: 'stopped' };
    // A finding that is not simply "under way" starts the clock; being under way ends it.
    if (!isUnderWay(answer)) troubleSince ??= clock.monotonic();
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
        cancelledByUs,
        attemptsLeft: from.refusal === undefined ? settings().delivery.maxAttempts - run.release.attempt : 0,
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
        ({ cancelledByUs, mayCancel } = await clearUp(run, job, 'incomplete', { cancelledByUs, mayCancel }));
        break;
      case 'cancel-and-new-attempt':
        ({ cancelledByUs, mayCancel } = await clearUp(run, job, decision.while, {
          cancelledByUs,
          mayCancel,
        }));
        if (!mayCancel && isEmptyByUs(run, from.sent)) {
          // It cannot be cancelled, but it is empty and prints nothing; the printer drops it after its own time-out.
          if (from.refusal !== undefined) return ended({ state: 'returned', reason: from.refusal.code });
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
          await run.control.nap(SETTLE_PAUSE_MS);
        }
        break;
      case 'watch': {
        if (answer.kind !== 'answered' || answer.job.kind !== 'found')
          throw new Error('only a found job is watched');
        silent = 0;
        troubleSince = undefined;
        if (run.control.cancelAsked() && cancelledByUs === 'no' && mayCancel && job !== undefined) {
          const how = isIncomplete(answer.job) ? 'incomplete' : 'running';
          ({ cancelledByUs, mayCancel } = await clearUp(run, job, how, { cancelledByUs, mayCancel }));
          if (!mayCancel) await noteNotCancelling(run);
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

type FoundJob = Extract<JobFinding, { kind: 'found' }>;

const ended = (ending: Ending): Followed => ({ kind: 'ended', ending });

/** Not one octet was sent: `creating` and `created` of Create-Job, or a send that failed before its first. */
function isEmptyByUs(run: Run, sent: FollowFrom['sent']): boolean {
  const { state } = run.release;
  return sent === 'none' || (!run.attempt.usesPrintJob && (state === 'creating' || state === 'created'));
}

function isUnderWay(answer: PrinterAnswer): boolean {
  return answer.kind === 'answered' && answer.job.kind === 'found' && answer.job.state <= STOPPED;
}

/** The job, and the printer itself where the job alone does not decide. */
async function ask(run: Run): Promise<{ answer: PrinterAnswer; facts?: PrinterFacts }> {
  const { stop } = run.control;
  const look = await lookFor(run);
  if (look.kind === 'unreachable') return { answer: { kind: 'unreachable' } };
  if (look.kind === 'cannot-tell') run.reports = false;
  const decidesAlone = look.kind === 'found' && look.state !== 7 && look.state !== 8;
  if (decidesAlone) return { answer: { kind: 'answered', job: look } };
  const now = await run.link.now(stop);
  if (now === undefined) return { answer: { kind: 'unreachable' } };
  return { answer: { kind: 'answered', job: look, printer: now.facts }, facts: now.facts };
}

/** By id where one is known, else by token; a job found by token is ours from then on. */
async function lookFor(run: Run): Promise<JobLook> {
  const { token } = run.attempt;
  const { stop } = run.control;
  const known = remoteJob(run.attempt);
  let look: JobLook | undefined;
  if (known !== undefined) {
    look = await run.link.look(known, token, stop);
    // Not under that id any more: perhaps under another one.
    if (look.kind === 'found' && known.uuid === undefined && look.uuid !== undefined) {
      // Many printers tell the uuid only when asked: from now on it is part of what makes the job ours.
      await adopt(run, { ...known, uuid: look.uuid });
    }
    if (look.kind !== 'not-found' && look.kind !== 'another') return look;
  }
  const search = await run.link.find(token, run.user, stop);
  if (search.kind !== 'found') {
    return look !== undefined && search.kind === 'cannot-tell' ? look : search;
  }
  await adopt(run, search.job);
  return search;
}

async function adopt(run: Run, job: RemoteJob): Promise<void> {
  await move(run, run.release.state, {}, (tx) => writeAttempt(run, tx, remoteColumns(job)));
  run.attempt = { ...run.attempt, ...remoteColumns(job) };
}

/** Sends Cancel-Job once. Only called right after the job under that id was seen to be ours. */
async function clearUp(
  run: Run,
  job: RemoteJob | undefined,
  how: 'incomplete' | 'running',
  before: { cancelledByUs: 'no' | 'incomplete' | 'running'; mayCancel: boolean },
): Promise<{ cancelledByUs: 'no' | 'incomplete' | 'running'; mayCancel: boolean }> {
  if (job === undefined || !before.mayCancel || before.cancelledByUs !== 'no') return before;
  const outcome = await run.link.cancel(job, run.user, run.control.stop);
  switch (outcome.kind) {
    case 'taken':
      return { cancelledByUs: how, mayCancel: true };
    case 'not-offered':
      return { cancelledByUs: 'no', mayCancel: false };
    // What it is now is seen at the next look.
    case 'too-late':
    case 'unreachable':
      return before;
  }
}

/** Shows how far it is. @returns whether anything changed, so that the next look comes soon. */
function makeWatch(run: Run): (job: FoundJob) => Promise<boolean> {
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
      await run.lane.endLease(tx);
      await tellOf(run, tx, now, 'sent');
    });
    await run.lane.leave();
  }
  const prints = job.state === PROCESSING || (job.impressions ?? 0) > 0;
  if (prints && run.release.state === 'accepted') {
    await move(run, 'printing', {}, (tx, now) => tellOf(run, tx, now, 'printing'));
  }
}

function factsBefore({ attempt }: Run): PrinterFacts {
  return {
    uuid: attempt.printerUuid ?? undefined,
    upTime: attempt.printerUpTime ?? undefined,
    markerCount: attempt.markerCount ?? undefined,
    at: attempt.preflightAt ?? 0,
  };
}

function othersBetween(run: Run): Promise<boolean> {
  const { release, attempt, deps, printer } = run;
  return deps.db.read((tx) => othersSince(tx, printer.id, release.id, attempt.preflightAt ?? 0));
}
