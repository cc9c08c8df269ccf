// What the installed app keeps for a person besides what the server has: the last answers, and files that wait to be sent.
import {
  claimFile,
  dropAllFiles,
  dropFile,
  fileOf,
  keepFile,
  keptFiles,
  SENDING_LOCK,
  SYNC_TAG,
} from '../../data/kept-files.ts';
import { forgetSeen } from '../../data/last-seen.ts';
import { recallUpload, rememberUpload } from '../../data/portal-upload-memory.ts';
import type { FileKeeper } from '../upload-queue.ts';

export interface PortalKeeper extends FileKeeper {
  /** Somebody is signed in: gives the files that wait, once no other page sends them. */
  readonly begin: (email: string, add: (files: readonly File[]) => void) => void;
  /** The session is over; what waits goes on waiting for the same person. */
  readonly end: () => void;
  /** They signed out: nothing of them stays here. */
  readonly forget: () => Promise<void>;
}

/** The browser wakes the worker when there is a connection and the page is closed; where it cannot, the page sends when it is opened. */
async function askToBeWoken(): Promise<void> {
  const registration = (await navigator.serviceWorker.getRegistration('/')) as
    | (ServiceWorkerRegistration & { readonly sync?: { readonly register: (tag: string) => Promise<void> } })
    | undefined;
  // Browsers without it have no `sync`; others refuse it by their settings.
  await registration?.sync?.register(SYNC_TAG).catch(() => undefined);
}

export function portalKeeper(): PortalKeeper {
  let owner: string | undefined;
  let ended = new AbortController();

  async function restore(
    email: string,
    add: (files: readonly File[]) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const waiting = await keptFiles(email);
    if (signal.aborted || waiting.length === 0) return;
    for (const { location, name, size, lastModified } of waiting) {
      const mark = { name, size, lastModified };
      if (location !== undefined && recallUpload(mark) === undefined) rememberUpload(mark, location);
    }
    // What was shared is theirs from now on.
    for (const one of waiting) if (one.owner !== email) await claimFile(one, email);
    add(waiting.map(fileOf));
  }
  return {
    begin(email, add) {
      ended.abort();
      ended = new AbortController();
      owner = email;
      const { signal } = ended;
      if (!('locks' in navigator)) {
        void restore(email, add, signal);
        return;
      }
      // Held until the session ends, so that neither another tab nor the worker sends the same files.
      navigator.locks
        .request(SENDING_LOCK, { signal }, async () => {
          await restore(email, add, signal);
          await new Promise<void>((resolve) => {
            if (signal.aborted) resolve();
            else signal.addEventListener('abort', () => resolve());
          });
        })
        // The session ended while another page held it.
        .catch(() => undefined);
    },
    async keep(file) {
      if (owner === undefined) return 'none';
      const kept = await keepFile(file, owner, recallUpload(file));
      if (!kept.ok) return kept.why;
      if ('serviceWorker' in navigator) void askToBeWoken();
      return 'kept';
    },
    drop: (file) => void dropFile(file),
    end() {
      ended.abort();
      owner = undefined;
    },
    async forget() {
      await Promise.all([forgetSeen(), dropAllFiles()]);
    },
  };
}
