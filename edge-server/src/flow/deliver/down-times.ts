// Since when each printer cannot be used, so that those who wait in line for it give up together and not one after the other.
import type { ErrorCode } from '@platen/shared/error-table';
import type { Clock } from '../../deps.ts';

/** A failure this recent need not be repeated by the next in line: it waited through the same time. */
const RECENT_MS = 5_000;

export interface Down {
  failed(code: ErrorCode): void;
  up(): void;
  /** It has been down for `ms` in all the time that somebody who came at `since` (monotonic ms) has waited. */
  longerThan(since: number, ms: number): boolean;
  /** The same, found out by somebody else just now: why. */
  sinceOthers(since: number, ms: number): ErrorCode | undefined;
}

export function makeDownTimes(clock: Clock): { of(printerId: string): Down } {
  const down = new Map<string, { readonly from: number; last: number; code: ErrorCode }>();

  return {
    of(printerId) {
      function longerThan(since: number, ms: number): boolean {
        const found = down.get(printerId);
        return found !== undefined && clock.monotonic() - Math.max(found.from, since) >= ms;
      }
      return {
        failed(code) {
          const now = clock.monotonic();
          down.set(printerId, { from: down.get(printerId)?.from ?? now, last: now, code });
        },
        up: () => void down.delete(printerId),
        longerThan,
        sinceOthers(since, ms) {
          const found = down.get(printerId);
          if (found === undefined || clock.monotonic() - found.last > RECENT_MS) return undefined;
          return longerThan(since, ms) ? found.code : undefined;
        },
      };
    },
  };
}
