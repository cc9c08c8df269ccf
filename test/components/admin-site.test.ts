// The site itself in the console, on a made-up server: the dashboard, the doctor as it goes, the log, codes, settings.
import { overview, quietOverview } from '../../panel-app/gallery/admin-data.ts';
import { answer, refuse } from '../../panel-app/gallery/admin-fake.ts';
import type { AdminPicture } from '../../panel-app/gallery/admin-picture.ts';
import {
  attackedOverview,
  codesView,
  conversedRefused,
  conversedWell,
  doctorIll,
  logPage,
} from '../../panel-app/gallery/admin-site-data.ts';
import {
  type AdminStage,
  press,
  setAdminStage,
  type as typeInto,
} from '../../panel-app/gallery/admin-stage.ts';
import { checksText } from '../../panel-app/src/admin/checks-text.ts';
import { afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

let stage: AdminStage | undefined;
const open = async (picture: Omit<AdminPicture, 'name'>): Promise<AdminStage> => {
  stage = await setAdminStage({ name: 'flow', ...picture });
  return stage;
};
const called = (call: string): Promise<boolean> =>
  until(call, () => stage?.server.calls.includes(call) === true);
const body = (): unknown => stage?.server.bodies.at(-1);
const text = (): string => document.body.innerText.replace(/\s+/g, ' ');

describe('the dashboard', () => {
  afterEach(() => stage?.clear());

  it('is calm when all is well', async () => {
    await open({ scene: { overview: quietOverview(Date.now()) } });
    await shows('All is well. 41 documents are waiting.');
    equal(document.querySelectorAll('.failing').length, 0);
  });

  it('says first what needs a person, and tells many printers of one site as one', async () => {
    await open({ scene: { overview: attackedOverview(Date.now()) } });
    await shows(
      'Somebody is guessing codes. 1 document needs a decision. 2 senders wait for you. 4 things are failing.',
    );
    await shows('Reading room colour: 240 wrong codes today, the last one 2 minutes ago.');
    await shows('4 printers at North wing');
    await shows('It ends in 11 days.');
    ok(document.querySelector('a[href="#security=codes"]') !== null, 'it leads to the codes');
  });

  it('tells what is new since the last visit', async () => {
    const news = { since: Date.now() - 15 * 3_600_000, printed: 214, pages: 1870, changes: 1 };
    await open({ scene: { overview: { ...overview(Date.now()), news } } });
    await shows('214 documents were printed, 1870 pages · 1 change by others');
  });
});

describe('the checks', () => {
  afterEach(() => stage?.clear());

  it('are told as they go, can be stopped, and begun again', async () => {
    await open({ scene: { doctorNews: doctorIll.slice(0, 5), doctorHangs: true }, hash: '#health' });
    await shows('5 of 12 checked');
    ok(!text().includes('Copy as text'), 'a part is no report');
    await press('Stop');
    await shows('Not everything was checked.');
    await press('Check again');
    await until(
      'asked twice',
      () => stage?.server.calls.filter((one) => one.endsWith('doctor/run')).length === 2,
    );
  });

  it('put what is wrong first, each with its cure, and the rest away by area', async () => {
    await open({ scene: { doctorNews: doctorIll }, hash: '#health' });
    await shows('2 things are to be mended.');
    await shows('Is it on, and is the address right?');
    await shows('Storage 5 checks, all well');
    ok(!text().includes('The database file is sound.'), 'folded');
    document.querySelector<HTMLElement>('.check-area summary')?.click();
    await shows('The database file is sound.');
  });

  it('as text name the area and the cure, and no password of an address', () => {
    const said = checksText(
      [
        {
          area: 'printers',
          id: 'p',
          ok: false,
          sentence: 'Hall does not answer at ipps://admin:hunter2@192.0.2.4/ipp/print?token=abc123.',
          cure: 'Is it on?',
        },
      ],
      Date.now(),
    );
    ok(
      said.includes('Printers\n  [!!] Hall does not answer at ipps://192.0.2.4/ipp/print?token=...\n'),
      said,
    );
    ok(said.includes('       Is it on?'), said);
    ok(!said.includes('hunter2') && !said.includes('abc123'), said);
  });

  it('that nobody answers say so', async () => {
    await open({
      scene: { answers: { 'GET /api/admin/doctor/run': () => refuse('not-allowed') } },
      hash: '#health',
    });
    await shows('You may not do this.');
  });
});

describe('the log', () => {
  afterEach(() => stage?.clear());

  it('shows level and part in words, and follows', async () => {
    await open({ scene: {}, hash: '#health=log' });
    await shows('a printer does not answer');
    await until('it follows', () =>
      stage?.server.calls.some((one) => one.includes('wait=20') && one.includes('after=24')),
    );
    ok(text().includes('Trouble Mail a message could not be read'), 'level and part are words');
    equal(document.querySelectorAll('.log-line').length, 24);
  });

  it('is narrowed by level, part and text', async () => {
    await open({ scene: {}, hash: '#health=log' });
    await typeInto('level', 'error');
    await until('three', () => document.querySelectorAll('.log-line').length === 3);
    await typeInto('level', 'info');
    await typeInto('area', 'documents');
    await until('LibreOffice', () => document.querySelectorAll('.log-line').length === 3);
    await typeInto('Filter the log', 'nowhere');
    await shows('No line fits.');
  });

  it('asks nothing more while it is paused', async () => {
    let waits = 0;
    await open({
      scene: {
        answers: {
          'GET /api/admin/logs*': async (request) => {
            const held = new URL(request.url).searchParams.has('wait');
            if (!held) return answer(logPage(Date.now()));
            waits += 1;
            return new Promise<Response>((_, reject) =>
              request.signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
            );
          },
        },
      },
      hash: '#health=log',
    });
    await until('it follows', () => waits === 1);
    await press('Pause');
    await shows('Paused. Lines that come now');
    equal(waits, 1);
    await press('Follow');
    await until('it follows again', () => waits === 2);
  });

  it('says when the server writes less than is asked for', async () => {
    await open({ scene: { log: logPage(Date.now(), 'warn') }, hash: '#health=log' });
    await shows('The server writes down nothing below “warn”');
  });
});

describe('codes', () => {
  afterEach(() => stage?.clear());

  it('tell their length, the chance of a hit, and why', async () => {
    await open({ scene: {}, hash: '#security=codes' });
    await shows('10 digits');
    await shows('1 in 320,000');
    await shows('With 312 live codes, 10 digits keep the chance');
    ok(!text().includes('What to do'), 'nothing is to be done');
  });

  it('name the source of an attack, what to do, and let it go on', async () => {
    await open({ scene: { codes: codesView(Date.now(), true) }, hash: '#security=codes' });
    await shows('Reading room colour 240 wrong codes, the last one 2 minutes ago');
    await shows('Go and look at Reading room colour');
    await press('Let it go on');
    equal(body(), { source: 'panel:p3' });
    await until('it waits no more', () => !text().includes('Waits until'));
  });

  it('of the company are renewed after a question', async () => {
    await open({ scene: {}, hash: '#security=codes' });
    await shows('K7QM2X');
    await press('Renew');
    await shows('Nobody is signed out.');
    document.querySelector<HTMLElement>('.dialog-actions .accent')?.click();
    await called('POST /api/admin/company-code');
    await shows('P4WN9T');
  });
});

describe('settings', () => {
  afterEach(() => stage?.clear());

  it('say which have no effect, and why, until the other one is on', async () => {
    await open({ scene: {}, hash: '#settings=guest' });
    await shows('No effect while “Guests” is off.');
    document.querySelector<HTMLInputElement>('.setting .switch input')?.click();
    await until('they have', () => !text().includes('No effect while'));
  });

  it('are jumped to by group, mark what was changed, and show only that', async () => {
    await open({ scene: {}, hash: '#settings' });
    await press('Printers');
    await until('the focus', () => document.activeElement?.id === 'settings-devices');
    ok(!text().includes('changed setting'), 'as shipped');
    await typeInto('documents.maxPages', '300');
    await press('1 changed setting');
    await until('one row', () => document.querySelectorAll('admin-setting').length === 1);
    await press('Back to default').catch(() =>
      document.querySelector<HTMLElement>('.setting .as-link')?.click(),
    );
    await called('PUT /api/admin/settings/documents.maxPages');
    equal(document.querySelectorAll('admin-setting').length, 1, 'it stays to be looked at');
  });

  it('store the secret of single sign-on without ever showing it', async () => {
    await open({ scene: {}, hash: '#settings=openid' });
    await shows('None is stored.');
    await typeInto('secret', 'planted secret');
    await press('Store');
    equal(body(), { secret: 'planted secret' });
    await shows('One is stored.');
    ok(!document.body.innerHTML.includes('planted secret'), 'gone from the page');
    await press('Ask the provider');
    await shows('The provider answers');
    await press('Remove');
    equal(body(), { secret: null });
  });
});

describe('the conversation with a mail server', () => {
  afterEach(() => stage?.clear());

  it('is there to be opened when all went well', async () => {
    await open({ scene: { mailTested: conversedWell }, hash: '#mail=account-m1', steps: [['Test']] });
    await shows('Signed in. 4 messages are there.');
    const steps = document.querySelector<HTMLDetailsElement>('.mail-steps');
    equal(steps?.open, false);
    equal(steps?.querySelectorAll('li').length, 6);
  });

  it('is open where it failed, with what to do at that step', async () => {
    await open({ scene: { mailTested: conversedRefused }, hash: '#mail=account-m1', steps: [['Test']] });
    await shows(
      'Not signed in 2110 ms NO [AUTHENTICATIONFAILED] Authentication failed. Look at user name and password.',
    );
  });
});
