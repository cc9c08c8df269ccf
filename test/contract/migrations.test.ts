// The migrations and the description of the tables are two writings of one thing: an empty database that was brought up by the steps has
// exactly the tables, columns, duties and indexes that tables.ts tells of.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Database } from '@platen/edge-server/db/database';
import { createStatements, type Engine } from '@platen/edge-server/db/ddl';
import { sql } from 'drizzle-orm';
import { onBothEngines } from '../support/engines.ts';

/** Lines such as `jobs.owner_id required`, in order. */
function describedColumns(engine: Engine): string[] {
  const lines: string[] = [];
  for (const statement of createStatements(engine)) {
    const table = /^CREATE TABLE "(\w+)"/.exec(statement)?.[1];
    if (table === undefined) continue;
    for (const [, column, rest] of statement.matchAll(/^ {2}"(\w+)" (.*)$/gm))
      lines.push(`${table}.${column}${rest?.includes('NOT NULL') === true ? ' required' : ''}`);
  }
  return lines.sort();
}

function describedIndexes(engine: Engine): string[] {
  return createStatements(engine)
    .flatMap((statement) => /^CREATE (UNIQUE )?INDEX "(\w+)"/.exec(statement) ?? [])
    .filter((_, index) => index % 3 === 2)
    .sort();
}

async function realColumns(db: Database): Promise<string[]> {
  const from =
    db.engine === 'sqlite'
      ? sql`(select m.name as t, c.name as c, c."notnull" or c.pk > 0 as needed from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite_%') x`
      : sql`(select table_name as t, column_name as c, is_nullable = 'NO' as needed from information_schema.columns where table_schema = 'public') x`;
  const rows = await db.read((tx) =>
    tx.q
      .select({ t: sql<string>`x.t`, c: sql<string>`x.c`, needed: sql<number | boolean>`x.needed` })
      .from(from),
  );
  return rows
    .filter((row) => row.t !== 'migrations')
    .map((row) => `${row.t}.${row.c}${row.needed === true || row.needed === 1 ? ' required' : ''}`)
    .sort();
}

/** Only where PostgreSQL has the extension for it (0004-people.ts). */
const WHERE_POSSIBLE = 'users_words_trgm';

async function realIndexes(db: Database): Promise<string[]> {
  const from =
    db.engine === 'sqlite'
      ? sql`(select name from sqlite_master where type = 'index' and name not like 'sqlite_%') x`
      : sql`(select indexname as name from pg_indexes where schemaname = 'public' and indexname not like '%_pkey') x`;
  const rows = await db.read((tx) => tx.q.select({ name: sql<string>`x.name` }).from(from));
  return rows
    .map((row) => row.name)
    .filter((name) => name !== WHERE_POSSIBLE)
    .sort();
}

describe('migrations', () => {
  onBothEngines('the steps make what tables.ts describes', (database) => {
    test('every column is there, with the same duties, and no other', async () => {
      const db = database();
      const described = describedColumns(db.engine);
      assert.ok(described.length > 200);
      assert.deepEqual(await realColumns(db), described);
    });

    test('every index is there, and no other', async () => {
      const db = database();
      assert.deepEqual(await realIndexes(db), describedIndexes(db.engine));
    });
  });
});
