// A person's word on a release whose end nobody knows: it came out, print it again, print the missing pages, or keep it.

import { AppError } from '@platen/shared/app-error';
import { STORED } from '@platen/shared/say/saying';
import type { Ticket } from '@platen/shared/ticket';
import type { Tx } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { findJob, type JobRow, moveJob } from '../store/jobs.ts';
import { findRelease, moveRelease, type ReleaseRow } from '../store/releases.ts';
import { tell } from '../store/story.ts';
import { type BeginSteps, openRelease, type ReleaseBy } from './claim.ts';
import { missingFrom, whatIsMissing } from './what-is-missing.ts';

export type DecisionAsk =
  | { readonly decision: 'printed' | 'again' | 'keep' }
  /** Print from this page of the release on; without it what is missing as far as the printer told. */
  | { readonly decision: 'missing'; readonly fromPage?: number | undefined };

type DecideDeps = Pick<Deps, 'db' | 'clock' | 'ids'> &
  BeginSteps & {
    readonly settlePrinted: (tx: Tx, jobId: string, now: number) => Promise<void>;
    /** flow/account/book-record.ts; `copiesOut`: whole copies that are out, where the rest is printed anew. */
    readonly book: (tx: Tx, releaseId: string, copiesOut?: number) => Promise<void>;
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
    /** `pagesDone` of a release that is over is what it is booked with. */
    const end = async (to: 'done' | 'superseded', pagesDone: number, copiesLeft?: number) => {
      const confidence = to === 'done' ? ('confirmed' as const) : null;
      const change = { changedAt: now, confidence, pagesDone, note: null };
      if (!(await moveRelease(tx, release.id, release.fence, ['uncertain'], to, change))) {
        throw new AppError('conflict', { detail: 'decided by somebody else' });
      }
      const copiesOut = copiesLeft === undefined ? 0 : (release.ticket.copies ?? 1) - copiesLeft;
      await deps.book(tx, release.id, copiesOut);
    };

    switch (ask.decision) {
      case 'printed':
        await end('done', release.pages);
        await moveJob(tx, job.id, ['uncertain'], 'printed', { changedAt: now });
        await say('decided-printed');
        await deps.settlePrinted(tx, job.id, now);
        return { ...release, state: 'done' as const };
      case 'keep': {
        // What is known to be out is not printed a second time later, unless its owner chooses all pages again.
        const rest = whatIsMissing(release);
        await end('superseded', rest === undefined ? 0 : rest.from - 1, rest?.copies);
        const ticket = rest === undefined ? {} : { ticket: rest.ticket };
        await moveJob(tx, job.id, ['uncertain'], 'held', { changedAt: now, ...ticket });
        await say('decided-held');
        return { ...release, state: 'superseded' as const };
      }
      case 'again':
        // The pages count when they come out whole: booked once, with the release that follows.
        await end('superseded', 0);
        await say('decided-again');
        return printAgain(tx, job, release, release.ticket, now);
      case 'missing': {
        const { fromPage } = ask;
        // With several copies nobody knows which one has this page.
        const several = fromPage !== undefined && (release.ticket.copies ?? 1) > 1;
        const rest = fromPage === undefined ? whatIsMissing(release) : missingFrom(release, fromPage);
        if (several || rest === undefined || release.ticket.booklet === true) {
          throw new AppError('option-unsupported', { option: STORED.say('option.missing-pages') });
        }
        await end('superseded', rest.from - 1, rest.copies);
        if (rest.copies === undefined) await say('decided-missing', rest.pages[0]?.from);
        else await say('decided-again');
        // Should this attempt come back unprinted, only the rest is offered once more.
        return printAgain(tx, job, release, rest.ticket, now, { ticket: rest.ticket });
      }
    }
  });

  async function printAgain(
    tx: Tx,
    job: JobRow,
    release: ReleaseRow,
    ticket: Ticket,
    now: number,
    change: { readonly ticket?: Ticket } = {},
  ) {
    const printer = await by.findPrinter(tx, release.printerId);
    if (printer === undefined) throw new AppError('not-found', { what: 'printer' });
    const moved = await moveJob(tx, job.id, ['uncertain'], 'releasing', { changedAt: now, ...change });
    if (moved === undefined) throw new AppError('conflict', { detail: 'job moved' });
    return openRelease(tx, deps, moved, ticket, { ...by, printer }, now);
  }
}
