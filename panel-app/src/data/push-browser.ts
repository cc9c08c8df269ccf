// What this browser can do about notifications (Notifications API, Push API), and doing it. An interface, so that tests and the gallery can have
// any browser.
import type { PushSubscribe } from '@platen/shared/api/portal-push';

/** `install`: an iPhone or iPad, where only an app on the Home Screen may. `none`: it cannot, or the page is not secure. */
export type PushAbility = 'yes' | 'install' | 'none';

export interface PushBrowser {
  readonly ability: () => PushAbility;
  readonly permission: () => NotificationPermission;
  /** Asks the person; only after a press, or browsers refuse for good. */
  readonly ask: () => Promise<NotificationPermission>;
  /** What this browser is subscribed with; undefined: it is not. */
  readonly current: () => Promise<PushSubscribe | undefined>;
  /** Rejects when the push service cannot be reached, or the browser has none. */
  readonly subscribe: (publicKey: string) => Promise<PushSubscribe>;
  readonly unsubscribe: () => Promise<void>;
}

/** A service worker that is not there by then is not there. */
const READY_MS = 5000;
/** Of the SHA-256 of the endpoint, as the server names a browser to itself. */
const MARK_LENGTH = 16;

export const browserPush: PushBrowser = {
  ability: () => {
    if (
      window.isSecureContext &&
      'serviceWorker' in navigator &&
      'PushManager' in window &&
      'Notification' in window
    )
      return 'yes';
    // iOS 16.4 and later show these APIs to apps on the Home Screen only; iPads say that they are Macs.
    const apple =
      /\b(?:iPhone|iPad)\b/.test(navigator.userAgent) ||
      (/\bMac OS X\b/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
    const installed = window.matchMedia('(display-mode: standalone)').matches;
    return window.isSecureContext && apple && !installed ? 'install' : 'none';
  },
  permission: () => Notification.permission,
  ask: () => Notification.requestPermission(),
  current: async () => {
    const subscription = await (await manager())?.getSubscription();
    return subscription == null ? undefined : plain(subscription);
  },
  subscribe: async (publicKey) => {
    const push = await manager();
    if (push === undefined) throw new Error('there is no service worker');
    const before = await push.getSubscription();
    // One for another key, such as of the site before it was moved, cannot be used.
    if (before !== null && keyOf(before) !== publicKey) await before.unsubscribe();
    return plain(await push.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }));
  },
  unsubscribe: async () => {
    await (await (await manager())?.getSubscription())?.unsubscribe();
  },
};

/** By it a browser finds itself among its owner's devices. */
export async function markOf(endpoint: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint));
  return base64url(hash).slice(0, MARK_LENGTH);
}

async function manager(): Promise<PushManager | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), READY_MS));
  const registration = await Promise.race([navigator.serviceWorker.ready, late]);
  return registration?.pushManager;
}

function plain(subscription: PushSubscription): PushSubscribe {
  const { endpoint, keys } = subscription.toJSON();
  return { endpoint: endpoint ?? '', keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' } };
}

function keyOf(subscription: PushSubscription): string {
  const key = subscription.options.applicationServerKey;
  return key === null ? '' : base64url(key);
}

const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
