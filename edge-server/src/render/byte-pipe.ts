// The pipe beside a render worker's IPC channel, for what is too much for messages: frames of a request's number, a length and bytes. The
// number makes what is left of a request that nobody waits for any more harmless.
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';

/** The fifth entry of the child's stdio. */
export const PIPE_FD = 4;
/** Two unsigned 32 bit numbers. */
const HEAD_BYTES = 8;

/** Sends bytes for the request that is being worked on; they must stay as they are until it resolves. */
export type SendBytes = (pieces: readonly Uint8Array[]) => Promise<void>;

/** The worker's end. Opened when first written to. */
export function openBytePipe(): (id: number, pieces: readonly Uint8Array[]) => Promise<void> {
  let socket: Socket | undefined;
  return async (id, pieces) => {
    socket ??= new Socket({ fd: PIPE_FD, readable: false, writable: true });
    const pipe = socket;
    for (const piece of pieces) {
      const head = Buffer.alloc(HEAD_BYTES);
      head.writeUInt32LE(id, 0);
      head.writeUInt32LE(piece.length, 4);
      pipe.write(head);
      await new Promise<void>((resolve, reject) => {
        pipe.write(piece, (error) => {
          if (error === null || error === undefined) resolve();
          else reject(error);
        });
      });
    }
  };
}

export interface PipedBytes {
  /** From now on frames of this number are kept, and no others. */
  readonly expect: (id: number) => void;
  /** Resolves with them when there are `bytes` of them. */
  readonly all: (bytes: number) => Promise<readonly Uint8Array[]>;
}

/** The server's end. Reads whether somebody waits or not, so that the worker never does. */
export function readBytePipe(pipe: Readable | undefined): PipedBytes {
  let id = -1;
  let pieces: Uint8Array[] = [];
  let got = 0;
  let wanted:
    | { readonly bytes: number; readonly resolve: (pieces: readonly Uint8Array[]) => void }
    | undefined;

  const settle = (): void => {
    if (wanted === undefined || got < wanted.bytes) return;
    wanted.resolve(pieces);
    wanted = undefined;
    pieces = [];
    got = 0;
  };
  pipe?.on(
    'data',
    frameReader((frameId, bytes) => {
      if (frameId !== id) return;
      pieces.push(bytes);
      got += bytes.length;
      settle();
    }),
  );
  // A broken pipe shows as the end of the process.
  pipe?.on('error', () => undefined);
  return {
    expect: (next) => {
      id = next;
      pieces = [];
      got = 0;
      wanted = undefined;
    },
    all: (bytes) =>
      new Promise((resolve) => {
        wanted = { bytes, resolve };
        settle();
      }),
  };
}

/** Calls `each` with the bytes of frames as they come, a frame in as many parts as it came in. */
export function frameReader(each: (id: number, bytes: Uint8Array) => void): (chunk: Buffer) => void {
  let head = Buffer.alloc(0);
  let id = 0;
  let left = 0;
  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (left === 0) {
        const missing = HEAD_BYTES - head.length;
        head = Buffer.concat([head, chunk.subarray(at, at + missing)]);
        at = Math.min(chunk.length, at + missing);
        if (head.length < HEAD_BYTES) return;
        id = head.readUInt32LE(0);
        left = head.readUInt32LE(4);
        head = Buffer.alloc(0);
        continue;
      }
      const part = chunk.subarray(at, at + left);
      left -= part.length;
      at += part.length;
      each(id, part);
    }
  };
}
