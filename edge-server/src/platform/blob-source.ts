// Opens a finished object, file or inline, checks its frame, and loads its records one by one.
import type { BlobFile } from './blob-disk.ts';
import { BlobError, systemErrorCode, toBlobError } from './blob-error.ts';
import {
  chunkLength,
  decodeHeader,
  encodeHeader,
  HEADER_BYTES,
  RECORD_KIND,
  RECORD_OVERHEAD,
  recordContext,
  recordCount,
  recordPosition,
  storedLength,
} from './blob-format.ts';
import { type BlobParts, unwrapDataKey } from './blob-parts.ts';
import { openRecord, recordText } from './blob-record.ts';
import type { StoredBlob } from './blobs.ts';

export interface BlobSource {
  /** The plain bytes of one record. Rejects with BlobError; 'corrupt' when it is not authentic. */
  load(index: number, where: 'here' | 'other-thread'): Promise<Uint8Array>;
  close(): Promise<void>;
}

const inMemory = (bytes: Uint8Array): Pick<BlobFile, 'read' | 'size' | 'close'> => ({
  read: (into, position) => {
    const piece = bytes.subarray(position, position + into.length);
    into.set(piece);
    return Promise.resolve(piece.length);
  },
  size: () => Promise.resolve(bytes.length),
  close: () => Promise.resolve(),
});

const openBytes = async (parts: BlobParts, blob: StoredBlob) => {
  if (blob.location === 'inline') {
    if (!blob.inline)
      throw new BlobError('corrupt', `Object ${blob.id} should be inline but came without its bytes`);
    return inMemory(blob.inline);
  }
  try {
    return await parts.disk.open(parts.folder.path(blob.id), 'read');
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw toBlobError(error, `Opening object ${blob.id}`);
    throw new BlobError('corrupt', `The file of object ${blob.id} is missing`, { cause: error });
  }
};

/** Rejects with BlobError 'corrupt' when the object is missing, cut, or another one. */
export const openBlobSource = async (parts: BlobParts, blob: StoredBlob): Promise<BlobSource> => {
  const { id, size, chunkSize } = blob;
  const dataKey = unwrapDataKey(parts.sealing, blob.wrappedKey, id);
  const bytes = await openBytes(parts, blob);
  const records = recordCount(size, chunkSize);
  const header = encodeHeader(id, chunkSize);

  const read = async (length: number, position: number): Promise<Buffer<ArrayBuffer>> => {
    // Of its own, so that it can move to the other thread; not zeroed, since it is filled or given up.
    const into = Buffer.allocUnsafeSlow(length);
    const got = await bytes.read(into, position).catch((error: unknown) => {
      throw toBlobError(error, `Reading object ${id}`);
    });
    if (got < length) throw new BlobError('corrupt', `Object ${id} ends too early`);
    return into;
  };

  const load: BlobSource['load'] = async (index, where) => {
    const record = await read(
      chunkLength(index, size, chunkSize) + RECORD_OVERHEAD,
      recordPosition(index, chunkSize),
    );
    const context = recordContext(header, index, index === records - 1 ? RECORD_KIND.last : RECORD_KIND.more);
    if (where === 'here') {
      if (openRecord(record, dataKey, context)) return recordText(record);
    } else {
      const length = record.length;
      const opened = await parts.thread.open(record.buffer, length, dataKey, context);
      if (opened) return recordText(new Uint8Array(opened, 0, length));
    }
    throw new BlobError('corrupt', `Chunk ${index} of object ${id} is not what was stored`);
  };

  try {
    const length = await bytes.size();
    if (length !== storedLength(size, chunkSize)) {
      throw new BlobError(
        'corrupt',
        `Object ${id} has ${length} bytes, not ${storedLength(size, chunkSize)}`,
      );
    }
    if (decodeHeader(await read(HEADER_BYTES, 0), chunkSize) !== id) {
      throw new BlobError('corrupt', `Object ${id} has the header of something else`);
    }
  } catch (error) {
    await bytes.close();
    throw toBlobError(error, `Opening object ${id}`);
  }
  return { load, close: () => bytes.close() };
};
