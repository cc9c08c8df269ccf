// Mail accounts as the flow sees them: who reads one now (lease and fence), and how it is. Adding and changing them is settings/mail-accounts.ts.
import type { MailAccountState } from '@platen/shared/mail';
import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm';
import { hot, type Tx } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';

export type MailAccountRow = Tables['mailAccounts']['$inferSelect'];

/** Those that are on and not removed, the oldest first: of several that send, the first one is used. */
export async function accountsInUse(tx: Tx, direction: 'receives' | 'sends'): Promise<MailAccountRow[]> {
  return hot(
    tx,
    `accounts-in-use ${direction}`,
    ({ q, t: { mailAccounts } }) =>
      q
        .select()
        .from(mailAccounts)
        .where(
          and(
            isNull(mailAccounts.removedAt),
            eq(mailAccounts.enabled, true),
            eq(mailAccounts[direction], true),
          ),
        )
        .orderBy(asc(mailAccounts.createdAt), asc(mailAccounts.id)),
    {},
  );
}

/** Removed ones are found too: a message outlives its account. */
export async function findMailAccount(tx: Tx, id: string): Promise<MailAccountRow | undefined> {
  const rows = await hot(
    tx,
    'find-mail-account',
    ({ q, t: { mailAccounts } }) =>
      q
        .select()
        .from(mailAccounts)
        .where(eq(mailAccounts.id, sql.placeholder('id')))
        .limit(1),
    { id },
  );
  return rows[0];
}

/** Makes `holder` the only reader until `until` (Unix ms). @returns the new fence, or undefined while another one holds it or it is off. */
export async function leaseAccount(
  tx: Tx,
  id: string,
  claim: { readonly holder: string; readonly now: number; readonly until: number },
): Promise<number | undefined> {
  const { mailAccounts } = tx.t;
  const rows = await tx.q
    .update(mailAccounts)
    .set({ holder: claim.holder, leaseUntil: claim.until, fence: sql`${mailAccounts.fence} + 1` })
    .where(
      and(
        eq(mailAccounts.id, id),
        isNull(mailAccounts.removedAt),
        eq(mailAccounts.enabled, true),
        or(
          eq(mailAccounts.holder, ''),
          // The same server after a restart need not wait for its own lease.
          eq(mailAccounts.holder, claim.holder),
          lte(mailAccounts.leaseUntil, claim.now),
        ),
      ),
    )
    .returning({ fence: mailAccounts.fence });
  return rows[0]?.fence;
}

/** @returns false when somebody else took the account over: then nothing may be recorded any more. */
export async function renewAccount(tx: Tx, id: string, fence: number, until: number): Promise<boolean> {
  const { mailAccounts } = tx.t;
  const rows = await tx.q
    .update(mailAccounts)
    .set({ leaseUntil: until })
    .where(and(eq(mailAccounts.id, id), eq(mailAccounts.fence, fence)))
    .returning({ id: mailAccounts.id });
  return rows.length === 1;
}

/** Gives the account back, if it is still this fence's. */
export async function freeAccount(tx: Tx, id: string, fence: number): Promise<void> {
  const { mailAccounts } = tx.t;
  await tx.q
    .update(mailAccounts)
    .set({ holder: '', leaseUntil: 0 })
    .where(and(eq(mailAccounts.id, id), eq(mailAccounts.fence, fence)));
}

export async function setAccountState(tx: Tx, id: string, state: MailAccountState): Promise<void> {
  await tx.q.update(tx.t.mailAccounts).set({ state }).where(eq(tx.t.mailAccounts.id, id));
}
