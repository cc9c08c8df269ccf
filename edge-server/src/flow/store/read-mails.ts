// Messages and what is to be sent, as the console lists and counts them. Changing them is mails.ts and outbox.ts; what an administrator may order is
// order-mails.ts.
import type { MailState, OutboxState } from '@platen/shared/mail';
import { and, desc, eq, inArray, or, sql } from 'drizzle-orm';
import { containsText } from '../../db/contains-text.ts';
import type { Tx } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';

type MailRow = Tables['mails']['$inferSelect'];
type OutboxRow = Tables['outbox']['$inferSelect'];

/** The latest first. `search` is part of a sender or a subject. */
export async function searchMails(
  tx: Tx,
  ask: {
    readonly state?: MailState | undefined;
    readonly search?: string | undefined;
    readonly limit: number;
  },
): Promise<{ mails: MailRow[]; total: number }> {
  const { mails } = tx.t;
  const where = and(
    ask.state === undefined ? undefined : eq(mails.state, ask.state),
    ask.search === undefined || ask.search === ''
      ? undefined
      : or(containsText(mails.sender, ask.search), containsText(mails.subject, ask.search)),
  );
  const rows = await tx.q.select().from(mails).where(where).orderBy(desc(mails.changedAt)).limit(ask.limit);
  const counted = await tx.q.select({ n: sql<number>`count(*)` }).from(mails).where(where);
  return { mails: rows, total: Number(counted[0]?.n ?? 0) };
}

/** Messages that a person has to look at, by account. */
export async function countOpenMails(
  tx: Tx,
): Promise<Map<string, { readonly waiting: number; readonly quarantined: number }>> {
  const { mails } = tx.t;
  const rows = await tx.q
    .select({ accountId: mails.accountId, state: mails.state, n: sql<number>`count(*)` })
    .from(mails)
    .where(inArray(mails.state, ['waiting', 'quarantined']))
    .groupBy(mails.accountId, mails.state);
  const counts = new Map<string, { waiting: number; quarantined: number }>();
  for (const { accountId, state, n } of rows) {
    const count = counts.get(accountId) ?? { waiting: 0, quarantined: 0 };
    counts.set(accountId, { ...count, [state]: Number(n) });
  }
  return counts;
}

/** The latest first. */
export async function listOutbox(
  tx: Tx,
  ask: { readonly state?: OutboxState | undefined; readonly limit: number },
): Promise<{ entries: OutboxRow[]; total: number }> {
  const { outbox } = tx.t;
  const where = ask.state === undefined ? undefined : eq(outbox.state, ask.state);
  const rows = await tx.q.select().from(outbox).where(where).orderBy(desc(outbox.changedAt)).limit(ask.limit);
  const counted = await tx.q.select({ n: sql<number>`count(*)` }).from(outbox).where(where);
  return { entries: rows, total: Number(counted[0]?.n ?? 0) };
}

/** What waits to be sent, and what ended badly: not sent, or nobody knows. */
export async function countOutbox(tx: Tx): Promise<{ readonly waiting: number; readonly failed: number }> {
  const { outbox } = tx.t;
  const rows = await tx.q
    .select({ state: outbox.state, n: sql<number>`count(*)` })
    .from(outbox)
    .where(inArray(outbox.state, ['waiting', 'sending', 'failed', 'unknown']))
    .groupBy(outbox.state);
  const of = (states: readonly OutboxState[]): number =>
    rows.filter(({ state }) => states.includes(state)).reduce((sum, { n }) => sum + Number(n), 0);
  return { waiting: of(['waiting', 'sending']), failed: of(['failed', 'unknown']) };
}
