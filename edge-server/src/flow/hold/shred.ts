// Ends a job for good: the keys of its documents go with the caller's commit, its files right after.
import type { JobState } from '@platen/shared/job-state';
import type { StoryKind } from '@platen/shared/story';
import type { Tx } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { shredBlobs } from '../store/documents.ts';
import { markTwins } from '../store/duplicates.ts';
import { ENDED_BY_OPERATOR } from '../store/ended-by.ts';
import { changeJob, findJob, type JobRow, moveJob } from '../store/jobs.ts';
import { findUndecided } from '../store/records.ts';
import { removeStepsOf } from '../store/steps.ts';
import { tell } from '../store/story.ts';

type ShredDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'log' | 'blobs' | 'settings'> & {
  /** flow/account/book-record.ts */
  readonly book: (tx: Tx, releaseId: string) => Promise<void>;
};

/** As a story names its owner. */
const OWNER = 'you';
/** States a person or the clock may end; a job that is at the printer ends there first. */
const ENDABLE: readonly JobState[] = ['received', 'locked', 'held', 'uncertain', 'refused', 'printed'];

export function makeShred(deps: ShredDeps) {
  /** Removes files after the commit that destroyed their keys. What fails is ciphertext nobody can read; the sweep takes it. */
  async function removeFiles(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await deps.blobs
        .remove(id)
        .catch((cause: unknown) => deps.log.warn('a shredded file stays', { id, cause }));
    }
  }

  /** Destroys the keys inside the caller's transaction. @returns files to remove once it is committed. */
  async function shredIn(tx: Tx, job: JobRow): Promise<string[]> {
    return shredBlobs(tx, [job.blobId, job.printBlobId]);
  }

  async function end(
    jobId: string,
    from: readonly JobState[],
    to: 'deleted' | 'expired',
    event: { kind: StoryKind; values?: Record<string, string> },
    reason?: string,
  ): Promise<boolean> {
    const files = await deps.db.write(async (tx) => {
      const before = await findJob(tx, jobId);
      if (before === undefined) return undefined;
      const now = deps.clock.now();
      const change = {
        blobId: null,
        printBlobId: null,
        changedAt: now,
        ...(reason === undefined ? {} : { reason }),
      };
      const after = await moveJob(tx, jobId, from, to, change);
      if (after === undefined) return undefined;
      await removeStepsOf(tx, jobId);
      // Nobody decides it any more: it is booked as far as the printer told.
      const undecided = before.state === 'uncertain' ? await findUndecided(tx, jobId) : undefined;
      if (undecided !== undefined) await deps.book(tx, undecided);
      await tell(tx, { id: deps.ids.id(), jobId, at: now, ...event });
      return shredIn(tx, before);
    });
    if (files === undefined) return false;
    await removeFiles(files);
    return true;
  }

  /** Deletes a job on somebody's word. @returns false when it is being printed or already gone. */
  function remove(jobId: string, who: string): Promise<boolean> {
    const reason = who === OWNER ? undefined : ENDED_BY_OPERATOR;
    return end(jobId, ENDABLE, 'deleted', { kind: 'deleted', values: { who } }, reason);
  }

  /** Its retention is over. */
  function expire(jobId: string): Promise<boolean> {
    return end(jobId, ENDABLE, 'expired', { kind: 'expired' });
  }

  /** A printed job whose time to be kept is over: the record stays, the document goes. */
  async function shredPrinted(jobId: string): Promise<void> {
    const files = await deps.db.write(async (tx) => {
      const job = await findJob(tx, jobId);
      return job?.state === 'printed' ? dropDocument(tx, job) : [];
    });
    await removeFiles(files);
  }

  async function dropDocument(tx: Tx, job: JobRow): Promise<string[]> {
    const now = deps.clock.now();
    const files = await shredIn(tx, job);
    await changeJob(tx, job.id, { blobId: null, printBlobId: null });
    await tell(tx, { id: deps.ids.id(), jobId: job.id, at: now, kind: 'shredded' });
    return files;
  }

  /** Called in the transaction that records `printed`: keeps the document for the set time, or destroys its key at once. */
  async function settlePrinted(tx: Tx, jobId: string, now: number): Promise<void> {
    const job = await findJob(tx, jobId);
    if (job === undefined) return;
    await markTwins(tx, job, deps.settings().documents.sentTwiceMinutes * 60_000);
    const keepMs = deps.settings().documents.keepPrintedMinutes * 60_000;
    if (keepMs > 0) {
      await changeJob(tx, jobId, { expiresAt: now + keepMs });
      return;
    }
    const files = await dropDocument(tx, job);
    tx.afterCommit.push(() => void removeFiles(files));
  }

  return { remove, expire, shredPrinted, settlePrinted };
}

export type Shred = ReturnType<typeof makeShred>;
