// The audit log: who changed what and when. Every entry carries the hash of the one before, so a removed or changed one shows.
import { createHash } from 'node:crypto';
import { asc, desc, gt } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';

export interface AuditEntry {
  /** "admin:anna", "user:<id>", "command line". */
  readonly who: string;
  /** A verb phrase: "added printer", "decided: printed". */
  readonly act: string;
  /** The id or key it was done to. */
  readonly about: string;
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

/** Appends inside the caller's transaction: a change and its entry are one. */
export async function audit(tx: Tx, at: number, entry: AuditEntry): Promise<void> {
  const last = (await tx.q.select().from(tx.t.audit).orderBy(desc(tx.t.audit.number)).limit(1))[0];
  const row = {
    number: (last?.number ?? 0) + 1,
    at,
    who: entry.who,
    act: entry.act,
    about: entry.about,
    detail: { ...entry.detail },
    previous: last?.hash ?? '',
  };
  await tx.q.insert(tx.t.audit).values({ ...row, hash: hashEntry(row) });
}

type Chained = Omit<Required<AuditEntry>, 'detail'> & {
  readonly number: number;
  readonly at: number;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
  readonly previous: string;
};

function hashEntry(row: Chained): string {
  // Sorted keys: PostgreSQL's jsonb gives them back in another order than they were written.
  const detail = Object.entries(row.detail).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([row.number, row.at, row.who, row.act, row.about, detail, row.previous]);
  return createHash('sha256').update(text).digest('hex');
}

/** Reads the chain from the start. @returns how many entries are sound, and the number of the first that is not. */
export async function verifyAudit(tx: Tx): Promise<{ entries: number; brokenAt?: number }> {
  let previous = '';
  let number = 0;
  for (;;) {
    // In pages: a year of a large site is more than belongs in memory at once.
    const rows = await tx.q
      .select()
      .from(tx.t.audit)
      .where(gt(tx.t.audit.number, number))
      .orderBy(asc(tx.t.audit.number))
      .limit(1000);
    if (rows.length === 0) return { entries: number };
    for (const row of rows) {
      const { hash, ...rest } = row;
      if (row.number !== number + 1 || row.previous !== previous || hash !== hashEntry(rest)) {
        return { entries: number, brokenAt: number + 1 };
      }
      previous = hash;
      number = row.number;
    }
  }
}
