// Rows of messages (delivery-and-mail.md section 7): every move names the states it comes from, so that exactly one reader or worker
// wins. Who reads an account is in mail-leases.ts.
import type { MailState } from '@platen/shared/mail';
import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm';
import { hot, type Tx } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';

export type MailRow = Tables['mails']['$inferSelect'];

/** Where a uid means something. */
export interface Box {
  readonly accountId: string;
  readonly folder: string;
  /** UIDVALIDITY; empty where the protocol has none. */
  readonly epoch: string;
}

/**
 * What may become of what. seen -> applied is a message that was taken before, under another uid. From `stored` back to `waiting`,
 * `refused` or `ignored`: the lists were changed before it was read; back to `seen`: the store has lost it, the mail server has not. An
 * administrator brings `quarantined` back.
 */
const WAYS: Readonly<Record<MailState, readonly MailState[]>> = {
  seen: ['stored', 'applied', 'waiting', 'refused', 'ignored', 'quarantined', 'gone'],
  waiting: ['stored', 'applied', 'refused', 'ignored', 'quarantined', 'gone'],
  stored: ['applied', 'seen', 'waiting', 'refused', 'ignored', 'quarantined'],
  applied: ['removed'],
  removed: [],
  refused: [],
  ignored: [],
  quarantined: ['seen', 'stored', 'refused'],
  gone: ['seen'],
};

/** SQLite allows 32,766 variables in a statement; 500 stays far below on both engines. */
const SOME = 500;

/** The rows of those of `uids` that were seen before. */
export async function knownMails(tx: Tx, box: Box, uids: readonly string[]): Promise<MailRow[]> {
  const { mails } = tx.t;
  const rows: MailRow[] = [];
  for (let i = 0; i < uids.length; i += SOME) {
    const some = uids.slice(i, i + SOME);
    rows.push(
      ...(await tx.q
        .select()
        .from(mails)
        .where(and(inBox(tx, box), inArray(mails.uid, some)))),
    );
  }
  return rows;
}

export type OpenMail = Pick<MailRow, 'id' | 'folder' | 'epoch' | 'uid' | 'state'>;

/** Messages of an account, in any folder and epoch, that are expected to be on the server. */
export async function openMails(tx: Tx, accountId: string): Promise<OpenMail[]> {
  const { mails } = tx.t;
  return tx.q
    .select({ id: mails.id, folder: mails.folder, epoch: mails.epoch, uid: mails.uid, state: mails.state })
    .from(mails)
    .where(and(inArray(mails.state, ['seen', 'waiting', 'applied']), eq(mails.accountId, accountId)));
}

export interface NewMail {
  readonly id: string;
  readonly uid: string;
  readonly size: number | undefined;
}

/** SEEN, the first attempt counted. @returns the rows that are new; a uid another reader was faster with is left out. */
export async function insertSeen(
  tx: Tx,
  box: Box,
  found: readonly NewMail[],
  now: number,
): Promise<MailRow[]> {
  const { mails } = tx.t;
  if (found.length === 0) return [];
  return tx.q
    .insert(mails)
    .values(
      found.map(({ id, uid, size }) => ({
        ...box,
        id,
        uid,
        state: 'seen' as const,
        attempts: 1,
        size: size ?? null,
        receivedAt: now,
        changedAt: now,
      })),
    )
    .onConflictDoNothing()
    .returning();
}

/** Before anything of them is fetched or parsed. @returns the rows as they are now; those in another state by now are left out. */
export async function countAttempts(tx: Tx, ids: readonly string[]): Promise<MailRow[]> {
  return changeAttempts(tx, ids, 1);
}

/** The attempt was ended by something that is not the message's fault: a connection, a full disk, a stop. */
export async function giveBackAttempts(tx: Tx, ids: readonly string[]): Promise<void> {
  await changeAttempts(tx, ids, -1);
}

async function changeAttempts(tx: Tx, ids: readonly string[], by: 1 | -1): Promise<MailRow[]> {
  const { mails } = tx.t;
  const rows: MailRow[] = [];
  for (let i = 0; i < ids.length; i += SOME) {
    const some = ids.slice(i, i + SOME);
    rows.push(
      ...(await tx.q
        .update(mails)
        .set({
          attempts: sql`case when ${mails.attempts} + ${by} < 0 then 0 else ${mails.attempts} + ${by} end`,
        })
        .where(and(inArray(mails.id, some), inArray(mails.state, ['seen', 'waiting', 'stored'])))
        .returning()),
    );
  }
  return rows;
}

export type MailChange = Partial<Omit<MailRow, 'id' | 'accountId' | 'state'>> & {
  readonly changedAt: number;
};

/** Moves one message. @returns the row as it is after, or undefined when it was in none of `from`: somebody else won. */
export async function moveMail(
  tx: Tx,
  id: string,
  from: readonly MailState[],
  to: MailState,
  change: MailChange,
): Promise<MailRow | undefined> {
  checkWay(from, to);
  const columns = Object.keys(change);
  const rows = await hot(
    tx,
    `move-mail ${from.join()} ${to} ${columns.join()}`,
    ({ q, t: { mails } }) =>
      q
        .update(mails)
        .set({ ...Object.fromEntries(columns.map((name) => [name, sql.placeholder(name)])), state: to })
        .where(and(eq(mails.id, sql.placeholder('id')), inArray(mails.state, [...from])))
        .returning(),
    { ...change, id },
  );
  return rows[0];
}

