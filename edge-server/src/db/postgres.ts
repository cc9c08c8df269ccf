// The external engine for larger sites: PostgreSQL through pg's pool. Any number of edge servers may share one.
import { AppError } from '@platen/shared/app-error';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { columnKits } from './column-kit.ts';
import type { Database, Queries, Tx } from './database.ts';
import { migratePostgres } from './migrate.ts';
import { describeTables } from './tables.ts';

/** Connections of one edge server: enough for its parallel requests, few enough for ten servers on a default PostgreSQL (100). */
const CONNECTIONS = 8;
/** A transaction that lost against another (RFC: SQLSTATE class 40) is run again this often before it counts as a failure. */
const RETRIES = 5;

/** Connects, migrates and returns the database; rejects with a sentence naming the host when it cannot. */
export async function openPostgres(url: string): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS, application_name: 'platen' });
  // An idle connection that breaks is replaced by the pool; without a listener the event would end the process.
  pool.on('error', () => undefined);
  await migratePostgres(pool);
  const db = drizzle(pool);
  const tables = describeTables(columnKits.postgres);
  // The node-postgres builder answers the same calls; see column-kit.ts.
  const txFor = (q: unknown): Tx => ({
    q: q as Queries,
    t: tables,
    engine: 'postgres',
    prepared: new Map(),
    afterCommit: [],
  });

  async function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        const afterCommit: (() => void)[] = [];
        const value = await db.transaction((q) => work({ ...txFor(q), afterCommit }));
        for (const act of afterCommit) act();
        return value;
      } catch (cause) {
        const code = sqlState(cause);
        if (attempt < RETRIES && (code === '40001' || code === '40P01')) continue;
        if (code === '53100') throw new AppError('disk-full', { where: 'the database' }, { cause });
        throw cause;
      }
    }
  }

  return { engine: 'postgres', write, read: (work) => work(txFor(db)), close: () => pool.end() };
}

/** The SQLSTATE of a failed query; drizzle wraps the driver's error as its cause. */
function sqlState(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return undefined;
}
