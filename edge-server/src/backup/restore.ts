// `platen restore`: makes an empty data directory into the server that a backup was made of. Killed at any moment it leaves a directory that
// no server starts on and that the same command begins anew.
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { lockDataDir } from '../platform/data-lock.ts';
import { durableWrite, syncDirectory } from '../platform/durable-write.ts';
import { restoringFolder } from '../platform/unfinished-restore.ts';
import { type Restored, type RestoreOptions, restoreArchive } from './restore-archive.ts';

export interface RestoreAsk
  extends Pick<RestoreOptions, 'passphrase' | 'databaseUrl' | 'now' | 'documents' | 'signal' | 'onProgress'> {
  /** The backup. */
  readonly file: string;
  readonly dataDir: string;
}

/** In `restoring/`: the names that are being moved into place, or (database) that tables were begun in an external database. */
const PLAN = '.plan';
const DATABASE = '.database';
/** What a data directory may hold and still be empty. */
const NOTHING = /^(run|restoring|lost\+found|backups)$/;

/** Rejects with ArchiveError, or an Error that names what is in the way. */
export async function restore(ask: RestoreAsk): Promise<Restored> {
  const { dataDir } = ask;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const unlock = lockDataDir(dataDir);
  try {
    const folder = restoringFolder(dataDir);
    const begun = await takeBack(dataDir, folder);
    const there = (await readdir(dataDir)).filter((name) => !NOTHING.test(name));
    if (there.length > 0) {
      throw new Error(
        `${dataDir} is not empty (${there.slice(0, 3).join(', ')}). Restore into an empty folder, and move the old one away first.`,
      );
    }
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const source = createReadStream(ask.file, { highWaterMark: 512 * 1024 });
    const target = join(folder, 'data');
    await mkdir(target, { mode: 0o700 });
    const restored = await restoreArchive({
      ...ask,
      source: source as AsyncIterable<Buffer>,
      folder: target,
      replace: begun.database,
      // Only once that database was found empty: should this one not finish, the tables there are its own and may go.
      onDatabase: () => durableWrite(join(folder, DATABASE), '').then(() => undefined),
    });
    await moveIn(dataDir, folder, target);
    return restored;
  } finally {
    unlock();
  }
}

/** What an earlier restore left is taken away. @returns whether it had begun with an external database. */
async function takeBack(dataDir: string, folder: string): Promise<{ database: boolean }> {
  const names: string[] = await readdir(folder).catch(() => []);
  if (names.includes(PLAN)) {
    const moved = JSON.parse(await readFile(join(folder, PLAN), 'utf8')) as string[];
    for (const name of moved) await rm(join(dataDir, name), { recursive: true, force: true });
  }
  for (const name of names)
    if (name !== DATABASE) await rm(join(folder, name), { recursive: true, force: true });
  return { database: names.includes(DATABASE) };
}

/** Each name by one rename; the folder, whose presence keeps servers away, goes last. */
async function moveIn(dataDir: string, folder: string, target: string): Promise<void> {
  const names = await readdir(target);
  await durableWrite(join(folder, PLAN), JSON.stringify(names));
  for (const name of names) await rename(join(target, name), join(dataDir, name));
  await syncDirectory(dataDir);
  await rm(folder, { recursive: true, force: true });
  await syncDirectory(dataDir);
}
