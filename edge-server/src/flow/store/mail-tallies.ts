// Counts of mail per address or person and UTC day, raised in the transaction that adds the mail: caps that a restart does not forget.
import { lt, sql } from 'drizzle-orm';
import { hot, type Tx } from '../../db/database.ts';

const DAY_MS = 86_400_000;

/** Days since 1970-01-01, UTC. */
export const dayOf = (now: number): number => Math.floor(now / DAY_MS);

/** Counts one more. @returns how many that makes on this day, this one included. */
export async function countMail(tx: Tx, scope: string, day: number): Promise<number> {
  const rows = await hot(
    tx,
    'count-mail',
    ({ q, t: { mailTallies } }) =>
      q
        .insert(mailTallies)
        .values({ scope: sql.placeholder('scope'), day: sql.placeholder('day'), count: 1 })
        .onConflictDoUpdate({
          target: [mailTallies.scope, mailTallies.day],
          set: { count: sql`${mailTallies.count} + 1` },
        })
        .returning({ count: mailTallies.count }),
    { scope, day },
  );
  return rows[0]?.count ?? 1;
}

/** Forgets the days before `day`: no cap looks back. */
export async function removeTallies(tx: Tx, day: number): Promise<void> {
  await tx.q.delete(tx.t.mailTallies).where(lt(tx.t.mailTallies.day, day));
}
