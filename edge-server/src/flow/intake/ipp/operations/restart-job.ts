// Restart-Job (RFC 8011 section 4.3.7): a job that was printed and is still kept waits again under its number. The record of the printing that was stays
// with the first document: what waits is a copy of it.
import { findIppJob, replaceDocument } from '../../../store/ipp-jobs.ts';
import { type IppOperation, printerOf, refuse } from '../ipp-queue.ts';
import { jobStatus } from '../job-attributes.ts';
import { isFinished } from '../job-standing.ts';
import { copyDocument, gone, isKept } from './job-copies.ts';
import { targetJob } from './target-job.ts';

export const restartJob: IppOperation = async (deps, request) => {
  const target = await targetJob(deps, request);
  if ('refusal' in target) return target.refusal;
  const { found, userId } = target;
  if (!isFinished(found)) return refuse('client-error-not-possible', 'The job has not ended.');
  if (!isKept(found)) return gone;
  const { number } = found.row;
  for (const document of found.documents) {
    const { place } = document.row;
    const copied = await copyDocument(deps, request.queue, document, (tx, job) =>
      replaceDocument(tx, number, place, job.id),
    );
    if ('refusal' in copied) return copied.refusal;
  }
  const again = await deps.db.read((tx) => findIppJob(tx, userId, number, printerOf(request.queue)));
  const groups =
    again === undefined ? [] : [{ group: 'job' as const, attributes: jobStatus(request, again) }];
  return { status: 'successful-ok', groups };
};
