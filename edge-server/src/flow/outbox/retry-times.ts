// How long mail is tried, and when again. RFC 5321 section 4.5.4.1 asks for 30 minutes between tries and four days in all of a relay; we are the
// first sender, most servers that say "later" (greylisting, RFC 6647) mean minutes, and an answer about printing is stale after two days.
import type { OutboxKind } from '@platen/shared/mail';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** After the first try, the second, and so on; the last one for all further ones. */
const WAITS = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR] as const;

/** A code that comes hours later confuses more than it helps: its owner has asked for another one, or stands at a printer no longer. */
const LIFETIMES: Readonly<Record<OutboxKind, number>> = {
  code: 4 * HOUR,
  // As long as the code in it is good (people/mailed-code.ts).
  'sign-in': 10 * MINUTE,
  release: 12 * HOUR,
  report: 48 * HOUR,
  trouble: 48 * HOUR,
  'not-allowed': 24 * HOUR,
  alert: 48 * HOUR,
};

/** Ms from when it is to be sent until it is given up. A kind that an older version knew is treated like an answer. */
export const lifetimeOf = (kind: string): number =>
  (LIFETIMES as Readonly<Record<string, number>>)[kind] ?? LIFETIMES.report;

/** Ms to wait after try number `attempts` (from 1); a server's own wish counts where it is longer. */
export function retryAfter(attempts: number, asked = 0): number {
  const own = WAITS[Math.min(attempts, WAITS.length) - 1] ?? MINUTE;
  return Math.max(own, Math.min(asked, 6 * HOUR));
}
