// The console's door over the network: two steps, links, proving again, and what the cookie is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { codeOf } from '../../support/admin-parts.ts';
import type { Answer, Client } from '../../support/running-server.ts';
import { softPasskey } from '../../support/soft-passkey.ts';
import { type AccessSite, openAccessSite, PASSWORD } from './site.ts';

let site: AccessSite;
let host: string;
before(async () => {
  site = await openAccessSite();
  host = `localhost:${site.server.httpsPort}`;
});
after(() => site.close());

const codeIn = ({ json }: Answer): string => (json as { error?: { code?: string } }).error?.code ?? '';

/** A browser at https://localhost, signed in as a new administrator. */
async function signedIn(name: string): Promise<{ client: Client; id: string }> {
  const { app } = site.server;
  const { admin, token } = await app.admins.invite({ name, role: 'administrator' }, 'test');
  const client = site.server.client();
  const joined = await client.call('POST', '/api/admin/join', { body: { token, password: PASSWORD } });
  assert.equal(joined.status, 200);
  return { client, id: admin.id };
}

const at = (client: Client) => ({
  send: (method: string, path: string, body?: unknown) =>
    client.call(method, path, { ...(body === undefined ? {} : { body }), headers: { host } }),
});

test('the cookie of the console is bound to this host, hidden from scripts, and sent to nobody else', async () => {
  const { app } = site.server;
  const { token } = await app.admins.invite({ name: 'cookie', role: 'auditor' }, 'test');
  const answer = await site.server
    .client()
    .call('POST', '/api/admin/join', { body: { token, password: PASSWORD } });
  const [cookie = ''] = (answer.headers['set-cookie'] as string[] | undefined) ?? [];
  assert.match(cookie, /^__Host-platen_admin=/);
  for (const part of [/HttpOnly/i, /Secure/i, /SameSite=Strict/i, /Path=\//]) assert.match(cookie, part);
});

test('passwords, second factors and links cross plain HTTP nowhere', async () => {
  const client = site.server.client();
  for (const [path, body] of [
    ['/api/admin/session', { name: 'anna', password: PASSWORD }],
    ['/api/admin/session/second', { attempt: 'x', code: '123456' }],
    ['/api/admin/session/passkey/options', {}],
    ['/api/admin/session/passkey', { challenge: 'x', response: { id: 'x' } }],
    ['/api/admin/join', { token: 'x', password: PASSWORD }],
    ['/api/admin/join/look', { token: 'x' }],
    ['/api/admin/prove', { password: PASSWORD }],
  ] as const) {
    const answer = await client.call('POST', path, { body, plain: true });
    assert.deepEqual([answer.status, codeIn(answer)], [403, 'https-only'], path);
  }
});

test('authenticator app: set up, asked for at the next sign-in, other sessions ended', async () => {
  const { client } = await signedIn('tina');
  const me = at(client);
  const other = at(site.server.client());
  await other.send('POST', '/api/admin/session', { name: 'TINA', password: PASSWORD });
  assert.equal((await other.send('GET', '/api/admin/account')).status, 200);
  const begun = (await me.send('POST', '/api/admin/account/totp')).json as {
    enrolment: string;
    secret: string;
  };
  const secret = begun.secret.replaceAll(' ', '');
  const code = (steps = 0) => codeOf(secret, Date.now() + steps * 30_000);
  const done = await me.send('PUT', '/api/admin/account/totp', { enrolment: begun.enrolment, code: code() });
  const { recoveryCodes } = done.json as { recoveryCodes: string[] };
  assert.equal(recoveryCodes.length, 10);
  assert.equal((await other.send('GET', '/api/admin/account')).status, 401, 'the other session is over');
  assert.equal((await me.send('GET', '/api/admin/account')).status, 200);

  const again = at(site.server.client());
  const first = await again.send('POST', '/api/admin/session', { name: 'tina', password: PASSWORD });
  const { attempt, ways } = first.json as { attempt: string; ways: object };
  assert.deepEqual(
    [first.headers['set-cookie'], ways],
    [undefined, { code: true, passkey: false, recovery: true }],
  );
  assert.equal((await again.send('GET', '/api/admin/account')).status, 401);
  const wrong = await again.send('POST', '/api/admin/session/second', { attempt, code: '00000' });
  assert.deepEqual([wrong.status, codeIn(wrong)], [403, 'wrong-second-factor']);
  // The step after the one that set it up: within the tolerance, and not used.
  const second = await again.send('POST', '/api/admin/session/second', { attempt, code: code(1) });
  assert.equal(second.status, 200);
  assert.equal((await again.send('GET', '/api/admin/account')).status, 200);
  const logs = site.server.logged.join('');
  for (const secretWord of [secret, ...recoveryCodes, attempt]) assert.ok(!logs.includes(secretWord));
});

test('a passkey: added, signs in alone, proves again, and is nobody else’s to remove', async () => {
  const { client } = await signedIn('paul');
  const me = at(client);
  const key = softPasskey();
  const place = { origin: `https://${host}`, rpId: 'localhost' };
  const ask = async (of: ReturnType<typeof at>, path: string) => {
    const { options, challenge } = (await of.send('POST', path, {})).json as {
      options: { challenge: string };
      challenge: string;
    };
    return { challenge, ask: { challenge: options.challenge, ...place } };
  };
  const adding = await ask(me, '/api/admin/account/passkeys/options');
  const added = await me.send('POST', '/api/admin/account/passkeys', {
    name: 'Key',
    challenge: adding.challenge,
    response: key.create(adding.ask),
  });
  assert.equal(added.status, 201, added.bytes.toString());

  const fresh = at(site.server.client());
  const entering = await ask(fresh, '/api/admin/session/passkey/options');
  const entered = await fresh.send('POST', '/api/admin/session/passkey', {
    challenge: entering.challenge,
    response: key.get(entering.ask),
  });
  assert.equal((entered.json as { name: string }).name, 'paul');

  await site.growStale();
  const refused = await fresh.send('DELETE', `/api/admin/account/passkeys/${key.id}`);
  assert.deepEqual([refused.status, codeIn(refused)], [403, 'prove-again']);
  const proving = await ask(fresh, '/api/admin/prove/passkey');
  const proved = await fresh.send('POST', '/api/admin/prove', {
    passkey: { challenge: proving.challenge, response: key.get(proving.ask) },
  });
  assert.equal(proved.status, 200);
  const stranger = at((await signedIn('eve')).client);
  assert.equal((await stranger.send('DELETE', `/api/admin/account/passkeys/${key.id}`)).status, 404);
  assert.equal((await fresh.send('DELETE', `/api/admin/account/passkeys/${key.id}`)).status, 200);
});

test("another administrator's session is nobody's to end under the own account", async () => {
  const mia = at((await signedIn('mia')).client);
  const max = at((await signedIn('max')).client);
  const { sessions } = (await max.send('GET', '/api/admin/account/sessions')).json as {
    sessions: { id: string }[];
  };
  const path = `/api/admin/account/sessions/${sessions[0]?.id}`;
  assert.equal((await mia.send('DELETE', path)).status, 404);
  assert.equal((await max.send('GET', '/api/admin/account')).status, 200);
  assert.equal(
    (await mia.send('DELETE', `/api/admin/sessions/${sessions[0]?.id}`)).status,
    200,
    'an administrator may',
  );
  assert.equal((await max.send('GET', '/api/admin/account')).status, 401);
});

test('the password is changed only with a fresh proof, and the others are signed out', async () => {
  const { client } = await signedIn('petra');
  const me = at(client);
  const other = at(site.server.client());
  await other.send('POST', '/api/admin/session', { name: 'petra', password: PASSWORD });
  await site.growStale();
  const body = { password: `${PASSWORD} new` };
  assert.equal(codeIn(await me.send('PUT', '/api/admin/account/password', body)), 'prove-again');
  assert.equal(codeIn(await me.send('POST', '/api/admin/prove', { password: 'guess' })), 'wrong-proof');
  assert.equal((await me.send('POST', '/api/admin/prove', { password: PASSWORD })).status, 200);
  assert.equal(
    codeIn(await me.send('PUT', '/api/admin/account/password', { password: 'short' })),
    'weak-password',
  );
  assert.equal((await me.send('PUT', '/api/admin/account/password', body)).status, 200);
  assert.equal((await other.send('GET', '/api/admin/account')).status, 401);
  assert.equal((await me.send('GET', '/api/admin/account')).status, 200);
});

test('the audit log is read, exported with formulas made harmless, and verified', async () => {
  const { app } = site.server;
  await app.admins
    .invite({ name: '=cmd|calc', role: 'auditor' }, 'test')
    .then(({ admin }) => app.admins.remove(admin.id, '=HYPERLINK("x")'));
  const auditor = await site.admin('auditor');
  const page = JSON.parse((await auditor.call('GET', '/api/admin/audit?limit=2')).text) as {
    entries: { number: number }[];
    next: number;
    actors: string[];
  };
  assert.equal(page.entries.length, 2);
  assert.ok(page.actors.includes('admin:anna'));
  const older = JSON.parse(
    (await auditor.call('GET', `/api/admin/audit?limit=2&before=${page.next}`)).text,
  ) as typeof page;
  assert.ok((older.entries[0]?.number ?? 0) < page.next);
  const { text } = await auditor.call('GET', '/api/admin/audit.csv?search=removed%20administrator');
  assert.match(text, /^\uFEFFnumber,time,who,act,about,detail,hash\r\n/);
  assert.match(text, /,"'=HYPERLINK/);
  const verdict = JSON.parse((await auditor.call('GET', '/api/admin/audit/verify')).text) as {
    sound: boolean;
  };
  assert.equal(verdict.sound, true);
  for (const bad of ['limit=0', 'limit=501', 'limit=x', 'before=-1', 'since=1e9']) {
    assert.equal((await auditor.call('GET', `/api/admin/audit?${bad}`)).status, 400, bad);
  }
});
