// The embedded engine: better-sqlite3 in WAL mode with full sync. Transactions that wait together share one commit and so one fsync.

import { AppError } from '@platen/shared/app-error';
import SqliteFile from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { columnKits } from './column-kit.ts';
import type { Database, Tx } from './database.ts';
import { migrateSqlite } from './migrate.ts';
import { describeTables } from './tables.ts';

interface Waiting {
  readonly patient: boolean;
  readonly work: (tx: Tx) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (cause: unknown) => void;
}

/** Larger than the default 4096: a small document kept in the row takes half as many overflow pages. */
const PAGE_SIZE = 8192;
/** Pages of WAL before a checkpoint, 32 MB: often enough to keep the file small, seldom enough not to sync all the time. */
const CHECKPOINT_PAGES = 4000;
/** Patient transactions wait for so many, or so long: an fsync costs most of a commit, and on a busy disk several milliseconds. */
const GATHER = 8;
const GATHER_MS = 3;
/** Most transactions that share a commit, so that the first one's wait stays short. */
const BATCH = 64;

/** Opens or makes the database file; throws with a clear cause when it cannot. */
export function openSqlite(path: string): Database {
  const writer = openFile(path, false);
  migrateSqlite(writer);
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
      return (values) => void compiled.run(values);
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
  let arrived: ((patient: boolean) => void) | undefined;

  async function runBatch(batch: readonly Waiting[]): Promise<void> {
    const outcomes: (() => void)[] = [];
    try {
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
    } catch (cause) {
      if (writer.inTransaction) step.rollback.run();
      for (const { reject } of batch) reject(asAppError(cause));
      return;
    }
    for (const settle of outcomes) settle();
  }

  /** Until enough have come, the time is over, or somebody comes who does not want to wait. */
  function gather(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => enough(), GATHER_MS);
      const enough = () => {
        clearTimeout(timer);
        arrived = undefined;
        resolve();
      };
      arrived = (patient) => {
        if (!patient || waiting.length >= GATHER) enough();
      };
    });
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      // One turn of the event loop lets requests that arrived together join the batch.
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (waiting.length < GATHER && waiting.every(({ patient }) => patient)) await gather();
      const batch = waiting.slice(0, BATCH);
      waiting = waiting.slice(BATCH);
      await runBatch(batch);
    }
    running = undefined;
  }

  return {
    engine: 'sqlite',
    write: <T>(work: (tx: Tx) => Promise<T>, how?: { readonly patient?: boolean }): Promise<T> => {
      if (closed) return Promise.reject(new AppError('not-ready', { detail: 'the database is closed' }));
      return new Promise<T>((resolve, reject) => {
        const patient = how?.patient === true;
        waiting.push({ patient, work, resolve: resolve as (value: unknown) => void, reject });
        arrived?.(patient);
        running ??= drain();
      });
    },
    read: (work) => work(readTx),
    close: async () => {
      closed = true;
      await running;
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
    // better-sqlite3 is built with WAL at NORMAL: an acknowledged commit could vanish on power loss (delivery-and-mail.md section 2).
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
