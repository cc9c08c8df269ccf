import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { lookup } from 'node:dns';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { rootCertificates } from 'node:tls';
import { makeRequest } from '@platen/edge-server/platform/certificate-request';
import { makeAcmeClient } from '@platen/edge-server/protocols/acme/acme-client';
import { AcmeError } from '@platen/edge-server/protocols/acme/acme-error';
import { openAcmeHttp } from '@platen/edge-server/protocols/acme/acme-http';
import acme from 'acme-client';
import {
  type AcmeServer,
  type AcmeServerOptions,
  namesIn,
  startAcmeServer,
} from '../../servers/acme-server.ts';
import { makeTestCa } from '../../support/test-ca.ts';

const accountKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const never = new AbortController().signal;

/** A web server that answers challenges out of a map, and an authority that looks there. */
async function stage(t: TestContext, options: Partial<AcmeServerOptions> = {}) {
  const answers = new Map<string, string>();
  const web = createServer((request, response) => {
    const answer = answers.get((request.url ?? '').replace('/.well-known/acme-challenge/', ''));
    response.writeHead(answer === undefined ? 404 : 200).end(answer);
  });
  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  const server = await startAcmeServer({ httpPort: () => (web.address() as AddressInfo).port, ...options });
  t.after(async () => {
    web.close();
    await server.stop();
  });
  return { answers, server };
}

function clientOf(server: Pick<AcmeServer, 'directory' | 'root'>, key = accountKey) {
  const slept: number[] = [];
  const ask = openAcmeHttp({ lookup, mayAsk: () => undefined, ca: [...rootCertificates, server.root] });
  const client = makeAcmeClient({
    ask,
    directory: server.directory,
    accountKey: key,
    now: Date.now,
    sleep: async (ms) => {
      slept.push(ms);
      await new Promise((resolve) => setImmediate(resolve));
    },
  });
  return { client, slept };
}

async function issueWith(
  { client }: ReturnType<typeof clientOf>,
  answers: Map<string, string>,
  names: readonly string[],
): Promise<string> {
  const order = await client.order(names, never);
  for (const one of await client.toProve(order.authorizations, never)) {
    answers.set(one.token, one.answer);
    await client.prove(one, never);
  }
  const { der } = await makeRequest({ names, key: 'p256' });
  return client.finish(order, der, never);
}

const trouble = (kind: string, text: RegExp) => (error: unknown) =>
  error instanceof AcmeError && error.trouble === kind && text.test(error.message);

test('an account is made, each name is proven, and the certificate comes with its chain', async (t) => {
  const { answers, server } = await stage(t);
  const made = clientOf(server);
  assert.match((await made.client.look(never)).meta?.termsOfService ?? '', /terms-1$/);
  await made.client.account({ email: 'it@example.org' }, never);
  const chain = await issueWith(made, answers, ['print.example.org', 'druck.example.org']);
  assert.equal(chain.match(/BEGIN CERTIFICATE/g)?.length, 2);
  assert.equal(namesIn(chain), 'print.example.org, druck.example.org');
  assert.deepEqual(server.contacts, [['mailto:it@example.org']]);
  // The same key finds the same account.
  await clientOf(server).client.account({ email: '' }, never);
  assert.equal(server.issued.length, 1);
});

test('a nonce that the authority does not take is replaced, a few times and no more', async (t) => {
  const { server } = await stage(t);
  server.failNext('badNonce', 2);
  const { client } = clientOf(server);
  await client.account({ email: '' }, never);
  server.failNext('badNonce', 10);
  await assert.rejects(client.order(['a.example.org'], never), trouble('refused', /nonce/));
});

test('an authority that has had enough says for how long', async (t) => {
  const { server } = await stage(t);
  const { client } = clientOf(server);
  await client.account({ email: '' }, never);
  server.failNext('rateLimited');
  await assert.rejects(
    client.order(['a.example.org'], never),
    (error) => error instanceof AcmeError && error.trouble === 'limited' && error.retryAfterMs === 7_200_000,
  );
  server.failNext('serverInternal');
  await assert.rejects(client.order(['a.example.org'], never), trouble('unreachable', /database is away/));
});

test('a name that does not lead here is told with the words of the authority', async (t) => {
  const { server } = await stage(t);
  const { client } = clientOf(server);
  await client.account({ email: '' }, never);
  const order = await client.order(['elsewhere.example.org'], never);
  const [one] = await client.toProve(order.authorizations, never);
  assert.ok(one);
  await assert.rejects(
    client.prove(one, never),
    trouble('challenge', /elsewhere\.example\.org: .*status 404/),
  );
});

