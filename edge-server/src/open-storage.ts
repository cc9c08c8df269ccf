// Opens all that lasts: the data directory and its lock, keys, database, blobs, settings. Closes them in the other order.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { openPostgres } from './db/postgres.ts';
import { openSqlite } from './db/sqlite.ts';
import { withNews } from './db/with-news.ts';
import type { Deps, Log } from './deps.ts';
import { makeNewsNote, type NewsNote } from './flow/hooks/note-news.ts';
import { openBlobStore } from './platform/blob-store.ts';
import { systemClock } from './platform/clock.ts';
import { lockDataDir } from './platform/data-lock.ts';
import { durableWrite } from './platform/durable-write.ts';
import { systemIds } from './platform/ids.ts';
import { type Metrics, makeMetrics } from './platform/metrics.ts';
import { makeSealing } from './platform/sealing.ts';
import { loadServerKey } from './platform/server-key.ts';
import { startWorker } from './platform/start-worker.ts';
import { refuseUnfinishedRestore } from './platform/unfinished-restore.ts';
import { openSettings, type SettingsStore } from './settings/settings-store.ts';

export interface Storage {
  readonly deps: Deps;
  readonly settingsStore: SettingsStore;
  /** What webhooks are told of is written down here, with each commit. */
  readonly news: NewsNote;
  readonly metrics: Metrics;
  /** Name of this installation in leases; the same after a restart. */
  readonly holder: string;
  readonly close: () => Promise<void>;
}

/** Effects a test may replace. */
export type Effects = Partial<Pick<Deps, 'clock' | 'ids'>>;

/** Rejects with a sentence that names the file, directory or address at fault. */
export async function openStorage(config: Config, log: Log, effects: Effects = {}): Promise<Storage> {
  const { dataDir } = config;
  const clock = effects.clock ?? systemClock;
  const ids = effects.ids ?? systemIds;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  refuseUnfinishedRestore(dataDir);
  const unlock = lockDataDir(dataDir);
  try {
    const sealing = makeSealing(await loadServerKey(dataDir));
    const holder = await loadHolder(dataDir, ids);
    const path = join(dataDir, 'platen.db');
    const metrics = makeMetrics();
    const news = makeNewsNote({ clock, log });
    const engine =
      config.databaseUrl === undefined
        ? openSqlite(path, () => startWorker('db/checkpoint-worker', { path }))
        : await openPostgres(config.databaseUrl);
    const db = withNews(engine, {
      record: news.record,
      touched: (changes) => news.onTouched(changes),
      wrote: metrics.wrote,
      monotonic: clock.monotonic,
    });
    const blobs = await openBlobStore({ dataDir, sealing });
    const settingsStore = await openSettings(db, clock, log);
    return {
      deps: { db, clock, ids, log, blobs, sealing, settings: settingsStore.now },
      settingsStore,
      news,
      metrics,
      holder,
      close: async () => {
        settingsStore.stop();
        metrics.stop();
        await blobs.close();
        await db.close();
        unlock();
      },
    };
  } catch (cause) {
    unlock();
    throw cause;
  }
}

async function loadHolder(dataDir: string, ids: Deps['ids']): Promise<string> {
  const path = join(dataDir, 'keys', 'server-id');
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
  }
  const id = ids.id();
  await durableWrite(path, Buffer.from(`${id}\n`), { keepExisting: true });
  return id;
}
