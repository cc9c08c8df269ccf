// A phone at a printer: after a scan all documents are chosen and one press prints them; too old a code, no account and the camera are told of.
import { jobs } from '../../panel-app/gallery/portal-data.ts';
import type { PortalScene } from '../../panel-app/gallery/portal-fake.ts';
import { answer, refuse } from '../../panel-app/gallery/portal-fake.ts';
import { here, SCAN, STAND, TOKEN, tooOld } from '../../panel-app/gallery/portal-presence-scenes.ts';
import { buttonNamed, type PortalStage, setPortalStage } from '../../panel-app/gallery/portal-stage.ts';
import { portalStyles } from '../../panel-app/src/portal/portal-styles.ts';
import { tokenIn } from '../../panel-app/src/portal/scan.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import { accessible, afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

installStyles(document, portalStyles);

let stage: PortalStage | undefined;
const held = jobs(Date.now()).filter(
  ({ state, duplicateOf }) => state === 'held' && duplicateOf === undefined,
);
const open = async (scene: PortalScene, hash = `#at=${TOKEN}`): Promise<PortalStage> => {
  stage = await setPortalStage({ name: 'at', scene, hash });
  return stage;
};
const press = async (name: string): Promise<void> => {
  (await until(`the button ${name}`, () => buttonNamed(document, name))).click();
};
const releases = (): readonly { jobs: readonly { id: string }[]; printerId: string }[] =>
  (stage?.server.bodies ?? []).filter(
    (body): body is { jobs: { id: string }[]; printerId: string } =>
      typeof body === 'object' && body !== null && 'printerId' in body,
  );

describe('a phone at a printer', () => {
  afterEach(() => {
    stage?.clear();
    location.hash = '';
  });

  it('prints everything with one press, and the code is no longer in the address', async () => {
    await open({ answers: here, jobs: held });
    await shows('You are at');
    equal(location.hash, '#at');
    await accessible();
    await press(`Print ${held.length} documents`);
    await shows(`${held.length} documents are on their way`);
    equal(releases().length, 1);
    equal(
      releases()[0]
        ?.jobs.map(({ id }) => id)
        .sort()
        .join(),
      held
        .map(({ id }) => id)
        .sort()
        .join(),
    );
    equal(stage?.server.calls.filter((call) => call === SCAN).length, 1);
    equal(buttonNamed(document, 'Options'), undefined, 'nothing is left to print');
  });

  it('prints what stays chosen', async () => {
    await open({ answers: here, jobs: held });
    const box = await until('a box', () => document.querySelector<HTMLInputElement>('.at-job input'));
    box.click();
    await press(held.length === 2 ? 'Print 1 document' : `Print ${held.length - 1} documents`);
    await until('the release', () => releases().length > 0);
    equal(releases()[0]?.jobs.length, held.length - 1);
  });

  it('opens the sheet of options for this printer', async () => {
    await open({ answers: here, jobs: held });
    await press('Options');
    await until('the sheet', () => document.querySelector('portal-print platen-dialog'));
    equal(document.querySelector('portal-print portal-printer-list'), null, 'the printer is settled');
  });

  it('says what to do with a code that is too old, and takes the next one', async () => {
    await open({ answers: tooOld });
    await shows('This code is no longer valid');
    await shows('Scan the code on the printer');
    await accessible();
    equal(stage?.server.calls.includes(STAND), false, 'it is not tried with it');
  });

  it('explains how to scan to somebody who came without a code', async () => {
    await open({ answers: tooOld }, '#at');
    await shows('Scan the code on the printer');
    equal(document.querySelector('portal-at-printer .notice'), null);
    await accessible();
  });

  it('ends with its time, and says so', async () => {
    const { at } = (await here[STAND]().json()) as { at: unknown };
    await open({ answers: { ...here, [STAND]: () => answer({ at, expiresIn: 50 }) }, jobs: held });
    await shows('To print more, scan the code');
    equal(buttonNamed(document, 'Options'), undefined);
    await accessible();
  });

  it('shows why a document was refused', async () => {
    await open({
      jobs: held,
      answers: { ...here, 'POST /api/portal/release': () => refuse('presence-needed', { printer: 'Hall' }) },
    });
    await press(`Print ${held.length} documents`);
    await shows('scan the code on the panel of Hall');
  });

  it('has a word for whoever has no documents', async () => {
    await open({ answers: here, jobs: [] });
    await shows('You have no documents waiting.');
    await accessible();
  });

  it('asks to sign in first, says where the phone is, and goes on there', async () => {
    await open({ answers: here, signedIn: false, jobs: held });
    await shows('Sign in to print your documents here.');
    await shows('No account?');
    await accessible();
    for (const input of document.querySelectorAll<HTMLInputElement>('form input')) {
      if (input.type !== 'checkbox') input.value = input.type === 'email' ? 'mara@example.org' : '123456789';
    }
    document.querySelector<HTMLButtonElement>('form button[type=submit]')?.click();
    await shows('You are at');
    equal(stage?.server.calls.filter((call) => call === SCAN).length, 1, 'it is scanned once');
  });

  it('takes its own codes from the camera and no others', () => {
    equal(tokenIn(`https://print.example.org:8443/at/${TOKEN}`), TOKEN);
    for (const other of [
      'https://evil.example/',
      `https://x/at/${TOKEN}/more`,
      'javascript:alert(1)',
      `/at/${TOKEN}`,
    ])
      equal(tokenIn(other), undefined);
    ok(TOKEN.length > 20, 'as long as tokens are');
  });
});
