// What the tests of the object store share: a store on a folder of its own, and bytes that tell where they belong.
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type BlobDisk, type BlobFile, systemDisk } from '@platen/edge-server/platform/blob-disk';
import { openBlobStore } from '@platen/edge-server/platform/blob-store';
import type { Blobs, StoredBlob } from '@platen/edge-server/platform/blobs';
import { makeSealing, type Sealing } from '@platen/edge-server/platform/sealing';
import { temporaryFolder } from './temporary-folder.ts';

export interface TestStore {
  blobs: Blobs;
  dataDir: string;
  sealing: Sealing;
  /** The store as it is after a restart: same folder, same key, nothing in memory. */
  restart(disk?: BlobDisk): Promise<Blobs>;
}

export const openTestStore = async (t: TestContext, disk?: BlobDisk): Promise<TestStore> => {
  const dataDir = await temporaryFolder(t);
  const sealing = makeSealing(randomBytes(32));
  const restart = async (other?: BlobDisk): Promise<Blobs> => {
    const blobs = await openBlobStore({ dataDir, sealing, ...(other ? { disk: other } : {}) });
    t.after(() => blobs.close());
    return blobs;
  };
  return { blobs: await restart(disk), dataDir, sealing, restart };
};

/** Bytes of which no two stretches are alike, the same for the same length. */
export const patternBytes = (length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  let state = 0x9e3779b9;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
};

export const collect = async (stream: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
};

export const fileOf = (store: TestStore, blob: Pick<StoredBlob, 'id'>): string =>
  join(store.dataDir, 'blobs', blob.id.slice(-2), blob.id);

/** Every file of the store, finished or not. */
export const filesOf = async (store: TestStore): Promise<string[]> => {
  const entries = await readdir(join(store.dataDir, 'blobs'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
};

export type DiskAct = Exclude<keyof BlobDisk, 'list' | 'open'> | 'open' | keyof BlobFile;

/** The system's disk, asking `before` ahead of each act; what that throws is what the act fails with. */
export const watchedDisk = (before: (act: DiskAct, path: string) => void): BlobDisk => {
  const watched = async <T>(act: DiskAct, path: string, run: () => Promise<T>): Promise<T> => {
    before(act, path);
    return run();
  };
  return {
    ...systemDisk,
    open: async (path, how) => {
      const file = await watched('open', path, () => systemDisk.open(path, how));
      return {
        ...file,
        write: (pieces, position) => watched('write', path, () => file.write(pieces, position)),
        sync: () => watched('sync', path, () => file.sync()),
        // The real file is closed all the same, as the kernel does.
        close: () => file.close().then(() => watched('close', path, () => Promise.resolve())),
      };
    },
    rename: (from, to) => watched('rename', from, () => systemDisk.rename(from, to)),
    remove: (path) => watched('remove', path, () => systemDisk.remove(path)),
    syncDirectory: (path) => watched('syncDirectory', path, () => systemDisk.syncDirectory(path)),
  };
};

export const systemError = (code: string): Error => Object.assign(new Error(`${code}: made up`), { code });
