// Whose picture is loaded next: one at a time, what is in sight first, and none while a press is being answered. Draws nothing.

export interface Waiting {
  /** In sight, and nothing more urgent is on its way. */
  readonly mayLoad: () => boolean;
  readonly load: () => void;
}

export interface PictureTurns {
  /** Waits for its turn. */
  readonly join: (one: Waiting) => void;
  /** Its picture has come, cannot come, or is not wanted any more. */
  readonly leave: (one: Waiting) => void;
  /** Something came into sight, or a press was answered. */
  readonly look: () => void;
}

/** @param later runs what looks whose turn it is; several calls may become one. */
export function pictureTurns(later: (look: () => void) => void = (look) => look()): PictureTurns {
  const waiting = new Set<Waiting>();
  let loading: Waiting | undefined;
  const lookNow = (): void => {
    if (loading !== undefined) return;
    for (const one of waiting) {
      if (!one.mayLoad()) continue;
      waiting.delete(one);
      loading = one;
      one.load();
      return;
    }
  };
  const look = (): void => {
    if (loading === undefined && waiting.size > 0) later(lookNow);
  };
  return {
    join: (one) => {
      waiting.add(one);
      look();
    },
    leave: (one) => {
      waiting.delete(one);
      if (loading === one) loading = undefined;
      look();
    },
    look,
  };
}
