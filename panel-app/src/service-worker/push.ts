// What the service worker does with pushed notices (Push API, Notifications API): shows each, opens the document when it is pressed, and asks for a
// new subscription when the browser ends the old one. Registered by the worker's own file.
import type { PushMessage } from '@platen/shared/push-notice';

/** The part of ServiceWorkerGlobalScope this needs: the worker hands in `self`, a test something of its own. */
export interface PushScope {
  readonly registration: Pick<ServiceWorkerRegistration, 'showNotification'> & {
    readonly pushManager: Pick<PushManager, 'subscribe'>;
  };
  readonly clients: {
    readonly matchAll: (options: {
      type: 'window';
      includeUncontrolled: boolean;
    }) => Promise<readonly PushWindow[]>;
    readonly openWindow: (url: string) => Promise<unknown>;
  };
  readonly location: { readonly origin: string };
  readonly fetch: typeof fetch;
}

interface PushWindow {
  readonly url: string;
  readonly focus: () => Promise<unknown>;
  readonly navigate: (url: string) => Promise<unknown>;
}

interface NoticeData {
  readonly path: string;
}

/** Where a press leads when the notice does not say, or says something that is not ours. */
const HOME = '/';

/**
 * For the event `push`. A notice is shown whatever came: browsers take the permission away from who shows none.
 * @param icon address of the site's picture.
 */
export async function showPush(
  scope: PushScope,
  data: { json: () => unknown } | null,
  icon?: string,
): Promise<void> {
  const message = read(data);
  const rtl = message.lang?.startsWith('ar') === true;
  await scope.registration.showNotification(message.title, {
    body: message.body,
    tag: message.tag,
    ...(icon === undefined ? {} : { icon, badge: icon }),
    dir: rtl ? 'rtl' : 'ltr',
    ...(message.lang === undefined ? {} : { lang: message.lang }),
    // Somebody has to look at the printer: it stays until it is seen.
    requireInteraction: message.kind === 'uncertain',
    data: { path: message.path } satisfies NoticeData,
  });
}

type Shown = Pick<PushMessage, 'title' | 'body' | 'tag' | 'path'> & {
  readonly kind?: PushMessage['kind'] | undefined;
  readonly lang?: string | undefined;
};

function read(data: { json: () => unknown } | null): Shown {
  const plain: Shown = { title: 'Platen', body: '', tag: 'notice', path: HOME };
  if (data === null) return plain;
  try {
    const message = data.json() as PushMessage;
    return typeof message.title === 'string' ? message : plain;
  } catch {
    // Of another release: that something happened is said all the same.
    return plain;
  }
}

/** For the event `notificationclick`; the caller has closed the notice. */
export async function openPush(scope: PushScope, data: unknown): Promise<void> {
  const asked = (data as NoticeData | null)?.path ?? HOME;
  const url = new URL(asked, scope.location.origin);
  // What was pushed is ours, but it leads nowhere else even if it were not.
  const to = url.origin === scope.location.origin ? url.href : new URL(HOME, scope.location.origin).href;
  const windows = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const portal = windows.find((one) => new URL(one.url).pathname === HOME);
  if (portal === undefined) {
    await scope.clients.openWindow(to);
    return;
  }
  await portal.focus();
  // A window that the worker does not control cannot be led: it is opened anew.
  await portal.navigate(to).catch(() => scope.clients.openWindow(to));
}

/** For the event `pushsubscriptionchange`: the same person goes on being told, if they are still signed in. */
export async function renewPush(scope: PushScope): Promise<void> {
  const headers = { 'X-Platen': '1', 'Content-Type': 'application/json' };
  const state = await scope.fetch('/api/portal/push', { headers, credentials: 'same-origin' });
  if (!state.ok) return;
  const { publicKey } = (await state.json()) as { publicKey?: string };
  if (publicKey === undefined) return;
  const subscription = await scope.registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  });
  const { endpoint, keys } = subscription.toJSON();
  await scope.fetch('/api/portal/push', {
    method: 'PUT',
    headers,
    credentials: 'same-origin',
    body: JSON.stringify({ endpoint, keys: { p256dh: keys?.['p256dh'], auth: keys?.['auth'] } }),
  });
}
