// The audit log as the console reads it: newest first, in pages, searched and filtered. Writing and verifying is audit.ts's.
import { and, desc, eq, gte, lt, or, type SQL, sql } from 'drizzle-orm';
import { containsText } from '../db/contains-text.ts';
import type { Tx } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';

export type AuditRow = Tables['audit']['$inferSelect'];

export interface AuditQuery {
  /** Each word must occur in who, act, about or detail. */
  readonly search?: string | undefined;
  /** Exactly this actor: "admin:anna". */
  readonly who?: string | undefined;
  /** From (inclusive) and to (exclusive), Unix ms. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  /** Only entries before this number: the next page. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Words beyond these find nothing more exactly, and each costs a look at every entry. */
const MOST_WORDS = 8;
/** Actors offered to choose from; a site has tens. */
const MOST_ACTORS = 300;

/** @returns at most `limit` entries, the newest first. */
export async function readAudit(tx: Tx, ask: AuditQuery): Promise<AuditRow[]> {
  const { audit } = tx.t;
  const where: SQL[] = [];
  const words = (ask.search ?? '').split(/\s+/).filter((word) => word !== '');
  for (const word of words.slice(0, MOST_WORDS)) {
    const inside = [audit.who, audit.act, audit.about, sql`cast(${audit.detail} as text)`];
    const found = or(...inside.map((column) => containsText(column, word)));
    if (found !== undefined) where.push(found);
  }
  if (ask.who !== undefined) where.push(eq(audit.who, ask.who));
  if (ask.since !== undefined) where.push(gte(audit.at, ask.since));
  if (ask.until !== undefined) where.push(lt(audit.at, ask.until));
  if (ask.before !== undefined) where.push(lt(audit.number, ask.before));
  return tx.q
    .select()
    .from(audit)
    .where(and(...where))
    .orderBy(desc(audit.number))
    .limit(ask.limit);
}

/** Everybody who is in the log, by name. */
export async function auditActors(tx: Tx): Promise<string[]> {
  const { audit } = tx.t;
  const rows = await tx.q
    .selectDistinct({ who: audit.who })
    .from(audit)
    .orderBy(audit.who)
    .limit(MOST_ACTORS);
  return rows.map(({ who }) => who);
}
