// The first-run assistant in the console, on a made-up server: each step, what goes wrong in it, and where it leads.
import { quietOverview } from '../../panel-app/gallery/admin-data.ts';
import { answer, refuse } from '../../panel-app/gallery/admin-fake.ts';
import type { AdminPicture } from '../../panel-app/gallery/admin-picture.ts';
import {
  conversedWell,
  firstRun,
  firstUser,
  guessMicrosoft,
  testPage,
} from '../../panel-app/gallery/admin-site-data.ts';
import {
  type AdminStage,
  press,
  setAdminStage,
  type as typeInto,
} from '../../panel-app/gallery/admin-stage.ts';
import { afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

let stage: AdminStage | undefined;
const open = async (picture: Omit<AdminPicture, 'name'>): Promise<AdminStage> => {
  stage = await setAdminStage({ name: 'flow', ...picture });
  return stage;
};
const called = (call: string): Promise<boolean> =>
  until(call, () => stage?.server.calls.includes(call) === true);
const body = (): unknown => stage?.server.bodies.at(-1);
const heading = (): string => document.querySelector<HTMLElement>('.first-run-step h2')?.innerText ?? '';
const text = (): string => document.body.innerText.replace(/\s+/g, ' ');
const printer = { id: 'p2', name: 'Reception', virtual: false };
const before = { site: 'done', certificate: 'done', mail: 'skipped' } as const;

describe('the first-run assistant', () => {
  afterEach(() => stage?.clear());

  it('opens by itself on a site where nothing was done, once', async () => {
    await open({
      scene: { overview: { ...quietOverview(Date.now()), firstRun: { done: 0, of: 7 } } },
      hash: '#',
    });
    await shows('Seven short steps');
    location.hash = '#dashboard';
    await shows('This site is not set up yet');
    equal(location.hash, '#dashboard');
  });

  it('keeps a name and a language, and goes on', async () => {
    await open({ scene: {}, hash: '#dashboard=setup' });
    equal(heading(), 'Name and language');
    await typeInto('site.name', 'Northgate');
    await press('Next');
    await called('PUT /api/admin/settings/site.name');
    await called('PUT /api/admin/settings/site.language');
    await until('the next step', () => heading() === 'Certificate');
    equal(body(), { step: 'site', state: 'done' });
  });

  it('leaves a step for later and comes back to it', async () => {
    await open({
      scene: { firstRun: firstRun({ site: 'done', certificate: 'done' }) },
      hash: '#dashboard=setup',
    });
    equal(heading(), 'Mail');
    await press('Later');
    await until('the next step', () => heading() === 'First printer');
    equal(body(), { step: 'mail', state: 'skipped' });
    ok(text().includes('left for later'), 'it is said');
    location.hash = '#dashboard=setup-mail';
    await until('mail again', () => heading() === 'Mail');
  });

  it('guesses where a mailbox is, tries it, keeps it, and asks for the one that answers', async () => {
    await open({
      scene: {
        mailAccounts: [],
        mailTested: conversedWell,
        firstRun: firstRun({ site: 'done', certificate: 'done' }),
      },
      hash: '#dashboard=setup',
      steps: [['address', 'print@northgate.example'], ['Find its settings']],
    });
    equal(body(), { address: 'print@northgate.example' });
    await shows('The domain says where its mail servers are.');
    equal(document.querySelector<HTMLInputElement>('[name=host]')?.value, 'imap.northgate.example');
    await typeInto('secret', ' spaces count ');
    await press('Test');
    await shows('Signed in. 4 messages are there.');
    await press('Use this mailbox');
    await called('POST /api/admin/mail/accounts');
    const { settings, secret, receives } = body() as {
      settings: Readonly<Record<string, unknown>>;
      secret: string;
      receives: boolean;
    };
    equal([settings['host'], settings['port'], settings['security']], ['imap.northgate.example', 993, 'tls']);
    equal([secret, receives], [' spaces count ', true]);
    await shows('Answers and codes come from another mailbox');
  });

  it('asks Microsoft 365 for what it needs', async () => {
    await open({
      scene: {
        mailAccounts: [],
        mailGuess: guessMicrosoft,
        firstRun: firstRun({ site: 'done', certificate: 'done' }),
      },
      hash: '#dashboard=setup',
      steps: [['address', 'print@northgate.example'], ['Find its settings']],
    });
    await shows('is at Microsoft 365');
    ok(document.querySelector('[name=tenant]') !== null, 'the tenant is asked for');
    equal(document.querySelector('[name=port]'), null);
  });

  it('finds a printer, shows what it is, and takes it', async () => {
    await open({
      scene: { printers: [], firstRun: firstRun(before) },
      hash: '#dashboard=setup',
      steps: [['Find on the network'], ['Use Copy room']],
    });
    await shows('answers. Give it a name.');
    await shows('Loaded paper');
    await press('Add this printer');
    await until('the next step', () => heading() === 'Test page');
    equal(body(), { printerId: 'p-new', step: 'printer', state: 'done' });
  });

  it('tells a printer that does not answer, and keeps what was typed', async () => {
    await open({
      scene: {
        printers: [],
        firstRun: firstRun(before),
        answers: { 'POST /api/admin/printers/probe': () => refuse('printer-unreachable') },
      },
      hash: '#dashboard=setup',
      steps: [['uri', 'ipps://192.0.2.9/'], ['Ask this address']],
    });
    await until('a notice', () => document.querySelector('.first-run-step .notice-bad'));
    equal(document.querySelector<HTMLInputElement>('[name=uri]')?.value, 'ipps://192.0.2.9/');
  });

  it('prints a page and asks whether it came out; no leads to what to look at', async () => {
    await open({
      scene: { firstRun: firstRun({ ...before, printer: 'done' }, { printer }) },
      hash: '#dashboard=setup',
      steps: [['Print a test page at Reception']],
    });
    await shows('Did it come out?');
    await press('No');
    await shows('What to look at, in this order:');
    await press('Print it again');
    await press('Yes, it is there');
    await until('the next step', () => heading() === 'First person');
  });

  it('decides a page whose end nobody knew by the answer', async () => {
    await open({
      scene: {
        firstRun: firstRun(
          { ...before, printer: 'done' },
          { printer, page: testPage(Date.now(), 'uncertain') },
        ),
        answers: { 'POST /api/admin/releases/r-page/decision': () => answer(testPage(Date.now())) },
      },
      hash: '#dashboard=setup',
      steps: [['Yes, it is there']],
    });
    await called('POST /api/admin/releases/r-page/decision');
    await until('the next step', () => heading() === 'First person');
  });

  it('gives the first person a code, shows it for the walk, and ends with the page', async () => {
    await open({
      scene: { noMail: true, firstRun: firstRun({ ...before, printer: 'done', page: 'done' }, { printer }) },
      hash: '#dashboard=setup',
      steps: [['name', 'Renate'], ['email', 'renate@northgate.example'], ['Add and give a code']],
    });
    await until('the code', () => document.querySelector('.user-code-digits'));
    const code = document.querySelector<HTMLElement>('.user-code-digits [aria-hidden]')?.innerText;
    await press('Next');
    await until('the walk', () => heading() === 'Walk to the printer');
    equal(document.querySelector<HTMLElement>('.user-code-digits [aria-hidden]')?.innerText, code);
    await shows('Waiting for you at the printer');
    stage?.clear();
    const walked = { ...firstUser, waiting: false, walked: true };
    await open({
      scene: {
        firstRun: firstRun(
          { ...before, printer: 'done', page: 'done', user: 'done' },
          { printer, user: walked },
        ),
      },
      hash: '#dashboard=setup',
    });
    await shows('You did it.');
    await press('Done');
    await until('the dashboard', () => location.hash === '#dashboard');
    equal(body(), { closed: true, step: 'walk', state: 'done' });
  });
});
