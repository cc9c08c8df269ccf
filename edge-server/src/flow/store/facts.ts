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
