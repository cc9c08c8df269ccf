// Puts down the PIN of an IPP job (job-password), as keyed hash, and clears away those whose documents have gone.
import { PIN_STATES } from '@platen/shared/job-pin';
import { and, eq, inArray, lte, notExists } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';

export interface NewJobPin {
  readonly pinHash: string;
  readonly digits: number;
}

/** In the transaction that makes the job. */
export async function insertJobPin(
  tx: Tx,
  {
    ippJob,
    ownerId,
    createdAt,
  }: { readonly ippJob: number; readonly ownerId: string; readonly createdAt: number },
  { pinHash, digits }: NewJobPin,
): Promise<void> {
  await tx.q.insert(tx.t.jobPins).values({ ippJob, ownerId, createdAt, pinHash, digits });
}

/** IPP jobs, of those given, that have a PIN. */
export async function jobsWithPin(tx: Tx, numbers: readonly number[]): Promise<ReadonlySet<number>> {
  if (numbers.length === 0) return new Set();
  const { jobPins } = tx.t;
  const rows = await tx.q
    .select({ ippJob: jobPins.ippJob })
    .from(jobPins)
    .where(inArray(jobPins.ippJob, [...numbers]));
  return new Set(rows.map(({ ippJob }) => ippJob));
}

/** A job may wait so long for its first document (multiple-operation-time-out), and a PIN with it. */
const FRESH_MS = 600_000;

/** PINs open nothing once their documents have gone (people/job-pins.ts); here their rows go, too. */
export async function dropDeadPins(tx: Tx, now: number): Promise<void> {
  const { jobPins, ippJobDocuments, jobs } = tx.t;
  const waiting = tx.q
    .select({ id: jobs.id })
    .from(ippJobDocuments)
    .innerJoin(jobs, eq(jobs.id, ippJobDocuments.jobId))
    .where(and(eq(ippJobDocuments.ippJob, jobPins.ippJob), inArray(jobs.state, [...PIN_STATES])));
  await tx.q.delete(jobPins).where(and(lte(jobPins.createdAt, now - FRESH_MS), notExists(waiting)));
}
