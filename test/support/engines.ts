// Both database engines for contract suites: a fresh empty database each time, SQLite in a temporary folder, PostgreSQL a real one.
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import type { Database } from '@platen/edge-server/db/database';
import { openPostgres } from '@platen/edge-server/db/postgres';
import { openSqlite } from '@platen/edge-server/db/sqlite';
import { type Postgres, startPostgres } from '../servers/postgres.ts';
import { skipUnless } from './skip-unless.ts';
import { tempDir } from './temp-dir.ts';

interface Engine {
  open(): Promise<Database>;
  stop(): Promise<void>;
}

async function sqlite(): Promise<Engine> {
  const folder = await tempDir('sqlite');
  return { open: async () => openSqlite(join(folder.path, 'test.db')), stop: () => folder.remove() };
}

async function postgres(): Promise<Engine> {
  const server: Postgres = await startPostgres();
  return { open: async () => openPostgres(await server.createDatabase()), stop: () => server.stop() };
}

const ENGINES = [
  { name: 'SQLite', start: sqlite, needs: [] },
  { name: 'PostgreSQL', start: postgres, needs: ['postgres'] },
] as const;

/** Runs one suite twice, each time on an empty database of its own, handed over from `before` on. */
export function onBothEngines(what: string, suite: (database: () => Database) => void): void {
  for (const { name, start, needs } of ENGINES) {
    describe(`${what} on ${name}`, { skip: skipUnless(...needs) }, () => {
      let engine: Engine;
      let db: Database;
      before(async () => {
        engine = await start();
        db = await engine.open();
      });
      after(async () => {
        await db.close();
        await engine.stop();
      });
      suite(() => db);
    });
  }
}
