// Tells whether files changed: by size and time first (a few milliseconds), by content only where those differ.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const IGNORED = new Set(['node_modules', 'dist', '.git', '.out']);

const walk = (path, found) => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (stat.isFile()) {
    found.push({ path, mark: `${stat.size}:${stat.mtimeMs}` });
    return;
  }
  for (const entry of readdirSync(path).sort()) {
    if (!IGNORED.has(entry)) walk(join(path, entry), found);
  }
};

/** Every file under the given files and folders, with a mark that changes when size or time does; missing ones are left out. */
export const listSources = (paths) => {
  const found = [];
  for (const path of paths) walk(path, found);
  return found;
};

/** Digest of names, sizes and times. */
export const quickDigest = (sources) => {
  const hash = createHash('sha256');
  for (const { path, mark } of sources) hash.update(`${path}\0${mark}\n`);
  return hash.digest('hex');
};

/** Digest of names and contents: what a fresh checkout of the same commit has in common. */
export const contentDigest = (sources) => {
  const hash = createHash('sha256');
  for (const { path } of sources) {
    const bytes = readFileSync(path);
    hash.update(`${path}\0${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
};
