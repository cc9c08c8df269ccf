// Single sign-on at the console against a real OpenID provider: only linked administrators get in, and linking needs a fresh proof.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type OpenIdProvider, startOpenIdProvider } from '../../servers/openid-provider.ts';
import type { Answer, Client } from '../../support/running-server.ts';
import { type AccessSite, openAccessSite } from './site.ts';

let site: AccessSite;
let provider: OpenIdProvider;
let host: string;
before(async () => {
  site = await openAccessSite({ openIdLoopback: true });
  host = `localhost:${site.server.httpsPort}`;
  provider = await startOpenIdProvider({ redirectUris: [`https://${host}/sign-in/`] });
  provider.people.set('anna', { email: 'anna@example.org', emailVerified: true });
  provider.people.set('eve', { email: 'eve@example.org', emailVerified: true });
  const { settings, signIn } = site.server.app;
  await settings.change('openId.issuer', provider.issuer, 'test');
  await settings.change('openId.clientId', provider.clientId, 'test');
  await settings.change('openId.name', 'Staff', 'test');
  await settings.change('openId.forConsole', true, 'test');
  await signIn.openIdSecret.set(provider.secret, 'test');
});
after(async () => {
  await site.close();
  await provider.stop();
});

const codeIn = ({ json }: Answer): string => (json as { error?: { code?: string } }).error?.code ?? '';
const send = (client: Client, method: string, path: string, body?: unknown): Promise<Answer> =>
  client.call(method, path, { ...(body === undefined ? {} : { body }), headers: { host } });

/** What a browser does over there: follows the redirects, types the name, comes back. @returns the query it comes back with */
async function atProvider(url: string, name: string): Promise<string> {
  const cookies = new Map<string, string>();
  let next = url;
  let body: string | undefined;
  for (let step = 0; step < 10; step++) {
    const answer = await fetch(next, {
      redirect: 'manual',
      headers: {
        cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(body === undefined ? {} : { method: 'POST', body }),
    });
    await answer.arrayBuffer();
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const location = answer.headers.get('location');
    body = location === null ? `name=${name}` : undefined;
    if (location === null) continue;
    next = new URL(location, next).href;
    if (next.startsWith(`https://${host}/`)) return new URL(next).search;
  }
  throw new Error('the provider never sent the browser back');
}

async function comeBack(client: Client, begin: string, name: string): Promise<Answer> {
  const begun = await send(client, 'POST', begin);
  assert.equal(begun.status, 200, begun.bytes.toString());
  const query = await atProvider((begun.json as { url: string }).url, name);
  return send(client, 'POST', '/api/admin/open-id/finish', { query });
}

async function signedIn(name: string): Promise<Client> {
  const { admin, token } = await site.server.app.admins.invite({ name, role: 'operator' }, 'test');
  const client = site.server.client();
  const joined = await send(client, 'POST', '/api/admin/join', { token, password: 'correct horse battery' });
  assert.equal(joined.status, 200, admin.id);
  return client;
}

test('an administrator links the own account, and from then on signs in with it', async () => {
  const anna = await signedIn('linked anna');
  assert.equal((await comeBack(anna, '/api/admin/account/open-id', 'anna')).status, 200);
  const account = (await send(anna, 'GET', '/api/admin/account')).json as { openId: object };
  assert.deepEqual(account.openId, { name: 'Staff', linked: true });

  const fresh = site.server.client();
  const ways = (await send(fresh, 'GET', '/api/admin/session/ways')).json as { openId: string };
  assert.equal(ways.openId, 'Staff');
  assert.equal((await comeBack(fresh, '/api/admin/session/open-id', 'anna')).status, 200);
  const me = (await send(fresh, 'GET', '/api/admin/session')).json as { name: string; role: string };
  assert.deepEqual([me.name, me.role], ['linked anna', 'operator']);
});

test('somebody who is no administrator here does not become one, and gets no session', async () => {
  const eve = site.server.client();
  const answer = await comeBack(eve, '/api/admin/session/open-id', 'eve');
  assert.deepEqual([answer.status, codeIn(answer)], [403, 'openid-unknown']);
  assert.equal((await send(eve, 'GET', '/api/admin/session')).status, 401);
});

test('one account over there opens one account here', async () => {
  const other = await signedIn('other');
  const answer = await comeBack(other, '/api/admin/account/open-id', 'anna');
  assert.deepEqual([answer.status, codeIn(answer)], [409, 'openid-taken']);
});

test('linking asks for a fresh proof, is nobody else’s to finish, and is over when the session is', async () => {
  const client = await signedIn('slow');
  const begun = (await send(client, 'POST', '/api/admin/account/open-id')).json as { url: string };
  const query = await atProvider(begun.url, 'eve');
  const stranger = await send(site.server.client(), 'POST', '/api/admin/open-id/finish', { query });
  assert.equal(codeIn(stranger), 'open-id-refused');
  await send(client, 'DELETE', '/api/admin/session');
  const late = await send(client, 'POST', '/api/admin/open-id/finish', { query });
  assert.equal(late.status, 401);
  const stale = await signedIn('stale');
  await site.growStale();
  assert.equal(codeIn(await send(stale, 'POST', '/api/admin/account/open-id')), 'prove-again');
});

test('what the provider sent works once', async () => {
  const client = site.server.client();
  const begun = (await send(client, 'POST', '/api/admin/session/open-id')).json as { url: string };
  const query = await atProvider(begun.url, 'anna');
  const attempt = client.cookies.get('__Host-platen_attempt') ?? '';
  assert.equal((await send(client, 'POST', '/api/admin/open-id/finish', { query })).status, 200);
  client.cookies.set('__Host-platen_attempt', attempt);
  assert.ok((await send(client, 'POST', '/api/admin/open-id/finish', { query })).status >= 400);
});
