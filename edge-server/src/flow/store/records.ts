// Rows of records and of their sums: written as releases end, dropped when their time is over. Reading them is read-records.ts.
import { and, asc, eq, gt, inArray, isNotNull, lt, or, sql } from 'drizzle-orm';
import { hot, type Tx } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import type { JobRow } from './jobs.ts';
import type { ReleaseRow } from './releases.ts';

export type RecordRow = Tables['records']['$inferSelect'];
export type TallyRow = Tables['recordTallies']['$inferSelect'];

/** All that a record is made of. What was deleted meanwhile is null. */
export interface Booked {
  readonly release: ReleaseRow;
  readonly job: Pick<JobRow, 'channel' | 'facts' | 'state'> | null;
  readonly user: { readonly department: string | null } | null;
  readonly printer: {
    readonly site: string | null;
    readonly capabilities: Tables['printers']['$inferSelect']['capabilities'];
  } | null;
}

export async function readBooked(tx: Tx, releaseId: string): Promise<Booked | undefined> {
  const rows = await hot(
    tx,
    'read-booked',
    (own) =>
      bookedRows(own)
        .where(eq(own.t.releases.id, sql.placeholder('releaseId')))
        .limit(1),
    { releaseId },
  );
  return rows[0];
}

function bookedRows({ q, t }: Tx) {
  return q
    .select({
      release: t.releases,
      job: { channel: t.jobs.channel, facts: t.jobs.facts, state: t.jobs.state },
      user: { department: t.users.department },
      printer: { site: t.printers.site, capabilities: t.printers.capabilities },
    })
    .from(t.releases)
    .leftJoin(t.jobs, eq(t.jobs.id, t.releases.jobId))
    .leftJoin(t.users, eq(t.users.id, t.releases.ownerId))
    .leftJoin(t.printers, eq(t.printers.id, t.releases.printerId))
    .$dynamic();
}

/** Releases that ended after the one at `after`, oldest first: for booking those of a time before there were records. */
export async function readEnded(
  tx: Tx,
  after: { readonly endedAt: number; readonly id: string },
  limit: number,
): Promise<Booked[]> {
  const { releases } = tx.t;
  return bookedRows(tx)
    .where(
      and(
        isNotNull(releases.endedAt),
        or(
          gt(releases.endedAt, after.endedAt),
          and(eq(releases.endedAt, after.endedAt), gt(releases.id, after.id)),
        ),
      ),
    )
    .orderBy(asc(releases.endedAt), asc(releases.id))
    .limit(limit);
}

/** The newest release of a job whose end nobody decided. */
export async function findUndecided(tx: Tx, jobId: string): Promise<string | undefined> {
  const { releases } = tx.t;
  const rows = await tx.q
    .select({ id: releases.id })
    .from(releases)
    .where(and(eq(releases.jobId, jobId), eq(releases.state, 'uncertain')))
    .limit(1);
  return rows[0]?.id;
}

/** @returns false when it is there already: nothing is counted twice. */
export async function insertRecord(tx: Tx, row: RecordRow): Promise<boolean> {
  const columns = Object.keys(row) as (keyof RecordRow)[];
  const rows = await hot(
    tx,
    'insert-record',
    ({ q, t: { records } }) =>
      q
        .insert(records)
        .values(Object.fromEntries(columns.map((name) => [name, sql.placeholder(name)])) as never)
        .onConflictDoNothing()
        .returning({ id: records.id }),
    { ...row },
  );
  return rows.length === 1;
}

/** Adds to the sums. `rows` come in one order from every caller, so that two bookings never wait for each other crosswise. */
export async function addTallies(tx: Tx, rows: readonly TallyRow[]): Promise<void> {
  const values = Object.fromEntries(
    rows.flatMap((row, at) => Object.entries(row).map(([name, value]) => [`${name}${at}`, value])),
  );
  await hot(
    tx,
    `add-tallies-${rows.length}`,
    ({ q, t: { recordTallies: tallies } }) => {
      const places = rows.map((row, at) =>
        Object.fromEntries(Object.keys(row).map((name) => [name, sql.placeholder(`${name}${at}`)])),
      );
      return q
        .insert(tallies)
        .values(places as never)
        .onConflictDoUpdate({
          target: [
            tallies.kind,
            tallies.day,
            tallies.key,
            tallies.site,
            tallies.channel,
            tallies.department,
            tallies.color,
            tallies.duplex,
          ],
          set: {
            jobs: sql`${tallies.jobs} + excluded.jobs`,
            pages: sql`${tallies.pages} + excluded.pages`,
            sheets: sql`${tallies.sheets} + excluded.sheets`,
            failed: sql`${tallies.failed} + excluded.failed`,
          },
        });
    },
    values,
  );
}

/** Drops at most `limit` records that ended before `before`; their sums stay. @returns how many went. */
export async function dropRecords(tx: Tx, before: number, limit: number): Promise<number> {
  const { records } = tx.t;
  const old = tx.q
    .select({ id: records.id })
    .from(records)
    .where(lt(records.endedAt, before))
    .orderBy(asc(records.endedAt))
    .limit(limit);
  const gone = await tx.q.delete(records).where(inArray(records.id, old)).returning({ id: records.id });
  return gone.length;
}

const MARK = 'records-booked-to';

/** How far the booking of old releases has come; `done` once all are. */
export async function readMark(tx: Tx): Promise<string | undefined> {
  const { facts } = tx.t;
  const rows = await tx.q.select({ value: facts.value }).from(facts).where(eq(facts.name, MARK)).limit(1);
  return rows[0]?.value;
}

export async function writeMark(tx: Tx, value: string): Promise<void> {
  const { facts } = tx.t;
  await tx.q
    .insert(facts)
    .values({ name: MARK, value })
    .onConflictDoUpdate({ target: facts.name, set: { value } });
}
