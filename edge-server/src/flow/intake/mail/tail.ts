// Work that goes on behind a loop: a few pieces at a time, and the first failure is the loop's at its end.

export interface Tail {
  /** Waits until there is room for another piece. Rejects when an earlier one has failed. */
  room(): Promise<void>;
  begin(work: () => Promise<void>): void;
  /** Waits for everything that was begun. Rejects with the first failure. */
  end(): Promise<void>;
}

export function makeTail(most: number): Tail {
  const running = new Set<Promise<void>>();
  let failure: { readonly cause: unknown } | undefined;
  async function downTo(count: number): Promise<void> {
    while (running.size > count) await Promise.race(running);
    if (failure !== undefined) throw failure.cause;
  }
  return {
    room: () => downTo(most - 1),
    begin(work) {
      const piece: Promise<void> = work()
        .catch((cause: unknown) => {
          failure ??= { cause };
        })
        .finally(() => running.delete(piece));
      running.add(piece);
    },
    end: () => downTo(0),
  };
}
