// "Print from your computer or phone", on a made-up server: this device first, one's own address made, shown once, renewed and switched off.
import type { PortalPicture } from '../../panel-app/gallery/portal-picture.ts';
import { madeQueue, printScene, printWays } from '../../panel-app/gallery/portal-print-scenes.ts';
import { buttonNamed, type PortalStage, setPortalStage } from '../../panel-app/gallery/portal-stage.ts';
import { SYSTEMS, systemOf } from '../../panel-app/src/portal/system-of.ts';
import { afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

let stage: PortalStage | undefined;
const open = async (picture: Partial<PortalPicture> = {}): Promise<PortalStage> => {
  stage = await setPortalStage({ name: 'print', hash: '#print', scene: printScene(), ...picture });
  return stage;
};
const press = async (name: string): Promise<void> => {
  (await until(`the button ${name}`, () => buttonNamed(document, name))).click();
};
const text = (): string => document.querySelector('portal-print-ways')?.textContent ?? '';

describe('printing from computers and phones', () => {
  afterEach(() => stage?.clear());

  it('is one tap from "Me", and shows the steps of this device first, all others behind them', async () => {
    await open({ hash: '#me' });
    (await until('the way there', () => document.querySelector<HTMLElement>('a[href="#print"]'))).click();
    await shows('This device');
    equal(document.querySelectorAll('.system').length, 1);
    equal(document.querySelectorAll('.system-other').length, SYSTEMS.length - 1);
    ok(
      text().includes("Add-Printer -IppURL 'ipps://print.northgate.example:8443/ipp/print'"),
      'the command of Windows',
    );
    ok(text().includes('your email address as user name'), 'what to answer');
    ok(document.querySelector('a[href="/api/print.mobileconfig"]') !== null, 'the profile');
  });

  it('makes an address of one’s own, and fills it into the steps of every system', async () => {
    const { server } = await open();
    await press('An address of your own');
    await shows('You have none yet.');
    equal(document.querySelectorAll('.system,.system-other').length, 0);
    await press('Make my address');
    await shows('it will not be shown again');
    equal(
      server.calls.filter((call) => call.startsWith('POST')),
      ['POST /api/portal/print-queue'],
    );
    ok(text().includes(madeQueue.address), 'the address');
    ok(document.querySelector(`a[href="${madeQueue.profile}"]`) !== null, 'its profile');
    ok(!text().includes('your email address as user name'), 'nothing is asked');
  });

  it('asks before the address is renewed or switched off, and says that it is gone', async () => {
    const used = {
      ...printWays,
      own: { createdAt: Date.now() - 86_400_000, lastUsedAt: Date.now() - 3_600_000 },
    };
    const { server } = await open({ scene: printScene(used) });
    await press('An address of your own');
    await shows('Last used');
    await press('Make a new one');
    await shows('stops working at once, on every device');
    await press('Cancel');
    await press('Switch it off');
    await shows('can no longer print here');
    const dialog = await until('the question', () => document.querySelector('platen-dialog'));
    const [, yes] = [...dialog.querySelectorAll('button')].slice(-2);
    yes?.click();
    await shows('You have none yet.');
    equal(
      server.calls.filter((call) => call.startsWith('DELETE')),
      ['DELETE /api/portal/print-queue'],
    );
  });

  it('offers no address of one’s own where there is none to have', async () => {
    const { own: _, ...common } = printWays;
    await open({ scene: printScene(common) });
    await shows('The common address');
    ok(!text().includes('An address of your own'), 'only one way');
  });

  it('knows an iPad that says it is a Mac', () => {
    const mac =
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15';
    equal([systemOf(mac, 0), systemOf(mac, 5), systemOf('something', 0)], ['mac', 'ios', undefined]);
  });
});
