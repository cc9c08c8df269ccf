// Notifications in the portal, in made-up browsers: nobody is asked before they press, every state says what to do, and what is told can be ended.

import { answer, refuse } from '../../panel-app/gallery/portal-fake.ts';
import type { PortalPicture } from '../../panel-app/gallery/portal-picture.ts';
import {
  device,
  PUSH_PICTURES,
  pushScene,
  putPushBrowser,
} from '../../panel-app/gallery/portal-push-scenes.ts';
import { buttonNamed, type PortalStage, setPortalStage } from '../../panel-app/gallery/portal-stage.ts';
import { portalStyles } from '../../panel-app/src/portal/portal-styles.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import { accessible, afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

installStyles(document, portalStyles);

let stage: PortalStage | undefined;
type Site = NonNullable<Parameters<typeof pushScene>[0]>;

async function open(site: Site = {}, answers: PortalPicture['scene']['answers'] = {}) {
  const asked = putPushBrowser(site);
  stage = await setPortalStage({ name: 'push', scene: pushScene(site, answers), hash: '#me' });
  return { asked, server: stage.server };
}
const press = async (name: string): Promise<void> =>
  (await until(`the button ${name}`, () => buttonNamed(document, name))).click();
const part = (): HTMLElement | null => document.querySelector('portal-notifications');

describe('notifications in the portal', () => {
  afterEach(() => stage?.clear());

  it('are switched on by a press, and nobody is asked before', async () => {
    const { asked, server } = await open();
    await shows('Be told when a document was printed');
    equal(asked(), 0, 'asked before the press');
    await press('Switch on here');
    await shows('Switched on for this device.');
    await shows('On for this device.');
    equal(asked(), 1, 'asked');
    equal((server.bodies[0] as { endpoint: string }).endpoint, 'https://push.example.org/this-browser');
  });

  it('say what to do where the person said no, and ask for nothing more', async () => {
    const { asked, server } = await open({ answer: 'denied' });
    await press('Switch on here');
    await shows('This browser blocks notifications from this page.');
    equal(asked(), 1, 'asked');
    ok(buttonNamed(document, 'Switch on here') === undefined, 'nothing to press that cannot work');
    ok(!server.calls.includes('PUT /api/portal/push'), 'nothing was sent');
  });

  it('are offered again where the question was put away', async () => {
    const { server } = await open({ answer: 'default' });
    await press('Switch on here');
    ok(await until('the button', () => buttonNamed(document, 'Switch on here')), 'offered');
    ok(!server.calls.includes('PUT /api/portal/push'), 'nothing was sent');
  });

  it('are tried out and switched off', async () => {
    const { server } = await open({ on: true });
    await press('Send a test notice');
    await shows('It should appear within seconds.');
    await press('Switch off here');
    await shows('Switched off for this device.');
    ok(await until('the way back', () => buttonNamed(document, 'Switch on here')), 'offered again');
    ok(server.calls.includes('DELETE /api/portal/push/p-here'), 'the server knows');
  });

  it('tell of a test that did not arrive', async () => {
    const test = 'POST /api/portal/push/p-here/test';
    await open({ on: true }, { [test]: () => answer({ taken: false, gone: false }) });
    await press('Send a test notice');
    await shows('The notification service did not take it.');
  });

  it('show the other devices with how they fare, and take one off', async () => {
    await open({ on: true, others: [device({ failures: 2 })] });
    await shows('Firefox on Windows');
    await shows('The last 2 notices did not arrive');
    await shows('This device');
    await press('Remove Firefox on Windows');
    await shows('Removed. It is told nothing more.');
    ok(!part()?.innerText.includes('Firefox on Windows'), 'gone from the list');
  });

  it('say so where the browser’s maker cannot be reached', async () => {
    const { server } = await open({ unreachable: true });
    await press('Switch on here');
    await shows('could not be reached by its notification service');
    ok(!server.calls.includes('PUT /api/portal/push'), 'nothing was sent');
  });

  it('say why the server does not take this browser', async () => {
    await open({}, { 'PUT /api/portal/push': () => refuse('too-many-push', { most: 10 }) });
    await press('Switch on here');
    await shows('Notifications go to 10 devices already.');
  });

  it('are explained to an iPhone, and to a browser without them', async () => {
    await open({ ability: 'install' });
    await shows('Add to Home Screen');
    ok(buttonNamed(document, 'Switch on here') === undefined, 'nothing to press on an iPhone');
    stage?.clear();
    await open({ ability: 'none' });
    await shows('This browser cannot show notifications from here.');
  });

  it('are not spoken of where the administrator has them off', async () => {
    await open({ enabled: false });
    await shows('Your account');
    await until('the part to be there, and empty', () => part()?.innerText.trim() === '');
  });

  for (const picture of PUSH_PICTURES) {
    it(`have no faults of access: ${picture.name}`, async () => {
      stage = await setPortalStage(picture);
      await until('the part', () => part()?.querySelector('h2'));
      await accessible();
    });
  }
});
