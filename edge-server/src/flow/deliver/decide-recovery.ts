// What to do with an attempt whose end is not known: after our crash, a lost answer, a dead printer, and while watching.
// Pure: the last persisted state, what is known of the attempt, and what the printer says now, to one decision.
// The rows are the recovery table of reference/delivery-and-mail.md sections 4.1 and 4.2; the first that fits decides.
import type { ErrorCode } from '@platen/shared/error-table';
import { type Case, counterRose, isSending, type RecoveryRow } from './recovery-case.ts';
import type { AttemptFacts, Decision, PrinterAnswer, PrinterFacts } from './recovery-facts.ts';
import { NO_JOBS_ROWS } from './recovery-no-jobs.ts';

/**
 * After a broken connection the printer may still be reading what lay in its buffers: it is given this long before "not
 * there" or "still waiting for data" is taken for its last word.
 */
export const SETTLE_MS = 3_000;
/** Printers forget ended jobs, some after a minute: only before that does "not in the list" mean that it never was. */
export const HISTORY_MS = 30_000;
/** A printer that gave up a job finishes the sheet in its path first; then its counter is read. */
export const LAST_SHEET_MS = 15_000;

const found = (c: Case) => (c.job?.kind === 'found' ? c.job : undefined);
const foundIn = (c: Case, ...states: number[]) => states.includes(found(c)?.state ?? 0);
/** RFC 8011 section 5.3.8: the printer still expects document data. */
export function isIncomplete(job: { readonly reasons: readonly string[] }): boolean {
  return job.reasons.some((reason) => reason === 'job-data-insufficient' || reason === 'job-incoming');
}
const waitsForData = (c: Case) => c.job?.kind === 'found' && isIncomplete(c.job);
/** RFC 8011 section 5.3.8. `job-canceled-by-user` is how our own Cancel-Job shows, so it says nothing of who it was. */
const byPerson = (c: Case) =>
  found(c)?.reasons.some(
    (reason) => reason === 'job-canceled-at-device' || reason === 'job-canceled-by-operator',
  ) === true;

export const RECOVERY_TABLE: readonly RecoveryRow[] = [
  // CLAIMED, PREFLIGHT: no remote effect.
  {
    row: 'claimed or preflight: nothing happened at the printer yet',
    when: (c) => c.f.state === 'claimed' || c.f.state === 'preflight',
    then: (c) => ({ kind: c.f.cancelAsked ? 'cancelled' : 'go-on' }),
  },

  // Any state, printer unreachable: never resend.
  {
    row: 'no answer: back off, keep the lane closed',
    when: (c) => c.answer.kind !== 'answered' && c.f.troubleMs < c.f.unreachableLimitMs,
    then: () => ({ kind: 'wait' }),
  },
  {
    row: 'no answer past the limit, but not one octet was sent: proof that nothing printed',
    when: (c) => c.answer.kind !== 'answered' && c.nothingSent,
    then: (c) =>
      c.f.cancelAsked ? { kind: 'cancelled' } : { kind: 'returned', reason: 'printer-unreachable' },
  },
  {
    row: 'no answer past the limit',
    when: (c) => c.answer.kind !== 'answered',
    then: () => ({ kind: 'uncertain', reason: 'printer-unreachable' }),
  },

  // CREATING and CREATED of Create-Job, and a send that failed before its first octet: an empty job prints nothing.
  {
    row: 'empty job cancelled by a person at the device',
    when: (c) => c.nothingSent && foundIn(c, 7) && byPerson(c),
    then: () => ({ kind: 'cancelled' }),
  },
  {
    row: 'empty job that ended, is gone, was never made, or cannot be asked for',
    when: (c) => c.nothingSent && (found(c) === undefined || foundIn(c, 7, 8, 9)),
    then: (c) => again(c, foundIn(c, 8) ? 'printer-aborted' : 'printer-lost'),
  },
  {
    row: 'created and still empty, known by uuid and name: send',
    when: (c) => c.nothingSent && c.f.state === 'created' && !c.f.cancelAsked,
    then: () => ({ kind: 'send-to-existing' }),
  },
  {
    row: 'empty job left over: cancel it, new attempt',
    when: (c) => c.nothingSent,
    then: (c) =>
      c.f.cancelAsked ? { kind: 'watch' } : { kind: 'cancel-and-new-attempt', while: 'incomplete' },
  },

  ...NO_JOBS_ROWS,

  // SENDING, ACCEPTED, PRINTING; and CREATING of Print-Job, which is the same step.
  {
    row: 'completed',
    when: (c) => foundIn(c, 9),
    then: () => ({ kind: 'done', confidence: 'confirmed' }),
  },
  {
    row: 'cancelled, and not by our own clearing up',
    when: (c) => foundIn(c, 7) && (c.f.cancelledByUs === 'no' || c.f.cancelAsked || byPerson(c)),
    then: () => ({ kind: 'cancelled' }),
  },
  {
    row: 'aborted after somebody asked to cancel it',
    when: (c) => foundIn(c, 8) && c.f.cancelAsked,
    then: () => ({ kind: 'cancelled' }),
  },
  {
    row: 'cancelled by us while it waited for data: it never began',
    when: (c) => c.f.cancelledByUs === 'incomplete' && ended(c) && !pagesSeen(c),
    then: (c) => again(c, 'printer-aborted'),
  },
  {
    row: 'ended, but a sheet may still be on its way',
    when: (c) => {
      if (!foundIn(c, 7, 8) && !isLost(c)) return false;
      if (c.now?.processing === true) return c.f.troubleMs < LAST_SHEET_MS;
      return countersStandStill(c) && c.f.troubleMs < SETTLE_MS;
    },
    then: () => ({ kind: 'wait' }),
  },
  {
    row: 'aborted, or cancelled by us, and the counters stand still',
    when: (c) => foundIn(c, 7, 8) && countersStandStill(c),
    then: (c) => again(c, 'printer-aborted'),
  },
  {
    row: 'aborted, or cancelled by us, without proof',
    when: (c) => foundIn(c, 7, 8),
    then: () => ({ kind: 'uncertain', reason: 'printer-aborted' }),
  },
  {
    row: 'not yet complete, the printer may still be reading',
    when: (c) => isSending(c) && waitsForData(c) && c.f.sent !== 'some' && c.f.troubleMs < SETTLE_MS,
    then: () => ({ kind: 'wait' }),
  },
  {
    row: 'waits for data that will not come: cancel it, new attempt',
    when: (c) => isSending(c) && waitsForData(c) && !c.f.cancelAsked,
    then: (c) => ({ kind: 'cancel-and-new-attempt', while: foundIn(c, 3, 4) ? 'incomplete' : 'running' }),
  },
  {
    row: 'complete and under way',
    when: (c) => found(c) !== undefined,
    then: () => ({ kind: 'watch' }),
  },
  {
    row: 'accepted by a printer that cannot be asked about jobs',
    when: (c) => !c.f.reports && (c.f.state === 'accepted' || c.f.state === 'printing'),
    then: () => ({ kind: 'done', confidence: 'accepted' }),
  },

  // 0x0406, another uuid, up-time gone back: the printer lost its memory. "Not found" is never success.
  {
    row: 'gone after our cancel, as asked',
    when: (c) => c.f.cancelAsked && c.f.cancelledByUs !== 'no',
    then: () => ({ kind: 'cancelled' }),
  },
  {
    row: 'Print-Job not there yet, the printer may still be reading',
    when: (c) => c.f.usesPrintJob && isSending(c) && c.f.troubleMs < SETTLE_MS,
    then: () => ({ kind: 'wait' }),
  },
  {
    row: 'Print-Job not in the list of a printer that lists ended jobs and was not restarted: it never began',
    when: (c) =>
      c.f.usesPrintJob &&
      isSending(c) &&
      c.job?.kind === 'not-found' &&
      c.job.history &&
      c.f.blindMs < HISTORY_MS &&
      isSamePrinter(c) &&
      isSameUpTime(c.f.before, c.now) &&
      !pagesSeen(c),
    then: (c) => again(c, 'printer-lost'),
  },
  {
    row: 'lost, and the counters stand still',
    when: (c) => countersStandStill(c) && !c.f.othersBetween,
    then: (c) => again(c, 'printer-lost'),
  },
  {
    row: 'lost without proof',
    when: () => true,
    then: () => ({ kind: 'uncertain', reason: 'printer-lost' }),
  },
];

