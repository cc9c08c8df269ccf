// Words for the recovery table's examples: an attempt, a printer, and what it says of the job.
import type {
  AttemptFacts,
  JobFinding,
  PrinterAnswer,
  PrinterFacts,
} from '@platen/edge-server/flow/deliver/recovery-facts';

export const AT = 1_000_000;
export const BEFORE: PrinterFacts = { uuid: 'urn:uuid:a', upTime: 500, markerCount: 1_000, at: AT };
/** Ten seconds later, nothing printed. */
export const STILL: PrinterFacts = { uuid: 'urn:uuid:a', upTime: 510, markerCount: 1_000, at: AT + 10_000 };

export const facts = (set: Partial<AttemptFacts> = {}): AttemptFacts => ({
  state: 'sending',
  usesPrintJob: false,
  sent: 'unknown',
  pagesTold: 0,
  before: BEFORE,
  othersBetween: false,
  reports: true,
  cancelAsked: false,
  cancelledByUs: 'no',
  attemptsLeft: 2,
  troubleMs: 10_000,
  blindMs: 10_000,
  unreachableLimitMs: 600_000,
  ...set,
});

export const found = (state: number, reasons: readonly string[] = [], impressions?: number): JobFinding => ({
  kind: 'found',
  state,
  reasons,
  impressions,
});
export const NOT_FOUND: JobFinding = { kind: 'not-found', history: false };
export const IN_NO_LIST: JobFinding = { kind: 'not-found', history: true };
export const ANOTHER: JobFinding = { kind: 'another' };
export const CANNOT_TELL: JobFinding = { kind: 'cannot-tell' };
/** Raw and LPR. */
export const NO_JOBS = (taken: 'accepted' | 'unheard' | 'broken'): JobFinding => ({ kind: 'no-jobs', taken });
export const SILENT: PrinterAnswer = { kind: 'unreachable' };
export const says = (job: JobFinding, printer?: PrinterFacts): PrinterAnswer => ({
  kind: 'answered',
  job,
  printer,
});

export const EMPTY = ['job-incoming', 'job-data-insufficient'];
export const NEW = (because: string) => ({ kind: 'new-attempt', because });
export const UNCERTAIN = (reason: string) => ({ kind: 'uncertain', reason });
export const WAIT = { kind: 'wait' };
export const WATCH = { kind: 'watch' };
