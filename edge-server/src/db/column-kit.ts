// The column vocabulary that both engines share, so that tables.ts is written once (SPEC F6).
// SQLite's types are the ones TypeScript sees; PostgreSQL's builders offer the same surface for all that the stores use.
import {
  bigint,
  boolean,
  customType,
  jsonb,
  index as pgIndex,
  primaryKey as pgPrimaryKey,
  pgTable,
  text as pgText,
  uniqueIndex as pgUniqueIndex,
} from 'drizzle-orm/pg-core';
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

const sqliteKit = {
  table: sqliteTable,
  index,
  uniqueIndex,
  primaryKey,
  text: (name: string) => text(name),
  /** Counts, bytes and Unix milliseconds: safe integers. */
  int: (name: string) => integer(name, { mode: 'number' }),
  flag: (name: string) => integer(name, { mode: 'boolean' }),
  json: (name: string) => text(name, { mode: 'json' }),
  bytes: (name: string) => blob(name, { mode: 'buffer' }),
};

export type ColumnKit = typeof sqliteKit;

const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

const postgresKit = {
  table: pgTable,
  index: pgIndex,
  uniqueIndex: pgUniqueIndex,
  primaryKey: pgPrimaryKey,
  text: (name: string) => pgText(name),
  int: (name: string) => bigint(name, { mode: 'number' }),
  flag: (name: string) => boolean(name),
  json: (name: string) => jsonb(name),
  bytes: (name: string) => bytea(name),
};

export const columnKits = {
  sqlite: sqliteKit,
  // The one place where the engines' types are told to be the same; test/contract/store.test.ts is the proof.
  postgres: postgresKit as unknown as ColumnKit,
} as const;
