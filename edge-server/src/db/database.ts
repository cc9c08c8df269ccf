// The database as the stores see it: one kind of transaction on either engine. No SQL here; the engines are sqlite.ts and postgres.ts.
import type { LiveChange } from '@platen/shared/live-change';
import type { News } from '@platen/shared/webhook';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type { Engine } from './ddl.ts';
import type { Tables } from './tables.ts';

/** Drizzle's query builder. Every builder is awaited, which runs it on both engines. */
export type Queries = BaseSQLiteDatabase<'sync', unknown, Record<string, never>>;

/** What a store function works with: builder and tables of the running engine, inside one transaction. */
export interface Tx {
  readonly q: Queries;
  readonly t: Tables;
  readonly engine: Engine;
  /** Statements built once and used often; see `hot()`. */
  readonly prepared: Map<string, unknown>;
  /** Compiles a statement that inserts a row and tells its rowid, on the engine that keeps one connection; see insert-row.ts. */
  readonly prepare?: (statement: string) => (values: unknown[]) => number;
  /** Run once the commit is on disk, never after a rollback: removing files, knocking at the runner. Must not throw. */
  readonly afterCommit: (() => void)[];
  /** What programs outside are told of this transaction; see with-news.ts. Absent where nobody listens. */
  readonly news?: News[];
  /** What this transaction changed of what people have on their screens; see with-news.ts. Absent where nobody follows. */
  readonly touched?: LiveChange[];
}

export interface Database {
  readonly engine: Engine;
  /**
   * One durable transaction: when the promise resolves, the commit is on disk. Inside `work` await nothing but queries.
   * An error thrown by `work` rolls this transaction back and rejects; others are not touched by it.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Committed rows only. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Waits for running transactions, then closes. */
  close(): Promise<void>;
}

/** Something with drizzle's prepared-statement surface that both engines share. */
interface PreparedStatement<R> {
  execute(values?: Record<string, unknown>): R | Promise<R>;
}

/**
 * A statement of the hot path, built once for an engine that keeps one connection. Drizzle's builders cost 18 times the run
 * of a prepared one (dependencies.md section 2), which would be most of the cost of accepting a small document.
 */
export async function hot<R>(
  tx: Tx,
  name: string,
  build: (tx: Tx) => { prepare(name?: string): PreparedStatement<R> },
  values: Record<string, unknown>,
): Promise<R> {
  let statement = tx.prepared.get(name) as PreparedStatement<R> | undefined;
  if (statement === undefined) {
    // PostgreSQL tells statements apart by 63 characters of their name.
    statement = build(tx).prepare(`${tx.prepared.size} ${name}`.slice(0, 60));
    tx.prepared.set(name, statement);
  }
  return statement.execute(values);
}
