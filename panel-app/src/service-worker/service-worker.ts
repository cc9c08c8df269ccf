// The portal's service worker: keeps the app's own files, so that it opens without a connection, takes what other apps share, sends what waited,
// and shows notices. Panel, console, API and printing are none of its business: their requests pass by untouched.
import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, matchPrecache, precache } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { CacheFirst, NetworkOnly } from 'workbox-strategies';
import { SYNC_TAG } from '../data/kept-files.ts';
import { FIRST, LATER } from './portal-files.ts';
import { openPush, type PushScope, renewPush, showPush } from './push.ts';
import { sendKept } from './send-kept.ts';
import { takeShared } from './share.ts';

/** The parts of the worker's events that are used; TypeScript knows either pages or workers. */
interface Lasting extends Event {
  readonly waitUntil: (work: Promise<unknown>) => void;
}
interface WorkerEvents {
  message: MessageEvent;
  activate: Lasting;
  sync: Lasting & { readonly tag: string };
  push: Lasting & { readonly data: { json: () => unknown } | null };
  notificationclick: Lasting & {
    readonly notification: { readonly data: unknown; readonly close: () => void };
  };
  pushsubscriptionchange: Lasting;
}
interface Worker extends PushScope {
  readonly skipWaiting: () => Promise<void>;
  readonly addEventListener: <E extends keyof WorkerEvents>(
    name: E,
    listener: (event: WorkerEvents[E]) => void,
  ) => void;
}
const worker = self as unknown as Worker;

const LATER_CACHE = 'platen-later';
/** Of the server for the page itself; then the page that is kept is shown. */
const PAGE_SECONDS = 3;

clientsClaim();
cleanupOutdatedCaches();
precache([...FIRST]);

// The newest page wherever there is a server, so that an old app never meets a newer one; else the one that is kept.
const page = new NetworkOnly({
  networkTimeoutSeconds: PAGE_SECONDS,
  plugins: [
    {
      // A proxy whose server is away answers, too.
      fetchDidSucceed: async ({ response }) => {
        if (response.status >= 500) throw new Error(`the server answered ${response.status}`);
        return response;
      },
      handlerDidError: () => matchPrecache('/'),
    },
  ],
});
registerRoute(({ request, url }) => request.mode === 'navigate' && url.pathname === '/', page);

const kept = new Set(FIRST.map(({ url }) => url));
kept.delete('/');
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && kept.has(url.pathname),
  async ({ url, request }) => (await matchPrecache(url.pathname)) ?? fetch(request),
);
const later = new Set(LATER);
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && later.has(url.pathname),
  new CacheFirst({ cacheName: LATER_CACHE }),
);
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname === '/share',
  async ({ request }) => Response.redirect(await takeShared(request), 303),
  'POST',
);

worker.addEventListener('message', ({ data }) => {
  // Said by workbox-window once the person, or an idle page, wants the new one.
  if ((data as { readonly type?: unknown } | null)?.type === 'SKIP_WAITING') void worker.skipWaiting();
});
worker.addEventListener('activate', (event) => {
  // Words of the release before this one.
  event.waitUntil(caches.delete(LATER_CACHE));
});
worker.addEventListener('sync', (event) => {
  if (event.tag !== SYNC_TAG) return;
  const hasWindow = async (): Promise<boolean> =>
    (await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })).some(
      ({ url }) => new URL(url).pathname === '/',
    );
  event.waitUntil(sendKept(hasWindow, fetch));
});
worker.addEventListener('push', (event) =>
  event.waitUntil(showPush(worker, event.data, '/icons/app-192.png')),
);
worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openPush(worker, event.notification.data));
});
worker.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renewPush(worker)));
