// When an administrator last looked: for what is new since then on the dashboard. A visit goes on while its looks are close together.
import { desc, eq } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';

/** Coffee, or a look at another tab, is the same visit. */
const APART_MS = 30 * 60_000;
/** The dashboard asks every few seconds; a write every few minutes is enough. */
const NOTE_MS = 5 * 60_000;

const factOf = (adminId: string): string => `visit:${adminId}`;

/** Notes the look. @returns Unix ms of the end of the visit before this one; undefined at the first. */
export async function noteVisit(
  deps: Pick<Deps, 'db' | 'clock'>,
  adminId: string,
): Promise<number | undefined> {
  const now = deps.clock.now();
  const [before, last] = await deps.db.read((tx) => read(tx, adminId));
  if (last !== undefined && now - last < NOTE_MS) return before;
  const next = last !== undefined && now - last < APART_MS ? before : last;
  await deps.db.write(async (tx) => {
    const { facts } = tx.t;
    const value = `${next ?? ''} ${now}`;
    await tx.q
      .insert(facts)
      .values({ name: factOf(adminId), value })
      .onConflictDoUpdate({ target: facts.name, set: { value } });
  });
  return next;
}

async function read(tx: Tx, adminId: string): Promise<readonly [number | undefined, number | undefined]> {
  const { facts } = tx.t;
  const rows = await tx.q
    .select()
    .from(facts)
    .where(eq(facts.name, factOf(adminId)))
    .limit(1);
  const [before, last] = (rows[0]?.value ?? '')
    .split(' ')
    .map((text) => (text === '' ? undefined : Number(text)));
  return [before, last];
}

/** Entries looked at: the console says "200 or more" beyond. */
export const MOST_CHANGES = 200;

/** Changes by others since a moment, at most MOST_CHANGES. @param who as in the audit log: one's own are no news. */
export async function changesSince(tx: Tx, since: number, who: string): Promise<number> {
  const { audit } = tx.t;
  // From the newest: a log of years is not read for a number on the dashboard.
  const rows = await tx.q
    .select({ at: audit.at, who: audit.who })
    .from(audit)
    .orderBy(desc(audit.number))
    .limit(MOST_CHANGES);
  return rows.filter((row) => row.at > since && row.who !== who).length;
}
