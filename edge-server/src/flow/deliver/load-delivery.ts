// Reads what a delivery needs from the database, in the order in which the first question to the printer can leave soonest.
import type { Database, Tx } from '../../db/database.ts';
import { findDelivery } from '../store/deliveries.ts';
import { findBlob } from '../store/documents.ts';
import type { JobRow } from '../store/jobs.ts';
import type { AttemptRow, ReleaseRow } from '../store/releases.ts';
import type { HeldDocument } from './choose-format.ts';
import { isRunning, type Run } from './run.ts';
import type { PrinterTarget } from './target.ts';

export interface LoadedDelivery {
  readonly release: Run['release'];
  readonly attempt: AttemptRow;
  readonly job: JobRow;
  /** undefined: no such printer any more. */
  readonly printer: PrinterTarget | undefined;
  readonly user: string;
}

/** undefined when there is nothing left to deliver: it has ended, or its job is gone. */
export function loadDelivery(
  db: Database,
  releaseId: string,
  find: {
    /** As this person uses it: with their accounting data. */
    readonly printer: (tx: Tx, id: string, ownerId: string) => Promise<PrinterTarget | undefined>;
    readonly ownerName: (tx: Tx, ownerId: string) => Promise<string>;
  },
): Promise<LoadedDelivery | undefined> {
  return db.read(async (tx) => {
    const rows = await findDelivery(tx, releaseId);
    if (rows === undefined || !isRunningRelease(rows.release)) return undefined;
    const { release, job, attempt } = rows;
    if (attempt === null) throw new Error(`release ${releaseId} has no attempt ${release.attempt}`);
    const printer = await find.printer(tx, release.printerId, release.ownerId);
    return { release, attempt, job, printer, user: await find.ownerName(tx, release.ownerId) };
  });
}

function isRunningRelease(release: ReleaseRow): release is Run['release'] {
  return isRunning(release.state);
}

/** The documents of a job, best first: what was made for printing, then the original. */
export function documentsOf(job: JobRow): readonly HeldDocument[] {
  const documents: HeldDocument[] = [];
  if (job.printBlobId !== null) {
    documents.push({ blobId: job.printBlobId, mediaType: job.printMediaType ?? 'application/pdf' });
  }
  if (job.blobId !== null) documents.push({ blobId: job.blobId, mediaType: job.mediaType });
  return documents;
}

/** Blob rows, each read once. */
export function blobReader(db: Database): Run['blob'] {
  const known = new Map<string, ReturnType<Run['blob']>>();
  return (id) => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const asked = db.read((tx) => findBlob(tx, id));
    known.set(id, asked);
    return asked;
  };
}
