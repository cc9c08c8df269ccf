// "How people get the queue" in the console, on a made-up server: from the printers and back, texts to paste for each server and fleet.
import { PRINT_FINDING_PICTURES, printFinding } from '../../panel-app/gallery/admin-print-scenes.ts';
import { type AdminStage, setAdminStage } from '../../panel-app/gallery/admin-stage.ts';
import { adminStyles } from '../../panel-app/src/admin/admin-styles.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import { accessible, afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

let stage: AdminStage | undefined;
const asked: string[] = [];
const open = async (hash = '#printers=ways'): Promise<AdminStage> => {
  asked.length = 0;
  const answers = {
    'GET /api/admin/print-finding*': (request: Request) => {
      asked.push(new URL(request.url).search);
      return new Response(JSON.stringify(printFinding), { headers: { 'Content-Type': 'application/json' } });
    },
  };
  stage = await setAdminStage({ name: 'printers-ways', hash, scene: { answers } });
  return stage;
};
const tab = (words: string): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>('admin-print-finding [role=tab]')].find(
    (one) => one.textContent?.trim() === words,
  );
const pasted = (): string =>
  [...document.querySelectorAll('.paste')].map((one) => one.textContent).join('\n');

installStyles(document, adminStyles);

describe('how people get the queue', () => {
  afterEach(() => stage?.clear());

  for (const picture of PRINT_FINDING_PICTURES) {
    it(`${picture.name} is accessible`, async () => {
      stage = await setAdminStage(picture);
      await until('the page', () => document.querySelector('admin-print-finding .notice'));
      await accessible();
    });
  }

  it('is one press from the printers, and one back', async () => {
    await open('#printers');
    const way = await until('the button', () =>
      [...document.querySelectorAll('button')].find((one) =>
        one.textContent?.includes('How people get the queue'),
      ),
    );
    way.click();
    await shows('Address of the queue');
    document.querySelector<HTMLElement>('.finding-back')?.click();
    await until('the list', () => document.querySelector('admin-print-finding') === null);
  });

  it('says where the queue is announced, and what was left out', async () => {
    await open();
    await shows('10.1.2.3, 10.9.0.3');
    await shows('docker0 (172.17.0.1)');
    ok(document.querySelector('a[href="/api/print.mobileconfig"]') !== null, 'the profile');
  });

  it('has the records for each DNS server and the script for each fleet', async () => {
    await open();
    await shows('_universal._sub._ipps._tcp 3600 IN PTR');
    tab('dnsmasq')?.click();
    await until('the lines of dnsmasq', () => pasted().includes('ptr-record='));
    await shows('Add-Printer -IppURL');
    tab('Mac and Linux')?.click();
    await until('the script', () => pasted().includes('lpadmin -p Northgate'));
    tab('ChromeOS')?.click();
    await until('the policy', () => pasted().includes('"useDriverlessConfig": true'));
  });

  it('asks for the records of another domain', async () => {
    await open();
    const field = await until('the field', () =>
      document.querySelector<HTMLInputElement>('input[name=domain]'),
    );
    field.value = 'office.northgate.example';
    field.form?.requestSubmit();
    await until('the question', () => asked.includes('?domain=office.northgate.example'));
    equal(asked[0], '');
  });
});
