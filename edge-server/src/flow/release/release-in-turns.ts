// What every release without a person at the panel has in common: documents of one group one after the other, a failed one tried again later, and
// marks that an earlier life left looked after from time to time.
import type { Deps } from '../../deps.ts';
import { findJob, type JobRow } from '../store/jobs.ts';

/** After a failure of ours (database, disk), and while another server may be at it. */
const RETRY_MS = 5_000;
/** Marks that nobody acted on: their server died between conversion and claim. */
const SWEEP_MS = 600_000;

export interface TurnsDeps extends Pick<Deps, 'db' | 'clock' | 'log'> {
  /** Whoever shares it waits for those before. */
  readonly groupOf: (job: JobRow) => string;
  /** Rejects when it could not be done yet. */
  readonly releaseNow: (job: JobRow) => Promise<void>;
  /** Documents with a mark that wait. */
  readonly left: () => Promise<readonly JobRow[]>;
  /** For the log: "a document could not be printed directly yet". */
  readonly failure: string;
}

export interface Turns {
  /** Resolves when it is done, or will be tried again. Never rejects. */
  readonly release: (jobId: string) => Promise<void>;
  readonly later: (jobId: string, afterMs: number) => void;
  /** Takes up what is left, and looks after it from then on. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export function releaseInTurns({ db, clock, log, groupOf, releaseNow, left, failure }: TurnsDeps): Turns {
  const timers = new Map<string, () => void>();
  const busy = new Map<string, Promise<void>>();
  let stopSweep: (() => void) | undefined;
  let stopped = false;

  function later(jobId: string, afterMs: number): void {
    if (stopped) return;
    timers.get(jobId)?.();
    timers.set(
      jobId,
      clock.after(afterMs, () => {
        timers.delete(jobId);
        void release(jobId);
      }),
    );
  }

  function failed(jobId: string, cause: unknown): void {
    log.error(failure, { job: jobId, cause });
    later(jobId, RETRY_MS);
  }

  async function release(jobId: string): Promise<void> {
    if (stopped) return;
    try {
      const job = await db.read((tx) => findJob(tx, jobId));
      if (job === undefined) return;
      const group = groupOf(job);
      const before = busy.get(group) ?? Promise.resolve();
      const turn = before.then(() => releaseNow(job)).catch((cause: unknown) => failed(jobId, cause));
      busy.set(group, turn);
      await turn;
      if (busy.get(group) === turn) busy.delete(group);
    } catch (cause) {
      failed(jobId, cause);
    }
  }

  async function sweep(): Promise<void> {
    for (const { id } of await left()) await release(id);
  }

  return {
    release,
    later,
    async start() {
      stopSweep = clock.every(SWEEP_MS, () => {
        sweep().catch((cause: unknown) => log.error(failure, { cause }));
      });
      await sweep();
    },
    async stop() {
      stopped = true;
      stopSweep?.();
      for (const cancel of timers.values()) cancel();
      timers.clear();
      await Promise.allSettled(busy.values());
    },
  };
}
