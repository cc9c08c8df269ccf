// Nobody, or somebody of another kind, calls every route with every kind of body: refused before anything is read or done (threats.md T02).
import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { after, before, test } from 'node:test';
import { type AccessSite, changing, openAccessSite, pathOf } from './site.ts';

let site: AccessSite;
before(async () => {
  site = await openAccessSite();
});
after(() => site.close());

const TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'text/xml',
  'application/octet-stream',
  'application/offset+octet-stream',
  '',
];

test('no route answers a stranger, with any body, nothing changes, and nothing is asked of others', async () => {
  const { server } = site;
  const portal = (await server.portalUser()).client;
  const panel = server.client();
  assert.equal((await panel.call('GET', site.panelPath)).status, 302);
  const { token } = await server.app.converters.add('far-away');
  const cookie = ({ cookies }: { cookies: Map<string, string> }) => ({
    cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
  });
  const strangers = {
    anonymous: { caller: site.caller(), may: ['anyone'] },
    panel: { caller: site.caller(cookie(panel)), may: ['anyone', 'panel'] },
    'portal user': { caller: site.caller(cookie(portal)), may: ['anyone', 'portal-user'] },
    converter: { caller: site.caller({ authorization: `Bearer ${token}` }), may: ['anyone', 'converter'] },
  };
  let sockets = 0;
  const count = (): void => void sockets++;
  const before = await site.databaseHash();
  subscribe('net.client.socket', count);
  let walked = 0;
  try {
    for (const [who, { caller, may }] of Object.entries(strangers)) {
      for (const route of site.routes.filter(({ role }) => !may.includes(role))) {
        for (const type of changing(route) ? TYPES : ['']) {
          const said = await caller.call(
            route.method,
            pathOf(route),
            changing(route) ? { body: '{"a":', headers: type === '' ? {} : { 'content-type': type } } : {},
          );
          // 401, never 400: the malformed body was not even looked at.
          assert.equal(said.status, 401, `${who} ${route.method} ${route.path} ${type} ${said.code}`);
          walked++;
        }
      }
    }
  } finally {
    unsubscribe('net.client.socket', count);
  }
  assert.ok(walked > 1500, `${walked} calls`);
  assert.equal(await site.databaseHash(), before);
  // The test's own connections are counted here, too: it keeps a few open.
  assert.ok(sockets <= walked / 50, `${sockets} connections for ${walked} calls`);
});

test('after setup the setup routes are gone for every verb, and so is a link that was used', async () => {
  const body = JSON.stringify({
    token: site.server.setupToken,
    name: 'eve',
    password: 'correct horse battery',
  });
  const headers = { 'content-type': 'application/json' };
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
    for (const path of ['/api/admin/setup', '/api/admin/setup/', '/api/admin/setup/x']) {
      const said = await site.caller().call(method, path, method === 'GET' ? {} : { body, headers });
      assert.equal(said.status, 404, `${method} ${path}`);
    }
  }
  for (const path of ['/api/admin/join', '/api/admin/join/look']) {
    const said = await site.caller().call('POST', path, { body, headers });
    assert.deepEqual([said.status, said.code], [404, 'link-void']);
  }
});
