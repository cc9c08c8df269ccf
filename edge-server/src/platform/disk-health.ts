// How quickly the disk below a folder makes bytes durable, and which of its secret files others may read.
import { randomUUID } from 'node:crypto';
import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface DiskHealth {
  /** Median of a few writes of 4 KiB with fsync, milliseconds. */
  readonly syncMs: number;
  /** Unix ms that the file system gave the last write: on a network share the clock is the share's. */
  readonly fileTime: number;
  /** Of the secret files, paths that group or others may read; none where the folder itself is closed to them. */
  readonly readable: readonly string[];
}

/** A median needs a few; more would only load a slow disk. */
const WRITES = 7;
const BLOCK = new Uint8Array(4096);

/** @param secrets paths below `folder`; those that are not there count as closed. Throws the system's error where nothing can be written. */
export const diskHealth = async (
  folder: string,
  secrets: readonly string[],
  monotonic: () => number,
): Promise<DiskHealth> => {
  const path = join(folder, `.doctor-${randomUUID()}`);
  const took: number[] = [];
  let fileTime = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for (let write = 0; write < WRITES; write++) {
      const from = monotonic();
      await file.write(BLOCK);
      await file.sync();
      took.push(monotonic() - from);
    }
    fileTime = (await file.stat()).mtimeMs;
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
  took.sort((a, b) => a - b);
  // Nobody comes past a closed folder, whatever the files in it say.
  const isFolderOpen = await isOpen(folder);
  const areOpen = await Promise.all(secrets.map(async (name) => isFolderOpen && isOpen(join(folder, name))));
  return {
    syncMs: took[Math.floor(WRITES / 2)] ?? 0,
    fileTime,
    readable: secrets.filter((_, index) => areOpen[index]).map((name) => join(folder, name)),
  };
};

const isOpen = async (path: string): Promise<boolean> => {
  try {
    return ((await stat(path)).mode & 0o077) !== 0;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return false;
    throw cause;
  }
};