test('an account can be bound to one that was got elsewhere', async (t) => {
  const binding = { kid: 'kid-1', key: Buffer.from('a shared secret').toString('base64url') };
  const { answers, server } = await stage(t, { binding });
  const made = clientOf(server);
  assert.equal((await made.client.look(never)).meta?.externalAccountRequired, true);
  await assert.rejects(made.client.account({ email: '' }, never), trouble('refused', /account of ours/));
  const wrong = { ...binding, key: 'AAAA' };
  await assert.rejects(
    made.client.account({ email: '', binding: wrong }, never),
    trouble('refused', /account/),
  );
  await made.client.account({ email: '', binding }, never);
  await issueWith(made, answers, ['print.example.org']);
});

test('however long it asks to be left alone within an order, the next look is soon', async (t) => {
  const { answers, server } = await stage(t);
  const made = clientOf(server);
  await made.client.account({ email: '' }, never);
  server.failNext('slow');
  await issueWith(made, answers, ['print.example.org']);
  assert.ok(made.slept.length > 0 && made.slept.every((ms) => ms <= 15_000), made.slept.join());
});

test('without its root, and over plain HTTP, an authority is not spoken to', async (t) => {
  const { server } = await stage(t);
  const stranger = clientOf({ directory: server.directory, root: (await makeTestCa('Stranger')).root });
  await assert.rejects(stranger.client.look(never), trouble('untrusted', /localhost/));
  const plain = clientOf({ ...server, directory: server.directory.replace('https:', 'http:') });
  await assert.rejects(plain.client.look(never), trouble('refused', /https:\/\//));
  const refusing = openAcmeHttp({ lookup, mayAsk: () => 'is a metadata service' });
  await assert.rejects(
    refusing({ url: 'https://169.254.169.254/directory', method: 'GET' }, never),
    trouble('refused', /metadata/),
  );
  assert.equal(server.asked.length, 0);
});

test('answers that are no ACME, far too long, or lead away from https are refused', async (t) => {
  const ca = await makeTestCa('Web');
  const shown = await ca.issue({ names: ['localhost'] });
  let body: string | Buffer = '';
  const web = createTlsServer(
    { cert: shown.cert + ca.intermediate, key: shown.key },
    (_request, response) => {
      response.writeHead(200, { location: 'http://127.0.0.1/' }).end(body);
    },
  );
  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  t.after(() => web.close());
  const at = { directory: `https://localhost:${(web.address() as AddressInfo).port}/`, root: ca.root };
  const looked = () => clientOf(at).client.look(never);
  for (const text of ['', '<html>', '[]', '{"newNonce":1}', '{"newNonce":"https://x"}']) {
    body = text;
    await assert.rejects(looked(), trouble('protocol', /no answer of an ACME/), text);
  }
  body = JSON.stringify({ newNonce: 'http://x/', newAccount: 'https://x/', newOrder: 'https://x/' });
  await assert.rejects(looked(), trouble('refused', /https:\/\//));
  body = Buffer.alloc(2_000_000, 0x20);
  await assert.rejects(looked(), trouble('unreachable', /too long/));
});

test('a wait for an authority ends when nobody wants it any more', async (t) => {
  const { server } = await stage(t);
  const stop = new AbortController();
  const { client } = clientOf(server);
  await client.look(never);
  const waiting = client.account({ email: '' }, stop.signal);
  stop.abort(new Error('nobody waits'));
  await assert.rejects(waiting, /nobody waits/);
});

test('the package acme-client, written by others, gets a certificate from the stand-in, too', async (t) => {
  const { answers, server } = await stage(t);
  const { Agent } = await import('node:https');
  acme.axios.defaults.httpsAgent = new Agent({ ca: server.root });
  const client = new acme.Client({
    directoryUrl: server.directory,
    accountKey: await acme.crypto.createPrivateEcdsaKey(),
    backoffMin: 10,
    backoffMax: 50,
  });
  const [, csr] = await acme.crypto.createCsr({ altNames: ['print.example.org'] });
  const chain = await client.auto({
    csr,
    termsOfServiceAgreed: true,
    skipChallengeVerification: true,
    challengePriority: ['http-01'],
    challengeCreateFn: async (_authz, challenge, answer) => {
      answers.set(challenge.token, answer);
    },
    challengeRemoveFn: async () => undefined,
  });
  assert.equal(namesIn(chain), 'print.example.org');
});
