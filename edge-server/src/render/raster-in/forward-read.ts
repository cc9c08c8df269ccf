// Reads a document from front to back in large pieces, for decoders that look at every byte once.
import type { RandomRead } from '../random-read.ts';

export interface ForwardRead {
  /** The piece in hand. Changes with `ensure`. */
  readonly bytes: () => Uint8Array;
  /** Where reading stands in it. The decoder moves it on. */
  at: number;
  /** Where the piece ends. */
  readonly end: () => number;
  /** Brings `length` bytes from `at` on into one piece. False when the document ends before. */
  readonly ensure: (length: number) => boolean;
}

/** Bytes read at a time. */
const PIECE_BYTES = 1024 * 1024;

/** `reserved` bytes at the start of every piece stay zero: room for what a decoder wants beside the data. */
export function readForward(source: RandomRead, reserved: number): ForwardRead {
  let bytes = new Uint8Array(reserved);
  let end = reserved;
  let offset = 0;
  const read: ForwardRead = {
    bytes: () => bytes,
    at: reserved,
    end: () => end,
    ensure: (length) => {
      if (end - read.at >= length) return true;
      const rest = bytes.subarray(read.at, end);
      const room = reserved + Math.max(length, PIECE_BYTES) + PIECE_BYTES;
      const next = room > bytes.length ? new Uint8Array(room) : bytes;
      next.set(rest, reserved);
      if (next !== bytes) next.set(bytes.subarray(0, reserved));
      bytes = next;
      end = reserved + rest.length;
      read.at = reserved;
      while (end - reserved < length && offset < source.size) {
        const piece = source.readAt(offset, Math.min(PIECE_BYTES, bytes.length - end));
        if (piece.length === 0) break;
        bytes.set(piece, end);
        end += piece.length;
        offset += piece.length;
      }
      return end - read.at >= length;
    },
  };
  return read;
}
