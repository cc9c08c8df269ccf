// A whole small object sealed in memory, on the calling thread: a header and one record, to be stored in a database row.
import {
  encodeHeader,
  HEADER_BYTES,
  INLINE_LIMIT,
  NONCE_BYTES,
  RECORD_KIND,
  recordContext,
  storedLength,
} from './blob-format.ts';
import type { ObjectKey } from './blob-parts.ts';
import { sealRecord } from './blob-record.ts';
import type { StoredBlob } from './blobs.ts';

export const fitsInline = (size: number): boolean => size <= INLINE_LIMIT;

export const sealInline = (object: ObjectKey, text: Uint8Array): StoredBlob => {
  const { id, dataKey, wrappedKey, chunkSize } = object;
  const header = encodeHeader(id, chunkSize);
  const inline = Buffer.allocUnsafe(storedLength(text.length, chunkSize));
  inline.set(header);
  inline.set(text, HEADER_BYTES + NONCE_BYTES);
  sealRecord(inline.subarray(HEADER_BYTES), dataKey, recordContext(header, 0, RECORD_KIND.last));
  return { id, size: text.length, chunkSize, wrappedKey, location: 'inline', inline };
};
