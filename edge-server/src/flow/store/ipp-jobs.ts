// Rows of IPP jobs: the number that a client knows its job by, and the documents behind it as they have come. What became of a document is
// its own job's row to tell.
import { and, asc, desc, eq, gt, inArray, isNull, lte, notExists, or, sql } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import { insertCounted, insertRow } from '../../db/insert-row.ts';
import type { Tables } from '../../db/tables.ts';
import { type Fate, findFates } from './ipp-fates.ts';
import { jobsWithPin } from './job-pins.ts';
import type { JobRow } from './jobs.ts';

export type { IppOverride } from '../../db/tables-print.ts';

export type IppJobRow = Tables['ippJobs']['$inferSelect'];
type IppDocumentRow = Tables['ippJobDocuments']['$inferSelect'];

export interface IppDocument extends Fate {
  readonly row: IppDocumentRow;
  /** undefined when its record has gone. */
  readonly job: JobRow | undefined;
}
/** With its documents in their order. */
export interface IppJob {
  readonly row: IppJobRow;
  readonly documents: readonly IppDocument[];
  /** Its owner set a PIN for it. */
  readonly withPin?: boolean;
}

type NewIppJob = Omit<IppJobRow, 'number'>;
export type NewIppDocument = Pick<IppDocumentRow, 'jobId' | 'name' | 'format'>;

/** @returns its number: rising, and never given twice. */
export function insertIppJob(tx: Tx, row: NewIppJob): Promise<number> {
  const { ippJobs: table } = tx.t;
  return insertCounted(tx, 'ipp_jobs', { table, key: table.number }, row);
}

/** Jobs of one owner that wait for documents: a program with many at once still fits, one that begins jobs without end does not. */
export const MOST_OPEN = 100;

/** True when an owner has begun as many jobs as may wait for their documents. */
export async function hasManyOpen(tx: Tx, ownerId: string): Promise<boolean> {
  const { ippJobs } = tx.t;
  const rows = await tx.q
    .select({ number: ippJobs.number })
    .from(ippJobs)
    .where(and(eq(ippJobs.state, 'open'), eq(ippJobs.ownerId, ownerId)))
    .limit(MOST_OPEN);
  return rows.length === MOST_OPEN;
}

/** A job that came whole, with its document. @returns its number. */
export async function insertWholeIppJob(tx: Tx, row: NewIppJob, document: NewIppDocument): Promise<number> {
  const number = await insertIppJob(tx, row);
  await insertRow(tx, 'ipp_job_documents', tx.t.ippJobDocuments, { ippJob: number, place: 1, ...document });
  return number;
}

/**
 * Only its owner's: anybody else's is as if it were not there.
 * @param printerId of the direct queue that is asked; null: of those that hold. Each knows its own jobs only.
 */
export async function findIppJob(
  tx: Tx,
  ownerId: string,
  number: number,
  printerId: string | null = null,
): Promise<IppJob | undefined> {
  const { ippJobs } = tx.t;
  const rows = await tx.q
    .select()
    .from(ippJobs)
    .where(and(eq(ippJobs.number, number), eq(ippJobs.ownerId, ownerId), ofQueue(tx, printerId)))
    .limit(1);
  return (await withDocuments(tx, rows))[0];
}

/** Whoever it belongs to: for operators. */
export async function findAnyIppJobs(tx: Tx, numbers: readonly number[]): Promise<IppJob[]> {
  if (numbers.length === 0) return [];
  const { ippJobs } = tx.t;
  const rows = await tx.q
    .select()
    .from(ippJobs)
    .where(inArray(ippJobs.number, [...numbers]));
  return withDocuments(tx, rows);
}

/** The newest of an owner, the newest first. */
export async function listIppJobs(
  tx: Tx,
  ownerId: string,
  limit: number,
  printerId: string | null = null,
): Promise<IppJob[]> {
  const { ippJobs } = tx.t;
  const rows = await tx.q
    .select()
    .from(ippJobs)
    .where(and(eq(ippJobs.ownerId, ownerId), ofQueue(tx, printerId)))
    .orderBy(desc(ippJobs.number))
    .limit(limit);
  return withDocuments(tx, rows);
}

/** An owner's jobs above `newest` and those of `numbers`, the oldest first: what a subscriber has to be told about. */
export async function listIppJobsSince(
  tx: Tx,
  ownerId: string,
  {
    newest,
    numbers,
    limit,
    printerId,
  }: { newest: number; numbers: readonly number[]; limit: number; printerId: string | null },
): Promise<IppJob[]> {
  const { ippJobs } = tx.t;
  const rows = await tx.q
    .select()
    .from(ippJobs)
    .where(
      and(
        eq(ippJobs.ownerId, ownerId),
        ofQueue(tx, printerId),
        or(gt(ippJobs.number, newest), inArray(ippJobs.number, [...numbers])),
      ),
    )
    .orderBy(asc(ippJobs.number))
    .limit(limit);
  return withDocuments(tx, rows);
}

const ofQueue = ({ t: { ippJobs } }: Tx, printerId: string | null) =>
  printerId === null ? isNull(ippJobs.printerId) : eq(ippJobs.printerId, printerId);

/** SQLite allows 32,766 variables in a statement; this stays far below on both engines. */
const AT_ONCE = 500;

