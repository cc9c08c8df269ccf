// The convert stage: right after intake, makes the print document and finds its facts, so that the walk-up needs no waiting.
import type { Deps } from '../../deps.ts';
import type { BlobGrant, StoredBlob } from '../../platform/blobs.ts';
import type { Step, StepWorker } from '../step.ts';
import { findBlob } from '../store/documents.ts';
import { findJob, type JobRow } from '../store/jobs.ts';
import { type Conclude, endBeforeTrying } from './conclude.ts';
import { contentHash } from './content-hash.ts';
import type { ConvertContext, DocumentEngine } from './converter.ts';
import type { ProgressBoard } from './progress.ts';
import { limitsOf, readFrom, runConverter } from './run-converter.ts';

/** What converters may use on this machine beside the engine. */
export type ConvertRooms = Pick<ConvertContext, 'office' | 'tools' | 'fonts'>;

type ConvertDeps = Pick<Deps, 'db' | 'blobs' | 'log' | 'sealing' | 'settings'> & {
  /** The render host bound to one document. */
  readonly engineFor: (grant: BlobGrant) => DocumentEngine;
  readonly roomsFor: (original: StoredBlob) => ConvertRooms;
  readonly progress: ProgressBoard;
  readonly conclude: Conclude;
};

/** The job of a step and its original; undefined when it was deleted meanwhile, or done by an earlier life whose step was not yet removed. */
export async function openConversion(
  db: Deps['db'],
  step: Step,
): Promise<{ job: JobRow; original: StoredBlob } | undefined> {
  return db.read(async (tx) => {
    const job = await findJob(tx, step.subject);
    if (job === undefined || job.state !== 'received' || job.blobId === null) return undefined;
    const original = await findBlob(tx, job.blobId);
    return original && { job, original };
  });
}

export function makeConvert(deps: ConvertDeps): StepWorker {
  return async (step, signal) => {
    const opened = await openConversion(deps.db, step);
    if (opened === undefined) return { kind: 'done' };
    const { job, original } = opened;
    const ended = endBeforeTrying(step);
    if (ended !== undefined) return deps.conclude(job, step, ended, false);
    const progress = deps.progress.begin(job.id);
    const hashed = contentHash(deps, job, original, signal);
    const outcome = await runConverter(job.mediaType, limitsOf(deps.settings()), {
      engine: deps.engineFor(deps.blobs.grant(original)),
      ...deps.roomsFor(original),
      document: readFrom(deps.blobs, original),
      onProgress: progress.note,
      signal,
    }).finally(progress.end);
    return deps.conclude(job, step, outcome, signal.aborted, await hashed);
  };
}
