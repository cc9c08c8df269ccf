// The user's documents as the server knows them: what changes is heard at once, and asked for now and then all the same. Where nothing can be
// heard it is asked often while something moves, seldom otherwise, never in a hidden tab.
import type { JobView } from '@platen/shared/api/common';
import type { PortalJobs } from '@platen/shared/api/portal';
import { followEvents } from '../data/live-events.ts';
import { readJobs } from '../data/portal.ts';
import { answerBefore, noteAnswer } from '../data/seen-answer.ts';
import { andOnceMore } from '../state/and-once-more.ts';
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
  /** Told when one of the printers says something else. @returns a function that ends it. */
  onPrinters(changed: () => void): () => void;
  stop(): void;
}

export interface LiveJobsOptions {
  readonly signedOut: () => void;
  readonly read?: typeof readJobs;
  readonly follow?: typeof followEvents;
}

/** A page every few seconds comes out of a printer: 2 s keeps up with it. */
const MOVING_MS = 2000;
const RESTING_MS = 15_000;
/** While changes are heard: another server's are not, and a proxy may have swallowed one. */
const HEARD_MS = 60_000;

/** The name of the answer that is kept. */
const SEEN = 'jobs';

const isReceived = (job: JobView): boolean => job.state === 'received';
const moves = (job: JobView): boolean => isReceived(job) || job.state === 'releasing';

export function liveJobs({ signedOut, read = readJobs, follow = followEvents }: LiveJobsOptions): LiveJobs {
  const watchers = new Set<() => void>();
  const printerWatchers = new Set<() => void>();
  const life = new AbortController();
  let healthy = false;
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
        noteAnswer(SEEN, answer.value);
      } else if (known === undefined) void recall();
      freshness = answer.ok ? 'fresh' : 'away';
      if (answer.ok) listen();
      tell();
      return true;
    },
    pauseMs: () => {
      // How far a conversion is is told to nobody: it is asked.
      if (known?.some(healthy ? isReceived : moves) === true) return MOVING_MS;
      return healthy ? HEARD_MS : RESTING_MS;
    },
  });

  /** Those of the last time, where the server is away from the start. */
  async function recall(): Promise<void> {
    const before = await answerBefore<PortalJobs>(SEEN);
    if (before === undefined || known !== undefined || life.signal.aborted) return;
    known = byAge(before.value.jobs);
    asOf = before.at;
    tell();
  }

  const hear = andOnceMore(asker.now, life.signal);
  let following = false;
  /** From the first answer on: nobody is to wait for it. */
  function listen(): void {
    if (following || life.signal.aborted) return;
    following = true;
    follow({
      path: '/api/portal/events',
      signal: life.signal,
      told: ({ jobs, printer, anew }) => {
        if (jobs.length > 0 || anew) void hear();
        if (printer || anew) for (const watcher of printerWatchers) watcher();
      },
      health: (now) => {
        healthy = now;
        // Whatever ended it may have ended more: the session, the server.
        if (!now && !document.hidden) void hear();
      },
    });
  }
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
    onPrinters(changed) {
      printerWatchers.add(changed);
      return () => printerWatchers.delete(changed);
    },
    stop() {
      life.abort();
      asker.end();
      window.removeEventListener('online', online);
    },
  };
}
