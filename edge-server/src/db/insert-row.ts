// Adds one whole row. On SQLite by a statement compiled once per table and column encoders called directly: the query builder
// costs several times the insert itself, which would be most of the cost of taking in a small document.
import { getTableColumns } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Tx } from './database.ts';

type Encode = (row: Readonly<Record<string, unknown>>) => unknown[];
interface Compiled {
  readonly encode: Encode;
  readonly run: (values: unknown[]) => number;
}

/** `row` has every column; null where there is no value. */
export async function insertRow<T extends SQLiteTable>(
  tx: Tx,
  name: string,
  table: T,
  row: T['$inferSelect'],
): Promise<void> {
  if (tx.prepare === undefined) await tx.q.insert(table).values(row);
  else insertCompiled(tx, tx.prepare, { name, table, row });
}

/**
 * A row whose integer key the database counts; `row` has every other column.
 * @param key its column.
 * @returns the number it got.
 */
export async function insertCounted<T extends SQLiteTable>(
  tx: Tx,
  name: string,
  { table, key }: { readonly table: T; readonly key: SQLiteColumn },
  row: T['$inferInsert'],
): Promise<number> {
  if (tx.prepare !== undefined) return insertCompiled(tx, tx.prepare, { name, table, row });
  const [inserted] = await tx.q.insert(table).values(row).returning({ number: key });
  if (inserted === undefined) throw new Error(`a row of ${name} got no number`);
  return Number(inserted.number);
}

function insertCompiled(
  tx: Tx,
  prepare: NonNullable<Tx['prepare']>,
  of: { readonly name: string; readonly table: SQLiteTable; readonly row: Readonly<Record<string, unknown>> },
): number {
  const key = `insert ${of.name}`;
  let compiled = tx.prepared.get(key) as Compiled | undefined;
  if (compiled === undefined) {
    const columns = Object.entries(getTableColumns(of.table));
    const names = columns.map(([, column]) => `"${column.name}"`).join(', ');
    const marks = columns.map(() => '?').join(', ');
    compiled = {
      run: prepare(`insert into "${of.name}" (${names}) values (${marks})`),
      encode: (given) =>
        columns.map(([property, column]) => {
          const value = given[property] ?? null;
          return value === null ? null : column.mapToDriverValue(value);
        }),
    };
    tx.prepared.set(key, compiled);
  }
  return compiled.run(compiled.encode(of.row));
}
