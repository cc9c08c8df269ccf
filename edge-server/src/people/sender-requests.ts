// Senders who wait for the administrator's word; their mail waits on its server, nothing of it is kept here. Saying yes or no is an entry of a list
// (sender-lists.ts): then the waiting mail is looked at again.
import { AppError } from '@platen/shared/app-error';
import { desc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { listSenderRules, type SenderList, type SenderLists } from './sender-lists.ts';

export type SenderRequestRow = Tables['senderRequests']['$inferSelect'];

/** Anybody may write a message: more made-up senders than this do not help on a screen. */
const MOST_REQUESTS = 1_000;
const AT_ONCE = 200;

export interface RequestDeps extends Pick<Deps, 'db'> {
  /** Which list an address is on, if any. */
  readonly listOf: (
    address: string,
    rules: readonly { readonly list: SenderList; readonly pattern: string }[],
  ) => { readonly list: SenderList } | undefined;
  /** Mail of these senders that waits is to be judged anew once this transaction is committed. */
  readonly reconsider: (tx: Tx, addresses: readonly string[]) => void;
}

/** Ends the waiting of everybody who is on a list by now. For `changed` of makeSenderLists. */
export async function settleRequests(tx: Tx, deps: Omit<RequestDeps, 'db'>): Promise<void> {
  const waiting = await listSenderRequests(tx);
  if (waiting.length === 0) return;
  const rules = await listSenderRules(tx);
  const decided = waiting
    .map(({ address }) => address)
    .filter((address) => deps.listOf(address, rules) !== undefined);
  for (let at = 0; at < decided.length; at += AT_ONCE) {
    const some = decided.slice(at, at + AT_ONCE);
    await tx.q.delete(tx.t.senderRequests).where(inArray(tx.t.senderRequests.address, some));
    deps.reconsider(tx, some);
  }
}

export function makeSenderRequests(
  deps: Pick<RequestDeps, 'db' | 'reconsider'> & { readonly lists: SenderLists },
) {
  return {
    list: (): Promise<SenderRequestRow[]> => deps.db.read(listSenderRequests),
    /**
     * Allows or blocks who waits; with `domain` everybody of that domain. The waiting mail is taken or removed then.
     * Rejects with `not-found` when nobody waits under this address (any more).
     */
    decide: (
      ask: { readonly address: string; readonly decision: SenderList; readonly domain?: boolean | undefined },
      who: string,
    ): Promise<void> =>
      deps.db.write(async (tx) => {
        const { senderRequests } = tx.t;
        const address = ask.address.toLowerCase();
        const rows = await tx.q
          .select()
          .from(senderRequests)
          .where(eq(senderRequests.address, address))
          .limit(1);
        if (rows[0] === undefined) throw new AppError('not-found', { what: 'request' });
        const domain = address.slice(address.lastIndexOf('@') + 1);
        const pattern = ask.domain === true ? domain : address;
        await deps.lists.addTo(tx, { list: ask.decision, pattern, note: 'Asked by mail' }, who);
        // Also where the entry was there already, or the other list wins: the question is answered.
        const left = await tx.q.delete(senderRequests).where(eq(senderRequests.address, address)).returning();
        if (left.length > 0) deps.reconsider(tx, [address]);
      }),
  };
}
export type SenderRequests = ReturnType<typeof makeSenderRequests>;

/** The latest first. */
export async function listSenderRequests(tx: Tx): Promise<SenderRequestRow[]> {
  const { senderRequests } = tx.t;
  return tx.q.select().from(senderRequests).orderBy(desc(senderRequests.lastAt)).limit(MOST_REQUESTS);
}
