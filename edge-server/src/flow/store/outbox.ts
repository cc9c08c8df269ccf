// Rows of mail to be sent. A row is sent by whoever has moved it from waiting to sending, durably and alone; nothing moves it back to
// waiting but proof that it was not sent, or an administrator (order-mails.ts).
import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { hot, type Tx } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';

export type OutboxRow = Tables['outbox']['$inferSelect'];

/** @returns false when a row with this Message-ID is there already; then nothing was written. */
export async function addOutbox(tx: Tx, row: OutboxRow): Promise<boolean> {
  const rows = await hot(
    tx,
    'add-outbox',
    ({ q, t: { outbox } }) =>
      q
        .insert(outbox)
        .values({
          id: sql.placeholder('id'),
          kind: sql.placeholder('kind'),
          recipient: sql.placeholder('recipient'),
          userId: sql.placeholder('userId'),
          mailId: sql.placeholder('mailId'),
          values: sql.placeholder('values'),
          messageId: sql.placeholder('messageId'),
          inReplyTo: sql.placeholder('inReplyTo'),
          state: sql.placeholder('state'),
          attempts: sql.placeholder('attempts'),
          note: sql.placeholder('note'),
          createdAt: sql.placeholder('createdAt'),
          changedAt: sql.placeholder('changedAt'),
        })
        .onConflictDoNothing({ target: outbox.messageId })
        .returning({ id: outbox.id }),
    row,
  );
  return rows.length === 1;
}

export async function hasOutbox(tx: Tx, messageId: string): Promise<boolean> {
  const rows = await hot(
    tx,
    'has-outbox',
    ({ q, t: { outbox } }) =>
      q
        .select({ id: outbox.id })
        .from(outbox)
        .where(eq(outbox.messageId, sql.placeholder('messageId')))
        .limit(1),
    { messageId },
  );
  return rows.length === 1;
}

/** The row and when its step was made: that is since when it is to be sent, also after an administrator ordered it anew. */
export async function readOutbox(
  tx: Tx,
  id: string,
  stepId: string,
): Promise<{ readonly row: OutboxRow; readonly since: number } | undefined> {
  const [row] = await hot(
    tx,
    'find-outbox',
    ({ q, t: { outbox } }) =>
      q
        .select()
        .from(outbox)
        .where(eq(outbox.id, sql.placeholder('id')))
        .limit(1),
    { id },
  );
  if (row === undefined) return undefined;
  const step = await hot(
    tx,
    'step-since',
    ({ q, t: { steps } }) =>
      q
        .select({ at: steps.createdAt })
        .from(steps)
        .where(eq(steps.id, sql.placeholder('stepId')))
        .limit(1),
    { stepId },
  );
  return { row, since: step[0]?.at ?? row.createdAt };
}

/** waiting -> sending. @returns false when somebody else did it, or it is no longer to be sent. */
export async function beginSending(tx: Tx, id: string, now: number): Promise<boolean> {
  const rows = await hot(
    tx,
    'begin-sending',
    ({ q, t: { outbox } }) =>
      q
        .update(outbox)
        .set({
          state: 'sending',
          attempts: sql`${outbox.attempts} + 1`,
          changedAt: sql`${sql.placeholder('now')}`,
        })
        .where(and(eq(outbox.id, sql.placeholder('id')), eq(outbox.state, 'waiting')))
        .returning({ id: outbox.id }),
    { id, now },
  );
  return rows.length === 1;
}

/** How it ended, or why it waits on. Only from one of the states `from`. */
export async function moveOutbox(
  tx: Tx,
  id: string,
  from: readonly OutboxRow['state'][],
  to: Pick<OutboxRow, 'state' | 'note' | 'changedAt'> & Partial<Pick<OutboxRow, 'attempts'>>,
): Promise<void> {
  const columns = Object.keys(to);
  await hot(
    tx,
    `move-outbox ${columns.join()} ${from.join()}`,
    ({ q, t: { outbox } }) =>
      q
        .update(outbox)
        .set({ ...Object.fromEntries(columns.map((name) => [name, sql.placeholder(name)])) })
        .where(and(eq(outbox.id, sql.placeholder('id')), inArray(outbox.state, [...from]))),
    { ...to, id },
  );
}

/** Why it waits, for the console; nothing else of the row changes. */
export async function noteOutbox(tx: Tx, id: string, note: string): Promise<void> {
  const { outbox } = tx.t;
  await tx.q
    .update(outbox)
    .set({ note })
    .where(and(eq(outbox.id, id), eq(outbox.state, 'waiting')));
}

/** Everything that waits is due now: an account was added or changed. */
export async function hurryOutbox(tx: Tx, now: number): Promise<void> {
  const { steps } = tx.t;
  await tx.q
    .update(steps)
    .set({ dueAt: now })
    .where(and(eq(steps.kind, 'send'), eq(steps.holder, '')));
}

/** What answers this message is due now: the last of its documents is ready. */
export async function hurryAnswersTo(tx: Tx, mailId: string, now: number): Promise<void> {
  await hot(
    tx,
    'hurry-answers',
    ({ q, t: { outbox, steps } }) =>
      q
        .update(steps)
        .set({ dueAt: sql`${sql.placeholder('now')}` })
        .where(
          and(
            eq(steps.kind, 'send'),
            eq(steps.holder, ''),
            inArray(
              steps.subject,
              q
                .select({ id: outbox.id })
                .from(outbox)
                .where(and(eq(outbox.mailId, sql.placeholder('mailId')), eq(outbox.state, 'waiting'))),
            ),
          ),
        ),
    { mailId, now },
  );
}

/** The answer to a message, if it gets one. */
export async function reportOf(tx: Tx, mailId: string): Promise<OutboxRow | undefined> {
  const rows = await hot(
    tx,
    'report-of',
    ({ q, t: { outbox } }) =>
      q
        .select()
        .from(outbox)
        .where(and(eq(outbox.mailId, sql.placeholder('mailId')), eq(outbox.kind, 'report')))
        // One that asked for confirmation came before.
        .orderBy(desc(outbox.createdAt))
        .limit(1),
    { mailId },
  );
  return rows[0];
}

/** Forgets what has ended before `before` (Unix ms). The same mail could be added again from then on. @returns how many. */
export async function removeOldOutbox(tx: Tx, before: number): Promise<number> {
  const { outbox } = tx.t;
  const rows = await tx.q
    .delete(outbox)
    .where(and(inArray(outbox.state, ['sent', 'dropped', 'failed', 'unknown']), lt(outbox.changedAt, before)))
    .returning({ id: outbox.id });
  return rows.length;
}
