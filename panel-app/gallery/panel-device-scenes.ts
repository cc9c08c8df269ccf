// The panel on a device's own browser as scenes: the key back to the device's menu, and somebody who is signed in at the device.
import type { PanelStart } from '@platen/shared/api/panel';
import type { DevicePerson, PanelPlatform } from '../src/platform/panel-platform.ts';
import { REPORT } from './panel-data.ts';
import { refused } from './panel-fake.ts';
import type { PanelScene } from './panel-scene.ts';

const MARA: DevicePerson = {
  name: 'mara.novak',
  qualified: 'EXAMPLE\\mara.novak',
  email: 'mara.novak@example.org',
};

/** A device that can be left, and that says who is signed in at it. */
export const fakePlatform = (
  change: Partial<PanelPlatform> & { readonly person?: DevicePerson } = {},
): PanelPlatform => ({
  kind: 'eip',
  exit: () => Promise.resolve(true),
  signedInAtDevice: () => Promise.resolve(change.person),
  begin: () => () => undefined,
  ...change,
});

const BELIEVED: Partial<PanelStart> = { ways: ['code', 'device'] };

export const DEVICE_SCENES: readonly PanelScene[] = [
  { name: 'device-code', platform: fakePlatform() },
  { name: 'device-jobs', platform: fakePlatform(), jobs: [REPORT] },
  {
    // The server is about to answer.
    name: 'device-person',
    start: BELIEVED,
    platform: fakePlatform({ person: MARA }),
    prepare: (server) => {
      server.waits = true;
    },
  },
  {
    name: 'device-unknown',
    start: BELIEVED,
    platform: fakePlatform({ person: MARA }),
    prepare: (server) => {
      server.signIn = refused('device-nobody');
    },
  },
  {
    name: 'device-continue',
    start: BELIEVED,
    platform: fakePlatform({ person: MARA }),
    act: ({ panel }) => panel.signOut(),
  },
  {
    name: 'device-exit-failed',
    platform: fakePlatform({ exit: () => Promise.resolve(false) }),
    act: async () => {
      document.querySelector<HTMLElement>('.bar-exit')?.click();
      await Promise.resolve();
    },
  },
];
