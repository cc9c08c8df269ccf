// Rows of webhooks and of the messages to them.
import type { WebhookState } from '@platen/shared/webhook';
import { and, asc, desc, eq, inArray, isNull, lte, ne, sql } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';

export type WebhookRow = Tables['webhooks']['$inferSelect'];
export type HookDeliveryRow = Tables['hookDeliveries']['$inferSelect'];

/** The live ones, oldest first. */
export async function listWebhooks({ q, t: { webhooks } }: Tx): Promise<WebhookRow[]> {
  return q.select().from(webhooks).where(isNull(webhooks.removedAt)).orderBy(asc(webhooks.createdAt));
}

export async function findWebhook({ q, t: { webhooks } }: Tx, id: string): Promise<WebhookRow | undefined> {
  const rows = await q
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.id, id), isNull(webhooks.removedAt)))
    .limit(1);
  return rows[0];
}

export async function insertWebhook({ q, t }: Tx, row: WebhookRow): Promise<void> {
  await q.insert(t.webhooks).values(row);
}

/** @returns the row as it is after; undefined when there is none. */
export async function changeWebhook(
  { q, t: { webhooks } }: Tx,
  id: string,
  change: Partial<Omit<WebhookRow, 'id'>>,
): Promise<WebhookRow | undefined> {
  const rows = await q
    .update(webhooks)
    .set(change)
    .where(and(eq(webhooks.id, id), isNull(webhooks.removedAt)))
    .returning();
  return rows[0];
}

export async function noteWebhook(tx: Tx, id: string, state: WebhookState): Promise<void> {
  await tx.q.update(tx.t.webhooks).set({ state }).where(eq(tx.t.webhooks.id, id));
}

/** @returns false when it was there already: the same news for the same webhook is one message. */
export async function insertDelivery(
  { q, t: { hookDeliveries } }: Tx,
  row: HookDeliveryRow,
): Promise<boolean> {
  const rows = await q
    .insert(hookDeliveries)
    .values(row)
    .onConflictDoNothing({ target: hookDeliveries.id })
    .returning({ id: hookDeliveries.id });
  return rows.length === 1;
}

export async function findDelivery(
  { q, t: { hookDeliveries } }: Tx,
  id: string,
): Promise<HookDeliveryRow | undefined> {
  const rows = await q.select().from(hookDeliveries).where(eq(hookDeliveries.id, id)).limit(1);
  return rows[0];
}

/** The newest first. */
export async function listDeliveries(
  { q, t: { hookDeliveries } }: Tx,
  webhookId: string,
  limit: number,
): Promise<HookDeliveryRow[]> {
  return q
    .select()
    .from(hookDeliveries)
    .where(eq(hookDeliveries.webhookId, webhookId))
    .orderBy(desc(hookDeliveries.createdAt), desc(hookDeliveries.id))
    .limit(limit);
}

export async function changeDelivery(
  { q, t: { hookDeliveries } }: Tx,
  id: string,
  change: Partial<Omit<HookDeliveryRow, 'id' | 'webhookId'>>,
): Promise<void> {
  await q.update(hookDeliveries).set(change).where(eq(hookDeliveries.id, id));
}

/** Messages that wait, by webhook. */
export async function countWaiting({ q, t: { hookDeliveries } }: Tx): Promise<Map<string, number>> {
  const rows = await q
    .select({ webhookId: hookDeliveries.webhookId, n: sql<number>`count(*)` })
    .from(hookDeliveries)
    .where(eq(hookDeliveries.state, 'waiting'))
    .groupBy(hookDeliveries.webhookId);
  return new Map(rows.map(({ webhookId, n }) => [webhookId, Number(n)]));
}

/** A removed webhook is told nothing any more. */
export async function dropWaiting({ q, t }: Tx, webhookId: string): Promise<void> {
  const { hookDeliveries, steps } = t;
  const gone = await q
    .delete(hookDeliveries)
    .where(and(eq(hookDeliveries.webhookId, webhookId), eq(hookDeliveries.state, 'waiting')))
    .returning({ id: hookDeliveries.id });
  // Far below the number of variables that either engine takes in a statement.
  for (let i = 0; i < gone.length; i += 500) {
    const ids = gone.slice(i, i + 500).map(({ id }) => id);
    await q.delete(steps).where(and(eq(steps.kind, 'hook'), inArray(steps.subject, ids)));
  }
}

/** Messages that ended before `before`. */
export async function removeOldDeliveries({ q, t: { hookDeliveries } }: Tx, before: number): Promise<void> {
  await q
    .delete(hookDeliveries)
    .where(and(ne(hookDeliveries.state, 'waiting'), lte(hookDeliveries.changedAt, before)));
}
