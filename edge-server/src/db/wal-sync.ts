// Makes commits durable off the main thread: SQLite writes them to the write-ahead log, and this syncs the log in libuv's
// threads. Commits that come while a sync runs share the next one, so no request waits for the disk of another.
import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';

const datasync = promisify(fdatasync);

export interface WalSync {
  /** Resolves when everything that is in the log now is on the disk. Rejects with the system error; the disk is not to be trusted then. */
  sync(): Promise<void>;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

/** `path` is the log's, which must exist. It carries none of SQLite's locks, so opening and closing it here releases none. */
export function openWalSync(path: string): WalSync {
  const file = openSync(path, 'r+');
  let underway: Promise<void> | undefined;
  let following: Promise<void> | undefined;
  let closed = false;

  // A failed sync is reported once by the kernel, and the pages are dropped as if they were clean: trying again proves nothing.
  function begin(): Promise<void> {
    const sync: Promise<void> = datasync(file).finally(() => {
      if (underway === sync) underway = undefined;
    });
    underway = sync;
    return sync;
  }

  return {
    sync: () => {
      if (underway === undefined) return begin();
      following ??= underway.then(() => {
        following = undefined;
        return begin();
      });
      return following;
    },
    close: async () => {
      if (closed) return;
      closed = true;
      await Promise.allSettled([underway, following]);
      closeSync(file);
    },
  };
}
