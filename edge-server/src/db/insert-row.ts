// Adds one whole row. On SQLite by a statement compiled once per table and column encoders called directly: the query builder
// costs several times the insert itself, which would be most of the cost of taking in a small document.
import { getTableColumns } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Tx } from './database.ts';

type Encode = (row: Readonly<Record<string, unknown>>) => unknown[];
interface Compiled {
  readonly encode: Encode;
  readonly run: (values: unknown[]) => void;
}

/** `row` has every column; null where there is no value. */
export async function insertRow<T extends SQLiteTable>(
  tx: Tx,
  name: string,
  table: T,
  row: T['$inferSelect'],
): Promise<void> {
  if (tx.prepare === undefined) {
    await tx.q.insert(table).values(row);
    return;
  }
  const key = `insert ${name}`;
  let compiled = tx.prepared.get(key) as Compiled | undefined;
  if (compiled === undefined) {
    const columns = Object.entries(getTableColumns(table));
    const names = columns.map(([, column]) => `"${column.name}"`).join(', ');
    const marks = columns.map(() => '?').join(', ');
    compiled = {
      run: tx.prepare(`insert into "${name}" (${names}) values (${marks})`),
      encode: (given) =>
        columns.map(([property, column]) => {
          const value = given[property] ?? null;
          return value === null ? null : column.mapToDriverValue(value);
        }),
    };
    tx.prepared.set(key, compiled);
  }
  compiled.run(compiled.encode(row));
}
