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
  const board = new Map<string, { readonly by: symbol; readonly at: Progress }>();
  return {
    begin: (jobId) => {
      // One that was taken over and ends late must not wipe out what its heir wrote.
      const by = Symbol();
      return {
        note: (done, of) => board.set(jobId, { by, at: { done, of } }),
        end: () => {
          if (board.get(jobId)?.by === by) board.delete(jobId);
        },
      };
    },
    of: (jobId) => board.get(jobId)?.at,
  };
}
