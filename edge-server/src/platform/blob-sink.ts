// The file of one object being written: takes sealed records in order, syncs as it goes, and cleans up after a
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
  /** Waits for all records, syncs (the name too, of a file in its final place) and closes. Rejects with the failure. */
  finish(): Promise<void>;
  /** Waits for what is under way, then closes and removes the file. Later calls wait for the first. */
  discard(why: unknown): Promise<void>;
}

export interface SinkObject {
  readonly id: string;
  readonly chunkSize: number;
  readonly header: Uint8Array;
  /** Where the file is made: `final`, or `temporary` until a rename. */
  readonly place: 'temporary' | 'final';
  readonly resumed: BlobFile | undefined;
}

export const makeSink = (parts: BlobParts, object: SinkObject): BlobSink => {
  const { id, chunkSize, header, place, resumed } = object;
  const { disk, folder, thread } = parts;
  const path = place === 'final' ? folder.path(id) : folder.temporaryPath(id);
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

  const put = async (record: Uint8Array, index: number): Promise<void> => {
    if (file) return file.write([record], recordPosition(index, chunkSize));
    parts.born?.add(id);
    if (place === 'final') await folder.makePlace(id);
    file = await disk.open(path, 'new');
    isOpen = true;
    return file.write([header, record], 0);
  };

  const closeFile = async (): Promise<void> => {
    if (!file || !isOpen) return;
    isOpen = false;
    await file.close();
  };

  const syncInBackground = (): void => {
    // One at a time for the whole store: each keeps one of libuv's few threads waiting.
    if (!file || unsynced < SYNC_EVERY_BYTES || parts.backgroundSync) return;
    unsynced = 0;
    parts.backgroundSync = true;
    synced = file
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
        await put(new Uint8Array(buffer, 0, length), index);
        unsynced += length;
        syncInBackground();
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
      // Both wait for the same commit of the file system's journal.
      await Promise.all([file?.sync(), place === 'final' ? folder.syncPlace(id) : undefined]);
      await closeFile();
    },
    discard: (why) => {
      fail(why);
      discarded ??= remove();
      return discarded;
    },
  };
};
