// Signing in at panels and in the portal, over the wire of a whole server: every way as the settings allow it, what crosses plain HTTP, and that no
// answer tells more than it should (SPEC B2, C1, C8; threats T15, T17, T18).
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Client } from '../support/running-server.ts';
import { anEmail, codeOf, type SignInSite, startSignInSite } from '../support/sign-in-site.ts';

let site: SignInSite;
before(async () => {
  site = await startSignInSite();
});
after(() => site.server.close());
beforeEach(() => site.reset());

const start = async (): Promise<{ ways: string[]; needsEmail: boolean; domains: unknown[] }> =>
  (await (await site.panel()).call('GET', '/api/panel/start')).json as never;

test('a panel is told the ways that are on, and takes those only', async () => {
  const { code } = await site.newUser();
  assert.deepEqual((await start()).ways.toSorted(), ['code', 'email-and-code']);
  for (const body of [{ user: 'anna', password: 'x' }, { card: '11112222' }]) {
    assert.equal(codeOf(await site.atPanel(body)), 'sign-in-way-off');
  }
  assert.equal((await site.atPanel({ code })).status, 200);
  await site.set('panelCode', 'email-and-code');
  assert.equal((await start()).needsEmail, true);
  assert.equal(codeOf(await site.atPanel({ code })), 'code-needs-email');
  await site.set('panelCode', 'off');
  await site.set('panelDirectory', true);
  assert.deepEqual((await start()).ways, ['directory']);
  assert.equal(codeOf(await site.atPanel({ code })), 'sign-in-way-off');
});

test('a directory password signs in at the panel, is counted before it is asked, and never asked of a source that has to wait', async () => {
  await site.set('panelDirectory', true);
  const { id } = await site.newUser();
  site.directory.says = async ({ password }) =>
    password === 'right' ? { kind: 'ok', userId: id } : { kind: 'wrong' };
  const signedIn = await site.atPanel({ user: 'anna', password: 'right', domain: 'STAFF' });
  assert.equal(signedIn.status, 200, signedIn.bytes.toString());
  assert.deepEqual(site.directory.asked, [{ user: 'STAFF\\anna', password: 'right' }]);
  site.directory.asked = [];
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => site.atPanel({ user: 'anna', password: `wrong ${n}` })),
  );
  assert.equal(answers.filter((answer) => codeOf(answer) === 'wrong-sign-in').length, 4);
  assert.equal(answers.filter((answer) => answer.status === 429).length, 16);
  assert.equal(
    site.directory.asked.length,
    4,
    'the directory was asked no more often, parallel ones included',
  );
  assert.equal(
    codeOf(await site.atPanel({ user: 'ANNA', password: 'right' })),
    'too-many-tries',
    'other spellings are no way around',
  );
});

test('a directory that is away, hangs or throws gives the try back, says what to do, and holds no transaction', async () => {
  await site.set('panelDirectory', true);
  for (let n = 0; n < 8; n++) {
    site.directory.says = async () => ({ kind: 'unavailable', sentence: 'no answer' });
    assert.equal(codeOf(await site.atPanel({ user: 'anna', password: 'x' })), 'directory-away', `${n}`);
    site.directory.says = async () => Promise.reject(new Error('a bug'));
    assert.equal(codeOf(await site.atPanel({ user: 'anna', password: 'x' })), 'internal');
  }
  let release: () => void = () => undefined;
  const entered = new Promise<void>((resolve) => {
    site.directory.says = () =>
      new Promise((answer) => {
        release = () => answer({ kind: 'wrong' });
        resolve();
      });
  });
  const hanging = site.atPanel({ user: 'anna', password: 'x' });
  await entered;
  // A write goes through while it hangs.
  const { code } = await site.newUser();
  assert.equal((await site.atPanel({ code })).status, 200);
  release();
  assert.equal(codeOf(await hanging), 'wrong-sign-in');
});

