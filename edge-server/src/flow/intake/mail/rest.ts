// A sleep that can be cut short by a word or by a signal; it never rejects, its owner looks at the signal.
import type { Clock } from '../../../deps.ts';

export interface Rest {
  /** Resolves after `ms`, at `wake`, or when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  wake(): void;
}

export function makeRest(clock: Pick<Clock, 'after'>): Rest {
  let end: (() => void) | undefined;
  return {
    wake: () => end?.(),
    sleep: (ms, signal) =>
      new Promise<void>((resolve) => {
        const finish = (): void => {
          stop();
          signal.removeEventListener('abort', finish);
          end = undefined;
          resolve();
        };
        const stop = clock.after(ms, finish);
        end = finish;
        signal.addEventListener('abort', finish, { once: true });
        if (signal.aborted) finish();
      }),
  };
}
