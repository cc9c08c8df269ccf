// Keeps a device from locking this server out: Xerox devices do for an hour after three wrong administrator passwords from one address.
// Counts per device; what is stored and was refused is kept from being sent at all by PanelState.passwordRefused.

/** As long as the device remembers. */
const WINDOW_MS = 3_600_000;
/** One less than locks out. */
const MOST_WRONG = 2;

export interface PasswordGuard {
  /** Milliseconds until a password may be tried at this device; 0 when it may be now. */
  wait(host: string, now: number): number;
  wrong(host: string, now: number): void;
  right(host: string): void;
}

export function makePasswordGuard(): PasswordGuard {
  const wrong = new Map<string, number[]>();
  const recent = (host: string, now: number): number[] => {
    const times = (wrong.get(host) ?? []).filter((at) => now - at < WINDOW_MS);
    if (times.length === 0) wrong.delete(host);
    else wrong.set(host, times);
    return times;
  };
  return {
    wait: (host, now) => {
      const times = recent(host, now);
      const [oldest] = times.slice(-MOST_WRONG);
      return times.length < MOST_WRONG || oldest === undefined ? 0 : oldest + WINDOW_MS - now;
    },
    wrong: (host, now) => {
      wrong.set(host, [...recent(host, now), now]);
    },
    right: (host) => {
      wrong.delete(host);
    },
  };
}
