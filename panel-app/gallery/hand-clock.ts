// A clock turned by hand: time stands still until it is told how far to go, and timers run in their order.
import type { Clock } from '../src/state/clock.ts';

export interface HandClock extends Clock {
  /** Goes on by `ms`, running what falls due; answers that are awaited get their turn in between. */
  readonly pass: (ms: number) => Promise<void>;
}

/** A turn of the event loop; a message is not held back by 4 ms like a nested timer. */
function turn(): Promise<void> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(undefined);
  });
}

/** Lets promises that are already settled reach the code that awaits them. */
export async function settle(): Promise<void> {
  // Each turn empties the microtasks; three cover call, answer and what follows from it.
  for (let turns = 0; turns < 3; turns++) await turn();
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
