// Reads a stored object at any offset, synchronously: for a child process that was given the object's grant (blobs.ts)
// over its private channel. Knows nothing of the store and of the server's key.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { BlobError, systemErrorCode, toBlobError } from './blob-error.ts';
import {
  chunkLength,
  decodeHeader,
  HEADER_BYTES,
  RECORD_KIND,
  RECORD_OVERHEAD,
  recordContext,
  recordCount,
  recordPosition,
  storedLength,
} from './blob-format.ts';
import { openRecord, recordText } from './blob-record.ts';
import type { BlobGrant } from './blobs.ts';

export interface RandomReader {
  /** Plain bytes in all. */
  readonly size: number;
  /** The plain bytes from `offset`, fewer at the end. Never changed afterwards. Throws BlobError. */
  readAt(offset: number, length: number): Buffer;
  close(): void;
}

// Decrypted chunks kept, 4 MiB at half a megabyte each: a PDF's reader goes back and forth between its cross-reference
// table at the end, the page it draws and a few shared resources.
const CHUNKS_KEPT = 8;

interface Bytes {
  size: number;
  read(into: Uint8Array, position: number): number;
  close(): void;
}

const openFile = (path: string): Bytes => {
  const file = openSync(path, 'r');
  return {
    size: fstatSync(file).size,
    read: (into, position) => {
      let done = 0;
      while (done < into.length) {
        const got = readSync(file, into, done, into.length - done, position + done);
        if (got === 0) break;
        done += got;
      }
      return done;
    },
    close: () => closeSync(file),
  };
};

const openBytes = (source: BlobGrant): Bytes => {
  const { path, inline } = source;
  if (inline) {
    return {
      size: inline.length,
      read: (into, position) => inline.copy(into, 0, position, position + into.length),
      close: () => undefined,
    };
  }
  if (path === undefined)
    throw new BlobError('corrupt', 'The object was granted without path and without bytes');
  try {
    return openFile(path);
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw toBlobError(error, `Opening ${path}`);
    throw new BlobError('corrupt', `The file ${path} is missing`, { cause: error });
  }
};

/** Checks length and header at once, each chunk when it is first read. Throws BlobError; call `close` when done. */
export const openForRandomRead = (source: BlobGrant): RandomReader => {
  const { dataKey, size, chunkSize } = source;
  const name = source.path ?? 'the inline object';
  const bytes = openBytes(source);
  const records = recordCount(size, chunkSize);
  const header = Buffer.alloc(HEADER_BYTES);
  const kept = new Map<number, Buffer>();

  const fill = (into: Uint8Array, position: number): void => {
    let got: number;
    try {
      got = bytes.read(into, position);
    } catch (error) {
      throw toBlobError(error, `Reading ${name}`);
    }
    if (got < into.length) throw new BlobError('corrupt', `${name} ends too early`);
  };

  const load = (index: number): Buffer => {
    // Memory of its own, not of Node's shared pool: parts of it are handed out and must stay as they are.
    const record = Buffer.allocUnsafeSlow(chunkLength(index, size, chunkSize) + RECORD_OVERHEAD);
    fill(record, recordPosition(index, chunkSize));
    const context = recordContext(header, index, index === records - 1 ? RECORD_KIND.last : RECORD_KIND.more);
    if (!openRecord(record, dataKey, context)) {
      throw new BlobError('corrupt', `Chunk ${index} of ${name} is not what was stored`);
    }
    const text = recordText(record);
    return Buffer.from(text.buffer, text.byteOffset, text.length);
  };

  const chunk = (index: number): Buffer => {
    const text = kept.get(index) ?? load(index);
    // A Map keeps the order of insertion: putting a chunk back makes it the one used last.
    kept.delete(index);
    kept.set(index, text);
    if (kept.size > CHUNKS_KEPT) {
      const oldest = kept.keys().next();
      if (oldest.done !== true) kept.delete(oldest.value);
    }
    return text;
  };

  try {
    if (bytes.size !== storedLength(size, chunkSize)) {
      throw new BlobError('corrupt', `${name} has ${bytes.size} bytes, not ${storedLength(size, chunkSize)}`);
    }
    fill(header, 0);
    if (decodeHeader(header, chunkSize) === undefined)
      throw new BlobError('corrupt', `${name} is no stored object`);
  } catch (error) {
    bytes.close();
    throw error;
  }

  return {
    size,
    readAt: (offset, length) => {
      if (!Number.isSafeInteger(offset) || offset < 0 || !Number.isSafeInteger(length) || length < 0) {
        throw new RangeError(`No byte range: ${length} bytes from ${offset}`);
      }
      const end = Math.min(offset + length, size);
      if (end <= offset) return Buffer.alloc(0);
      const first = Math.floor(offset / chunkSize);
      const last = Math.floor((end - 1) / chunkSize);
      const from = offset - first * chunkSize;
      if (first === last) return chunk(first).subarray(from, from + end - offset);
      const into = Buffer.allocUnsafeSlow(end - offset);
      for (let index = first; index <= last; index += 1) {
        const start = index * chunkSize;
        chunk(index).copy(into, Math.max(0, start - offset), Math.max(0, offset - start), end - start);
      }
      return into;
    },
    close: () => {
      kept.clear();
      bytes.close();
    },
  };
};
