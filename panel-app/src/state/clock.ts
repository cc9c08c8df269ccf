// Time and timers as values, so that a test can turn the clock by hand.

export interface Clock {
  /** Unix ms. */
  readonly now: () => number;
  /** Runs once after `ms`. @returns a function that prevents it. */
  readonly after: (ms: number, run: () => void) => () => void;
}

/** A device whose clock is set while somebody is here must neither sign them out nor keep them for years: only the start is read off it. */
const begun = Date.now() - performance.now();

export const browserClock: Clock = {
  now: () => begun + performance.now(),
  after: (ms, run) => {
    const id = window.setTimeout(run, ms);
    return () => window.clearTimeout(id);
  },
};

export interface Timer {
  /** Starts it, or starts it again. */
  readonly set: (ms: number, run: () => void) => void;
  readonly clear: () => void;
}

/** One timer that is never running twice. */
export function makeTimer(clock: Clock): Timer {
  let cancel: (() => void) | undefined;
  const clear = (): void => {
    cancel?.();
    cancel = undefined;
  };
  return {
    set: (ms, run) => {
      clear();
      cancel = clock.after(ms, () => {
        cancel = undefined;
        run();
      });
    },
    clear,
  };
}