test('no password crosses plain HTTP, even where codes may', async () => {
  await site.set('panelDirectory', true);
  await site.server.app.settings.change('site.panelOverHttp', true, 'test');
  await site.server.app.settings.change('secure.passwordEntry', false, 'test');
  const printer = await site.server.app.printers.add(
    { name: 'Old', uri: 'ipp://127.0.0.1:2/ipp/print', allowHttp: true },
    {},
    'test',
  );
  const client = site.server.client();
  await client.call('GET', site.server.app.printers.panelPath(printer), { plain: true });
  const { code } = await site.newUser();
  const plain = (body: object) => client.call('POST', '/api/panel/session', { body, plain: true });
  const first = (await client.call('GET', '/api/panel/start', { plain: true })).json as { ways: string[] };
  assert.ok(first.ways.includes('code') && !first.ways.includes('directory'), first.ways.join(' '));
  assert.equal(codeOf(await plain({ user: 'anna', password: 'secret' })), 'password-plain');
  assert.deepEqual(site.directory.asked, []);
  assert.equal((await plain({ code })).status, 200);
  await site.server.app.settings.change('site.panelOverHttp', undefined, 'test');
  await site.server.app.settings.change('secure.passwordEntry', undefined, 'test');
});

test('somebody who is switched off is told so only with the right code, signs in nowhere, and goes on when switched on', async () => {
  const email = anEmail();
  const { id, code } = await site.newUser(email);
  const client = site.server.client();
  assert.equal((await site.inPortal({ email, code }, client)).status, 200);
  const at = await site.panel();
  assert.equal((await site.atPanel({ code }, at)).status, 200);
  await site.server.app.switchUser.switchUser(id, true);
  assert.equal((await client.call('GET', '/api/portal/me')).status, 401);
  assert.equal((await at.call('GET', '/api/panel/session')).status, 401);
  assert.equal(codeOf(await site.inPortal({ email, code })), 'account-off');
  assert.equal(codeOf(await site.atPanel({ code })), 'account-off');
  assert.equal(codeOf(await site.inPortal({ email, code: '00000001' })), 'wrong-code');
  const before = await site.outbox();
  await site.server.client().call('POST', '/api/portal/code-by-mail', { body: { email } });
  await site.server
    .client()
    .call('POST', '/api/portal/mailed-code', { body: { email, company: await site.company() } });
  assert.equal(await site.outbox(), before, 'no mail either');
  await site.server.app.switchUser.switchUser(id, false);
  assert.equal((await site.inPortal({ email, code })).status, 200);
});

test('a mailed code signs in once, makes the account of somebody new, and the lists say who may have one', async () => {
  const email = anEmail();
  await site.server.app.settings.change('mail.whoMaySend', 'anyone', 'test');
  const client = site.server.client();
  const ask = { email, company: (await site.company()).toLowerCase(), stay: true };
  const answer = await client.call('POST', '/api/portal/mailed-code', { body: ask });
  assert.deepEqual(answer.json, { digits: 9, minutes: 10 });
  const code = await site.mailedCode();
  const finish = (by: Client, typed = code) =>
    by.call('POST', '/api/portal/mailed-code/finish', { body: { code: typed } });
  assert.equal(codeOf(await finish(site.server.client())), 'mailed-code-void', 'another browser');
  const done = await finish(client);
  assert.equal(done.status, 200, done.bytes.toString());
  assert.equal((done.json as { email: string }).email, email);
  const cookies = (done.headers['set-cookie'] as string[]).join('\n');
  assert.match(
    cookies,
    /__Host-platen_portal=[^;]+;[^\n]*Max-Age=7776000/,
    'stays signed in, 90 days at most',
  );
  assert.match(cookies, /__Host-platen_attempt=;/, 'the attempt is over');
  assert.equal(codeOf(await finish(client)), 'mailed-code-void', 'once');

  await site.server.app.settings.change('mail.whoMaySend', 'known', 'test');
  const stranger = site.server.client();
  const other = anEmail();
  const before = await site.outbox();
  const same = await stranger.call('POST', '/api/portal/mailed-code', { body: { ...ask, email: other } });
  assert.deepEqual(same.json, answer.json, 'the same answer');
  assert.equal(await site.outbox(), before, 'and no mail');
  assert.equal(
    codeOf(await finish(stranger, await site.mailedCode())),
    'account-not-allowed',
    'even with the code',
  );
  await site.server.app.mail.lists.add({ list: 'allow', pattern: other }, 'test');
  const again = site.server.client();
  await again.call('POST', '/api/portal/mailed-code', { body: { ...ask, email: other } });
  assert.equal((await finish(again, await site.mailedCode())).status, 200);
});

