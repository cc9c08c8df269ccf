// Takes the password of a locked document and sends it through conversion once more, without its lock. The password is used once
// and kept nowhere.
import { AppError } from '@platen/shared/app-error';
import type { Deps } from '../../deps.ts';
import type { BlobGrant } from '../../platform/blobs.ts';
import { findBlob, insertBlob, shredBlobs } from '../store/documents.ts';
import { type JobRow, moveJob } from '../store/jobs.ts';
import { insertStep } from '../store/steps.ts';
import { tell } from '../store/story.ts';
import type { EngineRefusal } from './converter.ts';

/** render/render-host.ts unlock(), narrowed. */
export type TakeLockOff = (
  grant: BlobGrant,
  password: string,
  signal: AbortSignal | undefined,
) => Promise<EngineRefusal | { readonly ok: true; readonly pdf: Uint8Array }>;

type UnlockDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'log' | 'blobs'> & {
  readonly takeLockOff: TakeLockOff;
  /** Tells the runner that there is something to convert. */
  readonly knock: () => void;
};

export function makeUnlock(deps: UnlockDeps) {
  /** Resolves to the job on its way again. Rejects with `document-wrong-password`, `job-gone`, or why it cannot be printed at all. */
  return async function unlock(job: JobRow, password: string, signal?: AbortSignal): Promise<JobRow> {
    const { blobId } = job;
    const locked = blobId === null ? undefined : await deps.db.read((tx) => findBlob(tx, blobId));
    if (job.state !== 'locked' || locked === undefined) {
      throw new AppError('job-gone', { job: job.id, state: job.state });
    }
    const opened = await deps.takeLockOff(deps.blobs.grant(locked), password, signal);
    if (!opened.ok) throw refusal(opened);
    const open = await deps.blobs.put(opened.pdf);
    let stale: string[] = [];
    const moved = await deps.db.write(async (tx) => {
      const now = deps.clock.now();
      await insertBlob(tx, open);
      const change = { changedAt: now, blobId: open.id, size: open.size, reason: null };
      const after = await moveJob(tx, job.id, ['locked'], 'received', change);
      // Somebody else was quicker, or it was deleted meanwhile: what was made goes again.
      stale = await shredBlobs(tx, [after === undefined ? open.id : locked.id]);
      if (after === undefined) return undefined;
      await insertStep(tx, { id: deps.ids.id(), kind: 'convert', subject: job.id, dueAt: now, now });
      await tell(tx, { id: deps.ids.id(), jobId: job.id, at: now, kind: 'unlocked', values: {} });
      return after;
    });
    for (const id of stale) {
      deps.blobs.remove(id).catch((cause: unknown) => deps.log.warn('a file stays', { id, cause }));
    }
    if (moved === undefined) throw new AppError('job-gone', { job: job.id, state: job.state });
    deps.knock();
    return moved;
  };
}

export type Unlock = ReturnType<typeof makeUnlock>;

function refusal({ code, detail }: EngineRefusal): AppError {
  if (code === 'document-password') return new AppError('document-wrong-password');
  if (code === 'aborted') return new AppError('not-ready', { detail });
  return new AppError(code, { detail });
}
