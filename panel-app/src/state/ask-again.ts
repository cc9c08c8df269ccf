// A question put to the server again and again while somebody looks: never in a hidden tab, and only the newest answer counts.

export interface AskAgain {
  /** Asks at once; what is still being asked is dropped. */
  readonly now: () => Promise<void>;
  readonly begin: () => void;
  readonly end: () => void;
}

export interface AskAgainOptions<T> {
  /** undefined while there is nothing to ask. */
  readonly read: (signal: AbortSignal) => Promise<T> | undefined;
  /** @returns false: there is no use in going on. */
  readonly took: (answer: T) => boolean;
  /** Milliseconds until the next question; 0: only when told to. */
  readonly pauseMs: () => number;
}

export function askAgain<T>({ read, took, pauseMs }: AskAgainOptions<T>): AskAgain {
  let asking: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let here = false;

  async function now(): Promise<void> {
    clearTimeout(timer);
    // What was asked before a change may answer with what was before it.
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    const answer = await read(mine.signal);
    if (mine.signal.aborted || !here) return;
    if (answer !== undefined && !took(answer)) return;
    if (pauseMs() > 0 && !document.hidden) timer = setTimeout(() => void now(), pauseMs());
  }

  const seen = (): void => {
    if (document.hidden) clearTimeout(timer);
    else if (pauseMs() > 0) void now();
  };

  return {
    now,
    begin: () => {
      here = true;
      document.addEventListener('visibilitychange', seen);
      void now();
    },
    end: () => {
      here = false;
      document.removeEventListener('visibilitychange', seen);
      clearTimeout(timer);
      asking?.abort();
    },
  };
}
