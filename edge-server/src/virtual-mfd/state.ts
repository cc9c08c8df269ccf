// The memory of the virtual MFD while it is on: its jobs, trays, counters and condition. Only this state, no timers and
// no files; what happens to it is in marking-engine.ts and operations/.
import type { JobStateName, PrinterStateName } from '../protocols/ipp/codes.ts';
import type { IppAttributes } from '../protocols/ipp/message.ts';
import type { DocumentFormat } from './document-format.ts';
import { fullTrays, type Tray } from './media.ts';

export type VirtualConditionKind = 'ready' | 'out-of-paper' | 'jammed' | 'slow' | 'off' | 'cover-open';
export type VirtualCondition = { readonly kind: VirtualConditionKind };

/** Why the engine does not move. */
export type Blocker = 'no-media' | 'jam' | 'cover';

export type VirtualJob = {
  readonly id: number;
  /** urn:uuid: */
  readonly uuid: string;
  readonly name: string;
  readonly user: string;
  /** The Job Template attributes it was accepted with. */
  readonly ticket: IppAttributes;
  /** Milliseconds, as are all times here. */
  readonly createdAt: number;
  processingAt: number | undefined;
  completedAt: number | undefined;
  state: JobStateName;
  reasons: readonly string[];
  document: 'awaited' | 'receiving' | 'received';
  /** No more Send-Document is expected. */
  closed: boolean;
  documentFormat: DocumentFormat | undefined;
  documentBytes: number;
  /** Of the document; known once it is interpreted. */
  pages: number | undefined;
  impressions: number | undefined;
  sheets: number | undefined;
  impressionsCompleted: number;
  sheetsCompleted: number;
  cancelRequested: boolean;
  /** Its end is being written down; it takes no other one. */
  ending: boolean;
};

export type VirtualState = {
  condition: VirtualConditionKind;
  readonly trays: Tray[];
  /** In the order of creation, which is the order of printing. */
  readonly jobs: Map<number, VirtualJob>;
  /** What the engine is at. */
  current: VirtualJob | undefined;
  blocker: Blocker | undefined;
  /** When it was last switched on. */
  startedAt: number;
  lastChangeAt: number;
};

export function newState(now: number): VirtualState {
  return {
    condition: 'ready',
    trays: fullTrays(),
    jobs: new Map(),
    current: undefined,
    blocker: undefined,
    startedAt: now,
    lastChangeAt: now,
  };
}

export const isFinished = ({ state }: VirtualJob): boolean =>
  state === 'canceled' || state === 'aborted' || state === 'completed';

export function unfinishedJobs(state: VirtualState): readonly VirtualJob[] {
  return [...state.jobs.values()].filter((job) => !isFinished(job));
}

export function nextPending(state: VirtualState): VirtualJob | undefined {
  return [...state.jobs.values()].find((job) => job.state === 'pending' && !job.ending);
}

/** Where the job stands: moves it and keeps the times that belong to the move. */
export function moveJob(job: VirtualJob, to: JobStateName, reasons: readonly string[], now: number): void {
  job.state = to;
  job.reasons = reasons;
  if (to === 'processing') job.processingAt ??= now;
  if (isFinished(job)) job.completedAt = now;
}

export function printerState(state: VirtualState): PrinterStateName {
  if (printerReasons(state).some((reason) => reason.endsWith('-error'))) return 'stopped';
  return state.current === undefined ? 'idle' : 'processing';
}

/** printer-state-reasons (RFC 8011 section 5.4.12). */
export function printerReasons(state: VirtualState): readonly string[] {
  const reasons: string[] = [];
  const empty = state.trays.filter(({ level }) => level === 0);
  if (state.condition === 'cover-open' || state.blocker === 'cover') reasons.push('cover-open-error');
  if (state.blocker === 'jam') reasons.push('media-jam-error');
  if (state.blocker === 'no-media' || empty.length === state.trays.length) {
    reasons.push('media-empty-error', 'media-needed-error');
  } else if (empty.length > 0) {
    reasons.push('media-empty-report');
  }
  return reasons.length > 0 ? reasons : ['none'];
}

/** Seconds since it was switched on, from 1 up (RFC 8011 section 5.4.29); times before that are zero or negative. */
export function upTime(state: VirtualState, at: number): number {
  return Math.floor((at - state.startedAt) / 1000) + 1;
}
