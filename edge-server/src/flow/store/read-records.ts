// Sums over records, from the records themselves or from the sums kept beside them. Which of the two answers a report is decided in
// flow/account/report.ts; the columns a caller may name are those of the tables here.
import { and, asc, between, eq, gt, min, or, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Tx } from '../../db/database.ts';
import type { RecordRow } from './records.ts';

export interface RecordFilter {
  readonly user?: string | undefined;
  readonly printer?: string | undefined;
  readonly site?: string | undefined;
  readonly department?: string | undefined;
  readonly channel?: string | undefined;
  readonly color?: boolean | undefined;
  readonly duplex?: boolean | undefined;
}

/** What sums are told apart by. */
export type SumBy =
  | 'day'
  | 'month'
  | 'hour'
  | 'user'
  | 'printer'
  | 'site'
  | 'department'
  | 'channel'
  | 'colour'
  | 'sides';

export type TallyKind = 'all' | 'user' | 'printer' | 'department' | 'hour';

export interface Sums {
  readonly jobs: number;
  readonly pages: number;
  readonly sheets: number;
  readonly colorPages: number;
  readonly duplexPages: number;
  readonly failed: number;
}
export type SumRow = Sums & { readonly key: string };

interface Counted {
  readonly jobs: SQL;
  readonly failed: SQL;
}
type Column = SQLiteColumn;

/** PostgreSQL's sums over bigint are numeric, which its driver gives as text. */
const number = (expression: SQL): SQL<number> => sql<number>`${expression}`.mapWith(Number);

function sumsOf(
  table: { readonly pages: Column; readonly sheets: Column; readonly color: Column; readonly duplex: Column },
  { jobs, failed }: Counted,
) {
  return {
    jobs: number(jobs),
    failed: number(failed),
    pages: number(sql`sum(${table.pages})`),
    sheets: number(sql`sum(${table.sheets})`),
    colorPages: number(sql`sum(case when ${table.color} then ${table.pages} else 0 end)`),
    duplexPages: number(sql`sum(case when ${table.duplex} then ${table.pages} else 0 end)`),
  };
}

const named = (column: Column, yes: string, no: string): SQL =>
  // In quotes and not as parameters: PostgreSQL groups by an expression only if it is the very same.
  sql`case when ${column} then ${sql.raw(`'${yes}'`)} else ${sql.raw(`'${no}'`)} end`;

/** Sums of the records that ended on the days `from` to `to` (yyyymmdd, both included), by index. */
export async function sumRecords(
  tx: Tx,
  by: SumBy,
  { from, to }: { readonly from: number; readonly to: number },
  filter: RecordFilter,
): Promise<SumRow[]> {
  const { records: r } = tx.t;
  const key: Readonly<Record<SumBy, SQL | Column>> = {
    day: r.day,
    month: sql`${r.day} / 100`,
    hour: r.hour,
    user: r.userId,
    printer: r.printerId,
    site: r.site,
    department: r.department,
    channel: r.channel,
    colour: named(r.color, 'color', 'mono'),
    sides: named(r.duplex, 'two', 'one'),
  };
  const counted = {
    jobs: sql`sum(case when ${r.outcome} = 'printed' then 1 else 0 end)`,
    failed: sql`sum(case when ${r.outcome} = 'printed' then 0 else 1 end)`,
  };
  return tx.q
    .select({ key: text(key[by]), ...sumsOf(r, counted) })
    .from(r)
    .where(and(between(r.day, from, to), recordsThat(tx, filter)))
    .groupBy(key[by]);
}

const text = (expression: SQL | Column): SQL<string> => sql<string>`${expression}`.mapWith(String);

function recordsThat(tx: Tx, filter: RecordFilter): SQL | undefined {
  const { records: r } = tx.t;
  const is = <T>(column: Column, value: T | undefined): SQL | undefined =>
    value === undefined ? undefined : eq(column, value);
  return and(
    is(r.userId, filter.user),
    is(r.printerId, filter.printer),
    is(r.site, filter.site),
    is(r.department, filter.department),
    is(r.channel, filter.channel),
    is(r.color, filter.color),
    is(r.duplex, filter.duplex),
  );
}

