// Documents once more: their stored bytes come in again through the one door, as documents of their own that wait for their owner.
import type { Ticket } from '@platen/shared/ticket';
import type { Tx } from '../../../../db/database.ts';
import type { IppDocument, IppJob } from '../../../store/ipp-jobs.ts';
import type { JobRow } from '../../../store/jobs.ts';
import { type IppAnswer, type IppDeps, type IppQueue, refuse } from '../ipp-queue.ts';
import { takeBytes } from './take-document.ts';

export const gone = refuse('client-error-not-possible', 'The document is no longer kept.');

/** Whether all of it is still here: one that lacks a document is not the same job. */
export const isKept = ({ documents }: IppJob): boolean =>
  documents.length > 0 &&
  documents.every(({ job }) => job !== undefined && job.blobId !== null && job.state !== 'refused');

/** @param ticket what comes with the copy; absent: what came with the document. */
export async function copyDocument(
  deps: IppDeps,
  queue: IppQueue,
  { job, row }: IppDocument,
  also: (tx: Tx, copy: JobRow) => Promise<void>,
  ticket?: Ticket,
): Promise<{ readonly job: JobRow } | { readonly refusal: IppAnswer }> {
  const bytes = job === undefined ? undefined : await deps.reopen(job);
  if (job === undefined || bytes === undefined) return { refusal: gone };
  return takeBytes(deps, bytes, {
    queue,
    userId: job.ownerId,
    title: job.title,
    claimedType: row.format === 'application/octet-stream' ? '' : (row.format ?? job.mediaType),
    ticket: ticket ?? job.asked ?? {},
    also,
  });
}
