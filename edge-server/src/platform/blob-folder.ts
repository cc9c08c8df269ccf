// Where objects lie: `<root>/<last two digits>/<id>` when finished, `<root>/tmp/<id>` while they are being written.
import { join } from 'node:path';
import type { BlobDisk } from './blob-disk.ts';
import { BlobError } from './blob-error.ts';
import { isBlobId } from './blob-format.ts';

export interface BlobFolder {
  readonly root: string;
  readonly temporary: string;
  temporaryPath(id: string): string;
  path(id: string): string;
  /** Makes sure that the folder of `path(id)` is there. */
  makePlace(id: string): Promise<void>;
  /** Renames a finished temporary file to its place and makes the new name durable. */
  publish(id: string): Promise<void>;
  /** Makes the name of an object that is in its place durable. */
  syncPlace(id: string): Promise<void>;
  /** Makes the temporary files' names durable. */
  syncTemporary(): Promise<void>;
}

/** Two hex digits: 256 folders keep each one small with a hundred thousand objects. */
export const isShelf = (name: string): boolean => /^[0-9a-f]{2}$/.test(name);

export const openBlobFolder = async (root: string, disk: BlobDisk): Promise<BlobFolder> => {
  const temporary = join(root, 'tmp');
  await disk.makeDirectory(temporary);
  // Each shelf is made once per run: the promise is shared by all who need it at the same time.
  const shelves = new Map<string, Promise<void>>();

  const checked = (id: string): string => {
    if (!isBlobId(id)) throw new BlobError('corrupt', `"${id}" is no object id`);
    return id;
  };
  const shelf = (id: string): string => join(root, id.slice(-2));
  const makeShelf = (path: string): Promise<void> => {
    const known = shelves.get(path);
    if (known) return known;
    const making = disk.makeDirectory(path).catch((error: unknown) => {
      shelves.delete(path);
      throw error;
    });
    shelves.set(path, making);
    return making;
  };

  const folder: BlobFolder = {
    root,
    temporary,
    temporaryPath: (id) => join(temporary, checked(id)),
    path: (id) => join(shelf(checked(id)), id),
    makePlace: (id) => makeShelf(shelf(checked(id))),
    publish: async (id) => {
      await folder.makePlace(id);
      await disk.rename(folder.temporaryPath(id), folder.path(id));
      try {
        await folder.syncPlace(id);
      } catch (error) {
        // The name may or may not survive a power cut: nobody was told of it yet, so it goes.
        await disk.remove(folder.path(id));
        throw error;
      }
    },
    syncPlace: (id) => disk.syncDirectory(shelf(checked(id))),
    syncTemporary: () => disk.syncDirectory(temporary),
  };
  return folder;
};
