// People in the console, on a made-up server: searching, one person's sheet, the queue, importing.
import type { AdminUser } from '@platen/shared/api/admin';
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
const rows = (): number => document.querySelectorAll('tbody tr').length;
/** Of the dialog in front: what stands behind it may be called the same. */
const confirmIt = (): void =>
  [...document.querySelectorAll<HTMLElement>('platen-dialog .dialog-actions button')].at(-1)?.click();

describe('people', () => {
  afterEach(() => stage?.clear());

  it('are searched by the server while somebody types, also with what the rows do not show', async () => {
    const found = { users: [], total: 0 };
    const answers = {
      'GET /api/admin/users?search=jorg&show=all&limit=50': () =>
        new Response(
          JSON.stringify({
            ...found,
            users: [
              { id: 'x', email: 'j@example.org', name: 'Jörg', held: 0, createdAt: 1, source: 'console' },
            ],
            total: 1,
          }),
        ),
    };
    await open({ scene: { answers }, hash: '#users' });
    const search = await until('the field', () =>
      document.querySelector<HTMLInputElement>('.table-filter input'),
    );
    search.value = 'jorg';
    search.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await shows('Jörg');
    equal(rows(), 1);
    await shows('1 person');
  });

  it('are filtered by the server, and the file is of the same people', async () => {
    await open({ scene: {}, hash: '#users' });
    const show = await until('the choice', () =>
      document.querySelector<HTMLSelectElement>('select[aria-label="Show whom"]'),
    );
    show.value = 'off';
    show.dispatchEvent(new Event('change', { bubbles: true }));
    await called('GET /api/admin/users?show=off&limit=50');
    await until('one is left', () => rows() === 1);
    const file = await until('the file', () => document.querySelector<HTMLAnchorElement>('a[download]'));
    equal(file.getAttribute('href'), '/api/admin/users.csv?show=off');
    show.value = 'in:d1';
    show.dispatchEvent(new Event('change', { bubbles: true }));
    await called('GET /api/admin/users?directory=d1&limit=50');
  });

  it('beyond a thousand are not counted, and more are shown when asked for', async () => {
    const users: readonly AdminUser[] = Array.from({ length: 300 }, (_, n) => ({
      id: `m${n}`,
      email: `m${n}@example.org`,
      name: `Reader ${n}`,
      held: 0,
      createdAt: 1,
      source: 'directory',
    }));
    await open({ scene: { users, usersMore: true }, hash: '#users' });
    equal(rows(), 50);
    await shows('More than 1,000 people.');
    await press('Show 200 more');
    await until('more rows', () => rows() === 250);
  });

  it('who wait for a word are allowed or blocked in one tap', async () => {
    await open({ scene: {}, hash: '#users' });
    await shows('2 senders wait for you');
    const first = document.querySelectorAll('.mail-request')[0];
    [...(first?.querySelectorAll('button') ?? [])]
      .find((one) => one.textContent.includes('Allow the whole domain'))
      ?.click();
    await called('POST /api/admin/mail/requests');
    equal(body(), { address: 'm.okafor@partner.example', decision: 'allow', domain: true });
    await until('one is left', () => document.querySelectorAll('.mail-request').length === 1);
    document.querySelector<HTMLElement>('.mail-request .danger')?.click();
    await until('none is left', () => document.querySelectorAll('.mail-request').length === 0);
    equal((body() as { decision: string }).decision, 'block');
  });

  it('are switched off with what it costs, and on again', async () => {
    await open({ scene: { mailQuiet: true }, hash: '#users=u1' });
    await press('Switch off');
    await shows('is signed out everywhere');
    await shows('6 waiting documents stay until their time is up.');
    ok(!calls().some((call) => call.startsWith('PATCH')), 'asked first');
    confirmIt();
    await called('PATCH /api/admin/users/u1');
    equal(body(), { off: true });
    await shows('Switched off by an administrator');
    await press('Switch on');
    await until('it was sent', () => JSON.stringify(body()) === '{"off":false}');
  });

  it('of a directory are read-only, and say where they are changed', async () => {
    await open({ scene: { mailQuiet: true }, hash: '#users=u2' });
    await shows('From the directory Northgate staff.');
    ok(document.querySelector('.sheet form') === null, 'no form');
    equal(document.querySelectorAll('.sheet .locked').length, 3);
  });

  it('of our own are changed as typed', async () => {
    await open({ scene: { mailQuiet: true }, hash: '#users=u1' });
    await typeInto('department', 'Archive');
    await press('Save details');
    await called('PATCH /api/admin/users/u1');
    equal(body(), { name: 'Mara Lindt', email: 'mara.lindt@example.org', department: 'Archive' });
    await shows('Saved.');
  });

  it('get a new code by mail, and it is not shown', async () => {
    await open({ scene: { mailQuiet: true }, hash: '#users=u1' });
    await press('New code');
    confirmIt();
    await shows('A new code was mailed to mara.lindt@example.org.');
    ok(document.querySelector('.user-code-digits') === null, 'no digits');
  });

  it('lose a card, and every session at once', async () => {
    await open({ scene: { mailQuiet: true }, hash: '#users=u1', steps: [['Cards and sign-ins']] });
    await press('Remove the card ending in 4F2A');
    await called('DELETE /api/admin/users/u1/cards/c1');
    await until('it is gone', () => !document.body.innerText.includes('4F2A'));
    await press('Sign out everywhere');
    await called('DELETE /api/admin/users/u1/sessions');
    await shows('Signed in nowhere.');
  });

  it('can only be looked at by who may not change them', async () => {
    const scopes = ['users:read', 'overview:read'];
    const me = { name: 'Ada', siteName: 'Northgate', tryOut: false, role: 'auditor', scopes };
    const answers = {
      'GET /api/admin/session': () =>
        new Response(JSON.stringify({ ...me, secondFactorNeeded: false }), {
          headers: { 'content-type': 'application/json' },
        }),
    };
    await open({ scene: { answers }, hash: '#users=u1' });
    await shows('mara.lindt@example.org');
    const words = [...document.querySelectorAll('main button')].map((one) => one.textContent.trim());
    for (const act of [
      'Add user',
      'Import',
      'Switch off',
      'New code',
      'Remove user',
      'Save details',
      'Allow',
    ])
      ok(!words.includes(act), act);
    ok(document.querySelector('#tab-directory') === null, 'no directories');
    ok(!calls().some((call) => call.includes('/mail/senders')), 'the queue is not asked for');
  });

  it('are imported only after it was shown what changes', async () => {
    await open({ scene: { mailQuiet: true }, hash: '#users=import' });
    await typeInto('text', 'email,name\nlena.brandt@example.org,Lena');
    await press('See what would change');
    await called('POST /api/admin/users/import?apply=no&mail=no');
    await shows('2 people are new, 1 is changed, 7 are there as they are.');
    await shows('Line 5');
    await shows('(was Mara Lindt, Circulation desk)');
    await typeInto('mail', 'on');
    await press('Import 3 people');
    await called('POST /api/admin/users/import?apply=yes&mail=yes');
    await shows('2 people were added, 1 was changed');
    await press('Done');
    await until('it is closed', () => location.hash === '#users');
  });

  it('changed in the field after the look have to be looked at again', async () => {
    await open({ scene: { mailQuiet: true }, hash: '#users=import' });
    await typeInto('text', 'email\nlena@example.org');
    await press('See what would change');
    await shows('2 people are new');
    await typeInto('text', 'email\nother@example.org');
    await until('the look is void', () => !document.body.innerText.includes('2 people are new'));
    await shows('See what would change');
  });
});
