// Gives backups what they are made of: where the database is, and the passphrase's seal. Wiring only.
import { join } from 'node:path';
import { type Backups, makeBackups } from './backup/backups.ts';
import type { Config } from './config.ts';
import { snapshotPostgres, snapshotSqlite } from './db/snapshot.ts';
import type { Storage } from './open-storage.ts';

export interface BackupParts {
  readonly config: Config;
  readonly version: string;
}

export function buildBackups({ deps, holder }: Storage, { config, version }: BackupParts) {
  const { databaseUrl, dataDir } = config;
  const backups = makeBackups({
    ...deps,
    holder,
    dataDir,
    version,
    openSnapshot: () =>
      databaseUrl === undefined ? snapshotSqlite(join(dataDir, 'platen.db')) : snapshotPostgres(databaseUrl),
  });
  const app: Backups = backups;
  return { app, start: backups.start, stop: backups.stop };
}
