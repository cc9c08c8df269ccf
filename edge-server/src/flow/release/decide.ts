// A person's word on a release whose end nobody knows: it came out, print it again, print the missing pages, or keep it.
import { AppError } from '@platen/shared/app-error';
import type { PageRange, Ticket } from '@platen/shared/ticket';
import type { Tx } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { findJob, type JobRow, moveJob } from '../store/jobs.ts';
import { findRelease, moveRelease, type ReleaseRow } from '../store/releases.ts';
import { tell } from '../store/story.ts';
import { type BeginSteps, openRelease, type ReleaseBy } from './claim.ts';

export type DecisionAsk =
  | { readonly decision: 'printed' | 'again' | 'keep' }
  /** Print from this page of the release on; without it from the one after the last that the printer reported. */
  | { readonly decision: 'missing'; readonly fromPage?: number | undefined };

type DecideDeps = Pick<Deps, 'db' | 'clock' | 'ids'> &
  BeginSteps & {
    readonly settlePrinted: (tx: Tx, jobId: string, now: number) => Promise<void>;
    readonly audit: (tx: Tx, at: number, who: string, act: string, about: string) => Promise<void>;
  };

/** @returns the release as decided, or the new one that prints (again or the rest). */
export async function decide(
  deps: DecideDeps,
  releaseId: string,
  ask: DecisionAsk,
  by: Omit<ReleaseBy, 'printer'> & {
    readonly who: string;
    /** The printer of a release; it may have been removed since. */
    readonly findPrinter: (tx: Tx, id: string) => Promise<ReleaseBy['printer'] | undefined>;
  },
): Promise<ReleaseRow> {
  return deps.db.write(async (tx) => {
    const release = await findRelease(tx, releaseId);
    if (release === undefined || (by.ownerId !== undefined && release.ownerId !== by.ownerId)) {
      throw new AppError('not-found', { what: 'release' });
    }
    const job = await findJob(tx, release.jobId);
    if (release.state !== 'uncertain' || job?.state !== 'uncertain') {
      throw new AppError('conflict', { detail: `release is ${release.state}` });
    }
    const now = deps.clock.now();
    await deps.audit(tx, now, by.who, `decided: ${ask.decision}`, release.id);
    const say = (
      kind: 'decided-printed' | 'decided-again' | 'decided-missing' | 'decided-held',
      page?: number,
    ) =>
      tell(tx, {
        id: deps.ids.id(),
        jobId: job.id,
        at: now,
        kind,
        values: { who: by.who, ...(page === undefined ? {} : { page }) },
      });
    const end = async (to: 'done' | 'superseded') => {
      const confidence = to === 'done' ? ('confirmed' as const) : null;
      const pagesDone = to === 'done' ? release.pages : release.pagesDone;
      const change = { changedAt: now, confidence, pagesDone, note: null };
      if (!(await moveRelease(tx, release.id, release.fence, ['uncertain'], to, change))) {
        throw new AppError('conflict', { detail: 'decided by somebody else' });
      }
    };

    switch (ask.decision) {
      case 'printed':
        await end('done');
        await moveJob(tx, job.id, ['uncertain'], 'printed', { changedAt: now });
        await say('decided-printed');
        await deps.settlePrinted(tx, job.id, now);
        return { ...release, state: 'done' as const };
      case 'keep':
        await end('superseded');
        await moveJob(tx, job.id, ['uncertain'], 'held', { changedAt: now });
        await say('decided-held');
        return { ...release, state: 'superseded' as const };
      case 'again':
        await end('superseded');
        await say('decided-again');
        return printAgain(tx, job, release, release.ticket, now);
      case 'missing': {
        // With several copies nobody knows which one is incomplete.
        if ((release.ticket.copies ?? 1) > 1)
          throw new AppError('option-unsupported', { option: 'missing pages of several copies' });
        const from = ask.fromPage ?? release.pagesDone + 1;
        const ticket = restOf(release.ticket, job.pages ?? 1, from);
        if (ticket === undefined) throw new AppError('option-unsupported', { option: `page ${from}` });
        await end('superseded');
        await say('decided-missing', from);
        return printAgain(tx, job, release, ticket, now);
      }
    }
  });

  async function printAgain(tx: Tx, job: JobRow, release: ReleaseRow, ticket: Ticket, now: number) {
    const printer = await by.findPrinter(tx, release.printerId);
    if (printer === undefined) throw new AppError('not-found', { what: 'printer' });
    const moved = await moveJob(tx, job.id, ['uncertain'], 'releasing', { changedAt: now });
    if (moved === undefined) throw new AppError('conflict', { detail: 'job moved' });
    return openRelease(tx, deps, moved, ticket, { ...by, printer }, now);
  }
}

/**
 * The ticket that prints what is left. `from` counts the pages of one copy (its page ranges applied), from 1.
 * @returns undefined when nothing is left.
 */
export function restOf(ticket: Ticket, pages: number, from: number): Ticket | undefined {
  const ranges =
    ticket.pageRanges !== undefined && ticket.pageRanges.length > 0
      ? ticket.pageRanges
      : [{ from: 1, to: pages }];
  let skip = from - 1;
  const rest: PageRange[] = [];
  for (const range of ranges) {
    const to = Math.min(range.to, pages);
    const length = to - range.from + 1;
    if (length <= 0) continue;
    if (skip >= length) {
      skip -= length;
      continue;
    }
    rest.push({ from: range.from + skip, to });
    skip = 0;
  }
  return rest.length === 0 ? undefined : { ...ticket, pageRanges: rest };
}
