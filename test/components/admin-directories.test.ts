// Directories and guests in the console, on a made-up server: order, adding, trying, importing; giving out a code, the slip, ending.
import { refuse } from '../../panel-app/gallery/admin-fake.ts';
import {
  lookedUntrusted,
  previewedTooMany,
  testedRefused,
} from '../../panel-app/gallery/admin-people-data.ts';
import type { AdminPicture } from '../../panel-app/gallery/admin-picture.ts';
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
const calls = (): readonly string[] => stage?.server.calls ?? [];
const called = (call: string): Promise<boolean> => until(call, () => calls().includes(call));
const body = (): unknown => stage?.server.bodies.at(-1);
const field = <T extends HTMLElement = HTMLInputElement>(name: string): T | null =>
  document.querySelector<T>(`[name="${name}"]`);
/** Of the dialog in front: what stands behind it may be called the same. */
const confirmIt = (): void =>
  [...document.querySelectorAll<HTMLElement>('platen-dialog .dialog-actions button')].at(-1)?.click();
const now = Date.now();

describe('directories', () => {
  afterEach(() => stage?.clear());

  it('are moved in their order, and the focus goes along', async () => {
    await open({ scene: {}, hash: '#users=directory' });
    await press('Move Students up');
    await called('PUT /api/admin/directories/order');
    equal(body(), { ids: ['d2', 'd1'] });
    await until('the order', () =>
      document.querySelector('.directory-row')?.textContent.includes('Students'),
    );
    equal(document.activeElement?.getAttribute('aria-label'), 'Move Students down');
  });

  it('are looked at before anything is typed, and what they tell is filled in', async () => {
    await open({
      scene: {},
      hash: '#users=directory-new',
      steps: [['host', 'dc1.ad.northgate.example'], ['Look at it']],
    });
    await shows('This looks like Active Directory.');
    equal(field('field-key')?.value, 'objectGUID');
    equal(field<HTMLTextAreaElement>('bases')?.value, 'DC=ad,DC=northgate,DC=example');
    await typeInto('bindName', 'reader@ad.northgate.example');
    await typeInto('secret', ' spaces count ');
    await press('Connect this directory');
    await called('POST /api/admin/directories');
    const sent = body() as { name: string; secret: string; settings: Record<string, unknown> };
    equal([sent.name, sent.secret], ['dc1.ad.northgate.example', ' spaces count ']);
    equal(sent.settings['bindName'], 'reader@ad.northgate.example');
    equal(sent.settings['domain'], 'ad.northgate.example');
    await until('its sheet', () => location.hash === '#users=directory-d-new');
  });

  it('whose certificate nobody vouches for are trusted by fingerprint only', async () => {
    await open({
      scene: { directoryLooked: lookedUntrusted(now) },
      hash: '#users=directory-new',
      steps: [['host', 'dc1.ad.northgate.example'], ['Look at it']],
    });
    await shows('Nothing here vouches for it.');
    await press('Trust this certificate');
    await shows('This looks like Active Directory.');
    equal(field('tlsPin')?.value.slice(0, 8), '8b1f44c0');
  });

  it('of another kind bring other attributes, and without encryption no password', async () => {
    await open({ scene: {}, hash: '#users=directory-new', steps: [['host', 'ldap.example.org']] });
    await press('Fill it in by hand');
    await typeInto('kind', 'openldap');
    equal([field('field-username')?.value, field('field-key')?.value], ['uid', 'entryUUID']);
    equal(field<HTMLTextAreaElement>('filter')?.value, '(&(objectClass=inetOrgPerson)(mail=*))');
    await typeInto('security', 'starttls');
    equal(field('port')?.value, '389');
    await typeInto('security', 'none');
    await until('no password is asked for', () => field('secret') === null);
    await shows('Without encryption nobody can sign in by password');
  });

  it('show each step of a test, and forget it when something else is typed', async () => {
    await open({ scene: {}, hash: '#users=directory-d1', steps: [['Settings'], ['Test']] });
    await called('POST /api/admin/directories/test');
    equal(body(), { id: 'd1' });
    await shows('All of it works.');
    await shows('People are found, such as Mara Lindt');
    await typeInto('filter', '(mail=*)');
    await until('it is forgotten', () => !document.body.innerText.includes('All of it works.'));
  });

  it('keep no password for another server, and say so before it is saved', async () => {
    await open({ scene: {}, hash: '#users=directory-d1', steps: [['Settings']] });
    await shows('stored; leave it empty to keep it');
    ok(field('secret')?.value === '' && field('secret')?.required === false, 'empty and not needed');
    await typeInto('host', 'dc2.ad.northgate.example');
    await shows('type it again');
    ok(field('secret')?.required === true, 'needed now');
    await press('Save');
    ok(!calls().some((call) => call.startsWith('PATCH')), 'the browser asks for it');
    await typeInto('secret', 'new');
    await press('Save');
    await called('PATCH /api/admin/directories/d1');
    await until('the field is empty', () => field('secret')?.value === '');
  });

  it('pin a certificate from a test into the form', async () => {
    await open({
      scene: { directoryTested: testedRefused(now) },
      hash: '#users=directory-d1',
      steps: [['Settings'], ['Test'], ['Trust this certificate']],
    });
    await shows('Trusted from now on');
    equal(field('tlsPin')?.value.slice(0, 8), '8b1f44c0');
  });

  it('name the line of a group that has no role', async () => {
    await open({ scene: {}, hash: '#users=directory-d1', steps: [['Settings']] });
    await typeInto('adminGroups', 'operator CN=A,DC=x\nboss CN=B,DC=x');
    await press('Save');
    await shows('Line 2: begin with administrator');
  });

  it('are imported after a preview, and anyway only when that was chosen', async () => {
    await open({ scene: { directoryPreview: previewedTooMany }, hash: '#users=directory-d1' });
    await press('Preview import');
    await called('POST /api/admin/directories/d1/preview');
    await shows('An import stops before it switches off so many');
    await press('Import anyway');
    await called('POST /api/admin/directories/d1/import');
    equal(body(), { anyway: true });
    await shows('Importing: 300 entries read.');
  });

  it('that refuse say why where it was asked', async () => {
    const answers = {
      'POST /api/admin/directories/d1/preview': () =>
        refuse('directory-unreachable', { detail: 'it did not answer' }),
    };
    await open({ scene: { answers }, hash: '#users=directory-d1' });
    await press('Preview import');
    await shows('The directory does not answer: it did not answer.');
  });
});

