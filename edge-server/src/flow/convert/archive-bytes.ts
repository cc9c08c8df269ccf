// Reads a stored document in ranges without asking the store for every few bytes.
import { READ_BYTES } from './archive-limits.ts';
import type { DocumentBytes } from './converter.ts';

/** Up to this size a document is read once and kept while it is looked over: nine of ten office documents. */
const WHOLE_BYTES = 2 * 1024 * 1024;

/** The same document with the last piece read kept; for one reader at a time. */
export function readAhead(document: DocumentBytes): DocumentBytes {
  let from = 0;
  let kept: Uint8Array = new Uint8Array(0);
  const piece = document.size <= WHOLE_BYTES ? WHOLE_BYTES : READ_BYTES;
  return {
    size: document.size,
    read: async (start, end) => {
      const to = Math.min(end, document.size);
      if (to <= start) return new Uint8Array(0);
      if (start < from || to > from + kept.length) {
        from = document.size <= WHOLE_BYTES ? 0 : start;
        kept = await document.read(from, Math.min(Math.max(to, from + piece), document.size));
      }
      return kept.subarray(start - from, to - from);
    },
  };
}

/** Bytes in memory as a document. */
export function inMemory(bytes: Uint8Array): DocumentBytes {
  return {
    size: bytes.length,
    read: async (start, end) => bytes.subarray(start, Math.min(end, bytes.length)),
  };
}
