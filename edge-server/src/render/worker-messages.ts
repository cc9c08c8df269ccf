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

/** Sent once, when PDFium is loaded. */
export interface WorkerReady {
  readonly kind: 'ready';
}

export type WorkerMessage = WorkerReply | WorkerReady;
