// Looks every minute for jobs whose time is up, records that are too old, and files that nobody knows.

import type { Deps } from '../../deps.ts';
import { listDueJobs, removeOldRecords } from '../store/jobs.ts';
import { listDueUploads } from '../store/uploads.ts';
import type { Shred } from './shred.ts';

const EVERY_MS = 60_000;
/** Jobs ended per look; a site that was off for a week works through its backlog a minute at a time. */
const MOST = 500;
const DAY_MS = 24 * 3_600_000;

export interface Sweeper {
  /** One look, also for tests. */
  look(): Promise<void>;
  start(): void;
  stop(): void;
}

export function makeSweeper(
  deps: Pick<Deps, 'db' | 'clock' | 'log' | 'settings'> & {
    readonly shred: Shred;
    readonly dropUpload: (id: string) => Promise<void>;
    /** Expired sessions, quiet guess counters. */
    readonly housekeeping: (now: number) => Promise<void>;
  },
): Sweeper {
  let stopTimer: (() => void) | undefined;
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    const now = deps.clock.now();
    const due = await deps.db.read((tx) => listDueJobs(tx, now, MOST));
    for (const job of due) {
      if (job.state === 'printed') await deps.shred.shredPrinted(job.id);
      else await deps.shred.expire(job.id);
    }
    for (const id of await deps.db.read((tx) => listDueUploads(tx, now, MOST))) await deps.dropUpload(id);
    const keep = deps.settings().documents.keepRecordDays * DAY_MS;
    await deps.db.write((tx) => removeOldRecords(tx, now - keep));
    await deps.housekeeping(now);
  }

  return {
    look,
    start: () => {
      stopTimer = deps.clock.every(EVERY_MS, () => {
        looking ??= look()
          .catch((cause: unknown) => deps.log.error('the sweep failed', { cause }))
          .finally(() => {
            looking = undefined;
          });
      });
    },
    stop: () => stopTimer?.(),
  };
}
