// The wait of a mailbox that is looked at from time to time: ends after a while, or at once when somebody knocks.

export interface Nap {
  /** Ends after `ms`, at a `wake`, or at once where one came since the last nap. Rejects with the signal's reason. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  wake(): void;
}

export function makeNap(): Nap {
  let woken = false;
  let end: (() => void) | undefined;
  return {
    wake() {
      woken = true;
      end?.();
    },
    async sleep(ms, signal) {
      signal.throwIfAborted();
      if (!woken) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(() => end?.(), ms);
          end = () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', stop);
            end = undefined;
            resolve();
          };
          const stop = (): void => end?.();
          signal.addEventListener('abort', stop, { once: true });
        });
      }
      signal.throwIfAborted();
      woken = false;
    },
  };
}
