// Does what a person is likely to want next, one thing at a time, and only while nobody waits for another.

export interface Ahead {
  /** Does what somebody waits for; nothing is begun ahead meanwhile. */
  after<T>(work: () => Promise<T>): Promise<T>;
  /** What this session may want next, instead of what it might have wanted before; none of the works rejects. */
  plan(sessionHash: string, works: readonly (() => Promise<void>)[]): void;
  forget(sessionHash: string): void;
}

export function makeAhead(): Ahead {
  const planned = new Map<string, (() => Promise<void>)[]>();
  let waiting = 0;
  let busy = false;

  function next(): void {
    if (busy || waiting > 0) return;
    for (const [sessionHash, works] of planned) {
      const work = works.shift();
      // To the end of the line: every session gets its turn.
      planned.delete(sessionHash);
      if (work === undefined) continue;
      planned.set(sessionHash, works);
      busy = true;
      void work().finally(() => {
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
    plan: (sessionHash, works) => {
      planned.set(sessionHash, [...works]);
      next();
    },
    forget: (sessionHash) => {
      planned.delete(sessionHash);
    },
  };
}
