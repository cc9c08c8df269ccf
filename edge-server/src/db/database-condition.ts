// How the database is: its step, its size, its time, and on the embedded engine whether the file is sound. For the doctor.
import { stat } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import type { Engine } from './ddl.ts';
import { MIGRATIONS } from './migrate.ts';

export interface DatabaseCondition {
  readonly engine: Engine;
  /** The last step of migrate.ts that was run on it, and the newest that this server knows. */
  readonly step: number;
  readonly newest: number;
  /** Of the file, or of the whole database as PostgreSQL says. */
  readonly bytes?: number;
  /** Of the write-ahead log beside the file. */
  readonly logBytes?: number;
  /** What is wrong with the file, in SQLite's words. */
  readonly damage?: string;
}

/** @param checkFile looks through the file off the main thread; resolves with what is wrong. */
export async function databaseCondition(
  db: Database,
  path: string,
  checkFile: (path: string, signal: AbortSignal) => Promise<string | undefined>,
  signal: AbortSignal,
): Promise<DatabaseCondition> {
  const step = await db.read(async (tx) => {
    const rows = await tx.q.select({ done: sql<number>`max(id)` }).from(sql`migrations`);
    return Number(rows[0]?.done ?? 0);
  });
  const known = { engine: db.engine, step, newest: MIGRATIONS[MIGRATIONS.length - 1]?.id ?? 0 };
  if (db.engine === 'postgres') {
    const size = await db.read((tx) =>
      tx.q.select({ bytes: sql<string>`pg_database_size(current_database())` }).from(sql`(select 1) as one`),
    );
    return { ...known, bytes: Number(size[0]?.bytes ?? 0) };
  }
  const [bytes, logBytes, damage] = await Promise.all([
    sizeOf(path),
    sizeOf(`${path}-wal`),
    checkFile(path, signal),
  ]);
  return { ...known, bytes, logBytes, ...(damage === undefined ? {} : { damage }) };
}

/** Unix ms by the database's own clock; undefined for the embedded one, which has this machine's. */
export async function databaseTime(db: Database): Promise<number | undefined> {
  if (db.engine === 'sqlite') return undefined;
  const rows = await db.read((tx) =>
    tx.q
      .select({ now: sql<string>`extract(epoch from clock_timestamp()) * 1000` })
      .from(sql`(select 1) as one`),
  );
  return Number(rows[0]?.now);
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return 0;
    throw cause;
  }
}
