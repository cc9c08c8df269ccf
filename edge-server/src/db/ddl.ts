// Writes the CREATE statements of tables.ts for one engine. Used to make a migration, and by the test that keeps migrations and tables.ts equal.
import { type PgTable, getTableConfig as pgTableConfig } from 'drizzle-orm/pg-core';
import { type SQLiteTable, getTableConfig as sqliteTableConfig } from 'drizzle-orm/sqlite-core';
import { columnKits } from './column-kit.ts';
import { describeTables } from './tables.ts';

export type Engine = keyof typeof columnKits;

interface Described {
  readonly name: string;
  readonly columns: readonly { name: string; primary: boolean; notNull: boolean; getSQLType(): string }[];
  readonly indexes: readonly {
    config: { name?: string | undefined; unique?: boolean; columns: readonly unknown[] };
  }[];
  readonly primaryKeys: readonly { columns: readonly { name: string }[] }[];
}

/** All statements that make an empty database into the described one, in a fixed order. */
export function createStatements(engine: Engine): string[] {
  const tables = Object.values(describeTables(columnKits[engine]));
  return tables.flatMap((table) => {
    const described: Described =
      engine === 'sqlite'
        ? sqliteTableConfig(table as SQLiteTable)
        : // The kit's table is a PostgreSQL one at run time (column-kit.ts).
          pgTableConfig(table as unknown as PgTable);
    return [
      tableStatement(described),
      ...described.indexes.map((index) => indexStatement(described.name, index)),
    ];
  });
}

function tableStatement(table: Described): string {
  const lines = table.columns.map((column) => {
    const key = column.primary ? ' PRIMARY KEY' : '';
    const needed = column.notNull || column.primary ? ' NOT NULL' : '';
    return `  "${column.name}" ${column.getSQLType()}${key}${needed}`;
  });
  for (const key of table.primaryKeys) {
    lines.push(`  PRIMARY KEY (${key.columns.map((column) => `"${column.name}"`).join(', ')})`);
  }
  return `CREATE TABLE "${table.name}" (\n${lines.join(',\n')}\n)`;
}

function indexStatement(table: string, index: Described['indexes'][number]): string {
  const columns = index.config.columns.map((column) => `"${(column as { name: string }).name}"`).join(', ');
  const unique = index.config.unique === true ? 'UNIQUE ' : '';
  return `CREATE ${unique}INDEX "${index.config.name ?? ''}" ON "${table}" (${columns})`;
}
