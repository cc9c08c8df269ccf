// A foreign page cannot change anything in somebody's name (threats.md T06): every changing route wants our header and our origin.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type AccessSite, changing, openAccessSite, pathOf } from './site.ts';

let site: AccessSite;
before(async () => {
  site = await openAccessSite();
});
after(() => site.close());

test('with a good session, a foreign origin or a missing header is refused on every changing route, and nothing changes', async () => {
  const admin = await site.admin('administrator');
  const { client } = await site.server.portalUser();
  const portal = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const host = `localhost:${site.server.httpsPort}`;
  const caller = site.caller({ cookie: `${admin.cookie}; ${portal}`, host });
  const body = '{}';
  const type = { 'content-type': 'application/json' };
  const before = await site.databaseHash();
  for (const route of site.routes.filter(changing)) {
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: `https://${host}.evil.example` },
      { origin: `https://localhost:1` },
      { origin: 'null' },
      { 'x-platen': '' },
      { 'x-platen': '', 'content-type': 'text/plain' },
    ]) {
      const said = await caller.call(route.method, pathOf(route), { body, headers: { ...type, ...headers } });
      assert.deepEqual(
        [said.status, said.code],
        [403, 'wrong-origin'],
        `${route.method} ${route.path} ${JSON.stringify(headers)}`,
      );
    }
  }
  assert.equal(await site.databaseHash(), before);
  const own = await caller.call('DELETE', '/api/admin/session', { headers: { origin: `https://${host}` } });
  assert.equal(own.status, 200);
});

test('no answer lets a foreign page read it, and a preflight gets nothing', async () => {
  const admin = await site.admin('administrator');
  for (const method of ['GET', 'OPTIONS']) {
    for (const path of ['/api/admin/session', '/api/admin/users', '/api/portal/me', '/healthz']) {
      const { headers } = await site.server.client().call(method, path, {
        headers: {
          cookie: admin.cookie,
          origin: 'https://evil.example',
          'access-control-request-method': 'DELETE',
          'access-control-request-headers': 'x-platen',
        },
      });
      for (const name of Object.keys(headers))
        assert.doesNotMatch(name, /^access-control-/, `${method} ${path}`);
    }
  }
});
