// How far conversions are, for the lists people look at: in memory only, since a restart begins them anew.
import type { OnProgress } from './converter.ts';

export interface Progress {
  /** Pages done, of so many; 0 while nobody knows how many. */
  readonly done: number;
  readonly of: number;
}

export interface ProgressBoard {
  /** Where a conversion writes; `end` when it is over, however. */
  begin(jobId: string): { readonly note: OnProgress; readonly end: () => void };
  of(jobId: string): Progress | undefined;
}

export function makeProgressBoard(): ProgressBoard {
  const board = new Map<string, Progress>();
  return {
    begin: (jobId) => ({
      note: (done, of) => board.set(jobId, { done, of }),
      end: () => board.delete(jobId),
    }),
    of: (jobId) => board.get(jobId),
  };
}
