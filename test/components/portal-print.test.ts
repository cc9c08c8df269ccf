// Printing from the portal: the usual printer is one tap away, what stands in the way is answered in place, accounting data is asked for once.
import type { Preflight } from '@platen/shared/api/preflight';
import { answer, refuse } from '../../panel-app/gallery/portal-fake.ts';
import type { PortalPicture } from '../../panel-app/gallery/portal-picture.ts';
import { printers, printersPage } from '../../panel-app/gallery/portal-printers-data.ts';
import { buttonNamed, type PortalStage, setPortalStage } from '../../panel-app/gallery/portal-stage.ts';
import { portalStyles } from '../../panel-app/src/portal/portal-styles.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import { accessible, afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

installStyles(document, portalStyles);

let stage: PortalStage | undefined;
const open = async (answers: NonNullable<PortalPicture['scene']['answers']> = {}): Promise<PortalStage> => {
  stage = await setPortalStage({ name: 'print', scene: { answers }, hash: '#document=j-report' });
  await press('Print at…');
  return stage;
};
const press = async (name: string): Promise<void> => {
  (await until(`the button ${name}`, () => buttonNamed(document, name))).click();
};
const closed = (): Promise<boolean> =>
  until('the dialog is gone', () => document.querySelector('portal-print') === null);

const FOUND: Preflight = {
  findings: [
    {
      key: 'media:A3',
      kind: 'media',
      severity: 'ask',
      sentence: 'Made for A3. Loaded here: A4.',
      jobs: ['j-report'],
      choices: [{ label: 'Print on A4, made to fit', ticket: { printScaling: 'fit' } }],
      nearest: { id: 'p2', name: 'Library MFD', place: 'First floor' },
    },
  ],
};
/** Says `FOUND` once, and takes what comes then. */
function once(): NonNullable<PortalPicture['scene']['answers']> {
  let asked = 0;
  return {
    'POST /api/portal/release': () => {
      asked += 1;
      return answer({ releases: [], refused: [], ...(asked === 1 ? { preflight: FOUND } : {}) });
    },
  };
}

describe('printing from the portal', () => {
  afterEach(() => stage?.clear());

  it('offers the usual printer first and chosen, with its state and its paper', async () => {
    const { server } = await open();
    await shows('Reception MFD usual');
    await shows('Ground floor · Northgate · Loaded: A4, A3');
    await shows('Print queue');
    await accessible();
    await press('Print at Reception MFD');
    await closed();
    equal(server.bodies, [
      { printerId: 'p1', jobs: [{ id: 'j-report', ticket: {} }], preflight: { accepted: [] } },
    ]);
  });

  it('answers what stands in the way with one tap, which prints', async () => {
    const { server } = await open(once());
    await press('Print at Reception MFD');
    await shows('Made for A3. Loaded here: A4.');
    await accessible();
    await press('Print on A4, made to fit');
    await closed();
    equal(server.bodies[1], {
      printerId: 'p1',
      jobs: [{ id: 'j-report', ticket: { printScaling: 'fit' } }],
      preflight: { accepted: ['media:A3'] },
    });
  });

  it('prints at the nearest printer that can instead', async () => {
    const { server } = await open(once());
    await press('Print at Reception MFD');
    await press('Print at Library MFD instead First floor');
    await closed();
    equal(server.bodies[1], {
      printerId: 'p2',
      jobs: [{ id: 'j-report', ticket: {} }],
      preflight: { accepted: [] },
    });
  });

  it('asks for accounting data where the queue wants it, filled in with what is remembered', async () => {
    const { server } = await open({
      'GET /api/portal/printers': () => answer(printersPage(printers.slice(2))),
    });
    const button = await until('the button', () => buttonNamed(document, 'Print at Print shop'));
    const isOff = (): boolean => button.hasAttribute('disabled');
    ok(isOff(), 'the account is missing');
    const [user, account] = document.querySelectorAll<HTMLInputElement>('.print-accounting input');
    equal(user?.value, 'mlindt');
    ok(account, 'no field');
    account.value = '4711';
    account.dispatchEvent(new Event('input'));
    await until('the button to be free', () => !isOff());
    button.click();
    await closed();
    equal((server.bodies[0] as { accounting: unknown }).accounting, { user: 'mlindt', account: '4711' });
  });

  it('tells a refusal in place', async () => {
    await open({ 'POST /api/portal/release': () => refuse('printer-off', { printer: 'x' }) });
    await press('Print at Reception MFD');
    await shows('Printing here is switched off.');
  });

  it('says so where no printer can be used from here', async () => {
    await open({ 'GET /api/portal/printers': () => answer(printersPage([])) });
    await shows('There is no printer that can be used from here.');
    await accessible();
  });
});
