// Removes, at boot, what a crash left behind: unfinished files nobody will resume, and finished ones no row knows.
import { join } from 'node:path';
import { toBlobError } from './blob-error.ts';
import { isShelf } from './blob-folder.ts';
import { isBlobId } from './blob-format.ts';
import type { BlobParts } from './blob-parts.ts';

// One database query's worth: well below SQLite's 32766 parameters and short enough not to hold up others.
const BATCH = 500;

/** Names that are no ids are left alone: someone else put them there. */
const listFiles = async (parts: BlobParts): Promise<Map<string, string>> => {
  const { disk, folder } = parts;
  const found = new Map<string, string>();
  const folders = [folder.temporary];
  for (const name of await disk.list(folder.root)) if (isShelf(name)) folders.push(join(folder.root, name));
  for (const path of folders) {
    for (const name of await disk.list(path)) if (isBlobId(name)) found.set(join(path, name), name);
  }
  return found;
};

export const sweepBlobs = async (
  parts: BlobParts,
  isKnown: (ids: string[]) => Promise<Set<string>>,
  signal?: AbortSignal,
): Promise<{ removed: number }> => {
  if (!parts.born) throw new Error('The object store is swept once, at boot');
  const files = [...(await listFiles(parts))];
  // From here on nothing new can be among the files to look at.
  const { born } = parts;
  parts.born = undefined;
  const old = files.filter(([, id]) => !born.has(id));
  let removed = 0;
  for (let at = 0; at < old.length; at += BATCH) {
    signal?.throwIfAborted();
    const batch = old.slice(at, at + BATCH);
    const known = await isKnown(batch.map(([, id]) => id));
    for (const [path, id] of batch) {
      if (known.has(id)) continue;
      try {
        await parts.disk.remove(path);
      } catch (error) {
        throw toBlobError(error, `Removing orphan ${path}`);
      }
      removed += 1;
    }
  }
  return { removed };
};
