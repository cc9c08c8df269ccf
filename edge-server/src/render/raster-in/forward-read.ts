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
  /** Where reading stands in the document. */
  readonly offset: () => number;
  /** Goes on reading elsewhere in the document. */
  readonly seek: (offset: number) => void;
}

/** Bytes read at a time. */
const PIECE_BYTES = 1024 * 1024;

export function readForward(source: RandomRead): ForwardRead {
  let bytes = new Uint8Array();
  let end = 0;
  /** Of the document, behind the piece in hand. */
  let offset = 0;
  const read: ForwardRead = {
    bytes: () => bytes,
    at: 0,
    end: () => end,
    ensure: (length) => {
      if (end - read.at >= length) return true;
      const rest = bytes.subarray(read.at, end);
      const room = Math.max(length, PIECE_BYTES) + PIECE_BYTES;
      const next = room > bytes.length ? new Uint8Array(room) : bytes;
      next.set(rest);
      bytes = next;
      end = rest.length;
      read.at = 0;
      while (end < length && offset < source.size) {
        const piece = source.readAt(offset, Math.min(PIECE_BYTES, bytes.length - end));
        if (piece.length === 0) break;
        bytes.set(piece, end);
        end += piece.length;
        offset += piece.length;
      }
      return end - read.at >= length;
    },
    offset: () => offset - (end - read.at),
    seek: (to) => {
      // What is in hand is read again only where it must be.
      const from = offset - end;
      if (to >= from && to <= offset) {
        read.at = to - from;
        return;
      }
      offset = to;
      end = 0;
      read.at = 0;
    },
  };
  return read;
}
