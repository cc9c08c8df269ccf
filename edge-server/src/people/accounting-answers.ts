// The accounting data a person gave at a printer or queue: asked for where it is needed, remembered, and supplied from then on.
import type { AccountingAsked, AccountingGiven } from '@platen/shared/api/preflight';
import type { AccountingNeed } from '@platen/shared/device';
import { accountingFields } from '@platen/shared/preflight-accounting';
import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';

/** As delivery hands it to the printer: job-accounting-user-id and job-account-id (PWG 5100.3, 5100.11). */
export interface AccountingData {
  readonly user?: string;
  readonly account?: string;
}

/** What this person gave at this printer; empty where nothing was. */
export async function accountingFor(tx: Tx, userId: string, printerId: string): Promise<AccountingData> {
  return (await accountingAt(tx, userId, [printerId])).get(printerId) ?? {};
}

/** The same for a list of printers, by printer id. */
export async function accountingAt(
  tx: Tx,
  userId: string,
  printerIds: readonly string[],
): Promise<ReadonlyMap<string, AccountingData>> {
  if (printerIds.length === 0) return new Map();
  const { accountingAnswers: answers } = tx.t;
  const rows = await tx.q
    .select()
    .from(answers)
    .where(and(eq(answers.userId, userId), inArray(answers.printerId, [...printerIds])));
  return new Map(
    rows.map(({ printerId, accountingUser, account }) => [
      printerId,
      {
        ...(accountingUser === null ? {} : { user: accountingUser }),
        ...(account === null ? {} : { account }),
      },
    ]),
  );
}

/**
 * Remembers what was given; a field that was not stays as it was.
 * @param given as the schema at the door checked it (shared/api/preflight.ts): one printable line each.
 */
export async function rememberAccounting(
  tx: Tx,
  userId: string,
  printerId: string,
  given: AccountingGiven,
  now: number,
): Promise<void> {
  const set = {
    ...(given.user === undefined ? {} : { accountingUser: given.user }),
    ...(given.account === undefined ? {} : { account: given.account }),
  };
  if (Object.keys(set).length === 0) return;
  const { accountingAnswers: answers } = tx.t;
  await tx.q
    .insert(answers)
    .values({ userId, printerId, accountingUser: null, account: null, ...set, changedAt: now })
    .onConflictDoUpdate({
      target: [answers.userId, answers.printerId],
      set: { ...set, changedAt: now },
    });
}

/** Forgets all that a person gave anywhere: their account is deleted. */
export async function forgetAccounting(tx: Tx, userId: string): Promise<void> {
  await tx.q.delete(tx.t.accountingAnswers).where(eq(tx.t.accountingAnswers.userId, userId));
}

/** What a screen asks for at this printer, filled in; undefined where it asks for nothing. */
export function accountingAsked(need: AccountingNeed, known: AccountingData): AccountingAsked | undefined {
  const fields = accountingFields(need);
  if (fields.length === 0) return undefined;
  return {
    need,
    ...(fields.includes('user') && known.user !== undefined ? { user: known.user } : {}),
    ...(fields.includes('account') && known.account !== undefined ? { account: known.account } : {}),
  };
}
