// Puts records and reports together: the report function, the booking of old releases, and the drop of records whose time is over.
import type { Tx } from './db/database.ts';
import { bookOld } from './flow/account/book-old.ts';
import { addDays, localDay, startOfDay } from './flow/account/local-day.ts';
import { makeReport } from './flow/account/report.ts';
import { dropRecords } from './flow/store/records.ts';
import type { Storage } from './open-storage.ts';

/** Records dropped in one look of the sweeper: some twenty milliseconds. A backlog of a million goes in half a day. */
const DROP = 2_000;

export function buildRecords({ deps }: Storage) {
  const stop = new AbortController();
  let booking: Promise<void> | undefined;

  return {
    report: makeReport(deps),
    /** Inside the sweeper's transaction. Whole days go, so that no day is left half. */
    housekeeping: async (tx: Tx, now: number): Promise<void> => {
      const oldest = addDays(localDay(now).day, -deps.settings().reports.keepDays);
      await dropRecords(tx, startOfDay(oldest), DROP);
    },
    start: (): void => {
      booking = bookOld(deps, stop.signal).then(
        (count) => {
          if (count > 0) deps.log.info('booked releases of before there were records', { count });
        },
        (cause: unknown) => {
          // The next start goes on where it stopped.
          if (!stop.signal.aborted) deps.log.warn('booking old releases failed', { cause });
        },
      );
    },
    stop: async (): Promise<void> => {
      stop.abort();
      await booking;
    },
  };
}
