// Rows of facts: small things this installation remembers of itself, by name.
import { eq } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';

export async function readFact({ q, t: { facts } }: Tx, name: string): Promise<string | undefined> {
  const rows = await q.select({ value: facts.value }).from(facts).where(eq(facts.name, name)).limit(1);
  return rows[0]?.value;
}

export async function writeFact({ q, t: { facts } }: Tx, name: string, value: string): Promise<void> {
  await q.insert(facts).values({ name, value }).onConflictDoUpdate({ target: facts.name, set: { value } });
}

/** Writes it unless there is one. @returns the one there is: of several servers at a time all have the same. */
export async function keepFact(tx: Tx, name: string, value: string): Promise<string> {
  await tx.q.insert(tx.t.facts).values({ name, value }).onConflictDoNothing({ target: tx.t.facts.name });
  return (await readFact(tx, name)) ?? value;
}