test('without "stay signed in" the cookie ends with the browser, and a known browser is remembered', async () => {
  const email = anEmail();
  const { code } = await site.newUser(email);
  const answer = await site.inPortal({ email, code });
  const cookies = answer.headers['set-cookie'] as string[];
  assert.equal(cookies.length, 2);
  assert.ok(cookies.some((one) => /^__Host-platen_portal=/.test(one) && !/Max-Age/i.test(one)));
  assert.ok(cookies.some((one) => /^__Host-platen_known=.*HttpOnly/i.test(one)));
  for (const one of cookies) assert.match(one, /SameSite=Strict/i);
  await site.set('portalStayDays', 0);
  const ways = (await site.server.client().call('GET', '/api/portal/sign-in')).json as { stayDays?: number };
  assert.equal(ways.stayDays, undefined);
  const asked = await site.inPortal({ email, code, stay: true });
  assert.ok((asked.headers['set-cookie'] as string[]).every((one) => !/platen_portal.*Max-Age/i.test(one)));
  await site.set('portalStayDays', undefined);
});

test('the owner signs in from an address that a stranger used up, in the browser that is known', async () => {
  const email = anEmail();
  const { code } = await site.newUser(email);
  const owner = site.server.client();
  await site.inPortal({ email, code }, owner);
  await owner.call('DELETE', '/api/portal/session');
  for (let n = 0; n < 10; n++)
    assert.equal(codeOf(await site.inPortal({ email, code: '00000001' })), 'wrong-code');
  assert.equal(codeOf(await site.inPortal({ email, code })), 'too-many-tries', 'a browser that is not known');
  assert.equal((await site.inPortal({ email, code }, owner)).status, 200);
  const forged = site.server.client();
  const [name, value] = [...owner.cookies].find(([key]) => key.endsWith('platen_known')) ?? ['', ''];
  forged.cookies.set(
    name,
    value.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
  );
  assert.equal(codeOf(await site.inPortal({ email, code }, forged)), 'too-many-tries', 'a made-up one');
});

test('people see where they are signed in, and sign out one browser, or all with the panels', async () => {
  const email = anEmail();
  const { code } = await site.newUser(email);
  const [here, there, third] = [site.server.client(), site.server.client(), site.server.client()];
  for (const client of [here, there, third]) {
    await client.call('POST', '/api/portal/session', {
      body: { email, code },
      headers: { 'user-agent': 'Firefox/1 (X11; Linux)' },
    });
  }
  const list = async (client: Client) =>
    (
      (await client.call('GET', '/api/portal/sessions')).json as {
        sessions: { id: string; current: boolean; agent: string; via: string }[];
      }
    ).sessions;
  const sessions = await list(here);
  assert.equal(sessions.length, 3);
  assert.equal(sessions.filter(({ current }) => current).length, 1);
  assert.deepEqual([sessions[0]?.agent, sessions[0]?.via], ['Firefox/1 (X11; Linux)', 'email-and-code']);
  const stranger = await site.server.portalUser();
  const other = (await list(there)).find(({ current }) => current)?.id ?? '';
  assert.equal(
    (await stranger.client.call('DELETE', `/api/portal/sessions/${other}`)).status,
    404,
    'somebody else’s',
  );
  assert.equal((await here.call('DELETE', `/api/portal/sessions/${other}`)).status, 200);
  assert.equal((await there.call('GET', '/api/portal/me')).status, 401);
  const at = await site.panel();
  await site.atPanel({ code }, at);
  assert.equal((await here.call('DELETE', '/api/portal/sessions')).status, 200);
  for (const client of [here, third]) assert.equal((await client.call('GET', '/api/portal/me')).status, 401);
  assert.equal((await at.call('GET', '/api/panel/session')).status, 401);
  assert.equal((await stranger.client.call('GET', '/api/portal/me')).status, 200, 'nobody else');
});

test('in the portal a directory password is as good, and wrong ones are answered alike for known and unknown names', async () => {
  const { id } = await site.newUser();
  site.directory.says = async ({ password }) =>
    password === ' a b ' ? { kind: 'ok', userId: id } : { kind: 'wrong' };
  assert.equal((await site.inPortal({ user: 'anna', password: ' a b ' })).status, 200);
  const known = await site.inPortal({ user: 'anna', password: 'x' });
  const unknown = await site.inPortal({ user: 'nobody', password: 'x' });
  assert.deepEqual(known.json, unknown.json);
  assert.equal(
    codeOf(await site.inPortal({ code: '12345678', password: 'x' })),
    'bad-email',
    'no account, no try',
  );
});
