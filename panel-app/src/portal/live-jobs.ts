// The user's documents as the server knows them, kept fresh by asking: often while something moves, seldom otherwise, never in a hidden tab.
import type { JobView } from '@platen/shared/api/common';
import { readJobs } from '../data/portal.ts';
import { askAgain } from '../state/ask-again.ts';
import { isSignedOut } from '../state/refusal.ts';

/** `away`: the server does not answer; the documents shown are the last known. */
export type Freshness = 'loading' | 'fresh' | 'away';

export interface LiveJobs {
  /** Newest first; undefined until the first answer. */
  jobs(): readonly JobView[] | undefined;
  freshness(): Freshness;
  /** Unix ms of the last answer. */
  asOf(): number | undefined;
  refresh(): void;
  /** Shows a job at once that the server has just told of. */
  put(job: JobView): void;
  /** Takes a job away at once that was just deleted. */
  remove(id: string): void;
  subscribe(changed: () => void): () => void;
  stop(): void;
}

export interface LiveJobsOptions {
  readonly signedOut: () => void;
  readonly read?: typeof readJobs;
}

/** A page every few seconds comes out of a printer: 2 s keeps up with it. */
const MOVING_MS = 2000;
const RESTING_MS = 15_000;

const moves = (job: JobView): boolean => job.state === 'received' || job.state === 'releasing';

export function liveJobs({ signedOut, read = readJobs }: LiveJobsOptions): LiveJobs {
  const watchers = new Set<() => void>();
  let known: readonly JobView[] | undefined;
  let freshness: Freshness = 'loading';
  let asOf: number | undefined;

  const tell = (): void => {
    for (const watcher of watchers) watcher();
  };
  const byAge = (jobs: readonly JobView[]): readonly JobView[] =>
    [...jobs].sort((a, b) => b.receivedAt - a.receivedAt);

  const asker = askAgain({
    read,
    took: (answer) => {
      if (isSignedOut(answer)) {
        signedOut();
        return false;
      }
      if (answer.ok) {
        known = byAge(answer.value.jobs);
        asOf = Date.now();
      }
      freshness = answer.ok ? 'fresh' : 'away';
      tell();
      return true;
    },
    pauseMs: () => (known?.some(moves) === true ? MOVING_MS : RESTING_MS),
  });
  const online = (): void => void asker.now();
  window.addEventListener('online', online);
  asker.begin();

  return {
    jobs: () => known,
    freshness: () => freshness,
    asOf: () => asOf,
    refresh: () => void asker.now(),
    put(job) {
      known = byAge([job, ...(known ?? []).filter(({ id }) => id !== job.id)]);
      tell();
      void asker.now();
    },
    remove(id) {
      known = known?.filter((job) => job.id !== id);
      tell();
      void asker.now();
    },
    subscribe(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    stop() {
      asker.end();
      window.removeEventListener('online', online);
    },
  };
}
