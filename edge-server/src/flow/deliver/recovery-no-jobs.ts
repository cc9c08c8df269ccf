// The rows of the recovery table for ways of delivering that know no jobs: raw sockets and LPR (reference/delivery-and-mail.md section
// 6). A break is never repaired by sending again, and an end is as sure as its evidence. Pure.
import { type Case, counterRose, isSending, type RecoveryRow } from './recovery-case.ts';

/** A page counter read over SNMP follows the paper within this time on the slowest devices; then it says nothing. */
export const COUNTER_MS = 60_000;

export const NO_JOBS_ROWS: readonly RecoveryRow[] = [
  {
    row: 'no jobs: stopped by us in the middle of sending, as asked',
    when: (c) => noJobs(c) !== undefined && isSending(c) && c.f.cancelAsked && c.f.sent === 'some',
    then: () => ({ kind: 'cancelled' }),
  },
  {
    row: 'no jobs: broken off after the first octet',
    when: (c) => noJobs(c) !== undefined && isSending(c),
    then: () => ({ kind: 'uncertain', reason: 'printer-lost' }),
  },
  {
    row: 'no jobs: the spooler has it and tells of no end',
    when: (c) => noJobs(c)?.taken === 'accepted',
    then: () => ({ kind: 'done', confidence: 'accepted' }),
  },
  {
    row: 'no jobs: the printer is idle and its page counter went up',
    when: (c) => noJobs(c) !== undefined && !c.f.othersBetween && isIdle(c) && counterRose(c),
    then: () => ({ kind: 'done', confidence: 'probably-printed' }),
  },
  {
    row: 'no jobs: the page counter may still go up',
    when: (c) =>
      noJobs(c) !== undefined &&
      !c.f.othersBetween &&
      c.f.before.markerCount !== undefined &&
      c.f.troubleMs < (isIdle(c) ? COUNTER_MS : c.f.unreachableLimitMs),
    then: () => ({ kind: 'wait' }),
  },
  {
    row: 'no jobs: the connection that would have told the end is gone',
    when: (c) => noJobs(c)?.taken === 'broken',
    then: () => ({ kind: 'uncertain', reason: 'printer-lost' }),
  },
  {
    row: 'no jobs: sent, and nothing more is known',
    when: (c) => noJobs(c) !== undefined,
    then: () => ({ kind: 'done', confidence: 'unconfirmed' }),
  },
];

function noJobs(c: Case) {
  return c.job?.kind === 'no-jobs' ? c.job : undefined;
}

/** A printer that tells nothing of itself is taken for idle: waiting longer would teach nothing. */
function isIdle(c: Case): boolean {
  return c.now?.processing !== true && c.now?.stopped !== true;
}
