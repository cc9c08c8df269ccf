// The temporary file of one object being written: takes sealed records in order, syncs as it goes, and cleans up after a
// failure. Knows nothing of plain bytes; those are blob-writer.ts's.
import type { BlobFile } from './blob-disk.ts';
import { toBlobError } from './blob-error.ts';
import { recordPosition } from './blob-format.ts';
import type { BlobParts } from './blob-parts.ts';

// Syncing this often while the upload still runs leaves little for the sync that the sender waits for at the end.
const SYNC_EVERY_BYTES = 32 * 1024 * 1024;

export interface BlobSink {
  /** Records being sealed or written. */
  readonly underway: number;
  /** What went wrong first. Once set, nothing more is written. */
  readonly failure: Error | undefined;
  /** Never throws and need not be awaited: what goes wrong is kept in `failure`. */
  append(sealing: Promise<ArrayBuffer>, index: number, length: number): void;
  /** Resolves when a record more has been written, or has failed. */
  room(): Promise<void>;
  /** Waits for all records, syncs and closes. Rejects with the failure. */
  finish(): Promise<void>;
  /** Waits for what is under way, then closes and removes the file. Later calls wait for the first. */
  discard(why: unknown): Promise<void>;
}

export const makeSink = (
  parts: BlobParts,
  id: string,
  chunkSize: number,
  header: Uint8Array,
  resumed: BlobFile | undefined,
): BlobSink => {
  const { disk, folder, thread } = parts;
  const path = folder.temporaryPath(id);
  let file = resumed;
  let isOpen = resumed !== undefined;
  let failure: Error | undefined;
  let underway = 0;
  let unsynced = 0;
  let written = Promise.resolve();
  let synced = Promise.resolve();
  let discarded: Promise<void> | undefined;
  let wake: (() => void) | undefined;

  const fail = (error: unknown): void => {
    failure ??= toBlobError(error, `Writing object ${id}`);
  };

  const openFile = async (): Promise<BlobFile> => {
    parts.born?.add(id);
    file = await disk.open(path, 'new');
    isOpen = true;
    await file.write(header, 0);
    return file;
  };

  const closeFile = async (): Promise<void> => {
    if (!file || !isOpen) return;
    isOpen = false;
    await file.close();
  };

  const syncInBackground = (open: BlobFile): void => {
    // One at a time for the whole store: each keeps one of libuv's few threads waiting.
    if (unsynced < SYNC_EVERY_BYTES || parts.backgroundSync) return;
    unsynced = 0;
    parts.backgroundSync = true;
    synced = open
      .sync()
      .catch(fail)
      .finally(() => {
        parts.backgroundSync = false;
      });
  };

  const write = async (sealing: Promise<ArrayBuffer>, index: number, length: number): Promise<void> => {
    const before = written;
    try {
      const buffer = await sealing;
      await before;
      if (!failure) {
        const open = file ?? (await openFile());
        await open.write(new Uint8Array(buffer, 0, length), recordPosition(index, chunkSize));
        unsynced += length;
        syncInBackground(open);
      }
      thread.recycle(buffer);
    } catch (error) {
      fail(error);
      await before;
    } finally {
      underway -= 1;
      wake?.();
    }
  };

  const settle = async (): Promise<void> => {
    await written;
    await synced;
  };

  const removeFile = async (): Promise<void> => {
    try {
      await disk.remove(path);
    } catch (error) {
      throw toBlobError(error, `Removing the unfinished object ${id}`);
    }
  };

  const remove = async (): Promise<void> => {
    await settle();
    try {
      await closeFile();
    } finally {
      if (file) await removeFile();
    }
  };

  return {
    get underway() {
      return underway;
    },
    get failure() {
      return failure;
    },
    append: (sealing, index, length) => {
      underway += 1;
      written = write(sealing, index, length);
    },
    room: () =>
      new Promise((resolve) => {
        wake = resolve;
      }),
    finish: async () => {
      await settle();
      if (failure) throw failure;
      await file?.sync();
      await closeFile();
    },
    discard: (why) => {
      fail(why);
      discarded ??= remove();
      return discarded;
    },
  };
};
