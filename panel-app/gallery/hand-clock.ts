// A clock turned by hand: time stands still until it is told how far to go, and timers run in their order.
import type { Clock } from '../src/state/clock.ts';

export interface HandClock extends Clock {
  /** Goes on by `ms`, running what falls due; answers that are awaited get their turn in between. */
  readonly pass: (ms: number) => Promise<void>;
}

/** Lets promises that are already settled reach the code that awaits them. */
export async function settle(): Promise<void> {
  // Each turn of a macrotask empties the microtasks; three cover call, answer and what follows from it.
  for (let turn = 0; turn < 3; turn++) await new Promise<void>((done) => setTimeout(done, 0));
}

export function handClock(startAt: number): HandClock {
  let now = startAt;
  let timers: { readonly due: number; readonly run: () => void }[] = [];
  return {
    now: () => now,
    after: (ms, run) => {
      const timer = { due: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    pass: async (ms) => {
      const end = now + ms;
      await settle();
      for (;;) {
        const [next] = timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
        if (next === undefined) break;
        timers = timers.filter((one) => one !== next);
        now = Math.max(now, next.due);
        next.run();
        await settle();
      }
      now = end;
    },
  };
}
