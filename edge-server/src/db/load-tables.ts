// Puts the rows of a snapshot into an empty database: its schema is made as it was then, and brought up to date afterwards by the usual
// migrations, so that a backup of an older Platen comes in like an upgrade.
import SqliteFile from 'better-sqlite3';
import pg from 'pg';
import { MIGRATIONS, migratePostgres, migrateSqlite } from './migrate.ts';
import type { Row, TableFacts } from './snapshot.ts';
import { decodeValue, knownColumns } from './table-columns.ts';

export interface Loader {
  /** Columns that the schema of that time does not have are an error: the file is not what it says. */
  add(table: TableFacts, rows: readonly Row[]): Promise<void>;
  /** Brings the schema up to date, unless it is to stay as it was; everything is durable when it resolves. */
  finish(schema?: 'newest' | 'as-it-was'): Promise<void>;
  /** Nothing of it stays, as far as it can be helped; closes. */
  abort(): Promise<void>;
}

/** The newest step this version knows. */
export const NEWEST_STEP: number = Math.max(...MIGRATIONS.map(({ id }) => id));

/** A name from a file must not become SQL. */
const NAME = /^[a-z][a-z0-9_]{0,62}$/;

function check({ name, columns }: TableFacts): void {
  for (const text of [name, ...columns.map((column) => column.name)]) {
    if (!NAME.test(text)) throw new Error(`"${text.slice(0, 80)}" is no name of a table or column`);
  }
}

/** @param path a file that is not there yet. */
export function loadSqlite(path: string, step: number): Loader {
  const file = new SqliteFile(path);
  file.pragma('page_size = 8192');
  file.pragma('journal_mode = WAL');
  // What is loaded counts only when all of it is there: one sync at the end is enough.
  file.pragma('synchronous = OFF');
  file.pragma('secure_delete = ON');
  migrateSqlite(file, step);
  const statements = new Map<string, SqliteFile.Statement>();
  return {
    add: async (table, rows) => {
      let insert = statements.get(table.name);
      if (insert === undefined) {
        check(table);
        const { columns, name } = table;
        const marks = columns.map(() => '?').join(', ');
        insert = file.prepare(
          `INSERT INTO "${name}" (${columns.map((one) => `"${one.name}"`).join(', ')}) VALUES (${marks})`,
        );
        statements.set(name, insert);
      }
      const run = insert;
      file.transaction(() => {
        for (const row of rows)
          run.run(table.columns.map(({ kind }, i) => decodeValue(kind, row[i], 'sqlite')));
      })();
      await new Promise<void>((resolve) => setImmediate(resolve));
    },
    finish: async (schema = 'newest') => {
      if (schema === 'newest') migrateSqlite(file);
      file.pragma('synchronous = FULL');
      file.pragma('wal_checkpoint(TRUNCATE)');
      file.close();
    },
    abort: async () => void file.close(),
  };
}

/** Rows for one statement: PostgreSQL takes 65,535 values in one. */
const VALUES_MOST = 20_000;

/**
 * In one transaction: it is all there or nothing is. Rejects when the database holds tables of Platen already.
 * @param replace true: those are taken away first (a restore that did not finish, an upgrade that is taken back).
 */
export async function loadPostgres(url: string, step: number, replace = false): Promise<Loader> {
  const client = new pg.Client({ connectionString: url, application_name: 'platen restore' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('BEGIN');
    const taken = await client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = ANY($1)`,
      [[...knownColumns().keys(), 'migrations']],
    );
    if (taken.rows.length > 0 && !replace) {
      throw new Error('The database of PLATEN_DATABASE_URL is not empty. Restore into a new one.');
    }
    for (const { name } of taken.rows) await client.query(`DROP TABLE "${name}" CASCADE`);
    await migratePostgres(client, step);
  } catch (cause) {
    await client.end();
    throw cause;
  }
  return {
    add: async (table, rows) => {
      check(table);
      const { columns, name } = table;
      const most = Math.max(1, Math.floor(VALUES_MOST / columns.length));
      const list = columns.map((one) => `"${one.name}"`).join(', ');
      for (let at = 0; at < rows.length; at += most) {
        const some = rows.slice(at, at + most);
        const marks = some.map(
          (_, r) => `(${columns.map((_, c) => `$${r * columns.length + c + 1}`).join(', ')})`,
        );
        const values = some.flatMap((row) =>
          columns.map(({ kind }, i) => decodeValue(kind, row[i], 'postgres')),
        );
        await client.query(`INSERT INTO "${name}" (${list}) VALUES ${marks.join(', ')}`, values);
      }
    },
    finish: async (schema = 'newest') => {
      try {
        if (schema === 'newest') await migratePostgres(client);
        await client.query('COMMIT');
      } finally {
        await client.end();
      }
    },
    abort: () => client.end(),
  };
}
