// Registers the portal's service worker and tells when another version of the app is ready (workbox-window). Loaded after the first screen.
import { Workbox } from 'workbox-window';

export interface NewVersion {
  readonly ready: () => boolean;
  readonly subscribe: (changed: () => void) => () => void;
  /** Loads the page anew with it. */
  readonly take: () => void;
}

/** An app that stays open for days on a phone looks this often. */
const LOOK_MS = 3_600_000;

const watchers = new Set<() => void>();
let take: (() => void) | undefined;

export const newVersion: NewVersion = {
  ready: () => take !== undefined,
  subscribe(changed) {
    watchers.add(changed);
    return () => watchers.delete(changed);
  },
  take: () => take?.(),
};

/** Where the browser has no service workers, or the page is not secure, the portal works as a page. */
export function registerWorker(reload: () => void = () => location.reload()): void {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return;
  const workbox = new Workbox('/service-worker.js', { scope: '/', updateViaCache: 'none' });
  workbox.addEventListener('waiting', () => {
    take = () => {
      workbox.addEventListener('controlling', reload);
      workbox.messageSkipWaiting();
    };
    for (const watcher of watchers) watcher();
  });
  // Another tab has taken the new one: its files are not those of this page any more.
  workbox.addEventListener('controlling', ({ isExternal, isUpdate }) => {
    if (isExternal === true && isUpdate === true) reload();
  });
  let looked = Date.now();
  const look = (): void => {
    if (document.hidden || Date.now() - looked < LOOK_MS) return;
    looked = Date.now();
    // Without a connection there is nothing to find.
    workbox.update().catch(() => undefined);
  };
  document.addEventListener('visibilitychange', look);
  window.addEventListener('online', () => {
    looked = 0;
    look();
  });
  // A certificate that the browser does not trust, or a policy: it then works as a page.
  workbox.register({ immediate: true }).catch(() => undefined);
}
