// Where a PDF that is being made goes: into a file, or into memory up to a limit.
import { open } from 'node:fs/promises';
import { MAX_REPLY_BYTES } from './limits.ts';

export interface PdfSink {
  /** Bytes written so far. */
  readonly bytes: () => number;
  /** Bytes that still fit. */
  readonly room: () => number;
  /** Throws PdfTooLarge in memory, and the system's error for a file. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Ends it: the PDF when it is in memory, undefined when it is in its file. */
  readonly finish: () => Promise<Uint8Array | undefined>;
  /** Gives up. Call it after finish, too. */
  readonly close: () => Promise<void>;
}

/** More than may come back in memory. */
export class PdfTooLarge extends Error {}

/** Bytes gathered before a write: a page's parts are small, a system call per part is not. */
const GATHER_BYTES = 256 * 1024;

/** Throws the system's error when the file cannot be written. */
export async function openPdfSink(outPath: string | undefined): Promise<PdfSink> {
  return outPath === undefined ? collect(MAX_REPLY_BYTES) : openFile(outPath);
}

function collect(limit: number): PdfSink {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  return {
    bytes: () => bytes,
    room: () => limit - bytes,
    write: (part) => {
      bytes += part.length;
      if (bytes > limit) return Promise.reject(new PdfTooLarge(`more than ${limit} bytes`));
      parts.push(part);
      return Promise.resolve();
    },
    finish: () => Promise.resolve(Buffer.concat(parts)),
    close: () => Promise.resolve(),
  };
}

async function openFile(path: string): Promise<PdfSink> {
  // Readable by the server's own user only: it is somebody's document.
  const file = await open(path, 'w', 0o600);
  let waiting: Uint8Array[] = [];
  let gathered = 0;
  let bytes = 0;
  const flush = async (): Promise<void> => {
    const all = Buffer.concat(waiting);
    waiting = [];
    gathered = 0;
    for (let at = 0; at < all.length; ) at += (await file.write(all, at)).bytesWritten;
  };
  return {
    bytes: () => bytes,
    room: () => Number.POSITIVE_INFINITY,
    write: async (part) => {
      waiting.push(part);
      gathered += part.length;
      bytes += part.length;
      if (gathered >= GATHER_BYTES) await flush();
    },
    finish: async () => {
      await flush();
      return undefined;
    },
    close: () => file.close(),
  };
}
