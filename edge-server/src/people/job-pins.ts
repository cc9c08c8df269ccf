// PINs of single documents (SPEC A15): whose they are and what they open, and how many are live, since each is one more thing a guess may hit.
// They are put down by flow/store/job-pins.ts; one is live as long as a document of its job waits.
import { MIN_CODE_LENGTH, normalizeCode } from '@platen/shared/code-length';
import { isPin, isSimplePin, PIN_STATES } from '@platen/shared/job-pin';
import { and, eq, gte, inArray, isNull, sql } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';

export const hashJobPin = (deps: Pick<Deps, 'sealing'>, pin: string): string =>
  deps.sealing.keyedHash('job-pin', pin);

/**
 * The waiting documents under a PIN. Without `ownerId` only where it may serve alone: as long as a code made now (`codeLength`), and not
 * simple. @returns `several` where more than one person chose it.
 */
export async function findByPin(
  tx: Tx,
  deps: Pick<Deps, 'sealing'>,
  typed: string,
  by: { readonly ownerId: string } | { readonly codeLength: number },
): Promise<{ readonly id: string; readonly jobIds: readonly string[] } | 'several' | undefined> {
  const pin = normalizeCode(typed);
  const { jobPins, ippJobDocuments, jobs, users } = tx.t;
  // The look-up runs in any case: how long it takes says nothing of the PIN.
  const rows = await tx.q
    .select({ ownerId: jobPins.ownerId, jobId: jobs.id })
    .from(jobPins)
    .innerJoin(ippJobDocuments, eq(ippJobDocuments.ippJob, jobPins.ippJob))
    .innerJoin(jobs, eq(jobs.id, ippJobDocuments.jobId))
    .innerJoin(users, eq(users.id, jobPins.ownerId))
    .where(
      and(
        eq(jobPins.pinHash, hashJobPin(deps, pin)),
        eq(jobs.ownerId, jobPins.ownerId),
        inArray(jobs.state, [...PIN_STATES]),
        isNull(users.deletedAt),
      ),
    );
  if (!isPin(pin)) return undefined;
  if ('codeLength' in by && (pin.length < by.codeLength || isSimplePin(pin))) return undefined;
  const mine = 'ownerId' in by ? rows.filter(({ ownerId }) => ownerId === by.ownerId) : rows;
  const [first] = mine;
  if (first === undefined) return undefined;
  if (mine.some(({ ownerId }) => ownerId !== first.ownerId)) return 'several';
  return { id: first.ownerId, jobIds: mine.map(({ jobId }) => jobId) };
}

export interface LivePins {
  readonly digits: number;
  readonly pins: number;
}

/** Live PINs by length, rising. */
export async function livePins(tx: Tx, leastDigits = 0): Promise<LivePins[]> {
  const { jobPins, ippJobDocuments, jobs } = tx.t;
  const rows = await tx.q
    .select({ digits: jobPins.digits, pins: sql<number>`count(distinct ${jobPins.ippJob})` })
    .from(jobPins)
    .innerJoin(ippJobDocuments, eq(ippJobDocuments.ippJob, jobPins.ippJob))
    .innerJoin(jobs, eq(jobs.id, ippJobDocuments.jobId))
    .where(and(gte(jobPins.digits, leastDigits), inArray(jobs.state, [...PIN_STATES])))
    .groupBy(jobPins.digits);
  return rows.map(({ digits, pins }) => ({ digits, pins: Number(pins) })).sort((a, b) => a.digits - b.digits);
}

/** Live PINs that a guess without an account may hit: as long as the shortest code there can be. */
export async function countLonePins(tx: Tx): Promise<number> {
  return (await livePins(tx, MIN_CODE_LENGTH)).reduce((sum, { pins }) => sum + pins, 0);
}
