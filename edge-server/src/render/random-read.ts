// Where the engine reads a document from: the ways a request may name it, opened in the worker as synchronous random reads.
// Decryption of stored blobs is platform/blob-random-read.ts, loaded only in the worker.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { READ_BLOCK_BYTES, READ_BLOCKS } from './limits.ts';

export interface RandomRead {
  /** Bytes in all. */
  readonly size: number;
  /** The bytes from `offset`, as many as there are up to `length`. Throws when the storage fails. */
  readonly readAt: (offset: number, length: number) => Uint8Array;
  readonly close?: () => void;
}

/** How a request names the document. `blob` is an encrypted object of the blob store; its key never leaves the machine's IPC. */
export type DocumentSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'blob';
      readonly path?: string | undefined;
      readonly inline?: Uint8Array | undefined;
      readonly dataKey: Uint8Array;
      readonly size: number;
      readonly chunkSize: number;
    };

/** Opens a source. Throws when the file is missing or unreadable. Call `close` when done. */
export async function openSource(source: DocumentSource): Promise<RandomRead> {
  switch (source.kind) {
    case 'file':
      return openFile(source.path);
    case 'bytes':
      return {
        size: source.bytes.length,
        readAt: (offset, length) => source.bytes.subarray(offset, offset + length),
      };
    case 'blob': {
      const { openForRandomRead } = await import('../platform/blob-random-read.ts');
      // It keeps decrypted chunks itself, so no cache on top.
      return openForRandomRead({
        ...(source.path === undefined ? {} : { path: source.path }),
        ...(source.inline === undefined ? {} : { inline: asBuffer(source.inline) }),
        dataKey: asBuffer(source.dataKey),
        size: source.size,
        chunkSize: source.chunkSize,
      });
    }
  }
}

/** Structured clone may have made plain byte arrays of the buffers that were sent. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function openFile(path: string): RandomRead {
  const file = openSync(path, 'r');
  return cacheReads({
    size: fstatSync(file).size,
    readAt: (offset, length) => {
      const bytes = Buffer.allocUnsafe(length);
      return bytes.subarray(0, readSync(file, bytes, 0, length, offset));
    },
    close: () => closeSync(file),
  });
}

/** Keeps the pieces used last, because PDFium asks for 512 bytes at a time and walks back and forth. */
export function cacheReads(inner: RandomRead): RandomRead {
  const blocks = new Map<number, Uint8Array>();
  const block = (index: number): Uint8Array => {
    const known = blocks.get(index);
    const bytes = known ?? new Uint8Array(inner.readAt(index * READ_BLOCK_BYTES, READ_BLOCK_BYTES));
    // Re-inserting keeps the map in order of use; its first key is the one used longest ago.
    blocks.delete(index);
    blocks.set(index, bytes);
    const oldest = blocks.keys().next();
    if (blocks.size > READ_BLOCKS && !oldest.done) blocks.delete(oldest.value);
    return bytes;
  };
  return {
    size: inner.size,
    readAt: (offset, length) => {
      const end = Math.min(offset + length, inner.size);
      if (end <= offset) return new Uint8Array(0);
      const first = Math.floor(offset / READ_BLOCK_BYTES);
      const start = offset - first * READ_BLOCK_BYTES;
      if (end - first * READ_BLOCK_BYTES <= READ_BLOCK_BYTES) {
        return block(first).subarray(start, start + end - offset);
      }
      // A whole image stream: read past the cache, or it would push everything else out.
      if (end - offset > (READ_BLOCKS / 4) * READ_BLOCK_BYTES) return inner.readAt(offset, end - offset);
      const bytes = new Uint8Array(end - offset);
      for (let at = offset; at < end; ) {
        const index = Math.floor(at / READ_BLOCK_BYTES);
        const from = at - index * READ_BLOCK_BYTES;
        const piece = block(index).subarray(from, from + end - at);
        if (piece.length === 0) return bytes.subarray(0, at - offset);
        bytes.set(piece, at - offset);
        at += piece.length;
      }
      return bytes;
    },
    ...(inner.close === undefined ? {} : { close: inner.close }),
  };
}

/** The whole document in one buffer. The caller has checked `size` against its own limit. */
export function readWhole(document: RandomRead): Uint8Array {
  return document.readAt(0, document.size);
}
