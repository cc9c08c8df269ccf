// What the recovery table (decide-recovery.ts) is asked with and what it answers: the attempt, what the printer says, the decision. Types only.
import type { ErrorCode } from '@platen/shared/error-table';
import type { Confidence, ReleaseState } from '@platen/shared/release-state';

export type RunningState = Extract<
  ReleaseState,
  'claimed' | 'preflight' | 'creating' | 'created' | 'sending' | 'accepted' | 'printing'
>;

/** What a printer says about itself; absent what it does not offer. */
export interface PrinterFacts {
  readonly uuid?: string | undefined;
  /** printer-up-time, seconds. */
  readonly upTime?: number | undefined;
  /** Pages printed in its life. */
  readonly markerCount?: number | undefined;
  /** Unix ms of our clock when it said so. */
  readonly at: number;
  /** printer-state is processing: a sheet may be on its way that no counter shows yet. */
  readonly processing?: boolean | undefined;
  /** It waits for paper, a closed cover or the like. */
  readonly stopped?: boolean | undefined;
}

export type JobFinding =
  /** Its uuid and name are ours. `state` is RFC 8011 job-state, 3 to 9. */
  | {
      readonly kind: 'found';
      readonly state: number;
      readonly reasons: readonly string[];
      readonly impressions?: number | undefined;
      readonly uuid?: string | undefined;
    }
  /** 0x0406, or our token is on no job. `history`: the printer lists ended jobs, so it would be there had it existed. */
  | { readonly kind: 'not-found'; readonly history: boolean }
  /** Our job id now names somebody else's job. */
  | { readonly kind: 'another' }
  /** The printer answers, but not about jobs. */
  | { readonly kind: 'cannot-tell' }
  /**
   * The way to it knows no jobs (raw, LPR). `accepted`: its spooler said it has the document. `unheard`: the octets left us
   * and nothing says more. `broken`: the connection that would have told the end is gone.
   */
  | { readonly kind: 'no-jobs'; readonly taken: 'accepted' | 'unheard' | 'broken' };

export type PrinterAnswer =
  | { readonly kind: 'not-asked' }
  /** No answer, or none that makes sense. */
  | { readonly kind: 'unreachable' }
  | {
      readonly kind: 'answered';
      readonly job: JobFinding;
      readonly printer?: PrinterFacts | undefined;
    };

export interface AttemptFacts {
  /** The last state that was persisted. */
  readonly state: RunningState;
  /** One operation creates the job and carries the document: no state between. */
  readonly usesPrintJob: boolean;
  /** Octets of the document that left this machine; `unknown` after a crash. */
  readonly sent: 'none' | 'some' | 'all' | 'unknown';
  /** The highest page count the printer ever told of this job. */
  readonly pagesTold: number;
  /** As preflight found the printer. */
  readonly before: PrinterFacts;
  /** Another job of ours was at this printer since preflight: after a restart its counter proves nothing about this one. */
  readonly othersBetween: boolean;
  /** The printer can be asked about jobs. */
  readonly reports: boolean;
  readonly cancelAsked: boolean;
  /** Whether we set out to send Cancel-Job, heard of or not: while the job waited for data, or later. */
  readonly cancelledByUs: 'no' | 'incomplete' | 'running';
  readonly attemptsLeft: number;
  /** Ms since the answer was lost, recovery began, or the printer was last heard of. */
  readonly troubleMs: number;
  /** Ms in which nobody watched it: since the answer was lost, or since the intent to send was persisted if we crashed. */
  readonly blindMs: number;
  /** Ms of silence after which a person is asked (settings.delivery.unreachableMinutes). */
  readonly unreachableLimitMs: number;
}

export type Decision =
  | { readonly kind: 'go-on' | 'send-to-existing' | 'watch' | 'wait' | 'cancelled' }
  | { readonly kind: 'done'; readonly confidence: Confidence }
  /** `because`: why the last attempt failed, for the story and for `returned` should the attempts be used up. */
  | { readonly kind: 'new-attempt'; readonly because: ErrorCode }
  | { readonly kind: 'cancel-and-new-attempt'; readonly while: 'incomplete' | 'running' }
  | { readonly kind: 'returned' | 'uncertain'; readonly reason: ErrorCode };
