// The user's documents as the server knows them, kept fresh by asking: often while something moves, seldom otherwise, never in a hidden tab.
import type { JobView } from '@platen/shared/api/common';
import { readJobs } from '../data/portal.ts';

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
  const stopped = new AbortController();
  let known: readonly JobView[] | undefined;
  let freshness: Freshness = 'loading';
  let asOf: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;

  const tell = (): void => {
    for (const watcher of watchers) watcher();
  };
  const byAge = (jobs: readonly JobView[]): readonly JobView[] =>
    [...jobs].sort((a, b) => b.receivedAt - a.receivedAt);

  async function ask(): Promise<void> {
    clearTimeout(timer);
    // What was asked before a change may answer with what was before it.
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    const answer = await read(mine.signal);
    if (stopped.signal.aborted || mine.signal.aborted) return;
    if (answer.ok) {
      known = byAge(answer.value.jobs);
      freshness = 'fresh';
      asOf = Date.now();
    } else if (answer.why === 'refused' && answer.status === 401) {
      signedOut();
      return;
    } else {
      freshness = 'away';
    }
    tell();
    schedule();
  }

  function schedule(): void {
    clearTimeout(timer);
    if (stopped.signal.aborted || document.hidden) return;
    timer = setTimeout(() => void ask(), known?.some(moves) === true ? MOVING_MS : RESTING_MS);
  }

  const seen = (): void => {
    if (document.hidden) clearTimeout(timer);
    else void ask();
  };
  const online = (): void => void ask();
  document.addEventListener('visibilitychange', seen);
  window.addEventListener('online', online);
  void ask();

  return {
    jobs: () => known,
    freshness: () => freshness,
    asOf: () => asOf,
    refresh: () => void ask(),
    put(job) {
      known = byAge([job, ...(known ?? []).filter(({ id }) => id !== job.id)]);
      tell();
      void ask();
    },
    remove(id) {
      known = known?.filter((job) => job.id !== id);
      tell();
      void ask();
    },
    subscribe(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    stop() {
      stopped.abort();
      asking?.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
      window.removeEventListener('online', online);
    },
  };
}
