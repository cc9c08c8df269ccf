// The documents of a press on Print as the preflight looks at them: with the tickets they would be printed with.
import { applyChoice } from '@platen/shared/apply-choice';
import type { Tx } from '../../../db/database.ts';
import { findJob } from '../../store/jobs.ts';
import type { ReleaseAsk } from '../claim.ts';
import type { PreflightDocument } from './needs.ts';

/** Others' documents and those that are gone are left to claim, which says why. */
export async function documentsOf(
  tx: Tx,
  asks: readonly ReleaseAsk[],
  ownerId: string,
): Promise<PreflightDocument[]> {
  const documents: PreflightDocument[] = [];
  for (const { jobId, ticket } of asks) {
    const job = await findJob(tx, jobId);
    if (job?.ownerId !== ownerId) continue;
    documents.push({
      id: jobId,
      ticket: applyChoice(job.ticket, ticket),
      ...(job.facts === null ? {} : { facts: job.facts }),
    });
  }
  return documents;
}
