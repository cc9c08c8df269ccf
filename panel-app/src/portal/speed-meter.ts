// How fast an upload is and how long it still takes, from the byte counts it reports.

/** Long enough to be calm to read, short enough to follow a phone that changes from Wi-Fi to mobile. */
const WINDOW_MS = 6000;
/** Below this the first burst into the socket's buffer looks like a speed nobody has. */
const SETTLE_MS = 1200;

export interface SpeedMeter {
  /** @param bytes sent so far. */
  note(bytes: number): void;
  /** Bytes per second; undefined until there is something to go by. */
  speed(): number | undefined;
  reset(): void;
}

export function createSpeedMeter(now: () => number): SpeedMeter {
  let samples: { readonly at: number; readonly bytes: number }[] = [];
  return {
    note(bytes) {
      const at = now();
      samples = [...samples.filter((sample) => at - sample.at <= WINDOW_MS), { at, bytes }];
    },
    speed() {
      const first = samples[0];
      const last = samples[samples.length - 1];
      if (first === undefined || last === undefined) return undefined;
      const span = last.at - first.at;
      if (span < SETTLE_MS || last.bytes <= first.bytes) return undefined;
      return ((last.bytes - first.bytes) * 1000) / span;
    },
    reset() {
      samples = [];
    },
  };
}