/** Moves many at once. @returns the ids that moved. */
export async function moveMails(
  tx: Tx,
  ids: readonly string[],
  from: readonly MailState[],
  to: MailState,
  now: number,
): Promise<string[]> {
  checkWay(from, to);
  const { mails } = tx.t;
  const moved: string[] = [];
  for (let i = 0; i < ids.length; i += SOME) {
    const rows = await tx.q
      .update(mails)
      .set({ state: to, changedAt: now })
      .where(and(inArray(mails.id, ids.slice(i, i + SOME)), inArray(mails.state, [...from])))
      .returning({ id: mails.id });
    moved.push(...rows.map((row) => row.id));
  }
  return moved;
}

/** A message that waits goes on waiting: looking at it again was no attempt. */
export async function keepWaiting(tx: Tx, ids: readonly string[]): Promise<void> {
  const { mails } = tx.t;
  for (let i = 0; i < ids.length; i += SOME) {
    await tx.q
      .update(mails)
      .set({ attempts: 0 })
      .where(and(inArray(mails.id, ids.slice(i, i + SOME)), eq(mails.state, 'waiting')));
  }
}

/**
 * A uid that was removed is listed again, so either it was not removed or the server gives uids twice. The old row makes room for a new
 * one; whether it is the same message is then seen by its content.
 */
export async function stepAside(tx: Tx, row: Pick<MailRow, 'id' | 'epoch'>): Promise<void> {
  const { mails } = tx.t;
  await tx.q
    .update(mails)
    .set({ epoch: `${row.epoch}~${row.id}` })
    .where(eq(mails.id, row.id));
}

export async function findMail(tx: Tx, id: string): Promise<MailRow | undefined> {
  const rows = await hot(
    tx,
    'find-mail',
    ({ q, t: { mails } }) =>
      q
        .select()
        .from(mails)
        .where(eq(mails.id, sql.placeholder('id')))
        .limit(1),
    { id },
  );
  return rows[0];
}

/** Messages of this account with this very content that are taken: their documents are here or were. */
export async function takenBefore(
  tx: Tx,
  mail: Pick<MailRow, 'id' | 'accountId'> & { readonly contentHash: string },
): Promise<OpenMail[]> {
  return hot(
    tx,
    'mail-taken-before',
    ({ q, t: { mails } }) =>
      q
        .select({
          id: mails.id,
          folder: mails.folder,
          epoch: mails.epoch,
          uid: mails.uid,
          state: mails.state,
        })
        .from(mails)
        .where(
          and(
            eq(mails.contentHash, sql.placeholder('contentHash')),
            eq(mails.accountId, sql.placeholder('accountId')),
            inArray(mails.state, ['stored', 'applied', 'removed']),
            ne(mails.id, sql.placeholder('id')),
          ),
        ),
    { id: mail.id, accountId: mail.accountId, contentHash: mail.contentHash },
  );
}

/** For the console: newest first. */
export async function listMails(tx: Tx, states: readonly MailState[], limit: number): Promise<MailRow[]> {
  const { mails } = tx.t;
  return tx.q
    .select()
    .from(mails)
    .where(inArray(mails.state, [...states]))
    .orderBy(sql`${mails.changedAt} desc`, asc(mails.id))
    .limit(limit);
}

/** One more message of a sender who waits for the administrator. */
export async function countSenderRequest(tx: Tx, address: string, now: number): Promise<void> {
  const { senderRequests } = tx.t;
  await tx.q
    .insert(senderRequests)
    .values({ address, mails: 1, firstAt: now, lastAt: now })
    .onConflictDoUpdate({
      target: senderRequests.address,
      set: { mails: sql`${senderRequests.mails} + 1`, lastAt: now },
    });
}

/** A message waits so long for somebody's word; then it is refused, and goes from its server as refused ones do. */
export const WAITS_AT_MOST_MS = 14 * 86_400_000;

/** @returns how many have waited long enough. */
export async function endLongWaits(tx: Tx, now: number): Promise<number> {
  const { mails } = tx.t;
  const rows = await tx.q
    .update(mails)
    .set({
      state: 'refused',
      reason: 'mail-sender-waits',
      note: 'Nobody decided in two weeks.',
      changedAt: now,
    })
    .where(and(eq(mails.state, 'waiting'), sql`${mails.receivedAt} <= ${now - WAITS_AT_MOST_MS}`))
    .returning({ id: mails.id });
  return rows.length;
}

/** Removes the records of messages that ended before `before`. One that still lies on its server is judged anew. */
export async function removeOldMails(tx: Tx, before: number): Promise<number> {
  const { mails } = tx.t;
  const rows = await tx.q
    .delete(mails)
    .where(
      and(
        inArray(mails.state, ['removed', 'gone', 'refused', 'ignored']),
        sql`${mails.changedAt} <= ${before}`,
      ),
    )
    .returning({ id: mails.id });
  return rows.length;
}

function inBox(tx: Tx, box: Box) {
  const { mails } = tx.t;
  return and(eq(mails.accountId, box.accountId), eq(mails.folder, box.folder), eq(mails.epoch, box.epoch));
}

function checkWay(from: readonly MailState[], to: MailState): void {
  const wrong = from.find((state) => !WAYS[state].includes(to));
  if (wrong !== undefined) throw new Error(`A message does not go from ${wrong} to ${to}`);
}
