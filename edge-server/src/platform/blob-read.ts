// Reads an object, or a range of its plain bytes, as a stream; touches only the chunks the range needs.

import type { BlobError } from './blob-error.ts';
import { toBlobError } from './blob-error.ts';
import type { BlobParts } from './blob-parts.ts';
import { openBlobSource } from './blob-source.ts';
import type { ByteRange, StoredBlob } from './blobs.ts';

// Loaded while the consumer is busy with the one before: enough to keep the cipher and the disk ahead of a network.
const READ_AHEAD = 2;

const checkedRange = (range: ByteRange | undefined, size: number): { start: number; end: number } => {
  const { start, end = Math.max(start, size) } = range ?? { start: 0 };
  if (!Number.isSafeInteger(start) || start < 0 || !Number.isSafeInteger(end) || end < start) {
    throw new RangeError(`No byte range: ${start} to ${end}`);
  }
  return { start: Math.min(start, size), end: Math.min(end, size) };
};

export async function* readBlob(
  parts: BlobParts,
  blob: StoredBlob,
  range?: ByteRange,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { chunkSize, size } = blob;
  const { start, end } = checkedRange(range, size);
  // An empty object still has a record that says so; an empty range of another has nothing to read.
  if (start === end && size > 0) return;
  const first = Math.floor(start / chunkSize);
  const last = Math.max(first, Math.ceil(end / chunkSize) - 1);
  const where = first === last ? 'here' : 'other-thread';
  const source = await openBlobSource(parts, blob);
  // A chunk loaded ahead that fails is a value until its turn comes: the reader may never get there.
  const ahead: Promise<Uint8Array | BlobError>[] = [];
  const load = (index: number): Promise<Uint8Array | BlobError> =>
    source.load(index, where).catch((error: unknown) => toBlobError(error, `Reading object ${blob.id}`));
  try {
    for (let index = first, next = first; index <= last; index += 1) {
      while (next <= last && next <= index + READ_AHEAD) {
        ahead.push(load(next));
        next += 1;
      }
      const text = await ahead.shift();
      if (!(text instanceof Uint8Array)) throw text ?? new Error('Nothing was loaded');
      const from = index * chunkSize;
      const piece = text.subarray(Math.max(0, start - from), end - from);
      if (piece.length > 0) yield piece;
    }
  } finally {
    await Promise.all(ahead);
    await source.close();
  }
}
