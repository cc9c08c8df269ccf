// How long a message to a webhook is tried, and when again.

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** News that is older than a day is not news; whoever missed that much asks the API. */
export const LIFETIME_MS = 24 * HOUR;

/** After the first try, the second, and so on; the last one for all further ones. A restart of the receiver takes seconds, a repair hours. */
const WAITS = [10 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 4 * HOUR] as const;

/** Ms to wait after try number `attempts` (from 1); a receiver's own Retry-After counts where it is longer. */
export function retryAfter(attempts: number, askedMs = 0): number {
  const own = WAITS[Math.min(attempts, WAITS.length) - 1] ?? MINUTE;
  return Math.max(own, Math.min(askedMs, 4 * HOUR));
}

/** A receiver that does not answer is left in peace for this long before the next message to it is tried; doubled with each failure in a row. */
const REST_MS = 5 * SECOND;
const REST_MOST_MS = 5 * MINUTE;

export const restAfter = (failures: number): number =>
  Math.min(REST_MOST_MS, REST_MS * 2 ** Math.min(10, Math.max(0, failures - 1)));
