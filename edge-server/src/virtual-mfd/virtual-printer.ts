// The virtual MFD as its operations and its engine see it: the state, the two stores and the effects it may have.
import type { Bell } from './bell.ts';
import type { PrintStore } from './print-store.ts';
import type { PrinterMemory } from './printer-memory.ts';
import type { VirtualState } from './state.ts';

export type VirtualPrinter = {
  readonly name: string;
  /** ipp://host:port/ipp/print */
  readonly uri: () => string;
  readonly state: VirtualState;
  readonly memory: PrinterMemory;
  readonly store: PrintStore;
  /** Rung after every change of the state; the ring is also printer-state-change-time. */
  readonly bell: Bell;
  readonly now: () => number;
  readonly newUuid: () => string;
  /** Pages of a PDF; rejects when it is none. */
  readonly pageCount: (pdfFile: string) => Promise<number>;
  readonly log: (line: string) => void;
  /** Milliseconds for one impression, at normal speed and in the condition 'slow'. */
  readonly impressionMs: { readonly normal: number; readonly slow: number };
  /** How long a job may wait for its Send-Document. */
  readonly multipleOperationMs: number;
  /** Ends with the power: switching off or stopping. */
  readonly waitingJobs: Map<number, NodeJS.Timeout>;
};
