// Access tokens: kept, shared, renewed early, and what each refusal of a token server becomes.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { MailError } from '@platen/edge-server/protocols/mail/mailbox';
import { makeTokens, type TokenOptions } from '@platen/edge-server/protocols/mail/oauth-token';
import { type OauthServerOptions, startOauthServer } from '../../../servers/oauth-server.ts';
import { freePort } from '../../../support/free-port.ts';
import { waitUntil } from '../../../support/wait-until.ts';

const { signal } = new AbortController();

async function start(t: TestContext, server: OauthServerOptions = {}, more: Partial<TokenOptions> = {}) {
  const oauth = await startOauthServer(server);
  t.after(() => oauth.stop());
  let now = 0;
  const { tokenUrl, clientId, clientSecret } = oauth;
  const clock = { monotonic: () => now };
  const token = makeTokens({ tokenUrl, clientId, clientSecret, trust: {}, clock, ...more });
  return {
    oauth,
    token,
    pass: (seconds: number) => {
      now += seconds * 1_000;
    },
  };
}

const trouble = (expected: string, detail?: RegExp) => (error: unknown) => {
  assert.ok(error instanceof MailError, String(error));
  assert.equal(error.trouble, expected, error.message);
  if (detail !== undefined) assert.match(error.message, detail);
  assert.doesNotMatch(error.message, /secret&with|[\r\n]/);
  return true;
};

test('a token is asked for once, by client credentials, and kept until five minutes before its end', async (t) => {
  const { oauth, token, pass } = await start(
    t,
    { life: 3_600, scope: 'mail/.default' },
    { scope: 'mail/.default' },
  );
  const first = await token(signal);
  assert.deepEqual(Object.fromEntries(oauth.asked[0] ?? []), {
    grant_type: 'client_credentials',
    client_id: 'platen',
    client_secret: 'a secret&with=signs+',
    scope: 'mail/.default',
  });
  pass(3_299);
  assert.equal(await token(signal), first);
  assert.equal(oauth.asked.length, 1);
  pass(2);
  assert.notEqual(await token(signal), first);
  assert.equal(oauth.asked.length, 2);
});

test('a life written as a string counts, and a short life is used to four fifths', async (t) => {
  const { oauth, token, pass } = await start(t, { life: '100' });
  await token(signal);
  pass(79);
  await token(signal);
  assert.equal(oauth.asked.length, 1);
  pass(2);
  await token(signal);
  assert.equal(oauth.asked.length, 2);
});

test('many who ask at once share one request, and one who gives up takes nobody along', async (t) => {
  let open = (): void => undefined;
  const hold = new Promise<void>((resolve) => {
    open = resolve;
  });
  const { oauth, token } = await start(t, { hold });
  const one = new AbortController();
  const impatient = token(one.signal);
  const others = [1, 2, 3].map(() => token(signal));
  await waitUntil(() => oauth.asked.length === 1, { what: 'the request' });
  one.abort();
  await assert.rejects(impatient, { name: 'AbortError' });
  open();
  assert.equal(new Set(await Promise.all(others)).size, 1);
  assert.equal(oauth.asked.length, 1);
});

test('when the last who waits gives up, the next one asks anew', async (t) => {
  let open = (): void => undefined;
  const hold = new Promise<void>((resolve) => {
    open = resolve;
  });
  const { oauth, token } = await start(t, { hold });
  const one = new AbortController();
  const impatient = token(one.signal);
  await waitUntil(() => oauth.asked.length === 1, { what: 'the request' });
  one.abort();
  await assert.rejects(impatient, { name: 'AbortError' });
  const next = token(signal);
  open();
  assert.ok(oauth.isGood(await next));
  assert.equal(oauth.asked.length, 2);
});

test('a forgotten token is asked for anew, and forgetting an old one changes nothing', async (t) => {
  const { token } = await start(t);
  const first = await token(signal);
  token.forget(first);
  const second = await token(signal);
  assert.notEqual(second, first);
  token.forget(first);
  assert.equal(await token(signal), second);
});

test('a wrong secret is refused, with what the server said on one line and without the secret', async (t) => {
  const { token } = await start(t, { clientSecret: 'right' }, { clientSecret: 'a secret&with=signs+ wrong' });
  await assert.rejects(token(signal), trouble('refused', /invalid_client The secret is wrong\.$/));
});

test('a token that is still good is used while the token server is away, and a refusal counts at once', async (t) => {
  const { oauth, token, pass } = await start(t, { life: 3_600 });
  const first = await token(signal);
  pass(3_400);
  oauth.failNext({ status: 503, body: 'later' });
  assert.equal(await token(signal), first);
  oauth.failNext({ status: 400, body: '{"error":"invalid_scope"}' });
  await assert.rejects(token(signal), trouble('refused', /invalid_scope/));
  pass(300);
  oauth.failNext({ status: 503, body: 'later', headers: { 'retry-after': '7' } });
  await assert.rejects(token(signal), (error) => {
    assert.ok(trouble('busy')(error));
    assert.equal((error as MailError).retryAfterMs, 7_000);
    return true;
  });
});

test('answers that are no token are told apart', async (t) => {
  const { oauth, token } = await start(t);
  const ends: readonly (readonly [number, string, string])[] = [
    [200, 'no JSON', 'protocol'],
    [200, '{"access_token":"a b","token_type":"Bearer"}', 'protocol'],
    [200, '{"access_token":"ab","token_type":"mac"}', 'protocol'],
    [200, '{"token_type":"Bearer"}', 'protocol'],
    [200, `{"access_token":"${'a'.repeat(70_000)}","token_type":"Bearer"}`, 'protocol'],
    [400, '{"error":"temporarily_unavailable"}', 'protocol'],
    [401, '<html>', 'refused'],
    [500, '<html>', 'unreachable'],
    [429, '{"error":"too_many"}', 'busy'],
    [302, '', 'protocol'],
  ];
  for (const [status, body, expected] of ends) {
    oauth.failNext({ status, body, headers: { location: '/elsewhere' } });
    await assert.rejects(token(signal), trouble(expected), `${status} ${body.slice(0, 40)}`);
  }
  assert.ok(oauth.isGood(await token(signal)), 'and then it goes well');
});

test('a token server that is not there, and one that a secret may not be sent to', async (t) => {
  const { token } = await start(t, {}, { tokenUrl: `http://127.0.0.1:${await freePort()}/token` });
  await assert.rejects(token(signal), trouble('unreachable'));
  const plain = await start(t, {}, { tokenUrl: 'http://login.example.test/token' });
  await assert.rejects(plain.token(signal), trouble('refused', /https/));
  const none = await start(t, {}, { tokenUrl: 'not an address' });
  await assert.rejects(none.token(signal), trouble('refused'));
});
