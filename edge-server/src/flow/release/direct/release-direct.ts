// Direct print (SPEC A11): a document that came through the queue of one printer prints there as soon as it is ready, by the same claim as at a
// panel. The wish is a mark on the job (jobs.release_to), so it outlives a restart; it is taken off in the transaction that claims, so that it
// is granted once. What cannot be printed there is held, with the reason, for its owner at any panel.

import { AppError } from '@platen/shared/app-error';
import { STORED } from '@platen/shared/say/saying';
import type { Tx } from '../../../db/database.ts';
import type { Deps } from '../../../deps.ts';
import { changeJob, findJob, type JobRow } from '../../store/jobs.ts';
import { isDirectJob, markedIn, takeMark } from '../../store/release-to.ts';
import { tell } from '../../store/story.ts';
import { type LookedOver, type LookOver, lookOver } from '../by-mail/look-over.ts';
import type { Claimed, ReleaseAsk, ReleaseBy } from '../claim.ts';
import { releaseInTurns } from '../release-in-turns.ts';

/** As many as are taken up in one sweep. */
const MOST = 200;

export interface DirectTarget {
  readonly id: string;
  readonly name: string;
}

export interface ReleaseDirectDeps<P extends DirectTarget>
  extends Pick<Deps, 'db' | 'clock' | 'ids' | 'log'> {
  /** The printer, while its queue takes documents. */
  readonly findPrinter: (tx: Tx, id: string) => Promise<P | undefined>;
  /** api/check-release.ts for somebody who is not at the printer. */
  readonly look: (printer: P, ownerId: string) => LookOver;
  /** It asks for accounting data that this person never gave there. */
  readonly lacksAccounting: (printer: P, ownerId: string) => Promise<boolean>;
  /** flow/release/claim.ts `claimIn`, with the limits that hold at a panel. */
  readonly claim: (tx: Tx, asks: readonly ReleaseAsk[], by: ReleaseBy) => Promise<Claimed>;
  /** The same document was printed or is being printed: it must not come out a second time by itself (SPEC A16). */
  readonly wasSent: (tx: Tx, job: JobRow) => Promise<boolean>;
}

export interface ReleaseDirect {
  /** For the end of conversion, in its transaction: held, locked or refused. */
  readonly ended: (tx: Tx, job: JobRow) => Promise<void>;
  /** Resolves when it is claimed, held, or will be tried again. */
  readonly release: (jobId: string) => Promise<void>;
  /** Takes up what an earlier life left, and looks after marks from then on. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export function makeReleaseDirect<P extends DirectTarget>(deps: ReleaseDirectDeps<P>): ReleaseDirect {
  async function releaseNow({ id: jobId }: JobRow): Promise<void> {
    const [job, printer] = await deps.db.read(async (tx): Promise<[JobRow?, P?]> => {
      const found = await findJob(tx, jobId);
      if (found?.state !== 'held' || found.releaseTo === null || !(await isDirectJob(tx, found))) return [];
      const at = await deps.findPrinter(tx, found.releaseTo);
      return at === undefined ? [found] : [found, at];
    });
    if (job === undefined) return;
    const looked = printer === undefined ? undefined : await lookAt(printer, job);
    await deps.db.write(async (tx) => {
      const mine = await takeMark(tx, jobId);
      // Somebody at a panel was quicker.
      if (mine?.state !== 'held') return;
      const why = await claimOrWhy(tx, mine, printer, looked);
      if (why !== undefined) await hold(tx, mine, why);
    });
  }

  /** Not inside the transaction: it waits for the printer. */
  async function lookAt(printer: P, job: JobRow): Promise<LookedOver | AppError> {
    if (await deps.lacksAccounting(printer, job.ownerId)) return new AppError('direct-accounting');
    return lookOver([{ jobId: job.id, ticket: {} }], job.asked ?? {}, deps.look(printer, job.ownerId));
  }

  /** @returns why it is not printed, or nothing when it is. */
  async function claimOrWhy(
    tx: Tx,
    job: JobRow,
    printer: P | undefined,
    looked: LookedOver | AppError | undefined,
  ): Promise<AppError | undefined> {
    if (printer === undefined || looked === undefined) return new AppError('direct-off');
    if (looked instanceof AppError) return looked;
    if (await deps.wasSent(tx, job)) return new AppError('direct-twice', { printer: printer.name });
    const [ask] = looked.asks;
    if (ask === undefined) {
      const stops = looked.findings.find((finding) => finding.stops) ?? looked.findings[0];
      return new AppError('direct-held', {
        printer: printer.name,
        reason: stops?.sentence ?? STORED.error('printer-not-accepting'),
      });
    }
    const { refused } = await deps.claim(tx, [ask], { ownerId: job.ownerId, printer, how: 'direct' });
    const [no] = refused;
    if (no === undefined) return undefined;
    return new AppError('direct-held', {
      printer: printer.name,
      reason: STORED.error(no.error.code, no.error.values),
    });
  }

  /** It waits like any other from now on; the list and its owner's computer say why. */
  async function hold(tx: Tx, job: JobRow, why: AppError): Promise<void> {
    const { code, values } = why;
    const kept = Object.keys(values).length === 0 ? code : `${code} ${JSON.stringify(values)}`;
    await changeJob(tx, job.id, { reason: kept });
    await tell(tx, {
      id: deps.ids.id(),
      jobId: job.id,
      at: deps.clock.now(),
      kind: 'kept',
      values: { reason: STORED.error(code, values) },
    });
  }

  const turns = releaseInTurns({
    ...deps,
    // One after the other, so that documents come out in the order in which they were sent.
    groupOf: ({ ownerId }) => ownerId,
    releaseNow,
    // Marks of mail are release-when-ready.ts's; releaseNow leaves them alone.
    left: async () =>
      (await deps.db.read((tx) => markedIn(tx, ['held'], MOST))).filter(({ channel }) => channel === 'ipp'),
    failure: 'a document could not be printed directly yet',
  });

  return {
    async ended(tx, job) {
      if (!(await isDirectJob(tx, job))) return;
      // Somebody who types its password is at a panel or in the portal, and says there where to print.
      if (job.state !== 'held') await takeMark(tx, job.id);
      else tx.afterCommit.push(() => void turns.release(job.id));
    },
    release: turns.release,
    start: turns.start,
    stop: turns.stop,
  };
}
