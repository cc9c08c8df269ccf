// Both database engines for contract suites: a fresh empty database each time, SQLite in a temporary folder, PostgreSQL a real one.
import { join } from 'node:path';
import type { Database } from '@platen/edge-server/db/database';
import { openPostgres } from '@platen/edge-server/db/postgres';
import { openSqlite } from '@platen/edge-server/db/sqlite';
import { type Postgres, startPostgres } from '../servers/postgres.ts';
import { tempDir } from './temp-dir.ts';

export interface EngineUnderTest {
  readonly name: 'SQLite' | 'PostgreSQL';
  open(): Promise<Database>;
  stop(): Promise<void>;
}

export async function sqliteEngine(): Promise<EngineUnderTest> {
  const folder = await tempDir('sqlite');
  let count = 0;
  return {
    name: 'SQLite',
    open: async () => openSqlite(join(folder.path, `${++count}.db`)),
    stop: () => folder.remove(),
  };
}

export async function postgresEngine(): Promise<EngineUnderTest> {
  const server: Postgres = await startPostgres();
  return {
    name: 'PostgreSQL',
    open: async () => openPostgres(await server.createDatabase()),
    stop: () => server.stop(),
  };
}
