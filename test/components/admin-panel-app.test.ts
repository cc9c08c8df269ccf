// The panel app on a device, from the console: by the server, by a person who is led, by an address; on a made-up server.

import type { AdminScene } from '../../panel-app/gallery/admin-fake.ts';
import { refuse } from '../../panel-app/gallery/admin-fake.ts';
import {
  browserPanel,
  freshPanel,
  guidedPanel,
  noPanel,
  refusedPanel,
} from '../../panel-app/gallery/admin-fleet-data.ts';
import {
  type AdminStage,
  press,
  setAdminStage,
  type as typeInto,
} from '../../panel-app/gallery/admin-stage.ts';
import { afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

let stage: AdminStage | undefined;
const open = async (scene: AdminScene, printer = 'p2'): Promise<AdminStage> => {
  stage = await setAdminStage({ name: 'flow', scene, hash: `#printers=${printer}`, steps: [['Panel']] });
  return stage;
};
const called = (call: string): Promise<boolean> =>
  until(call, () => stage?.server.calls.includes(call) === true);
const body = (): unknown => stage?.server.bodies.at(-1);
const count = (call: string): number => stage?.server.calls.filter((one) => one === call).length ?? 0;
const INSTALL = 'POST /api/admin/printers/p2/panel/install';

describe('the panel app on a device', () => {
  afterEach(() => stage?.clear());

  it('shows its version and when it was last heard of', async () => {
    await open({});
    await shows('Set up, and the panel has called home.');
    await shows('0.1.0');
    await shows('2 minutes ago');
  });

  it('is installed with credentials that are used once and not stored', async () => {
    await open({ panel: freshPanel });
    await press('Install panel app');
    await typeInto('login', 'admin');
    await typeInto('password', ' 1111 ');
    await typeInto('keep', 'off');
    await typeInto('first', 'on');
    await press('Install panel app');
    await called(INSTALL);
    equal(body(), { credentials: { name: 'admin', password: ' 1111 ' }, defaultScreen: true });
    equal(count('PUT /api/admin/printers/p2/credentials'), 0);
    await shows('Installed. Nobody has opened it at the device yet.');
    ok(document.querySelector('input[type=password]') === null, 'the password is gone');
  });

  it('stores the credentials first when asked to, and sends them no second time', async () => {
    await open({ panel: freshPanel });
    await press('Install panel app');
    await typeInto('login', 'admin');
    await typeInto('password', '1111');
    await press('Install panel app');
    await called(INSTALL);
    equal(stage?.server.bodies.slice(-2), [{ admin: { name: 'admin', password: '1111' } }, {}]);
  });

  it('is updated with the stored credentials', async () => {
    await open({});
    await press('Update panel app');
    ok(document.querySelector('[name=password]') === null, 'no password is asked for');
    await typeInto('certificate', 'on');
    await press('Update panel app');
    await called(INSTALL);
    equal(body(), { installCertificate: true });
  });

  it('keeps the form and says why when it did not work', async () => {
    await open({ answers: { [INSTALL]: () => refuse('panel-registry-full') } });
    await press('Update panel app');
    await press('Update panel app');
    await shows('The device has no room for another app.');
    ok(document.querySelector('admin-panel-form') !== null, 'it can be tried again');
    equal(count(INSTALL), 1, 'never tried again by itself');
  });

  it('is removed after it was said what for', async () => {
    await open({});
    await press('Remove from device');
    await shows('Remove the panel app from the device');
    equal(count('POST /api/admin/printers/p2/panel/remove'), 0);
    await press('Remove from device');
    await called('POST /api/admin/printers/p2/panel/remove');
    await shows('The app was removed from the device.');
    await shows('Not set up yet.');
  });

  it('leads to the stored password when the device refused it', async () => {
    await open({ panel: refusedPanel });
    await shows('three wrong ones lock this server out');
    await press('Change password');
    await shows('Installs, updates and removes the panel app.');
  });

  it('leads a person through an Apeos device', async () => {
    await open({ panel: guidedPanel }, 'p4');
    const steps = await until('the steps', () => document.querySelector('.steps'));
    equal(steps.querySelectorAll('li').length, 6);
    equal(steps.querySelector('code')?.textContent, 'https-v5://print.example.org/panel/demo-4');
    await press('I have done this');
    await called('POST /api/admin/printers/p4/panel/install');
    equal(body(), {});
    await press('Check now');
    await called('POST /api/admin/printers/p4/panel/check');
  });

  it('gives any other device its address as text and as a QR code', async () => {
    await open({ panel: browserPanel }, 'p3');
    await shows('https://print.example.org/panel/demo-3');
    ok(document.querySelector('img.qr') !== null, 'the code');
    await press('Take it away');
    await shows('The panel of Staff office then counts as not set up.');
  });

  it('offers a tablet where the device has no screen', async () => {
    await open({ panel: () => noPanel }, 'p5');
    await press('Set up a tablet');
    await called('POST /api/admin/printers/p5/panel/install');
    equal(body(), { platform: 'browser' });
  });

  it('gets a new address after a question', async () => {
    await open({});
    await press('Make a new one');
    await shows('stops working until the new address is set in the device');
    await press('Make a new address');
    await called('POST /api/admin/printers/p2/panel-key');
    await shows('/panel/renewed');
  });
});
