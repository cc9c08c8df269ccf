// What an administrator does in the console, on a made-up server.
import { adminJobs } from '../../panel-app/gallery/admin-data.ts';
import { answer, refuse } from '../../panel-app/gallery/admin-fake.ts';
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
const called = (call: string): Promise<boolean> =>
  until(call, () => stage?.server.calls.includes(call) === true);
const body = (): unknown => stage?.server.bodies.at(-1);

describe('the console', () => {
  afterEach(() => stage?.clear());

  it('signs in with the password as it was typed', async () => {
    await open({
      scene: { signedIn: false },
      steps: [['name', ' renate '], ['password', ' two words '], ['Sign in']],
    });
    await shows('Dashboard');
    equal(body(), { name: 'renate', password: ' two words ' });
  });

  it('makes the first administrator with the one-time token, which leaves the address at once', async () => {
    await open({ scene: { signedIn: false }, hash: '#setup=tok%2Fen' });
    equal(location.hash, '');
    await typeInto('name', 'renate');
    await typeInto('password', 'four words are enough');
    await press('Create the administrator');
    await called('POST /api/admin/setup');
    equal(body(), { token: 'tok/en', name: 'renate', password: 'four words are enough' });
    await shows('Dashboard');
  });

  it('says what to do when the set-up link is void', async () => {
    await open({
      scene: { signedIn: false, answers: { 'POST /api/admin/setup': () => refuse('setup-done') } },
      hash: '#setup=old',
      steps: [['name', 'renate'], ['password', 'four words'], ['Create the administrator']],
    });
    await shows('This link was used already');
  });

  it('asks what came of an uncertain document and sends the answer', async () => {
    await open({ scene: {} });
    await press('Print from page 5 on');
    await called('POST /api/admin/releases/r-j2/decision');
    equal(body(), { decision: 'missing', fromPage: 5 });
  });

  it('asks the address before it keeps a printer', async () => {
    const { server } = await open({ scene: {}, hash: '#printers=new' });
    await typeInto('uri', 'ipps://new.example.org/ipp/print');
    await press('Check address');
    await shows('Platen Virtual MFD answers.');
    equal(body(), { uri: 'ipps://new.example.org/ipp/print' });
    ok(!server.calls.includes('POST /api/admin/printers'), 'not kept yet');
    await typeInto('name', 'Workshop two');
    await press('Add this printer');
    await called('POST /api/admin/printers');
    equal(body(), { name: 'Workshop two', uri: 'ipps://new.example.org/ipp/print' });
    await until('its sheet', () => location.hash === '#printers=p-new');
  });

  it('warns before plain HTTP is allowed, and does nothing when the person steps back', async () => {
    const { server } = await open({ scene: {}, hash: '#printers=p2', steps: [['Panel']] });
    const http = (): HTMLInputElement | null => document.querySelector<HTMLInputElement>('.switches input');
    (await until('the switch', http)).click();
    await shows('cross the network unprotected');
    await press('Cancel');
    equal(http()?.checked, false);
    ok(!server.calls.some((call) => call.startsWith('PATCH')), 'nothing was changed');
    (await until('the switch', http)).click();
    await press('Allow plain HTTP');
    await called('PATCH /api/admin/printers/p2');
    equal(body(), { allowHttp: true });
    await until('it is on', () => http()?.checked === true);
  });

  it('saves only the details that were changed', async () => {
    await open({ scene: {}, hash: '#printers=p2', steps: [['Details']] });
    await typeInto('location', 'Second floor');
    await press('Save details');
    await called('PATCH /api/admin/printers/p2');
    equal(body(), { location: 'Second floor' });
    await shows('Main building · Second floor');
  });

  it('tells the virtual printer what to be, and fills its trays', async () => {
    await open({ scene: {}, hash: '#printers=p1' });
    const jammed = await until('the conditions', () =>
      [...document.querySelectorAll<HTMLElement>('.conditions label')].find(
        (label) => label.innerText.trim() === 'Jammed',
      ),
    );
    jammed.querySelector('input')?.click();
    await until('it was told', () => JSON.stringify(body()) === '{"condition":"jammed"}');
    await press('Fill trays');
    await until('it was told', () => JSON.stringify(body()) === '{"fillTrays":true}');
    await shows('100 of 100');
    const link = document.querySelector<HTMLAnchorElement>('.prints a');
    equal(link?.getAttribute('href'), '/api/admin/printers/p1/virtual/prints/v-2');
  });

  it('saves a setting as soon as it was changed, and undoes it', async () => {
    await open({ scene: {}, hash: '#settings' });
    await typeInto('documents.maxPages', '300');
    await called('PUT /api/admin/settings/documents.maxPages');
    equal(body(), { value: 300 });
    await shows('Saved.');
    await press('Undo: back to 500 pages');
    await until('it is undone', () => JSON.stringify(body()) === '{"value":500}');
    await until('nothing is left to undo', () => !document.body.innerText.includes('Undo'));
  });

  it('goes back to the default of a setting', async () => {
    await open({ scene: {}, hash: '#settings', steps: [['documents.maxPages', '300']] });
    await press('Use it');
    await until('the default', () => JSON.stringify(body()) === '{"value":null}');
  });

  it('shows why a setting was not taken, beside it', async () => {
    await open({
      scene: {
        answers: {
          'PUT /api/admin/settings/*': () =>
            refuse('bad-setting', { label: 'Most pages', detail: 'too many' }),
        },
      },
      hash: '#settings',
      steps: [['documents.maxPages', '99999']],
    });
    await shows('Most pages: too many');
  });

  it('shows the code of a new user once, where it cannot be mailed', async () => {
    await open({ scene: { noMail: true }, hash: '#users' });
    await press('Add user');
    await typeInto('email', 'lena@example.org');
    await press('Add and make a code');
    await shows('735 028 461');
    equal(body(), { email: 'lena@example.org' });
    await press('Done');
    await until('the code is gone', () => !document.body.innerText.includes('735 028'));
    await shows('lena@example.org');
  });

  it('says how many documents go with a user before it removes one', async () => {
    const { server } = await open({ scene: {}, hash: '#users=u1' });
    await press('Remove user');
    await shows('6 waiting documents are deleted');
    ok(!server.calls.some((call) => call.startsWith('DELETE')), 'asked first');
    await press('Remove the user');
    await called('DELETE /api/admin/users/u1');
    await until('the sheet is closed', () => location.hash === '#users');
  });

  it('deletes ticked documents together and says which stayed', async () => {
    await open({
      scene: { answers: { 'DELETE /api/admin/jobs/j3': () => refuse('job-busy', { job: 'j3' }) } },
      hash: '#documents',
    });
    (await until('the box for all', () => document.querySelector<HTMLInputElement>('th.tick input'))).click();
    await press('Delete 6 documents');
    await shows('Delete 6 documents?');
    const asked = await until('the question', () => document.querySelector('platen-dialog'));
    [...asked.querySelectorAll('button')]
      .find((one) => one.textContent.trim() === 'Delete 6 documents')
      ?.click();
    await shows('1 document is still there: This document is being printed right now.');
    equal(document.querySelectorAll('.row-link').length, 1);
  });

  it('lets the server search documents, fetches the next page, and says how far it looked', async () => {
    const [first, thesis, ...others] = adminJobs(Date.now());
    const since = Date.now() - 3 * 86_400_000;
    const answers = {
      'GET /api/admin/jobs?search=thesis&limit=100': () =>
        answer({ jobs: [thesis], total: 1, next: '5-abc', lookedTo: since }),
      'GET /api/admin/jobs?limit=100&after=9-xyz': () => answer({ jobs: others, total: 900 }),
      'GET /api/admin/jobs*': () => answer({ jobs: [first], total: 900, next: '9-xyz' }),
    };
    await open({ scene: { answers }, hash: '#documents' });
    await shows('1 of 900');
    await press('Show more');
    await shows(others[0]?.title ?? '');
    const field = await until('the filter', () =>
      document.querySelector<HTMLInputElement>('.table-filter input'),
    );
    field.value = 'thesis';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await shows('Thesis, final version');
    await shows('Looked through everything since');
    await press('Look further back');
    await called('GET /api/admin/jobs?search=thesis&limit=100&after=5-abc');
  });

  it('finds users, printers, documents and settings from one field', async () => {
    await open({ scene: {} });
    window.dispatchEvent(new KeyboardEvent('keydown', { key: '/' }));
    await typeInto('Search', 'report');
    const hit = await until('a hit', () => document.querySelector<HTMLAnchorElement>('.hits a'));
    equal(hit.getAttribute('href'), '#documents=j1');
    hit.click();
    await until('its sheet', () => document.querySelector('admin-job-sheet'));
    ok(document.querySelector('admin-search') === null, 'the search is closed');
  });

  it('closes a sheet on Escape and gives the focus back to the row', async () => {
    await open({ scene: {}, hash: '#users' });
    const link = await until('a row', () => document.querySelector<HTMLAnchorElement>('.row-link'));
    link.focus();
    link.click();
    await until('the sheet', () => document.querySelector('.sheet'));
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    await until('it is closed', () => document.querySelector('.sheet') === null);
    ok(document.activeElement?.classList.contains('row-link'), 'the row has the focus');
  });

  it('asks to sign in again when the session is over', async () => {
    let over = false;
    const answers = {
      'GET /api/admin/doctor/run': () => (over ? refuse('not-signed-in') : new Response('')),
    };
    await open({ scene: { answers }, hash: '#health' });
    over = true;
    await press('Check again');
    await shows('You were signed out.');
  });

  it('keeps showing what it knew when the server goes away, and says so', async () => {
    let away = false;
    const answers = {
      'GET /api/admin/doctor/run': () => {
        if (away) throw new TypeError('away');
        const findings = [{ area: 'storage', id: 'disk', ok: false, sentence: 'There is little room.' }];
        return new Response(`${JSON.stringify({ done: 1, of: 1, what: 'The disk', findings })}\n`);
      },
    };
    await open({ scene: { answers }, hash: '#health' });
    await shows('There is little room.');
    away = true;
    await press('Check again');
    await shows('What is shown may be old.');
    await shows('There is little room.');
  });
});
