// All rows of all tables as they are at one moment, on either engine, while the server goes on working. Nothing is written to the disk.
import SqliteFile from 'better-sqlite3';
import pg from 'pg';
import { type ColumnFacts, encodeValue, kindOfType, knownColumns } from './table-columns.ts';

export interface TableFacts {
  readonly name: string;
  readonly columns: readonly ColumnFacts[];
}

export type Row = readonly unknown[];

export interface Snapshot {
  readonly engine: 'sqlite' | 'postgres';
  /** The newest migration that was run. */
  readonly step: number;
  readonly tables: readonly TableFacts[];
  /** In batches, so that others have their turn; values as table-columns.ts encodes them. One table at a time. */
  rows(table: TableFacts): AsyncIterable<Row[]>;
  close(): Promise<void>;
}

/** Rows at a time: some milliseconds of work, and far below a megabyte but for small documents, which lie in their row. */
const BATCH = 200;
const LEDGER = 'migrations';

/** @param path of the database file; the server may have it open. */
export async function snapshotSqlite(path: string): Promise<Snapshot> {
  const file = new SqliteFile(path, { readonly: true, fileMustExist: true });
  try {
    file.pragma('busy_timeout = 5000');
    // A read transaction of WAL sees what was committed before its first read, for as long as it lasts.
    file.exec('BEGIN');
    const step = (file.prepare(`SELECT max(id) AS step FROM ${LEDGER}`).get() as { step: number | null })
      .step;
    const known = knownColumns();
    const names = file
      .prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
      )
      .pluck()
      .all() as string[];
    const tables = names
      .filter((name) => name !== LEDGER)
      .map((name) => {
        const columns = file.pragma(`table_info("${name}")`) as { name: string; type: string }[];
        return { name, columns: factsOf(known, name, columns) };
      });
    return {
      engine: 'sqlite',
      step: step ?? 0,
      tables,
      rows: async function* ({ name, columns }) {
        const read = file.prepare(`SELECT ${listOf(columns)} FROM "${name}"`).raw();
        let batch: Row[] = [];
        for (const row of read.iterate() as Iterable<unknown[]>) {
          batch.push(columns.map(({ kind }, i) => encodeValue(kind, row[i])));
          if (batch.length < BATCH) continue;
          yield batch;
          batch = [];
          await new Promise<void>((resolve) => setImmediate(resolve));
        }
        if (batch.length > 0) yield batch;
      },
      close: async () => void file.close(),
    };
  } catch (cause) {
    file.close();
    throw cause;
  }
}

export async function snapshotPostgres(url: string): Promise<Snapshot> {
  const client = new pg.Client({ connectionString: url, application_name: 'platen backup' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const ledger = await client.query<{ step: number | null }>(`SELECT max(id) AS step FROM ${LEDGER}`);
    const found = await client.query<{ table_name: string; column_name: string; data_type: string }>(
      `SELECT table_name, column_name, data_type FROM information_schema.columns
       WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position`,
    );
    const known = knownColumns();
    const byTable = new Map<string, { name: string; type: string }[]>();
    for (const { table_name, column_name, data_type } of found.rows) {
      const columns = byTable.get(table_name) ?? [];
      columns.push({ name: column_name, type: data_type });
      byTable.set(table_name, columns);
    }
    // A schema may hold other people's tables: only those this version knows are ours to take.
    const tables = [...byTable]
      .filter(([name]) => known.has(name))
      .map(([name, columns]) => ({ name, columns: factsOf(known, name, columns) }));
    return {
      engine: 'postgres',
      step: ledger.rows[0]?.step ?? 0,
      tables,
      rows: async function* ({ name, columns }) {
        await client.query(`DECLARE walk NO SCROLL CURSOR FOR SELECT ${listOf(columns)} FROM "${name}"`);
        try {
          for (;;) {
            const some = await client.query<unknown[]>({
              text: `FETCH ${BATCH} FROM walk`,
              rowMode: 'array',
            });
            if (some.rows.length === 0) return;
            // The driver has parsed jsonb already: a text of JSON must not be parsed twice.
            yield some.rows.map((row) =>
              columns.map(({ kind }, i) => (kind === 'json' ? (row[i] ?? null) : encodeValue(kind, row[i]))),
            );
          }
        } finally {
          await client.query('CLOSE walk');
        }
      },
      close: () => client.end(),
    };
  } catch (cause) {
    await client.end();
    throw cause;
  }
}

function factsOf(
  known: ReturnType<typeof knownColumns>,
  table: string,
  columns: readonly { name: string; type: string }[],
): ColumnFacts[] {
  return columns.map(({ name, type }) => ({ name, kind: known.get(table)?.get(name) ?? kindOfType(type) }));
}

const listOf = (columns: readonly ColumnFacts[]): string => columns.map(({ name }) => `"${name}"`).join(', ');
