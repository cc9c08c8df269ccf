// What people and administrators are given to get the queue: addresses from where they are, one of one's own, the profile, the records.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type RunningServer, runServer } from '../../support/running-server.ts';

type Ways = {
  name: string;
  common?: { address: string; asks: string; profile: string };
  own?: { createdAt?: number; lastUsedAt?: number };
  found: boolean;
  code?: string;
};
const PATH = '/api/portal/print-queue';

let server: RunningServer;
before(async () => {
  server = await runServer();
});
after(() => server.close());

const headers = () => ({ host: `print.example.com:${server.httpsPort}` });
const set = (key: string, value: unknown) => server.app.settings.change(key, value, 'test');

test('the common address is built from how the browser came, and a code leads a phone to the page', async () => {
  const { client } = await server.portalUser();
  const ways = (await client.call('GET', PATH, { headers: headers() })).json as Ways;
  assert.equal(ways.common?.address, `ipps://print.example.com:${server.httpsPort}/ipp/print`);
  assert.equal(ways.common?.asks, 'code');
  assert.deepEqual(ways.own, {});
  assert.equal(ways.found, false, 'this server is on loopback only');
  assert.match(ways.code ?? '', /^data:image\/svg\+xml,/);
});

test('an address of one’s own is made, known as made, renewed, switched off; a stranger sees nothing of it', async () => {
  const { client } = await server.portalUser();
  const stranger = await server.portalUser();
  const first = (await client.call('POST', PATH, { headers: headers() })).json as { address: string };
  const secretOf = (address: string): string => /\/ipp\/q\/([\w-]+)$/.exec(address)?.[1] ?? '';
  assert.ok(await server.app.printQueues.ownerOf(secretOf(first.address)));
  const made = (await client.call('GET', PATH)).json as Ways;
  assert.ok((made.own?.createdAt ?? 0) > 0 && (made.own?.lastUsedAt ?? 0) > 0);
  assert.equal(JSON.stringify(made).includes(secretOf(first.address)), false, 'it is shown once only');
  assert.deepEqual(((await stranger.client.call('GET', PATH)).json as Ways).own, {});
  const second = (await client.call('POST', PATH)).json as { address: string };
  assert.equal(await server.app.printQueues.ownerOf(secretOf(first.address)), undefined);
  assert.equal((await client.call('DELETE', PATH)).status, 200);
  assert.equal(await server.app.printQueues.ownerOf(secretOf(second.address)), undefined);
  assert.deepEqual(((await client.call('GET', PATH)).json as Ways).own, {});
});

test('the profile with one’s own address is its owner’s alone, and its link is no secret', async () => {
  const { client } = await server.portalUser();
  const stranger = await server.portalUser();
  const made = (await client.call('POST', PATH, { headers: headers() })).json as {
    address: string;
    profile: string;
  };
  const path = new URL(made.address.replace('ipps:', 'https:')).pathname;
  assert.equal(made.profile.includes(path.slice(-20)), false);
  const profile = await client.call('GET', made.profile, { headers: headers() });
  assert.equal(profile.status, 200);
  assert.equal(profile.headers['content-type'], 'application/x-apple-aspen-config');
  assert.equal(profile.headers['cache-control'], 'no-store');
  const text = profile.bytes.toString();
  assert.ok(text.includes(`<string>${path}</string>`) && text.includes('<string>print.example.com</string>'));
  assert.equal((await stranger.client.call('GET', made.profile)).status, 410);
  assert.equal((await server.client().call('GET', made.profile)).status, 401);
  assert.equal((await client.call('GET', `${made.profile.slice(0, -4)}AAAA`)).status, 410);
});

test('the profile for everybody needs no account and holds no secret', async () => {
  const answer = await server.client().call('GET', '/api/print.mobileconfig', { headers: headers() });
  assert.equal(answer.status, 200);
  assert.ok(answer.bytes.toString().includes('<string>/ipp/print</string>'));
});

test('what an administrator has switched off is not offered', async () => {
  const { client } = await server.portalUser();
  await set('print.ownQueues', false);
  assert.equal(((await client.call('GET', PATH)).json as Ways).own, undefined);
  const refused = await client.call('POST', PATH);
  assert.equal(refused.status, 409);
  assert.match(refused.bytes.toString(), /own-queue-off/);
  await set('print.ownQueues', true);
  await set('print.ipp', false);
  assert.equal(((await client.call('GET', PATH)).json as Ways).common, undefined);
  assert.equal((await server.client().call('GET', '/api/print.mobileconfig')).status, 404);
  await set('print.ipp', true);
});

test('an administrator gets the records for the domain asked for, and a reason where there are none', async () => {
  const authorization = `Bearer ${server.operatorToken}`;
  const ask = async (query: string, host: string) =>
    (
      await server
        .client()
        .call('GET', `/api/admin/print-finding${query}`, { headers: { authorization, host } })
    ).json as { records?: { domain: string; host: string; bind: string }; noRecords?: string; told: object };
  const found = await ask('', headers().host);
  assert.equal(found.records?.domain, 'example.com');
  assert.equal(found.records?.host, 'print.example.com');
  assert.match(found.records?.bind ?? '', new RegExp(`SRV 0 0 ${server.httpsPort} print\\.example\\.com\\.`));
  assert.equal(
    (await ask('?domain=Office.Example.com.', headers().host)).records?.domain,
    'office.example.com',
  );
  assert.equal((await ask("?domain=x';rm", headers().host)).noRecords, 'bad-domain');
  assert.equal((await ask('', `127.0.0.1:${server.httpsPort}`)).noRecords, 'no-name');
  await set('print.searchDomain', 'people.example.com');
  assert.equal((await ask('', headers().host)).records?.domain, 'people.example.com');
});
