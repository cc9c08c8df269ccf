// The external engine for larger sites: PostgreSQL through pg's pool. Any number of edge servers may share one.
import { AppError } from '@platen/shared/app-error';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { columnKits } from './column-kit.ts';
import type { Database, Queries, Tx } from './database.ts';
import { migratePostgres } from './migrate.ts';
import { describeTables } from './tables.ts';

/** Connections of one edge server: enough for its parallel requests, few enough for ten servers, each with one to listen, on a default PostgreSQL (100). */
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

  /**
   * Not drizzle's own: where BEGIN itself fails, since the connection broke just then, that one never gives the connection back, and
   * the pool cannot be closed any more. What is not certain to be in order is not used again.
   */
  async function transaction<T>(work: (q: unknown) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let broken: Error | undefined;
    const onError = (cause: Error): void => {
      broken = cause;
    };
    client.on('error', onError);
    try {
      await client.query('BEGIN').catch((cause: unknown) => {
        broken = cause instanceof Error ? cause : new Error(String(cause));
        throw cause;
      });
      try {
        const value = await work(drizzle(client));
        await client.query('COMMIT');
        return value;
      } catch (cause) {
        await client.query('ROLLBACK').catch((second: unknown) => {
          broken = second instanceof Error ? second : new Error(String(second));
        });
        throw cause;
      }
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }

  async function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        const afterCommit: (() => void)[] = [];
        const value = await transaction((q) => work({ ...txFor(q), afterCommit }));
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
