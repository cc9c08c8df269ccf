// A step: one durable piece of work (convert this job, deliver this release), and how a stage says it ended.
import type { Tx } from '../db/database.ts';

export const STEP_KINDS = ['convert', 'deliver', 'mail', 'send', 'hook', 'push'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

export interface Step {
  readonly id: string;
  readonly kind: StepKind;
  /** The id of the job (convert), release (deliver), message (mail), outbox row (send), webhook delivery (hook) or pushed notice (push). */
  readonly subject: string;
  /** How often it was claimed, this time included. */
  readonly attempts: number;
}

/**
 * `record` runs in the transaction that also removes or puts back the step, so that the outcome and its end are one. `drop` is called
 * instead when the step was taken over meanwhile: what was made for nothing goes away again.
 */
export type StepOutcome =
  | { readonly kind: 'done'; readonly record?: (tx: Tx) => Promise<void>; readonly drop?: () => void }
  | { readonly kind: 'retry'; readonly afterMs: number; readonly record?: (tx: Tx) => Promise<void> };

/** Works on one step until it is done or wants another time. Aborted on stop: it returns then, and the step is taken up at the next start. */
export type StepWorker = (step: Step, signal: AbortSignal) => Promise<StepOutcome>;
