// The JSON files of folders that people edit while the server runs: read at start and again whenever one of them has changed.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from './log.ts';

export interface FolderFile {
  /** With its whole path. */
  readonly name: string;
  readonly text: string;
}

export interface WatchedFolder {
  /** Resolves when the files as they are now have been told of. */
  start(): Promise<void>;
  /** Looks at once. */
  look(): Promise<void>;
  stop(): void;
}

/** A look costs one readdir and one stat a file; a person who saves a file and turns to the console finds it done. */
const LOOK_EVERY_MS = 2_000;
/** A site of 5,000 devices in one file is 1.5 MB. */
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_FILES = 500;

/**
 * `changed` gets all files of the folders, and is not called while the last call runs. A missing folder is an empty one.
 * Polls, since change notices do not come from network drives and come too early from editors that write in place.
 */
export function watchFolders(
  paths: readonly string[],
  changed: (files: readonly FolderFile[]) => Promise<void>,
  log: Log,
): WatchedFolder {
  let seen: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;

  async function filesOf(path: string): Promise<string[]> {
    try {
      const names = (await readdir(path)).filter((name) => name.endsWith('.json'));
      return names.sort().map((name) => join(path, name));
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw cause;
    }
  }

  async function lookNow(): Promise<void> {
    const found: { readonly name: string; readonly mark: string; readonly size: number }[] = [];
    for (const name of (await Promise.all(paths.map(filesOf))).flat().slice(0, MOST_FILES)) {
      const { mtimeMs, size, ino } = await stat(name);
      found.push({ name, size, mark: `${name}:${mtimeMs}:${size}:${ino}` });
    }
    const marks = found.map(({ mark }) => mark).join('\n');
    if (marks === seen) return;
    const files = await Promise.all(
      found.map(async ({ name, size }) => ({
        name,
        text: size > MOST_BYTES ? '' : await readFile(name, 'utf8'),
      })),
    );
    await changed(files);
    seen = marks;
  }

  const look = (): Promise<void> => {
    looking ??= lookNow()
      .catch((cause: unknown) => {
        // A file that vanished between two calls, a folder without permission: the next look tries again.
        log.warn('a folder could not be looked at', { paths, cause });
      })
      .finally(() => {
        looking = undefined;
      });
    return looking;
  };

  return {
    look,
    async start() {
      await look();
      timer = setInterval(() => void look(), LOOK_EVERY_MS);
      timer.unref();
    },
    stop: () => clearInterval(timer),
  };
}
