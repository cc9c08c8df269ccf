// What the parts of the object store share: its folder, its effects, and what is under way.
import type { BlobDisk } from './blob-disk.ts';
import { BlobError } from './blob-error.ts';
import type { BlobFolder } from './blob-folder.ts';
import type { RecordThread } from './blob-thread.ts';
import type { Sealing } from './sealing.ts';

export interface BlobParts {
  readonly disk: BlobDisk;
  readonly folder: BlobFolder;
  readonly thread: RecordThread;
  readonly sealing: Sealing;
  /** Objects that have a writer now. */
  readonly writing: Set<string>;
  /** Objects that got a file in this process, until the boot sweep has listed the folder: it must not touch them. */
  born: Set<string> | undefined;
  /** A background fdatasync is under way somewhere in the store. */
  backgroundSync: boolean;
}

/** One object and its key, unwrapped. */
export interface ObjectKey {
  id: string;
  dataKey: Buffer;
  wrappedKey: Buffer;
  chunkSize: number;
}

const keyContext = (id: string): string => `blob/${id}`;

export const wrapDataKey = (sealing: Sealing, dataKey: Buffer, id: string): Buffer =>
  sealing.wrapKey(dataKey, keyContext(id));

/** Throws BlobError 'corrupt' when the key was changed or is another object's. */
export const unwrapDataKey = (sealing: Sealing, wrappedKey: Uint8Array, id: string): Buffer => {
  try {
    return sealing.unwrapKey(wrappedKey, keyContext(id));
  } catch (error) {
    throw new BlobError('corrupt', `The data key of object ${id} does not open`, { cause: error });
  }
};
