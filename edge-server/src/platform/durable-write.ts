// Small files (keys, certificates) that are either wholly there or not at all, also after a power cut.
import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Makes the names in a folder durable: a rename is only certain once the folder itself has been synced. */
export const syncDirectory = async (path: string): Promise<void> => {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

/** Creates a folder and its parents (mode 0700: only the server reads its data) and makes the new names durable. */
export const makeDirectory = async (path: string, mode = 0o700): Promise<void> => {
  const first = await mkdir(path, { recursive: true, mode });
  if (first === undefined) return;
  // Every folder from the first new one down has a new entry in its parent.
  for (let made = path; made.length >= first.length; made = dirname(made)) await syncDirectory(dirname(made));
};

export interface DurableWriteOptions {
  /** 0600 unless told: what is written this way is mostly secret. */
  mode?: number;
  /** True never replaces: resolves to false, leaving the present file as it is, when the name is taken. */
  keepExisting?: boolean;
}

/**
 * Writes temporary file, fsync, rename (or link), fsync of the folder. Resolves to true when `path` now holds `data`.
 * Throws the system error; then the old file, if any, is untouched and no temporary file is left.
 */
export const durableWrite = async (
  path: string,
  data: string | Uint8Array,
  options: DurableWriteOptions = {},
): Promise<boolean> => {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = await open(temporary, 'wx', options.mode ?? 0o600);
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    if (options.keepExisting === true) {
      if (!(await linkUnlessTaken(temporary, path))) return false;
    } else {
      await rename(temporary, path);
    }
  } finally {
    await rm(temporary, { force: true });
  }
  await syncDirectory(dirname(path));
  return true;
};

// link(2) refuses a name that is taken, atomically; rename(2) would replace it.
const linkUnlessTaken = async (from: string, to: string): Promise<boolean> => {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
};
