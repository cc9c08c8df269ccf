// Draws the sides a person is likely to turn to, one at a time, and only while nobody waits for another.
import type { JobRow } from '../store/jobs.ts';
import type { PageLook } from './preview.ts';

export interface Ahead {
  /** Does what somebody waits for; nothing is begun ahead meanwhile. */
  after<T>(work: () => Promise<T>): Promise<T>;
  /** What this session may want next, instead of what it might have wanted before. */
  plan(job: JobRow, looks: readonly PageLook[], sessionHash: string): void;
  forget(sessionHash: string): void;
}

/** @param draw draws a side unless it is there already; never rejects. */
export function makeAhead(draw: (job: JobRow, look: PageLook, sessionHash: string) => Promise<void>): Ahead {
  const planned = new Map<string, { readonly job: JobRow; readonly looks: PageLook[] }>();
  let waiting = 0;
  let busy = false;

  function next(): void {
    if (busy || waiting > 0) return;
    for (const [sessionHash, { job, looks }] of planned) {
      const look = looks.shift();
      // To the end of the line: every session gets its turn.
      planned.delete(sessionHash);
      if (look === undefined) continue;
      planned.set(sessionHash, { job, looks });
      busy = true;
      void draw(job, look, sessionHash).finally(() => {
        busy = false;
        next();
      });
      return;
    }
  }

  return {
    after: async (work) => {
      waiting += 1;
      try {
        return await work();
      } finally {
        waiting -= 1;
        next();
      }
    },
    plan: (job, looks, sessionHash) => {
      planned.set(sessionHash, { job, looks: [...looks] });
      next();
    },
    forget: (sessionHash) => {
      planned.delete(sessionHash);
    },
  };
}
