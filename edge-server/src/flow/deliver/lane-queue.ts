// The waiting lines of this process: one for each printer, first come first served. Whoever has the turn may hand a document
// to that printer; the next starts the moment it is given back. Between servers the lanes table does the same.

export interface LaneQueues {
  /**
   * Waits for the turn at a printer. @returns the function that gives it back (calling it again does nothing).
   * Rejects with the signal's reason when it aborts while waiting.
   */
  take(printerId: string, signal: AbortSignal): Promise<() => void>;
}

interface Waiting {
  readonly start: () => void;
}

export function makeLaneQueues(): LaneQueues {
  /** Present while somebody has the turn. */
  const lines = new Map<string, Waiting[]>();

  function giveBack(printerId: string): void {
    const next = lines.get(printerId)?.shift();
    if (next === undefined) lines.delete(printerId);
    else next.start();
  }

  function turn(printerId: string): () => void {
    let given = false;
    return () => {
      if (given) return;
      given = true;
      giveBack(printerId);
    };
  }

  return {
    take(printerId, signal) {
      const line = lines.get(printerId);
      if (signal.aborted) return Promise.reject(reasonOf(signal));
      if (line === undefined) {
        lines.set(printerId, []);
        return Promise.resolve(turn(printerId));
      }
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          line.splice(line.indexOf(waiting), 1);
          reject(reasonOf(signal));
        };
        const waiting: Waiting = {
          start: () => {
            signal.removeEventListener('abort', leave);
            resolve(turn(printerId));
          },
        };
        line.push(waiting);
        signal.addEventListener('abort', leave, { once: true });
      });
    },
  };
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new DOMException('aborted', 'AbortError');
}
