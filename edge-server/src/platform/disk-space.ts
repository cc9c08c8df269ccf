// Free room on the file system that holds a folder.
import { statfs } from 'node:fs/promises';

export interface DiskSpace {
  /** Bytes this process may still write; blocks reserved for root are not counted. */
  freeBytes: number;
  totalBytes: number;
}

/** Throws the system error when `path` does not exist. */
export const diskSpace = async (path: string): Promise<DiskSpace> => {
  const fs = await statfs(path);
  return { freeBytes: fs.bavail * fs.bsize, totalBytes: fs.blocks * fs.bsize };
};