/**
 * The same from the sums. `from` and `to` are days for the kind `all`, months (yyyymm) for the others; `key` is one user, printer or
 * department of the kind.
 */
export async function sumTallies(
  tx: Tx,
  kind: TallyKind,
  by: SumBy,
  { from, to }: { readonly from: number; readonly to: number },
  filter: Omit<RecordFilter, 'user' | 'printer'> & { readonly key?: string | undefined },
): Promise<SumRow[]> {
  const { recordTallies: t } = tx.t;
  const key: Readonly<Record<SumBy, SQL | Column>> = {
    day: t.day,
    month: kind === 'all' ? sql`${t.day} / 100` : t.day,
    hour: t.key,
    user: t.key,
    printer: t.key,
    site: t.site,
    department: t.department,
    channel: t.channel,
    colour: named(t.color, 'color', 'mono'),
    sides: named(t.duplex, 'two', 'one'),
  };
  const is = <T>(column: Column, value: T | undefined): SQL | undefined =>
    value === undefined ? undefined : eq(column, value);
  return tx.q
    .select({
      key: text(key[by]),
      ...sumsOf(t, { jobs: sql`sum(${t.jobs})`, failed: sql`sum(${t.failed})` }),
    })
    .from(t)
    .where(
      and(
        eq(t.kind, kind),
        // With one month the rows come in the order of their keys, and nothing has to be sorted.
        from === to ? eq(t.day, from) : between(t.day, from, to),
        is(t.key, filter.key),
        is(t.site, filter.site),
        is(t.channel, filter.channel),
        is(t.department, filter.department),
        is(t.color, filter.color),
        is(t.duplex, filter.duplex),
      ),
    )
    .groupBy(key[by]);
}

/** How many sums of a kind there are, by month (yyyymm). */
export async function countTallies(
  tx: Tx,
  kind: TallyKind,
  from: number,
  to: number,
): Promise<ReadonlyMap<number, number>> {
  const { recordTallies: t } = tx.t;
  const rows = await tx.q
    .select({ month: t.day, count: number(sql`count(*)`) })
    .from(t)
    .where(and(eq(t.kind, kind), between(t.day, from, to)))
    .groupBy(t.day);
  return new Map(rows.map(({ month, count }) => [month, count]));
}

/** The first day of which there are records, and the first of which there are sums. */
export async function firstDays(tx: Tx): Promise<{ records: number | undefined; sums: number | undefined }> {
  const { records, recordTallies: tallies } = tx.t;
  const [record] = await tx.q.select({ day: min(records.day) }).from(records);
  const [sum] = await tx.q
    .select({ day: min(tallies.day) })
    .from(tallies)
    .where(eq(tallies.kind, 'all'));
  return { records: record?.day ?? undefined, sums: sum?.day ?? undefined };
}

/** Sites, channels or departments that occur in the sums. */
export async function namesInTallies(tx: Tx, what: 'site' | 'channel' | 'department'): Promise<string[]> {
  const { recordTallies: t } = tx.t;
  const column = t[what];
  const rows = await tx.q
    .selectDistinct({ name: column })
    .from(t)
    .where(eq(t.kind, what === 'department' ? 'department' : 'all'))
    .orderBy(asc(column));
  return rows.map(({ name }) => name);
}

/** Records of a period in the order they ended, some at a time: `after` is the last one that was read. */
export async function listRecords(
  tx: Tx,
  { from, to }: { readonly from: number; readonly to: number },
  filter: RecordFilter,
  after: { readonly endedAt: number; readonly id: string },
  limit: number,
): Promise<RecordRow[]> {
  const { records: r } = tx.t;
  return tx.q
    .select()
    .from(r)
    .where(
      and(
        between(r.endedAt, Math.max(from, after.endedAt), to),
        or(gt(r.endedAt, after.endedAt), and(eq(r.endedAt, after.endedAt), gt(r.id, after.id))),
        recordsThat(tx, filter),
      ),
    )
    .orderBy(asc(r.endedAt), asc(r.id))
    .limit(limit);
}
