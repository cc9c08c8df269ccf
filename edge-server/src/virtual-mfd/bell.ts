// Wakes whoever waits for something to change. It says that, not what: the waiter looks for itself.

export type Bell = {
  ring(): void;
  /** Resolves at the next ring or when `signal` is aborted. */
  next(signal: AbortSignal): Promise<void>;
};

export function newBell(): Bell {
  let waiting = new Set<() => void>();
  return {
    ring() {
      const woken = waiting;
      waiting = new Set();
      for (const wake of woken) wake();
    },
    next(signal) {
      return new Promise((resolve) => {
        const wake = () => {
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        waiting.add(wake);
        signal.addEventListener('abort', wake);
        if (signal.aborted) wake();
      });
    },
  };
}
