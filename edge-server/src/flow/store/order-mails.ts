// What an administrator orders for single messages: try again, delete, send again, do not send. Each names the states it goes from, so that it
// cannot cross what a reader or the outbox does at the same moment.
import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import { insertStep, removeStepsOf } from './steps.ts';

interface Order {
  readonly id: string;
  readonly now: number;
  /** For a new step. */
  readonly stepId: string;
}

/**
 * A message that was set aside starts over: from what is stored of it, else from its server. @returns its account and whether a step
 * was added, or undefined when it is not set aside.
 */
export async function retryMail(
  tx: Tx,
  { id, now, stepId }: Order,
): Promise<{ readonly accountId: string; readonly stored: boolean } | undefined> {
  const { mails } = tx.t;
  const where = and(eq(mails.id, id), eq(mails.state, 'quarantined'));
  const found = (await tx.q.select().from(mails).where(where).limit(1))[0];
  if (found === undefined) return undefined;
  const stored = found.blobId !== null;
  const set = { state: stored ? 'stored' : 'seen', attempts: 0, reason: null, note: null } as const;
  const rows = await tx.q
    .update(mails)
    .set({ ...set, changedAt: now })
    .where(where)
    .returning({ id: mails.id });
  if (rows.length === 0) return undefined;
  if (stored) await insertStep(tx, { id: stepId, kind: 'mail', subject: id, dueAt: now, now });
  return { accountId: found.accountId, stored };
}

/**
 * A message that was set aside is given up: its reader takes it from its server as it does a refused one. @returns what was stored of it, to be
 * removed; undefined when it is not set aside.
 */
export async function discardMail(
  tx: Tx,
  { id, now }: Pick<Order, 'id' | 'now'>,
): Promise<{ readonly accountId: string; readonly blobId: string | null } | undefined> {
  const { mails } = tx.t;
  const where = and(eq(mails.id, id), eq(mails.state, 'quarantined'));
  const found = (await tx.q.select().from(mails).where(where).limit(1))[0];
  if (found === undefined) return undefined;
  const rows = await tx.q
    .update(mails)
    .set({ state: 'refused', blobId: null, changedAt: now })
    .where(where)
    .returning({ id: mails.id });
  if (rows.length === 0) return undefined;
  await removeStepsOf(tx, id);
  if (found.blobId !== null) await tx.q.delete(tx.t.blobs).where(eq(tx.t.blobs.id, found.blobId));
  return { accountId: found.accountId, blobId: found.blobId };
}

/** @returns false when it is neither failed nor unknown. Who orders it for an unknown one risks that it arrives twice. */
export async function sendAgain(tx: Tx, { id, now, stepId }: Order): Promise<boolean> {
  const { outbox } = tx.t;
  const rows = await tx.q
    .update(outbox)
    .set({ state: 'waiting', attempts: 0, note: null, changedAt: now })
    .where(and(eq(outbox.id, id), inArray(outbox.state, ['failed', 'unknown'])))
    .returning({ id: outbox.id });
  if (rows.length === 0) return false;
  await removeStepsOf(tx, id);
  await insertStep(tx, { id: stepId, kind: 'send', subject: id, dueAt: now, now });
  return true;
}

/** @returns false when it was sent, or is being sent in this moment. */
export async function dropFromOutbox(tx: Tx, { id, now }: Pick<Order, 'id' | 'now'>): Promise<boolean> {
  const { outbox } = tx.t;
  const rows = await tx.q
    .update(outbox)
    .set({ state: 'dropped', changedAt: now })
    .where(and(eq(outbox.id, id), inArray(outbox.state, ['waiting', 'failed', 'unknown'])))
    .returning({ id: outbox.id });
  if (rows.length === 0) return false;
  await removeStepsOf(tx, id);
  return true;
}
