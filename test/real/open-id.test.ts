// Single sign-on against a real OpenID provider (npm oidc-provider): the whole flow over the wire, and every way in which it must not let somebody in.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';
import { type OpenIdProvider, startOpenIdProvider } from '../servers/openid-provider.ts';
import { walkProvider } from '../support/openid-walk.ts';
import { type Answer, type Client, type RunningServer, runServer } from '../support/running-server.ts';

let server: RunningServer;
let provider: OpenIdProvider;
before(async () => {
  server = await runServer({ openIdLoopback: true });
  provider = await startOpenIdProvider({ redirectUris: [`${server.url}/sign-in/`] });
});
after(async () => {
  await provider?.stop();
  await server?.close();
});

const set = (key: string, value: unknown) => server.app.settings.change(key, value, 'test');
beforeEach(async () => {
  await set('openId.issuer', provider.issuer);
  await set('openId.clientId', provider.clientId);
  await set('openId.name', 'Test account');
  await set('openId.forPortal', true);
  await set('mail.whoMaySend', 'anyone');
  await server.app.signIn.openIdSecret.set(provider.secret, 'test');
});

const post = (client: Client, path: string, body: unknown): Promise<Answer> =>
  client.call('POST', path, { body, headers: { host: `localhost:${server.httpsPort}` } });
const codeOf = (answer: Answer): string | undefined =>
  (answer.json as { error?: { code: string } } | undefined)?.error?.code;

async function begin(client: Client, stay = false): Promise<string> {
  const answer = await post(client, '/api/portal/open-id', { stay });
  assert.equal(answer.status, 200, answer.bytes.toString());
  return (answer.json as { url: string }).url;
}

/** The whole way. @returns the server's last answer, and the query that it was given */
async function signIn(client: Client, name: string): Promise<{ answer: Answer; query: string }> {
  const back = await walkProvider(await begin(client), provider.issuer, name);
  assert.equal(back.origin + back.pathname, `${server.url}/sign-in/`);
  return {
    answer: await post(client, '/api/portal/open-id/finish', { query: back.search }),
    query: back.search,
  };
}

const me = async (client: Client) =>
  (await client.call('GET', '/api/portal/me')).json as { email: string; name: string };

test('the sign-in screen is told of it, and of its name', async () => {
  const ways = (await server.client().call('GET', '/api/portal/sign-in')).json as {
    openId?: { name: string };
  };
  assert.deepEqual(ways.openId, { name: 'Test account' });
  await set('openId.forPortal', false);
  const without = (await server.client().call('GET', '/api/portal/sign-in')).json as { openId?: unknown };
  assert.equal(without.openId, undefined);
  assert.equal(codeOf(await post(server.client(), '/api/portal/open-id', {})), 'open-id-off');
});

test('somebody new gets an account by a verified address, and is the same person the next time, whatever the address is by then', async () => {
  provider.people.set('subject-1', {
    email: 'New.Person@Example.org',
    emailVerified: true,
    name: 'New Person',
  });
  const client = server.client();
  const { answer } = await signIn(client, 'subject-1');
  assert.equal(answer.status, 200, answer.bytes.toString());
  assert.deepEqual((({ email, name }) => ({ email, name }))(await me(client)), {
    email: 'new.person@example.org',
    name: 'New Person',
  });
  provider.people.set('subject-1', { email: 'married@example.org', emailVerified: true });
  const again = server.client();
  assert.equal((await signIn(again, 'subject-1')).answer.status, 200);
  assert.equal((await me(again)).email, 'new.person@example.org', 'linked by issuer and subject');
  const sessions = (await again.call('GET', '/api/portal/sessions')).json as { sessions: { via?: string }[] };
  assert.deepEqual(
    sessions.sessions.map(({ via }) => via),
    ['openid', 'openid'],
  );
});

test('an account that is there already is linked by its verified address, and by no other', async () => {
  const { user } = await server.app.users.add('anna@example.org', 'Anna');
  for (const [subject, person] of [
    ['eve-1', { email: 'anna@example.org', emailVerified: false }],
    ['eve-2', { email: 'anna@example.org' }],
    ['eve-3', {}],
  ] as const) {
    provider.people.set(subject, person);
    assert.equal(codeOf((await signIn(server.client(), subject)).answer), 'open-id-email', subject);
  }
  provider.people.set('anna-1', { email: 'Anna@example.org', emailVerified: true });
  const client = server.client();
  assert.equal((await signIn(client, 'anna-1')).answer.status, 200);
  assert.equal((await me(client)).email, 'anna@example.org');
  const rows = await server.app.db.read((tx) => tx.q.select().from(tx.t.users));
  assert.equal(rows.find(({ id }) => id === user.id)?.openId, `${provider.issuer} anna-1`);
});

test('an address that changed hands over there does not open the documents of who had it before', async () => {
  await server.app.users.add('office@example.org');
  provider.people.set('old-1', { email: 'office@example.org', emailVerified: true });
  assert.equal((await signIn(server.client(), 'old-1')).answer.status, 200);
  provider.people.set('new-1', { email: 'office@example.org', emailVerified: true });
  assert.equal(codeOf((await signIn(server.client(), 'new-1')).answer), 'open-id-refused');
});

