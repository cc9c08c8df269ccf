// Notifications on the "Me" screen as scenes: a made-up browser that can be anything, and the devices that are told.
import type { PushDevice, PushState, PushSubscribe } from '@platen/shared/api/portal-push';
import { markOf, type PushAbility } from '../src/data/push-browser.ts';
// Loaded at once, so that a picture need not wait for it.
import { PortalNotifications } from '../src/portal/parts/notifications.ts';
import { pictureNow } from './picture-clock.ts';
import { answer, type PortalScene, refuse } from './portal-fake.ts';
import type { PortalPicture } from './portal-picture.ts';

const ENDPOINT = 'https://push.example.org/this-browser';
const KEYS = { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) };
export const SUBSCRIPTION: PushSubscribe = { endpoint: ENDPOINT, keys: KEYS };
const PHONE =
  'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36';
const DESK = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0';

export interface PushPicture {
  readonly ability?: PushAbility;
  readonly permission?: NotificationPermission;
  /** What the person answers when asked. */
  readonly answer?: NotificationPermission;
  /** This browser is told already. */
  readonly on?: boolean;
  readonly unreachable?: boolean;
}

/** Every element made from now on is in this browser. @returns how often it asked the person. */
export function putPushBrowser(picture: PushPicture): () => number {
  let permission = picture.permission ?? (picture.on === true ? 'granted' : 'default');
  let subscribed = picture.on ?? false;
  let asked = 0;
  PortalNotifications.usual = {
    ability: () => picture.ability ?? 'yes',
    permission: () => permission,
    ask: () => {
      asked += 1;
      permission = picture.answer ?? 'granted';
      return Promise.resolve(permission);
    },
    current: () => Promise.resolve(subscribed ? SUBSCRIPTION : undefined),
    subscribe: () => {
      if (picture.unreachable === true) return Promise.reject(new Error('no push service'));
      subscribed = true;
      return Promise.resolve(SUBSCRIPTION);
    },
    unsubscribe: () => {
      subscribed = false;
      return Promise.resolve();
    },
  };
  return () => asked;
}

export const device = (set: Partial<PushDevice>): PushDevice => ({
  id: 'p-desk',
  agent: DESK,
  mark: 'another-browser-',
  createdAt: pictureNow - 9 * 86_400_000,
  lastOkAt: pictureNow - 3 * 3_600_000,
  failures: 0,
  ...set,
});

/** A made-up server that keeps the devices. */
export function pushScene(
  picture: PushPicture & {
    readonly others?: readonly PushDevice[];
    readonly enabled?: boolean;
  } = {},
  answers: PortalScene['answers'] = {},
): PortalScene {
  const ownDevice = async (): Promise<PushDevice> =>
    device({ id: 'p-here', agent: PHONE, mark: await markOf(ENDPOINT) });
  let own = picture.on ?? false;
  const others = [...(picture.others ?? [])];
  return {
    answers: {
      'GET /api/portal/push': async () => {
        const enabled = picture.enabled ?? true;
        const state: PushState = {
          enabled,
          devices: [...others, ...(own ? [await ownDevice()] : [])],
          ...(enabled ? { publicKey: KEYS.p256dh } : {}),
        };
        return answer(state);
      },
      'PUT /api/portal/push': async () => {
        own = true;
        return answer(await ownDevice());
      },
      'DELETE /api/portal/push/p-here': () => {
        own = false;
        return answer({ ok: true });
      },
      'DELETE /api/portal/push/p-desk': () => {
        others.splice(0, 1);
        return answer({ ok: true });
      },
      'POST /api/portal/push/p-here/test': () => answer({ taken: true, gone: false }),
      ...answers,
    },
  };
}

/** It is below the fold: the picture is of it. */
function bringIntoView(): void {
  const heading = document.querySelector('portal-notifications h2');
  if (heading === null) requestAnimationFrame(bringIntoView);
  else heading.scrollIntoView({ block: 'start' });
}

type PushSite = NonNullable<Parameters<typeof pushScene>[0]>;
const shown = (name: string, push: PushSite, more: Partial<PortalPicture> = {}): PortalPicture => ({
  name,
  scene: pushScene(push),
  hash: '#me',
  begin: () => {
    putPushBrowser(push);
    bringIntoView();
  },
  ...more,
});
const { lastOkAt: _, ...neverTold } = device({ id: 'p-old', agent: '', failures: 3 });

export const PUSH_PICTURES: readonly PortalPicture[] = [
  shown('push-off', {}),
  shown('push-on', {
    on: true,
    others: [device({}), neverTold],
  }),
  shown('push-tested', { on: true }, { press: ['Send a test notice'] }),
  shown('push-denied', { permission: 'denied' }),
  shown('push-install', { ability: 'install' }),
  shown('push-none', { ability: 'none', others: [device({})] }),
  shown('push-refused', {}, { scene: { answers: { 'GET /api/portal/push': () => refuse('internal') } } }),
];
