// The embedded engine: better-sqlite3 in WAL mode. Transactions that wait together share one commit, and commits one sync of
// the log, which runs beside the main thread (wal-sync.ts).

import type { Worker } from 'node:worker_threads';
import { AppError } from '@platen/shared/app-error';
import SqliteFile from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { makeCheckpointThread } from './checkpoint-thread.ts';
import { columnKits } from './column-kit.ts';
import type { Database, Tx } from './database.ts';
import { migrateSqlite } from './migrate.ts';
import { describeTables } from './tables.ts';
import { openWalSync } from './wal-sync.ts';

interface Waiting {
  readonly work: (tx: Tx) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (cause: unknown) => void;
}

/** Larger than the default 4096: a small document kept in the row takes half as many overflow pages. */
const PAGE_SIZE = 8192;
/** Pages of WAL before the main thread checkpoints by itself, 32 MB; under load most are moved by then (checkpoint-thread.ts). */
const CHECKPOINT_PAGES = 4000;
/** Most transactions that share a commit, so that the first one's wait stays short. */
const BATCH = 64;

/**
 * Opens or makes the database file; throws with a clear cause when it cannot. `startThread` starts checkpoint-worker.ts on it;
 * without one the main thread moves the log into the file every few thousand commits.
 */
export function openSqlite(path: string, startThread?: () => Worker): Database {
  const writer = openFile(path, false);
  migrateSqlite(writer);
  // From here on a commit is written by SQLite and synced by us before anyone is told (delivery-and-mail.md section 2: at NORMAL
  // alone an acknowledged commit could vanish on power loss). The log's order keeps whole: what a commit read is durable with it.
  writer.pragma('synchronous = NORMAL');
  const wal = openWalSync(`${path}-wal`);
  const checkpoints = startThread && makeCheckpointThread(startThread);
  const reader = openFile(path, true);
  const tables = describeTables(columnKits.sqlite);
  const txFor = (file: SqliteFile.Database): Tx => ({
    // The builder's type parameters differ only in the run result, which no store reads.
    q: drizzle(file),
    t: tables,
    engine: 'sqlite',
    prepared: new Map(),
    prepare: (statement) => {
      const compiled = file.prepare(statement);
      return (values) => Number(compiled.run(values).lastInsertRowid);
    },
    afterCommit: [],
  });
  const writeTx = txFor(writer);
  const readTx = txFor(reader);

  // Prepared once: every transaction runs them, and compiling would cost more than running.
  const step = {
    begin: writer.prepare('BEGIN IMMEDIATE'),
    commit: writer.prepare('COMMIT'),
    rollback: writer.prepare('ROLLBACK'),
    open: writer.prepare('SAVEPOINT unit'),
    keep: writer.prepare('RELEASE unit'),
    undo: writer.prepare('ROLLBACK TO unit'),
  };
  let waiting: Waiting[] = [];
  let running: Promise<void> | undefined;
  let closed = false;
  /** Set by the first sync that failed: what is on the disk is unknown from then on, until a restart reads it anew. */
  let broken: AppError | undefined;

  /** Runs and commits all of `batch`; what it gives back tells their callers, once the commit is on disk. */
  async function commitBatch(batch: readonly Waiting[]): Promise<(() => void)[]> {
    const outcomes: (() => void)[] = [];
    step.begin.run();
    for (const { work, resolve, reject } of batch) {
      step.open.run();
      try {
        const afterCommit: (() => void)[] = [];
        const value = await work({ ...writeTx, afterCommit });
        step.keep.run();
        outcomes.push(() => {
          for (const act of afterCommit) act();
          resolve(value);
        });
      } catch (cause) {
        // A full disk ends the whole transaction inside SQLite; then there is no savepoint to go back to.
        if (!writer.inTransaction) throw cause;
        step.undo.run();
        step.keep.run();
        outcomes.push(() => reject(asAppError(cause)));
      }
    }
    step.commit.run();
    checkpoints?.committed(batch.length);
    return outcomes;
  }

  async function settle(outcomes: readonly (() => void)[], batch: readonly Waiting[]): Promise<void> {
    try {
      await wal.sync();
    } catch (cause) {
      broken ??= new AppError(
        'storage-failed',
        { detail: `the database did not sync: ${String(cause)}` },
        { cause },
      );
      for (const { reject } of batch) reject(broken);
      return;
    }
    for (const tell of outcomes) tell();
  }

  /** Settled when every commit so far is told: syncs end in the order they were asked for. */
  let told = Promise.resolve();

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      // One turn of the event loop lets requests that arrived together join the batch.
      await new Promise<void>((resolve) => setImmediate(resolve));
      const batch = waiting.slice(0, BATCH);
      waiting = waiting.slice(BATCH);
      try {
        if (broken) throw broken;
        told = settle(await commitBatch(batch), batch);
      } catch (cause) {
        if (writer.inTransaction) step.rollback.run();
        for (const { reject } of batch) reject(asAppError(cause));
      }
    }
    running = undefined;
  }

  return {
    engine: 'sqlite',
    write: <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
      if (closed) return Promise.reject(new AppError('not-ready', { detail: 'the database is closed' }));
      return new Promise<T>((resolve, reject) => {
        waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
        running ??= drain();
      });
    },
    read: (work) => (broken ? Promise.reject(broken) : work(readTx)),
    close: async () => {
      closed = true;
      await running;
      await told;
      await wal.close();
      await checkpoints?.stop();
      reader.close();
      writer.close();
    },
  };
}

function openFile(path: string, readonly: boolean): SqliteFile.Database {
  const file = new SqliteFile(path, { readonly });
  if (!readonly) {
    file.pragma(`page_size = ${PAGE_SIZE}`);
    file.pragma('journal_mode = WAL');
    file.pragma('synchronous = FULL');
    file.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    // Freed pages are zeroed: a shredded key or a small document leaves nothing behind in the file.
    file.pragma('secure_delete = ON');
  }
  file.pragma('busy_timeout = 5000');
  return file;
}

function asAppError(cause: unknown): unknown {
  if (cause instanceof SqliteFile.SqliteError) {
    if (cause.code === 'SQLITE_FULL') return new AppError('disk-full', { where: 'the database' }, { cause });
    if (cause.code.startsWith('SQLITE_IOERR')) {
      return new AppError('storage-failed', { detail: cause.message }, { cause });
    }
  }
  return cause;
}