describe('guests', () => {
  afterEach(() => stage?.clear());

  it('get a code with limits, shown once as a slip to print', async () => {
    await open({ scene: {}, hash: '#users=guests' });
    await press('Give out a guest code');
    await typeInto('name', 'Workshop');
    await typeInto('hours', '8');
    await press('Make the code');
    await called('POST /api/admin/guests');
    equal(body(), { hours: 8, pages: 50, name: 'Workshop' });
    await shows('407 185 2');
    let printed = 0;
    const { print } = window;
    window.print = () => void printed++;
    try {
      await press('Print slip');
    } finally {
      window.print = print;
    }
    equal(printed, 1);
    ok(document.documentElement.classList.contains('print-slip'), 'only the slip is printed');
    dispatchEvent(new Event('afterprint'));
    ok(!document.documentElement.classList.contains('print-slip'), 'and the page is as before');
    location.hash = '#users=guests';
    await until('the code is gone', () => !document.body.innerText.includes('407 185'));
  });

  it('are ended with what it costs', async () => {
    await open({ scene: {}, hash: '#users=guests-g1' });
    await shows('12 of 50 pages');
    await press('End now');
    await shows('1 waiting document is deleted.');
    confirmIt();
    await called('DELETE /api/admin/guests/g1');
  });

  it('cannot be added while they are switched off', async () => {
    await open({ scene: { guestsOff: true }, hash: '#users=guests' });
    await shows('Guests are switched off.');
    ok(document.querySelector('.table-tools .accent[disabled]') !== null, 'the button rests');
  });
});
