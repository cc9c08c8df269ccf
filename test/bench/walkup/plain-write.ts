// What the disk allows: writing a file from front to back and fsyncing it, nothing else.
import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { tempDir } from '../../support/temp-dir.ts';

// The size of the pieces hardly matters above 64 kB; 1 MB keeps system calls out of the figure.
const PIECE_BYTES = 1024 * 1024;

/** Megabytes (1,000,000 bytes) per second for a file of `bytes` bytes, durable at the end. */
export const plainWriteSpeed = async (bytes: number): Promise<number> => {
  const scratch = await tempDir('write');
  try {
    const piece = randomBytes(PIECE_BYTES);
    const began = performance.now();
    const file = await open(join(scratch.path, 'plain'), 'w');
    try {
      for (let written = 0; written < bytes; ) {
        const size = Math.min(PIECE_BYTES, bytes - written);
        await file.write(piece, 0, size);
        written += size;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    return bytes / 1e6 / ((performance.now() - began) / 1000);
  } finally {
    await scratch.remove();
  }
};