test('who may not have an account gets none, and who is switched off is told so', async () => {
  provider.people.set('stranger', { email: 'stranger@example.net', emailVerified: true });
  await set('mail.whoMaySend', 'known');
  assert.equal(codeOf((await signIn(server.client(), 'stranger')).answer), 'account-not-allowed');
  const { user } = await server.app.users.add('off@example.org');
  await server.app.switchUser.switchUser(user.id, true);
  provider.people.set('off-1', { email: 'off@example.org', emailVerified: true });
  assert.equal(codeOf((await signIn(server.client(), 'off-1')).answer), 'account-off');
});

test('what came back works once, in the browser that began, and only unchanged', async () => {
  provider.people.set('ben', { email: 'ben@example.org', emailVerified: true });
  const client = server.client();
  const back = await walkProvider(await begin(client), provider.issuer, 'ben');
  const finish = (by: Client, query: string) => post(by, '/api/portal/open-id/finish', { query });
  assert.equal(codeOf(await finish(server.client(), back.search)), 'open-id-refused', 'another browser');

  // A stranger has the victim's browser finish the stranger's own sign-in: its cookie is missing or another one.
  const victim = server.client();
  await begin(victim);
  assert.equal(codeOf(await finish(victim, back.search)), 'open-id-refused', 'the state is another one');

  assert.equal((await finish(client, back.search)).status, 200);
  assert.equal(codeOf(await finish(client, back.search)), 'open-id-refused', 'used');

  for (const change of [
    (query: URLSearchParams) => query.set('state', `portal.${'x'.repeat(43)}`),
    (query: URLSearchParams) => query.delete('state'),
    (query: URLSearchParams) => query.set('code', 'made up'),
    (query: URLSearchParams) => query.set('iss', 'https://evil.example'),
  ]) {
    const other = server.client();
    const there = await walkProvider(await begin(other), provider.issuer, 'ben');
    const query = new URLSearchParams(there.search);
    change(query);
    assert.equal(codeOf(await finish(other, `?${query}`)), 'open-id-refused', query.toString());
    assert.equal((await other.call('GET', '/api/portal/me')).status, 401);
  }
});

test('somebody whom the provider does not let in is not let in here', async () => {
  const { answer } = await signIn(server.client(), 'unknown over there');
  assert.equal(codeOf(answer), 'open-id-refused');
});

test('a portal flow does not finish at the console', async () => {
  await set('openId.forConsole', true);
  provider.people.set('ben', { email: 'ben@example.org', emailVerified: true });
  const client = server.client();
  const back = await walkProvider(await begin(client), provider.issuer, 'ben');
  const word = [...client.cookies].find(([name]) => name.endsWith('platen_attempt'))?.[1];
  await assert.rejects(server.app.signIn.openId.finish('admin', back.search, word), {
    code: 'open-id-refused',
  });
  await set('openId.forConsole', false);
});

test('the wrong secret, a provider that is away, and one that redirects are told in plain words and cost nobody a session', async () => {
  await server.app.signIn.openIdSecret.set('another secret than the right one', 'test');
  provider.people.set('ben', { email: 'ben@example.org', emailVerified: true });
  assert.equal(codeOf((await signIn(server.client(), 'ben')).answer), 'open-id-refused');

  await set('openId.issuer', 'http://127.0.0.1:9');
  assert.equal(codeOf(await post(server.client(), '/api/portal/open-id', {})), 'open-id-away');

  const elsewhere = createServer((_request, response) => {
    response.writeHead(302, { location: `${provider.issuer}/.well-known/openid-configuration` });
    response.end();
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const { port } = elsewhere.address() as { port: number };
  await set('openId.issuer', `http://127.0.0.1:${port}`);
  assert.equal(codeOf(await post(server.client(), '/api/portal/open-id', {})), 'open-id-away');
  elsewhere.closeAllConnections();
  await new Promise((resolve) => elsewhere.close(resolve));
});

test('a secret belongs to its issuer: with another one in the settings it is not used, and it is never shown', async () => {
  assert.equal(await server.app.signIn.openIdSecret.read(), provider.secret);
  await set('openId.issuer', 'https://login.evil.example');
  assert.equal(await server.app.signIn.openIdSecret.read(), undefined);
  const facts = JSON.stringify(await server.app.db.read((tx) => tx.q.select().from(tx.t.facts)));
  assert.ok(!facts.includes(provider.secret));
  assert.ok(!server.logged.join('').includes(provider.secret));
});

test('outside of tests a provider on this machine, or without TLS, is not spoken to', async () => {
  const ordinary = await runServer();
  try {
    await ordinary.app.settings.change('openId.clientId', 'platen', 'test');
    for (const [issuer, told] of [
      [provider.issuer, 'open-id-refused'],
      ['https://127.0.0.1:8443', 'open-id-away'],
      ['https://169.254.169.254/', 'open-id-away'],
    ] as const) {
      await ordinary.app.settings.change('openId.issuer', issuer, 'test');
      const before = provider.calls.length;
      const answer = await ordinary.client().call('POST', '/api/portal/open-id', {
        body: {},
        headers: { host: `localhost:${ordinary.httpsPort}` },
      });
      assert.equal(codeOf(answer), told, issuer);
      assert.equal(provider.calls.length, before, 'it was not asked');
    }
  } finally {
    await ordinary.close();
  }
});

test('no log line holds a code, a token or a word of a flow', async () => {
  provider.people.set('log', { email: 'log@example.org', emailVerified: true });
  const client = server.client();
  const { query } = await signIn(client, 'log');
  const text = server.logged.join('');
  for (const secret of [new URLSearchParams(query).get('code') ?? '', ...client.cookies.values()]) {
    assert.ok(secret.length > 10 && !text.includes(secret));
  }
});
