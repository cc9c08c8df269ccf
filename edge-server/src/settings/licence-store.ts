// Where the installed licence is kept: one row of facts, so that all edge servers of a database have the same, and a backup has it, too.
import { count, eq, isNull } from 'drizzle-orm';
import type { Database, Tx } from '../db/database.ts';
import type { Clock } from '../deps.ts';
import { audit } from '../people/audit.ts';

const NAME = 'licence';

/** Keeps any JSON value; what it means is licence/licences.ts's business. */
export function openLicenceStore<Kept>(db: Database, clock: Pick<Clock, 'now'>) {
  const put = async (tx: Tx, kept: Kept | undefined): Promise<void> => {
    const { facts } = tx.t;
    if (kept === undefined) {
      await tx.q.delete(facts).where(eq(facts.name, NAME));
      return;
    }
    const value = JSON.stringify(kept);
    await tx.q
      .insert(facts)
      .values({ name: NAME, value })
      .onConflictDoUpdate({ target: facts.name, set: { value } });
  };

  return {
    read: (): Promise<Kept | undefined> =>
      db.read(async (tx) => {
        const { facts } = tx.t;
        const rows = await tx.q
          .select({ value: facts.value })
          .from(facts)
          .where(eq(facts.name, NAME))
          .limit(1);
        // Written by the line above only.
        return rows[0] === undefined ? undefined : (JSON.parse(rows[0].value) as Kept);
      }),
    write: (
      kept: Kept | undefined,
      by?: { readonly who: string; readonly act: string; readonly about: string },
    ): Promise<void> =>
      db.write(async (tx) => {
        await put(tx, kept);
        if (by !== undefined) await audit(tx, clock.now(), by);
      }),
    people: (): Promise<number> =>
      db.read(async (tx) => {
        const rows = await tx.q.select({ n: count() }).from(tx.t.users).where(isNull(tx.t.users.deletedAt));
        return rows[0]?.n ?? 0;
      }),
  };
}
