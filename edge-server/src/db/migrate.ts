// Brings a database up to the newest step, each step in one transaction; refuses one that a newer Platen has written.
import type SqliteFile from 'better-sqlite3';
import pg from 'pg';
import type { Migration } from './migration.ts';
import { begin } from './migrations/0001-begin.ts';
import { devices } from './migrations/0002-devices.ts';
import { mail } from './migrations/0003-mail.ts';
import { people } from './migrations/0004-people.ts';
import { print } from './migrations/0005-print.ts';
import { phone } from './migrations/0006-phone.ts';
import { twins } from './migrations/0007-twins.ts';

/** In order; a step that has been released is never changed, only followed by another. */
export const MIGRATIONS = [
  begin,
  devices,
  mail,
  people,
  print,
  phone,
  twins,
] as const satisfies readonly Migration[];

const LEDGER = 'CREATE TABLE IF NOT EXISTS migrations (id INTEGER PRIMARY KEY)';
/** Any fixed number: servers that start together wait for each other here. */
const LOCK = 7_318_240;

/** @param upTo the last step to run; a restore goes on from the step its backup was made at. */
export function migrateSqlite(file: SqliteFile.Database, upTo?: number): void {
  file.transaction(() => {
    file.exec(LEDGER);
    const row = file.prepare('SELECT max(id) AS done FROM migrations').get() as { done: number | null };
    for (const migration of pending(row.done ?? 0, upTo)) {
      for (const statement of migration.sqlite) file.exec(statement);
      file.prepare('INSERT INTO migrations (id) VALUES (?)').run(migration.id);
    }
  })();
}

/** A pool: in one transaction of its own. A client: inside the transaction that the caller has begun. */
export async function migratePostgres(to: pg.Pool | pg.Client, upTo?: number): Promise<void> {
  if (to instanceof pg.Client) return migrateIn(to, upTo);
  const client = await to.connect();
  try {
    await client.query('BEGIN');
    await migrateIn(client, upTo);
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK');
    throw cause;
  } finally {
    client.release();
  }
}

async function migrateIn(client: pg.ClientBase, upTo?: number): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  await client.query(LEDGER);
  const result = await client.query<{ done: number | null }>('SELECT max(id) AS done FROM migrations');
  for (const migration of pending(result.rows[0]?.done ?? 0, upTo)) {
    for (const statement of migration.postgres) await client.query(statement);
    await client.query('INSERT INTO migrations (id) VALUES ($1)', [migration.id]);
  }
}

function pending(done: number, upTo = Number.POSITIVE_INFINITY): readonly Migration[] {
  const newest = MIGRATIONS[MIGRATIONS.length - 1]?.id ?? 0;
  if (done > newest) {
    throw new Error(
      `This database was written by a newer Platen (step ${done}, this one knows ${newest}). Install that version again, or restore a backup.`,
    );
  }
  return MIGRATIONS.filter((migration) => migration.id > done && migration.id <= upTo);
}
