// What crosses the IPC channel between the render host and a worker (advanced serialization: structured clone). Types only.
import type { OperationName, OperationTypes } from './operations.ts';
import type { Refusal } from './render-outcome.ts';

/** preview: normal priority, somebody is waiting. convert: the lowest priority, runs beside everything else. */
export type WorkerRole = 'preview' | 'convert';

/** May follow the role in a worker's arguments. bare: there is no sandbox around it (spawn-worker.ts, forkBareWorker). */
export type WorkerWord = 'bare';

export type WorkerRequest = {
  readonly [Name in OperationName]: {
    readonly id: number;
    readonly operation: Name;
    readonly args: OperationTypes[Name]['args'];
  };
}[OperationName];

export interface WorkerReply {
  readonly kind: 'reply';
  readonly id: number;
  readonly outcome: OperationTypes[OperationName]['outcome'] | Refusal;
  /** Bytes resident after the request. */
  readonly rss: number;
  /** The worker no longer trusts its own state (a trap in WASM, an unexpected error) and leaves. */
  readonly leaving: boolean;
}

/** How far a request is; no more often than PROGRESS_MS. */
export interface WorkerProgress {
  readonly kind: 'progress';
  readonly id: number;
  /** Pages done, of so many; `of` 0 while nobody knows. */
  readonly done: number;
  readonly of: number;
}

/** Sent once, when PDFium is loaded. */
export interface WorkerReady {
  readonly kind: 'ready';
}

export type WorkerMessage = WorkerReply | WorkerReady | WorkerProgress;
