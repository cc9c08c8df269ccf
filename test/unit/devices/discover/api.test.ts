// The routes of the search in the whole server: who may, what is refused, what stays out of the audit.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DiscoveryView } from '@platen/shared/api/discovery';
import * as v from 'valibot';
import { type RunningServer, runServer } from '../../../support/running-server.ts';

const PATH = '/api/admin/discovery';
let server: RunningServer;
const call = (method: string, body?: unknown) =>
  server.client().call(method, PATH, {
    headers: { authorization: `Bearer ${server.operatorToken}` },
    ...(body === undefined ? {} : { body }),
  });

before(async () => {
  server = await runServer();
});
after(() => server.close());

test('a stranger may neither search nor look', async () => {
  for (const method of ['GET', 'POST', 'DELETE']) {
    const answer = await server.client().call(method, PATH, method === 'POST' ? { body: {} } : {});
    assert.equal(answer.status, 401, method);
  }
});

test('this server, metadata services and nonsense are refused with a sentence', async () => {
  for (const [ranges, sentence] of [
    [['127.0.0.1'], /the server itself/],
    [['127.0.0.9'], /inside this server/],
    [['169.254.169.254/32'], /metadata/],
    [['printers'], /is no range/],
    [[], /no address to ask/],
  ] as const) {
    const answer = await call('POST', { ranges, mdns: false });
    assert.equal(answer.status, 422);
    assert.match(answer.bytes.toString(), sentence);
  }
  assert.equal((await call('POST', { ranges: 'all' })).status, 400);
});

test('an idle search is seen as idle and can be stopped', async () => {
  assert.equal(v.parse(DiscoveryView, (await call('GET')).json).state, 'idle');
  assert.equal(v.parse(DiscoveryView, (await call('DELETE')).json).state, 'idle');
});

test('a search is started once, watched and stopped; its community is told to nobody', async () => {
  // TEST-NET-1 (RFC 5737): nobody lives there.
  const body = { ranges: ['192.0.2.1'], mdns: false, snmp: { version: '2c', community: 'sesame-1' } };
  const started = await call('POST', body);
  assert.equal(started.status, 201);
  if (v.parse(DiscoveryView, started.json).state === 'running') {
    const second = await call('POST', body);
    // On a machine without any route the first one may have ended by now.
    assert.ok(second.status === 409 || second.status === 201);
  }
  const stopped = v.parse(DiscoveryView, (await call('DELETE')).json);
  assert.notEqual(stopped.state, 'running');
  assert.doesNotMatch(JSON.stringify(stopped), /sesame-1/);
  assert.doesNotMatch(server.logged.join('\n'), /sesame-1/);
});
