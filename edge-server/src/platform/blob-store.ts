// The object store on a directory of this machine: puts the parts together behind the Blobs interface.
import { join } from 'node:path';
import { type BlobDisk, systemDisk } from './blob-disk.ts';
import { toBlobError } from './blob-error.ts';
import { openBlobFolder } from './blob-folder.ts';
import { BLOB_ID_BYTES, CHUNK_SIZE } from './blob-format.ts';
import { fitsInline, sealInline } from './blob-inline.ts';
import { type BlobParts, type ObjectKey, unwrapDataKey, wrapDataKey } from './blob-parts.ts';
import { readBlob } from './blob-read.ts';
import { resumeBlob } from './blob-resume.ts';
import { sweepBlobs } from './blob-sweep.ts';
import { makeRecordThread } from './blob-thread.ts';
import { makeWriter } from './blob-writer.ts';
import type { Blobs, BlobWriter, WriterOptions } from './blobs.ts';
import { timedRandom } from './ids.ts';
import { takeRandom } from './random-pool.ts';
import type { Sealing } from './sealing.ts';

// AES-256.
const DATA_KEY_BYTES = 32;

export interface BlobStoreOptions {
  /** Objects lie in `<dataDir>/blobs`; made when it is not there. */
  dataDir: string;
  sealing: Sealing;
  /** The system's files unless told: a test passes one that fails. */
  disk?: BlobDisk;
}

/** Rejects with BlobError when the folder cannot be made. */
export const openBlobStore = async (options: BlobStoreOptions): Promise<Blobs> => {
  const { dataDir, sealing, disk = systemDisk } = options;
  const root = join(dataDir, 'blobs');
  const folder = await openBlobFolder(root, disk).catch((error: unknown) => {
    throw toBlobError(error, `Opening the object store ${root}`);
  });
  const parts: BlobParts = {
    disk,
    folder,
    sealing,
    thread: makeRecordThread(),
    writing: new Set(),
    born: new Set(),
    backgroundSync: false,
  };

  const newObject = (): ObjectKey => {
    const id = timedRandom(BLOB_ID_BYTES).toString('hex');
    const dataKey = takeRandom(DATA_KEY_BYTES);
    return { id, dataKey, wrappedKey: wrapDataKey(sealing, dataKey, id), chunkSize: CHUNK_SIZE };
  };
  const create = (how: Required<WriterOptions>): BlobWriter => makeWriter(parts, newObject(), how);

  return {
    put: async (bytes, { inline = true } = {}) => {
      if (inline && fitsInline(bytes.length)) return sealInline(newObject(), bytes);
      const writer = create({ inline, resumable: false });
      await writer.write(bytes);
      return writer.commit();
    },
    create: ({ inline = true, resumable = true } = {}) => Promise.resolve(create({ inline, resumable })),
    resume: (partial, replay) => resumeBlob(parts, partial, replay),
    read: (blob, range) => readBlob(parts, blob, range),
    grant: (blob) => {
      const { size, chunkSize } = blob;
      const dataKey = unwrapDataKey(sealing, blob.wrappedKey, blob.id);
      if (blob.inline) return { inline: blob.inline, dataKey, size, chunkSize };
      return { path: folder.path(blob.id), dataKey, size, chunkSize };
    },
    remove: async (id) => {
      try {
        await disk.remove(folder.path(id));
        await disk.remove(folder.temporaryPath(id));
      } catch (error) {
        throw toBlobError(error, `Removing object ${id}`);
      }
    },
    sweep: (isKnown, signal) => sweepBlobs(parts, isKnown, signal),
    close: () => parts.thread.stop(),
  };
};
