// What the rows of a backup mean at a later time: nobody is signed in, nothing is printed or mailed twice by the system's own decision, and
// what should be gone by now goes. Run once, before the server that has them begins to work.
import { RELEASE_STATE, type ReleaseState } from '@platen/shared/release-state';
import { and, eq, inArray, isNotNull, lte, or, sql } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import { tell } from './story.ts';

export interface Settled {
  /** Documents whose retention ended since, or that were not wanted. */
  readonly gone: number;
  /** Releases that were under way: a person decides. */
  readonly undecided: number;
}

const RUNNING = (Object.keys(RELEASE_STATE) as ReleaseState[]).filter((state) => !RELEASE_STATE[state].ended);
const WAITING = ['received', 'locked', 'held', 'uncertain'] as const;
/** SQLite takes 32,766 variables in a statement. */
const SOME = 500;

export async function settleRestored(
  tx: Tx,
  { now, documents }: { readonly now: number; readonly documents: boolean },
): Promise<Settled> {
  const { q, t } = tx;
  // A cookie of then may be in the wrong hands by now. Conversion servers keep their tokens: those are machines'.
  await q.delete(t.sessions).where(inArray(t.sessions.kind, ['panel', 'portal', 'admin']));
  await q.delete(t.loginAttempts);
  await q.delete(t.uploads);
  await q.delete(t.lanes);
  for (const table of [t.mailAccounts, t.directories])
    await q.update(table).set({ holder: '', leaseUntil: 0 });

  const undecided = await leaveUndecided(tx, now);
  await q.delete(t.steps).where(inArray(t.steps.kind, ['deliver', 'send']));
  await q.update(t.steps).set({ holder: '', leaseUntil: 0 });
  await q
    .update(t.outbox)
    .set({
      state: 'unknown',
      note: 'Restored from a backup: it may have been sent. It is not sent again by itself.',
      changedAt: now,
    })
    .where(inArray(t.outbox.state, ['waiting', 'sending']));
  // "Print as soon as it is ready" may have happened since.
  await q.update(t.jobs).set({ releaseTo: null }).where(isNotNull(t.jobs.releaseTo));

  const gone = await dropDue(tx, now, documents);
  await dropStrayBlobs(tx);
  return { gone, undecided };
}

async function leaveUndecided(tx: Tx, now: number): Promise<number> {
  const { q, t } = tx;
  const rows = await q
    .update(t.releases)
    .set({
      state: 'uncertain',
      note: 'The server was restored from a backup made while this was on its way.',
      sessionHash: null,
      cancelAsked: false,
      changedAt: now,
      endedAt: now,
    })
    .where(inArray(t.releases.state, RUNNING))
    .returning({ id: t.releases.id });
  const jobs = await q
    .update(t.jobs)
    .set({ state: 'uncertain', changedAt: now })
    .where(eq(t.jobs.state, 'releasing'))
    .returning({ id: t.jobs.id });
  for (const { id } of jobs) {
    await tell(tx, { id: `restored-${id}`, jobId: id, at: now, kind: 'uncertain', values: {} });
  }
  return rows.length;
}

/** Retention applies as if the server had gone on (threats.md T44). */
async function dropDue(tx: Tx, now: number, documents: boolean): Promise<number> {
  const { q, t } = tx;
  const due = await q
    .select({ id: t.jobs.id, state: t.jobs.state })
    .from(t.jobs)
    .where(
      and(
        or(isNotNull(t.jobs.blobId), isNotNull(t.jobs.printBlobId), inArray(t.jobs.state, [...WAITING])),
        documents ? lte(t.jobs.expiresAt, now) : sql`1 = 1`,
      ),
    );
  for (const { id, state } of due) await endJob(tx, id, state, documents ? 'expired' : 'deleted', now);
  return due.length;
}

async function endJob(
  tx: Tx,
  id: string,
  state: string,
  to: 'expired' | 'deleted',
  now: number,
): Promise<void> {
  const { q, t } = tx;
  const waits = WAITING.some((one) => one === state);
  await q
    .update(t.jobs)
    .set({ blobId: null, printBlobId: null, ...(waits ? { state: to, changedAt: now } : {}) })
    .where(eq(t.jobs.id, id));
  await q.delete(t.steps).where(eq(t.steps.subject, id));
  if (!waits) return;
  const values = to === 'deleted' ? { who: 'restore' } : {};
  await tell(tx, { id: `restored-${id}-${to}`, jobId: id, at: now, kind: to, values });
}

/** Keys without a document are destroyed. */
async function dropStrayBlobs({ q, t }: Tx): Promise<void> {
  const used = await q.select({ blobId: t.jobs.blobId, printBlobId: t.jobs.printBlobId }).from(t.jobs);
  const known = new Set(used.flatMap(({ blobId, printBlobId }) => [blobId, printBlobId]));
  const all = await q.select({ id: t.blobs.id }).from(t.blobs);
  const stray = all.map(({ id }) => id).filter((id) => !known.has(id));
  for (let at = 0; at < stray.length; at += SOME) {
    await q.delete(t.blobs).where(inArray(t.blobs.id, stray.slice(at, at + SOME)));
  }
}

/** Documents whose files were not in the backup (shredded while it was made) or are damaged. @returns how many jobs lost theirs. */
export async function dropLost(tx: Tx, blobIds: readonly string[], now: number): Promise<number> {
  const { q, t } = tx;
  let lost = 0;
  for (const blobId of blobIds) {
    const jobs = await q
      .select({ id: t.jobs.id, state: t.jobs.state })
      .from(t.jobs)
      .where(or(eq(t.jobs.blobId, blobId), eq(t.jobs.printBlobId, blobId)));
    for (const { id, state } of jobs) await endJob(tx, id, state, 'deleted', now);
    lost += jobs.length;
  }
  await dropStrayBlobs(tx);
  return lost;
}

/** For the report of a restore. */
export async function countRestored({
  q,
  t,
}: Tx): Promise<{ users: number; printers: number; held: number }> {
  const count = sql<number>`count(*)`;
  const [users, printers, held] = [
    await q.select({ n: count }).from(t.users).where(sql`${t.users.deletedAt} is null`),
    await q.select({ n: count }).from(t.printers).where(sql`${t.printers.removedAt} is null`),
    await q
      .select({ n: count })
      .from(t.jobs)
      .where(inArray(t.jobs.state, ['held', 'locked', 'uncertain'])),
  ];
  return {
    users: Number(users[0]?.n ?? 0),
    printers: Number(printers[0]?.n ?? 0),
    held: Number(held[0]?.n ?? 0),
  };
}

/** Every stored document with its key, a page at a time by id. */
export async function blobsAfter({ q, t: { blobs } }: Tx, id: string, limit: number) {
  return q.select().from(blobs).where(sql`${blobs.id} > ${id}`).orderBy(blobs.id).limit(limit);
}
