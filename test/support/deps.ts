// Dependencies for tests of single parts: a clock that stands until it is moved, real ids and sealing, SQLite in a temporary folder.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openSqlite } from '@platen/edge-server/db/sqlite';
import type { Deps } from '@platen/edge-server/deps';
import { openBlobStore } from '@platen/edge-server/platform/blob-store';
import { systemClock } from '@platen/edge-server/platform/clock';
import { systemIds } from '@platen/edge-server/platform/ids';
import { openLog } from '@platen/edge-server/platform/log';
import { makeSealing } from '@platen/edge-server/platform/sealing';
import { openSettings, type SettingsStore } from '@platen/edge-server/settings/settings-store';
import { tempDir } from './temp-dir.ts';

export interface TestDeps extends Deps {
  readonly dataDir: string;
  readonly settingsStore: SettingsStore;
  /** Moves the clock of `deps.clock.now()` on. */
  readonly pass: (ms: number) => void;
  /** Everything logged, line by line. */
  readonly logged: string[];
  readonly close: () => Promise<void>;
}

/** A Sunday noon in UTC: a day's budgets have twelve hours left. */
const START = Date.parse('2026-11-22T12:00:00Z');

export async function testDeps(): Promise<TestDeps> {
  const folder = await tempDir('deps');
  let now = START;
  const clock = { ...systemClock, now: () => now };
  const logged: string[] = [];
  const log = openLog({ level: 'debug', write: (line) => logged.push(line) });
  const sealing = makeSealing(randomBytes(32));
  const db = openSqlite(join(folder.path, 'test.db'));
  const blobs = await openBlobStore({ dataDir: folder.path, sealing });
  const settingsStore = await openSettings(db, clock, log);
  return {
    dataDir: folder.path,
    db,
    clock,
    ids: systemIds,
    log,
    sealing,
    blobs,
    settings: settingsStore.now,
    settingsStore,
    logged,
    pass: (ms) => {
      now += ms;
    },
    close: async () => {
      settingsStore.stop();
      await blobs.close();
      await db.close();
      await folder.remove();
    },
  };
}
