// A million records and the sums that belong to them, as two years of a large site would have left them: written by SQL, in batches.
import type { Database } from '@platen/edge-server/db/database';
import { addDays, startOfDay } from '@platen/edge-server/flow/account/local-day';
import { type SQL, sql } from 'drizzle-orm';
import { runSql } from './run-sql.ts';

export type Filled = {
  /** yyyymmdd */
  readonly first: number;
  readonly last: number;
  readonly userId: string;
  readonly printerId: string;
};

const BATCH = 50_000;
const USERS = 5_000;
const PRINTERS = 120;
const DAYS = 730;

/** All but `all` are kept by month (flow/account/book-record.ts). */
const KINDS: readonly (readonly [kind: string, key: SQL, department: SQL])[] = [
  ['user', sql`user_id`, sql`department`],
  ['printer', sql`printer_id`, sql`''`],
  ['department', sql`department`, sql`department`],
  ['hour', sql`cast(hour as text)`, sql`''`],
];

/** @param today yyyymmdd; the records end the day before. */
export const fillRecords = async (db: Database, count: number, today: number): Promise<Filled> => {
  const first = addDays(today, -DAYS);
  const days = Array.from({ length: DAYS }, (_, n) => addDays(first, n));
  const perDay = Math.ceil(count / DAYS);
  await db.write(async (tx) => {
    await runSql(
      tx,
      sql`create table bench_days (n integer primary key, day bigint not null, at bigint not null)`,
    );
    for (const [n, day] of days.entries()) {
      await runSql(tx, sql`insert into bench_days values (${n}, ${day}, ${startOfDay(day)})`);
    }
  });
  for (let from = 0; from < count; from += BATCH) {
    const to = Math.min(count, from + BATCH) - 1;
    await db.write((tx) =>
      runSql(
        tx,
        // Primes spread users, printers and kinds of printing over the days.
        sql`insert into records (id, job_id, user_id, printer_id, site, channel, department, ended_at, day, hour, outcome, pages, sheets, copies, color, duplex)
          with recursive n(i) as (select cast(${sql.raw(String(from))} as bigint) union all select i + 1 from n where i < ${sql.raw(String(to))})
          select 'rec0000' || (1000000000000000000 + i), 'job0000' || (1000000000000000000 + i),
            'usr000000000000000000' || (10000 + i * 7919 % ${sql.raw(String(USERS))}),
            'prt000000000000000000' || (10000 + i * 31 % ${sql.raw(String(PRINTERS))}),
            'Site ' || (i * 31 % ${sql.raw(String(PRINTERS))} % 8),
            case when i * 13 % 4 = 0 then 'mail' else 'portal' end,
            'Department ' || (i * 7919 % ${sql.raw(String(USERS))} % 25),
            d.at + (7 + i * 17 % 11) * 3600000 + i % 3600000, d.day, 7 + i * 17 % 11,
            case when i % 50 = 0 then 'failed' else 'printed' end, 1 + i % 17, 1 + i % 9, 1,
            i * 19 % 10 < 3, i * 23 % 10 < 6
          from n join bench_days d on d.n = i / ${sql.raw(String(perDay))}`,
      ),
    );
  }
  const sums = sql`sum(case when outcome = 'printed' then 1 else 0 end), sum(pages), sum(sheets), sum(case when outcome = 'printed' then 0 else 1 end)`;
  const into = sql`insert into record_tallies (kind, day, key, site, channel, department, color, duplex, jobs, pages, sheets, failed)`;
  await db.write((tx) =>
    runSql(
      tx,
      sql`${into} select 'all', day, '', site, channel, '', color, duplex, ${sums} from records group by day, site, channel, color, duplex`,
    ),
  );
  for (const [kind, key, department] of KINDS) {
    await db.write((tx) =>
      runSql(
        tx,
        sql`${into} select ${sql.raw(`'${kind}'`)}, day / 100, ${key}, site, channel, ${department}, color, duplex, ${sums}
          from records group by day / 100, ${key}, site, channel, ${kind === 'hour' || kind === 'printer' ? sql`site` : department}, color, duplex`,
      ),
    );
  }
  await db.write((tx) => runSql(tx, sql`drop table bench_days`));
  await db.write((tx) => runSql(tx, sql`analyze`));
  return {
    first,
    last: addDays(today, -1),
    userId: 'usr00000000000000000010007',
    printerId: 'prt00000000000000000010031',
  };
};
