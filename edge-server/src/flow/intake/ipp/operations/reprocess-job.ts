// Reprocess-Job (RFC 3998 section 4.1) and Resubmit-Job (PWG 5100.11 section 4.3): a new job with the documents of one that is kept, printed as before or
// as the request says.
import { findIppJob, giveDocument, insertIppJob } from '../../../store/ipp-jobs.ts';
import { type IppOperation, type IppRequest, printerOf, refuse } from '../ipp-queue.ts';
import { jobStatus } from '../job-attributes.ts';
import { isFinished } from '../job-standing.ts';
import { admit, statusFor } from './admit.ts';
import { copyDocument, gone, isKept } from './job-copies.ts';
import { targetJob } from './target-job.ts';

const copyJob =
  (may: (finished: boolean) => boolean): IppOperation =>
  async (deps, request) => {
    const target = await targetJob(deps, request);
    if ('refusal' in target) return target.refusal;
    const { found, userId } = target;
    if (!may(isFinished(found))) return refuse('client-error-not-possible', 'The job has not ended.');
    if (found.row.state === 'open' || !isKept(found)) return gone;
    const admission = await admit(deps, request);
    if ('refusal' in admission) return admission.refusal;
    const { ticket, unsupported } = admission;
    const now = deps.clock.now();
    const number = await deps.db.write((tx) =>
      insertIppJob(tx, {
        uuid: deps.ids.uuid(),
        ownerId: userId,
        printerId: printerOf(request.queue),
        name: found.row.name,
        userName: found.row.userName,
        ticket: { ...found.row.ticket, ...ticket },
        overrides: found.row.overrides,
        state: 'open',
        createdAt: now,
        changedAt: now,
        endedAt: null,
      }),
    );
    for (const [index, document] of found.documents.entries()) {
      const { name, format } = document.row;
      const copied = await copyDocument(
        deps,
        request.queue,
        document,
        async (tx, job) => {
          const last = index === found.documents.length - 1;
          await giveDocument(tx, number, { jobId: job.id, name, format }, { last, now: deps.clock.now() });
        },
        { ...document.job?.asked, ...ticket },
      );
      if ('refusal' in copied) return copied.refusal;
    }
    const made = await deps.db.read((tx) => findIppJob(tx, userId, number, printerOf(request.queue)));
    return {
      status: statusFor(unsupported),
      groups: [
        { group: 'unsupported', attributes: unsupported },
        ...(made === undefined ? [] : [{ group: 'job' as const, attributes: jobStatus(request, made) }]),
      ],
    };
  };

/** Of a job that has ended. What the request asks of the copy is nothing (RFC 3998): it is as it was. */
export const reprocessJob: IppOperation = (deps, request: IppRequest) =>
  copyJob((finished) => finished)(deps, { ...request, ticket: [] });
/** Of any job that is kept, one that still waits too. */
export const resubmitJob: IppOperation = copyJob(() => true);
