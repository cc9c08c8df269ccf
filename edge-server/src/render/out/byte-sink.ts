// Collects encoded bytes in pieces, so that an encoder writes straight into memory and never asks how large its result will be.

/** Bytes of a piece: few enough pieces for a stream, small enough that an almost empty page costs little. */
const PIECE_BYTES = 256 * 1024;
/** Pieces kept for the next band: 8 MB. More come and go with the collector of garbage, which sees no hurry in them. */
const MOST_SPARE = 32;

export interface ByteSink {
  /** A place of at least `bytes` bytes to write to; `took` says how many were written. */
  readonly room: (bytes: number) => Uint8Array;
  readonly took: (bytes: number) => void;
  readonly put: (bytes: Uint8Array) => void;
  /** ASCII only. */
  readonly text: (text: string) => void;
  /** All pieces since the last call. They belong to the caller. */
  readonly take: () => readonly Uint8Array[];
  /** Gives pieces back to be written to again. */
  readonly give: (pieces: readonly Uint8Array[]) => void;
}

export function byteSink(): ByteSink {
  let pieces: Uint8Array[] = [];
  let piece = new Uint8Array(0);
  let at = 0;
  const spare: Uint8Array<ArrayBuffer>[] = [];
  const close = (): void => {
    if (at > 0) pieces.push(piece.subarray(0, at));
    piece = piece.subarray(at);
    at = 0;
  };
  const room = (bytes: number): Uint8Array => {
    if (piece.length - at < bytes) {
      close();
      if (piece.length < bytes) {
        piece = bytes > PIECE_BYTES ? new Uint8Array(bytes) : (spare.pop() ?? new Uint8Array(PIECE_BYTES));
      }
    }
    return piece.subarray(at);
  };
  const put = (bytes: Uint8Array): void => {
    if (bytes.length >= PIECE_BYTES) {
      close();
      pieces.push(bytes);
      return;
    }
    room(bytes.length).set(bytes);
    at += bytes.length;
  };
  return {
    room,
    took: (bytes) => {
      at += bytes;
    },
    put,
    text: (text) => put(Buffer.from(text, 'latin1')),
    take: () => {
      close();
      const taken = pieces;
      pieces = [];
      // What is left of the last piece goes with it: a piece that is given back must be nobody's.
      piece = new Uint8Array(0);
      return taken;
    },
    give: (given) => {
      const buffers = new Set(
        given.map(({ buffer }) => buffer).filter((buffer) => buffer.byteLength === PIECE_BYTES),
      );
      for (const buffer of buffers) {
        if (spare.length < MOST_SPARE && buffer instanceof ArrayBuffer) spare.push(new Uint8Array(buffer));
      }
    },
  };
}
