// The few acts on files that the object store needs, as an interface, so that a test can make any one of them fail.
import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises';
import { systemErrorCode } from './blob-error.ts';
import { makeDirectory, syncDirectory } from './durable-write.ts';

export interface BlobFile {
  /** Writes all of `pieces`, one after the other, from `position`. */
  write(pieces: readonly Uint8Array[], position: number): Promise<void>;
  /** Fills `into` from `position` as far as the file goes; resolves to the bytes read. */
  read(into: Uint8Array, position: number): Promise<number>;
  size(): Promise<number>;
  truncate(length: number): Promise<void>;
  /** fdatasync: content and length are on the disk afterwards. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** All paths are absolute. Everything throws the system error; a missing file is named where it is no error. */
export interface BlobDisk {
  open(path: string, how: 'new' | 'read' | 'change'): Promise<BlobFile>;
  rename(from: string, to: string): Promise<void>;
  /** No error when there is no such file. */
  remove(path: string): Promise<void>;
  /** The names in a folder; none when there is no such folder. */
  list(path: string): Promise<string[]>;
  makeDirectory(path: string): Promise<void>;
  syncDirectory(path: string): Promise<void>;
}

const writeAll = async (file: FileHandle, pieces: readonly Uint8Array[], position: number): Promise<void> => {
  let left = pieces;
  for (let at = position; ; ) {
    let { bytesWritten } = await file.writev(left, at);
    at += bytesWritten;
    // A nearly full disk takes a part; the next call then says ENOSPC.
    const rest: Uint8Array[] = [];
    for (const piece of left) {
      if (bytesWritten < piece.length) rest.push(piece.subarray(bytesWritten));
      bytesWritten = Math.max(0, bytesWritten - piece.length);
    }
    if (rest.length === 0) return;
    left = rest;
  }
};

const readAll = async (file: FileHandle, into: Uint8Array, position: number): Promise<number> => {
  let done = 0;
  while (done < into.length) {
    const { bytesRead } = await file.read(into, done, into.length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done;
};

const FLAGS = { new: 'wx', read: 'r', change: 'r+' } as const;

export const systemDisk: BlobDisk = {
  open: async (path, how) => {
    const file = await open(path, FLAGS[how], 0o600);
    return {
      write: (pieces, position) => writeAll(file, pieces, position),
      read: (into, position) => readAll(file, into, position),
      size: async () => (await file.stat()).size,
      truncate: (length) => file.truncate(length),
      sync: () => file.datasync(),
      close: () => file.close(),
    };
  },
  rename,
  remove: (path) => rm(path, { force: true }),
  list: async (path) => {
    try {
      return await readdir(path);
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return [];
      throw error;
    }
  },
  makeDirectory: (path) => makeDirectory(path),
  syncDirectory,
};
