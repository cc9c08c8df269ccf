// One case of the recovery table (decide-recovery.ts): what is known of the attempt, and what the printer says of it now. Pure.
import type { AttemptFacts, Decision, JobFinding, PrinterAnswer, PrinterFacts } from './recovery-facts.ts';

export interface Case {
  readonly f: AttemptFacts;
  readonly answer: PrinterAnswer;
  /** Not one octet of the document can have left us. */
  readonly nothingSent: boolean;
  readonly job: JobFinding | undefined;
  readonly now: PrinterFacts | undefined;
}

export interface RecoveryRow {
  readonly row: string;
  readonly when: (c: Case) => boolean;
  readonly then: (c: Case) => Decision;
}

export function isSending(c: Case): boolean {
  return c.f.state === 'sending' || c.f.state === 'creating';
}

/** The printer's life counter is higher than before we sent anything. */
export function counterRose(c: Case): boolean {
  const before = c.f.before.markerCount;
  const now = c.now?.markerCount;
  return before !== undefined && now !== undefined && now > before;
}
