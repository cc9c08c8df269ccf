// One server per data directory: a lock that the kernel drops when the process dies, however it dies.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import SqliteFile from 'better-sqlite3';

/** Throws an Error naming the directory when another process has it. @returns a function that gives it back. */
export function lockDataDir(dataDir: string): () => void {
  const folder = join(dataDir, 'run');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Node has no flock; an exclusive SQLite transaction is one (fcntl), and the package is here anyway.
  const file = new SqliteFile(join(folder, 'lock'), { timeout: 0 });
  try {
    file.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    file.close();
    throw new Error(`Another Platen server is using ${dataDir}. Stop it, or give another PLATEN_DATA_DIR.`, {
      cause,
    });
  }
  return () => file.close();
}
