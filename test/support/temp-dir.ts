// Throw-away directories for tests.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type TempDir = { readonly path: string; remove(): Promise<void> };

/**
 * A fresh empty directory. Mode 0755 instead of mkdtemp's 0700: daemons such as cupsd leave root and must pass through.
 * `label` should be short, since Unix sockets below it must stay under 107 characters.
 */
export const tempDir = async (label: string): Promise<TempDir> => {
  const path = await mkdtemp(join(tmpdir(), `platen-${label}-`));
  await chmod(path, 0o755);
  return {
    path,
    // A daemon that is just ending may still write a file while the tree is removed, hence the retries.
    remove: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }),
  };
};
