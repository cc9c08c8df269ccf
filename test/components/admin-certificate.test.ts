// The certificate in the console, on a made-up server: looking, bringing another one, requesting one, renewal, what plain HTTP may do.

import {
  acmeOn,
  bought,
  certificateView,
  checkedBadly,
  selfSigned,
  waitingRequest,
} from '../../panel-app/gallery/admin-certificate-data.ts';
import { refuse } from '../../panel-app/gallery/admin-fake.ts';
import type { AdminPicture } from '../../panel-app/gallery/admin-picture.ts';
import {
  type AdminStage,
  press,
  setAdminStage,
  type as typeInto,
} from '../../panel-app/gallery/admin-stage.ts';
import { afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

const now = Date.now();
const hash = '#security=certificate';
let stage: AdminStage | undefined;
const open = async (picture: Omit<AdminPicture, 'name' | 'hash'>): Promise<void> => {
  stage = await setAdminStage({ name: 'flow', hash, ...picture });
  await until('the tab', () => document.querySelector('admin-certificate .cert h2') !== null);
};
const called = (call: string): Promise<boolean> =>
  until(call, () => stage?.server.calls.includes(call) === true);
const body = (): unknown => stage?.server.bodies.at(-1);
const count = (call: string): number => stage?.server.calls.filter((one) => one === call).length ?? 0;

/** Gives the file field what a person would choose. */
async function choose(...files: readonly File[]): Promise<void> {
  const field = document.querySelector<HTMLInputElement>('admin-certificate-upload input[type=file]');
  const all = new DataTransfer();
  for (const file of files) all.items.add(file);
  if (field !== null) field.files = all.files;
  field?.dispatchEvent(new Event('change', { bubbles: true }));
  await until('the files', () => document.querySelectorAll('.cert-files li').length === files.length);
}

describe('the certificate', () => {
  afterEach(() => stage?.clear());

  it('says what it is, how long it is good, and what is wrong with its cure', async () => {
    await open({ scene: {} });
    await shows('Made by this server');
    await shows('801 days left');
    await shows('It does not name print.northgate.example');
    await shows('Use an address that it names');
    const bar = document.querySelector('.cert-life [role=progressbar]');
    ok(Number(bar?.getAttribute('aria-valuenow')) > 0, 'the bar has a value');
    equal(document.querySelector('.cert a[download]')?.getAttribute('href'), '/api/admin/certificate/public');
  });

  it('is not used before it was looked at, and then exactly what was looked at', async () => {
    await open({ scene: {} });
    await press('Check');
    await shows('Choose a file or paste the text first.');
    await choose(new File(['cert'], 'server.crt'), new File([new Uint8Array([0x30, 0xff])], 'server.pfx'));
    await typeInto('passphrase', 'open sesame');
    await press('Check');
    await called('POST /api/admin/certificate/check');
    equal(body(), { files: ['Y2VydA==', 'MP8='], passphrase: 'open sesame' });
    await shows('This is what you will get');
    await shows('They are used in the right one.');
    equal(count('PUT /api/admin/certificate'), 0);
    await press('Use this certificate');
    await called('PUT /api/admin/certificate');
    equal(body(), { files: ['Y2VydA==', 'MP8='], passphrase: 'open sesame' });
    await shows('It is in use.');
    await shows('Use the one before');
    const passphrase = document.querySelector<HTMLInputElement>('[name=passphrase]');
    equal(passphrase?.value, '', 'the passphrase is forgotten');
  });

  it('cannot be used when something stands against it, or once the files have changed', async () => {
    await open({ scene: { certificateChecked: checkedBadly(now) } });
    await press('Paste text instead');
    await typeInto('pem', 'a key and a certificate');
    await press('Check');
    await shows('This cannot be used');
    await shows('The key does not belong to the certificate.');
    equal(
      [...document.querySelectorAll('button')].some((one) => one.textContent.includes('Use this')),
      false,
    );
    stage?.clear();
    await open({ scene: {} });
    await choose(new File(['cert'], 'server.crt'));
    await press('Check');
    await shows('This is what you will get');
    await typeInto('passphrase', 'x');
    await until('the look is forgotten', () => document.querySelector('.cert-result') === null);
  });

  it('can be taken back, after it was said to what', async () => {
    await open({
      scene: {
        certificate: {
          current: { ...bought(now), from: 'administrator' },
          previous: selfSigned(now),
          findings: [],
        },
      },
    });
    await shows('Nothing is wrong with it.');
    await press('Use the one before');
    await shows('print-server, issued by itself');
    await press('Use it');
    await called('POST /api/admin/certificate/back');
    await until(
      'the other card',
      () => document.querySelector('.cert-head h3')?.textContent === 'print-server',
    );
  });

  it('is requested with the names of this server, and the request waits to be handed on', async () => {
    await open({ scene: {} });
    await press('Request one');
    const names = document.querySelector<HTMLTextAreaElement>('admin-certificate-request [name=names]');
    equal(names?.value, 'print.northgate.example\nprint-server');
    await typeInto('organization', 'Northgate');
    await press('Make the request');
    await called('POST /api/admin/certificate/request');
    equal(stage?.server.bodies[0], {
      names: ['print.northgate.example', 'print-server'],
      key: 'p256',
      organization: 'Northgate',
    });
    stage?.clear();
    await open({ scene: { certificate: { request: waitingRequest(now) } } });
    await press('Request one');
    await shows('A key waits for its certificate');
    const text = document.querySelector<HTMLTextAreaElement>('.cert-pem');
    ok(text?.value.includes('BEGIN CERTIFICATE REQUEST') === true, 'the request is there');
    await press('Forget it');
    await shows('cannot be used any more');
    const yes = [...document.querySelectorAll<HTMLElement>('platen-dialog button')].at(-1);
    yes?.click();
    await called('DELETE /api/admin/certificate/request');
  });

  it('renews itself after the terms were read, and is watched while it is issued', async () => {
    await open({ scene: {} });
    await press('Renew by itself');
    const names = document.querySelector<HTMLTextAreaElement>('admin-certificate-acme [name=names]');
    equal(names?.value, 'print.northgate.example', 'a short name cannot be proven');
    await press('Continue');
    await called('POST /api/admin/certificate/acme/look');
    await shows('I have read the terms');
    await press('Have it issued');
    await shows('Read the terms and agree to them first.');
    await typeInto('agree', 'on');
    await press('Have it issued');
    await called('PUT /api/admin/certificate/acme');
    equal(body(), {
      directory: 'https://acme-v02.api.letsencrypt.org/directory',
      email: '',
      names: ['print.northgate.example'],
      agreed: 'https://letsencrypt.org/documents/LE-SA-v1.6.pdf',
    });
    await shows('A certificate is being issued');
    equal(
      document.querySelector('.cert-steps [aria-current=step]')?.textContent.includes('names lead here'),
      true,
    );
    const asked = count('GET /api/admin/certificate');
    await until('it looks again soon', () => count('GET /api/admin/certificate') > asked + 1);
  });

  it('says why it was not renewed, and tries again on request', async () => {
    const { problem: _none, ...on } = acmeOn(now);
    await open({
      scene: {
        certificate: {
          acme: {
            ...on,
            phase: 'failed',
            problem: { sentence: 'The authority could not be reached.', detail: 'ECONNREFUSED' },
          },
        },
      },
    });
    await shows('The authority could not be reached. The certificate in use stays meanwhile.');
    await press('Try now');
    await called('POST /api/admin/certificate/acme/now');
    await press('Switch renewal off');
    await press('Switch it off');
    await called('DELETE /api/admin/certificate/acme');
  });

  it('shows the words of the server when it says no', async () => {
    await open({
      scene: {
        answers: {
          'POST /api/admin/certificate/acme/look': () =>
            refuse('acme-failed', {
              sentence: 'The authority could not be reached.',
              detail: 'ca: ENOTFOUND',
            }),
        },
      },
    });
    await press('Renew by itself');
    await press('Continue');
    await shows('The authority could not be reached. ca: ENOTFOUND');
  });
});

describe('plain HTTP', () => {
  afterEach(() => stage?.clear());
  const settings = (): string[] =>
    (stage?.server.calls ?? []).filter((call) => call.startsWith('PUT /api/admin/settings/'));
  const confirmWith = (words: string): Promise<void> => press(words);

  it('is closed after it was said what that costs, and opened bit by bit', async () => {
    await open({ scene: {} });
    equal(document.querySelector<HTMLInputElement>('#wire-secure')?.checked, true);
    document.querySelector<HTMLInputElement>('#wire-redirect')?.click();
    await shows('2 printers that may use plain HTTP now can no longer be used');
    equal(settings(), []);
    await confirmWith('Require it');
    await until(
      'it is closed',
      () => document.querySelector<HTMLInputElement>('#wire-redirect')?.checked === true,
    );
    equal(settings(), [
      'PUT /api/admin/settings/secure.channel',
      'PUT /api/admin/settings/secure.passwordEntry',
    ]);
    document.querySelector<HTMLInputElement>('#wire-open')?.click();
    await shows('anybody on the same network can read');
    await press('Cancel');
    equal(document.querySelector<HTMLInputElement>('#wire-redirect')?.checked, true, 'nothing has changed');
    document.querySelector<HTMLInputElement>('#wire-open')?.click();
    await confirmWith('Allow it');
    await shows('Panels of printers that are allowed to');
    const [panels, desk] = document.querySelectorAll<HTMLInputElement>('.wire-switches [role=switch]');
    panels?.click();
    await called('PUT /api/admin/settings/site.panelOverHttp');
    desk?.click();
    await shows('Whoever reads one password');
    await press('Cancel');
    equal(settings().includes('PUT /api/admin/settings/site.portalOverHttp'), false);
  });

  it('cannot be closed while HTTPS is off', async () => {
    const { httpsPort: _off, current: _none, ...rest } = certificateView(now);
    await open({ scene: { certificate: { ...rest, httpsPort: undefined, current: undefined } } });
    await shows('HTTPS is switched off on this server');
    equal(document.querySelector<HTMLInputElement>('#wire-redirect')?.disabled, true);
    equal(document.querySelector('admin-certificate-upload'), null);
  });
});
