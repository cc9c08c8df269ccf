// Small facts of this installation that are no settings: how far the first-run assistant is, when the last backup was made.
import { eq } from 'drizzle-orm';
import type { Database, Tx } from '../db/database.ts';

/** undefined where it was never written. */
export const readFact = (db: Database, name: string): Promise<string | undefined> =>
  db.read((tx) => readFactIn(tx, name));

export async function readFactIn(tx: Tx, name: string): Promise<string | undefined> {
  const { facts } = tx.t;
  const rows = await tx.q.select({ value: facts.value }).from(facts).where(eq(facts.name, name)).limit(1);
  return rows[0]?.value;
}

export async function writeFact(tx: Tx, name: string, value: string): Promise<void> {
  const { facts } = tx.t;
  await tx.q.insert(facts).values({ name, value }).onConflictDoUpdate({ target: facts.name, set: { value } });
}
