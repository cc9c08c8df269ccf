// Finds documents for the console and the command line, newest first, a page at a time. A page that would take too long to fill comes
// with what was found so far and the place to go on from: a million documents never keep anybody waiting.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Deps } from '../../deps.ts';
import type { JobRow } from '../store/jobs.ts';
import { countFound, type JobPlace, type JobSearch, searchStretch } from '../store/search-jobs.ts';

export interface FindBounds {
  /** Documents looked at in one go: a few milliseconds in which a panel waits. */
  readonly span: number;
  /** Looked at for one page: a quarter of a second on a small machine. */
  readonly most: number;
}
const BOUNDS: FindBounds = { span: 2_000, most: 60_000 };
/** Counted exactly up to here. */
export const COUNT_MOST = 10_000;

export interface FoundJobs {
  readonly jobs: readonly JobRow[];
  /** How many fit, as far as it is known: at most COUNT_MOST + 1; where each has to be looked at, those of this page. */
  readonly total: number;
  /** Where the next page begins; undefined: that was all. */
  readonly next: JobPlace | undefined;
  /** The page is not full and yet not all was looked at: nothing else fits among what was received since then (Unix ms). */
  readonly lookedTo: number | undefined;
}

export async function findJobs(
  { db }: Pick<Deps, 'db'>,
  ask: JobSearch,
  page: { readonly after?: JobPlace | undefined; readonly limit: number },
  signal: AbortSignal,
  bounds: FindBounds = BOUNDS,
): Promise<FoundJobs> {
  const counted = await db.read((tx) => countFound(tx, ask, COUNT_MOST + 1));
  const jobs: JobRow[] = [];
  let after = page.after;
  // Where nothing has to be looked at one by one, all of a stretch fits.
  const span = counted === undefined ? bounds.span : page.limit + 1;
  for (let looked = 0; looked < bounds.most; looked += span) {
    const from = after;
    const stretch = await db.read((tx) => searchStretch(tx, ask, from, span));
    jobs.push(...stretch.jobs);
    after = stretch.next;
    if (jobs.length > page.limit) {
      const shown = jobs.slice(0, page.limit);
      return {
        jobs: shown,
        total: counted ?? shown.length,
        next: placeOf(shown[page.limit - 1]),
        lookedTo: undefined,
      };
    }
    if (after === undefined)
      return { jobs, total: counted ?? jobs.length, next: undefined, lookedTo: undefined };
    await nextTurn();
    signal.throwIfAborted();
  }
  return { jobs, total: counted ?? jobs.length, next: after, lookedTo: after?.receivedAt };
}

const placeOf = (job: JobRow | undefined): JobPlace | undefined =>
  job === undefined ? undefined : { receivedAt: job.receivedAt, id: job.id };
