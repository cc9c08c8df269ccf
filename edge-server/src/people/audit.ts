// The audit log: who changed what and when. Every entry carries the hash of the one before, so a removed or changed one shows; the
// newest hash stands a second time among the facts, so that cutting entries off the end shows, too. audit-seals.ts signs it by the day.
import { createHash } from 'node:crypto';
import { asc, desc, eq, gt, sql } from 'drizzle-orm';
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

/** The fact that holds number and hash of the newest entry. */
const HEAD_FACT = 'audit-head';

/**
 * Appends inside the caller's transaction: a change and its entry are one. The row of the head is locked from here to the commit, so
 * that of two transactions at the same time (PostgreSQL) one waits, and both are in the chain.
 */
export async function audit(tx: Tx, at: number, entry: AuditEntry): Promise<void> {
  await lockAudit(tx);
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
  const hash = hashEntry(row);
  await tx.q.insert(tx.t.audit).values({ ...row, hash });
  await setHead(tx, `${row.number} ${hash}`);
}

/** From here to the end of the transaction nobody else appends. Also what keeps two changes of administrators apart. */
export async function lockAudit(tx: Tx): Promise<void> {
  const { facts } = tx.t;
  await tx.q
    .insert(facts)
    .values({ name: HEAD_FACT, value: '' })
    .onConflictDoUpdate({ target: facts.name, set: { value: sql`${facts.value}` } });
}

async function setHead(tx: Tx, value: string): Promise<void> {
  const { facts } = tx.t;
  await tx.q.update(facts).set({ value }).where(eq(facts.name, HEAD_FACT));
}

/** Number and hash of the newest entry as the head says; undefined before the first entry that kept one. */
export async function auditHead(tx: Tx): Promise<AuditMark | undefined> {
  const { facts } = tx.t;
  const rows = await tx.q.select().from(facts).where(eq(facts.name, HEAD_FACT)).limit(1);
  return readMark(rows[0]?.value ?? '');
}

/** A log from before there was a head gets one; where there is one, or no entry, nothing happens. */
export async function startHead(tx: Tx): Promise<void> {
  await lockAudit(tx);
  if ((await auditHead(tx)) !== undefined) return;
  const last = (await tx.q.select().from(tx.t.audit).orderBy(desc(tx.t.audit.number)).limit(1))[0];
  if (last !== undefined) await setHead(tx, `${last.number} ${last.hash}`);
}

/** An entry's number and hash. */
export interface AuditMark {
  readonly number: number;
  readonly hash: string;
}

/** "17 ab12..." -> the mark; undefined for anything else. */
export function readMark(text: string): AuditMark | undefined {
  const match = /^(\d{1,15}) ([0-9a-f]{64})$/.exec(text);
  return match === null ? undefined : { number: Number(match[1]), hash: match[2] ?? '' };
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

export interface AuditSound {
  /** Entries that are in order. */
  readonly entries: number;
  /** The number of the first that is not. */
  readonly brokenAt?: number;
  /** The entries in order are fewer than there were: so many were written. */
  readonly cutAt?: number;
  /** Marks that were asked for and are not in the chain. */
  readonly missing?: readonly number[];
}

/**
 * Reads the chain from the start, and compares its end with the head.
 * @param marks entries that must be in it as they were, such as those that were signed.
 */
export async function verifyAudit(
  tx: Tx,
  marks: readonly AuditMark[] = [],
  signal?: AbortSignal,
): Promise<AuditSound> {
  const head = await auditHead(tx);
  const asked = new Map(marks.map((mark) => [mark.number, mark.hash]));
  let previous = '';
  let number = 0;
  for (;;) {
    signal?.throwIfAborted();
    // In pages: a year of a large site is more than belongs in memory at once.
    const rows = await tx.q
      .select()
      .from(tx.t.audit)
      .where(gt(tx.t.audit.number, number))
      .orderBy(asc(tx.t.audit.number))
      .limit(1000);
    if (rows.length === 0) break;
    for (const row of rows) {
      const { hash, ...rest } = row;
      if (row.number !== number + 1 || row.previous !== previous || hash !== hashEntry(rest)) {
        return { entries: number, brokenAt: number + 1 };
      }
      previous = hash;
      number = row.number;
      if (asked.get(number) === hash) asked.delete(number);
    }
  }
  if (head !== undefined && head.number > number) return { entries: number, cutAt: head.number };
  if (asked.size > 0) return { entries: number, missing: [...asked.keys()] };
  return { entries: number };
}
