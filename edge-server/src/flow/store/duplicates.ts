// The same document of the same owner, sent more than once and not printed yet: "print once?" (SPEC A16).
import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import { hot, type Tx } from '../../db/database.ts';
import type { JobRow } from './jobs.ts';

/** While one of them is in another state it is printed or gone, and there is nothing to ask. */
const WAITING: readonly JobRow['state'][] = ['received', 'locked', 'held'];

/**
 * For the end of conversion, in its transaction: what to write into the job's row. One of the same that came later and was quicker is marked
 * instead.
 */
export async function noteContent(
  tx: Tx,
  job: JobRow,
  contentHash: string | undefined,
): Promise<{ contentHash: string | null; duplicateOf: string | null }> {
  if (contentHash === undefined) return { contentHash: null, duplicateOf: null };
  const twin = await findTwin(tx, job, contentHash);
  if (twin === undefined || isEarlier(twin, job)) return { contentHash, duplicateOf: twin?.id ?? null };
  const { jobs } = tx.t;
  await tx.q
    .update(jobs)
    .set({ duplicateOf: job.id })
    .where(and(eq(jobs.id, twin.id), isNull(jobs.duplicateOf)));
  return { contentHash, duplicateOf: null };
}

/** Any one: somebody who sends a document a thousand times must not make each conversion look at a thousand rows. */
async function findTwin(
  tx: Tx,
  job: JobRow,
  contentHash: string,
): Promise<Pick<JobRow, 'id' | 'receivedAt'> | undefined> {
  const rows = await hot(
    tx,
    'find-twin',
    ({ q, t: { jobs } }) =>
      q
        .select({ id: jobs.id, receivedAt: jobs.receivedAt })
        .from(jobs)
        .where(
          and(
            eq(jobs.ownerId, sql.placeholder('ownerId')),
            eq(jobs.contentHash, sql.placeholder('contentHash')),
            ne(jobs.id, sql.placeholder('id')),
            inArray(jobs.state, [...WAITING]),
          ),
        )
        .limit(1),
    { ownerId: job.ownerId, contentHash, id: job.id },
  );
  return rows[0];
}

/**
 * Among jobs of one owner, as a list shows them: each that waits and whose document waits a second time, by id -> the one that came first.
 * Read from the list itself and not from `duplicateOf`: what was printed or deleted since asks nobody any more.
 */
export function duplicatesAmong(jobs: readonly JobRow[]): ReadonlyMap<string, string> {
  const first = new Map<string, JobRow>();
  const waiting = jobs.filter(({ state, contentHash }) => contentHash !== null && WAITING.includes(state));
  for (const job of waiting) {
    const known = first.get(job.contentHash ?? '');
    if (known === undefined || isEarlier(job, known)) first.set(job.contentHash ?? '', job);
  }
  const found = new Map<string, string>();
  for (const job of waiting) {
    const original = first.get(job.contentHash ?? '');
    if (original !== undefined && original.id !== job.id) found.set(job.id, original.id);
  }
  return found;
}

/** Ids begin with their time (platform/ids.ts), so that those of one millisecond have an order too. */
function isEarlier(a: Pick<JobRow, 'id' | 'receivedAt'>, b: Pick<JobRow, 'id' | 'receivedAt'>): boolean {
  return a.receivedAt === b.receivedAt ? a.id < b.id : a.receivedAt < b.receivedAt;
}