async function withDocuments(tx: Tx, rows: readonly IppJobRow[]): Promise<IppJob[]> {
  const { ippJobDocuments, jobs } = tx.t;
  const byJob = new Map<number, IppDocument[]>(rows.map(({ number }) => [number, []]));
  for (let i = 0; i < rows.length; i += AT_ONCE) {
    const numbers = rows.slice(i, i + AT_ONCE).map(({ number }) => number);
    const found = await tx.q
      .select({ row: ippJobDocuments, job: jobs })
      .from(ippJobDocuments)
      .leftJoin(jobs, eq(jobs.id, ippJobDocuments.jobId))
      .where(inArray(ippJobDocuments.ippJob, numbers))
      .orderBy(asc(ippJobDocuments.ippJob), asc(ippJobDocuments.place));
    const fateOf = await findFates(
      tx,
      found.flatMap(({ job }) => job ?? []),
    );
    for (const { row, job } of found)
      byJob.get(row.ippJob)?.push({ row, job: job ?? undefined, ...(job === null ? {} : fateOf(job)) });
  }
  const pins = await jobsWithPin(
    tx,
    rows.map(({ number }) => number),
  );
  return rows.map((row) => ({
    row,
    documents: byJob.get(row.number) ?? [],
    ...(pins.has(row.number) ? { withPin: true } : {}),
  }));
}

/** Documents of one job: a scanner's batch of single pages still fits, a loop that never ends does not. */
export const MOST_DOCUMENTS = 200;

/**
 * A document of an open job has come; `last`: no other follows.
 * @returns its number, `ended` when the job takes none any more, `full` when it has as many as it may.
 */
export async function giveDocument(
  tx: Tx,
  number: number,
  document: NewIppDocument,
  { last, now }: { readonly last: boolean; readonly now: number },
): Promise<number | 'ended' | 'full'> {
  const { ippJobs, ippJobDocuments } = tx.t;
  // This row first: of two documents at the same moment the second waits here, and counts the first.
  const rows = await tx.q
    .update(ippJobs)
    .set({ changedAt: now, ...(last ? { state: 'closed' as const } : {}) })
    .where(and(eq(ippJobs.number, number), eq(ippJobs.state, 'open')))
    .returning({ number: ippJobs.number });
  if (rows.length === 0) return 'ended';
  const counted = await tx.q
    .select({ n: sql<number>`max(${ippJobDocuments.place})` })
    .from(ippJobDocuments)
    .where(eq(ippJobDocuments.ippJob, number));
  const place = Number(counted[0]?.n ?? 0) + 1;
  if (place > MOST_DOCUMENTS) return 'full';
  await insertRow(tx, 'ipp_job_documents', ippJobDocuments, { ippJob: number, place, ...document });
  return place;
}

/** Another job stands for this document from now on: it is printed once more. */
export async function replaceDocument(tx: Tx, number: number, place: number, jobId: string): Promise<void> {
  const { ippJobs, ippJobDocuments } = tx.t;
  await tx.q
    .update(ippJobDocuments)
    .set({ jobId })
    .where(and(eq(ippJobDocuments.ippJob, number), eq(ippJobDocuments.place, place)));
  await tx.q.update(ippJobs).set({ endedAt: null }).where(eq(ippJobs.number, number));
}

export async function renameIppJob(tx: Tx, number: number, name: string): Promise<void> {
  await tx.q.update(tx.t.ippJobs).set({ name }).where(eq(tx.t.ippJobs.number, number));
}

/** For documents that are still to come. */
export async function changeIppTicket(tx: Tx, number: number, ticket: IppJobRow['ticket']): Promise<void> {
  await tx.q.update(tx.t.ippJobs).set({ ticket }).where(eq(tx.t.ippJobs.number, number));
}

/** Ends jobs that wait for documents. @returns how many. */
export async function endIppJobs(
  tx: Tx,
  numbers: readonly number[],
  state: 'canceled' | 'aborted' | 'closed',
  now: number,
): Promise<number> {
  if (numbers.length === 0) return 0;
  const { ippJobs } = tx.t;
  const rows = await tx.q
    .update(ippJobs)
    .set({ state, endedAt: now })
    .where(and(inArray(ippJobs.number, [...numbers]), eq(ippJobs.state, 'open')))
    .returning({ number: ippJobs.number });
  return rows.length;
}

/** Seconds an open job waits for its next document (multiple-operation-time-out). */
export const DOCUMENT_WAIT_SECONDS = 300;
/** Clients show what was printed for a while; a number that is older names nothing any more. */
const KEEP_MS = 30 * 24 * 3_600_000;

/** Ends jobs whose next document never came (those with none are aborted, the others are whole), and forgets those of long ago. */
export async function tidyIppJobs(tx: Tx, now: number): Promise<void> {
  const { ippJobs, ippJobDocuments } = tx.t;
  const late = and(eq(ippJobs.state, 'open'), lte(ippJobs.changedAt, now - DOCUMENT_WAIT_SECONDS * 1000));
  const documents = tx.q
    .select({ place: ippJobDocuments.place })
    .from(ippJobDocuments)
    .where(eq(ippJobDocuments.ippJob, ippJobs.number));
  await tx.q
    .update(ippJobs)
    .set({ state: 'aborted', endedAt: now })
    .where(and(late, notExists(documents)));
  await tx.q.update(ippJobs).set({ state: 'closed', endedAt: now }).where(late);
  const gone = await tx.q
    .delete(ippJobs)
    .where(lte(ippJobs.createdAt, now - KEEP_MS))
    .returning({ number: ippJobs.number });
  for (let i = 0; i < gone.length; i += AT_ONCE) {
    const some = gone.slice(i, i + AT_ONCE).map(({ number }) => number);
    await tx.q.delete(ippJobDocuments).where(inArray(ippJobDocuments.ippJob, some));
  }
}

export async function countWaiting(tx: Tx, ownerId: string): Promise<number> {
  const { jobs } = tx.t;
  const rows = await tx.q
    .select({ n: sql<number>`count(*)` })
    .from(jobs)
    .where(and(eq(jobs.ownerId, ownerId), inArray(jobs.state, ['received', 'locked', 'held', 'releasing'])));
  return Number(rows[0]?.n ?? 0);
}