export function decideRecovery(facts: AttemptFacts, answer: PrinterAnswer): Decision {
  return recoveryRow(facts, answer).decision;
}

/** The decision with the row that made it: for the log, and for the test that every row is reached. */
export function recoveryRow(
  f: AttemptFacts,
  answer: PrinterAnswer,
): { readonly row: string; readonly decision: Decision } {
  const beforeSending = f.state === 'creating' || f.state === 'created';
  const answered = answer.kind === 'answered' ? answer : undefined;
  const c: Case = {
    f,
    answer,
    nothingSent: f.sent === 'none' || (beforeSending && !f.usesPrintJob),
    job: answered?.job,
    now: answered?.printer,
  };
  for (const { row, when, then } of RECOVERY_TABLE) if (when(c)) return { row, decision: then(c) };
  throw new Error('the last row of the recovery table takes every case');
}

/** Nothing was printed: the person wanted it stopped, or one more attempt, or no attempt is left. */
function again(c: Case, because: ErrorCode): Decision {
  if (c.f.cancelAsked) return { kind: 'cancelled' };
  if (c.f.attemptsLeft <= 0) return { kind: 'returned', reason: because };
  return { kind: 'new-attempt', because };
}

function isLost(c: Case): boolean {
  return c.job !== undefined && c.job.kind !== 'found';
}

function ended(c: Case): boolean {
  return foundIn(c, 7, 8) || isLost(c);
}

/** The printer told of a page of this job, or its life counter went up: something came out. */
function pagesSeen(c: Case): boolean {
  return c.f.pagesTold > 0 || (found(c)?.impressions ?? 0) > 0 || counterRose(c);
}

/**
 * The only counter that proves anything: the printer's life count, the same number as at preflight. A count of 0 is none
 * (it may be one that never counts, or one that a restart set back), and job-impressions-completed = 0 is none either: it
 * was seen on jobs that had printed.
 */
function countersStandStill(c: Case): boolean {
  const before = c.f.before.markerCount;
  return (
    before !== undefined &&
    before > 0 &&
    c.now?.markerCount === before &&
    c.now.processing !== true &&
    isSamePrinter(c) &&
    !pagesSeen(c)
  );
}

function isSamePrinter(c: Case): boolean {
  return c.now !== undefined && c.f.before.uuid === c.now.uuid;
}

/** Clocks of printers drift and stop in deep sleep; a restart is seen all the same, since up-time then starts near 0. */
const DRIFT_SECONDS = 60;

/** printer-up-time went on from where it was: the printer was not restarted between. False when it tells none. */
export function isSameUpTime(before: PrinterFacts, now: PrinterFacts | undefined): boolean {
  if (before.upTime === undefined || now?.upTime === undefined) return false;
  const expected = before.upTime + Math.max(0, now.at - before.at) / 1000;
  return now.upTime >= before.upTime && now.upTime >= expected - DRIFT_SECONDS;
}
