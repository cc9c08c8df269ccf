// Who may call what: every route of the API walked as everybody who may not (threats.md T01, T02, T03, T06, T13, T14, T43).
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { ROLES, type Route } from '@platen/edge-server/api/route';
import { allRoutes } from '@platen/edge-server/api/routes';
import { type Client, type RunningServer, runServer } from '../support/running-server.ts';

let server: RunningServer;
let routes: Route[];
let panelPath: string;
before(async () => {
  server = await runServer();
  routes = allRoutes(server.app);
  const printer = await server.app.printers.add(
    { name: 'P', uri: 'ipp://127.0.0.1:1/ipp/print' },
    {},
    'test',
  );
  panelPath = server.app.printers.panelPath(printer);
  await server.app.admins.setup(server.setupToken ?? '', 'anna', 'correct horse battery');
});
after(() => server.close());

const changing = (route: Route): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(route.method);
const pathOf = (route: Route): string =>
  route.path.replace(/:page\{[^}]*\}/, '1.jpg').replace(/:\w+/g, 'aaaaaaaaaaaaaaaaaaaaaaaaaa');

/** Everything in the database but what a visit may change, as one hash. */
async function databaseHash(): Promise<string> {
  const { db } = server.app;
  const rows = await db.read(async (tx) => {
    const { settings, users, admins, printers, jobs, releases, uploads, audit } = tx.t;
    // A printer's condition changes by itself.
    const registered = await tx.q.select({ id: printers.id, key: printers.panelKeyHash }).from(printers);
    const others = [settings, users, admins, jobs, releases, uploads, audit];
    return [registered, ...(await Promise.all(others.map((table) => tx.q.select().from(table))))];
  });
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

/** A client that shows a conversion server's token with each call. */
async function converterClient(): Promise<Client> {
  const { token } = await server.app.converters.add('far-away');
  const client = server.client();
  return {
    cookies: client.cookies,
    call: (method, path, ask = {}) =>
      client.call(method, path, {
        ...ask,
        headers: { ...ask.headers, authorization: `Bearer ${token}` },
      }),
  };
}

async function panelClient(): Promise<Client> {
  const client = server.client();
  assert.equal((await client.call('GET', panelPath)).status, 302);
  return client;
}

test('every route has a role, a summary and a place in the description', async () => {
  assert.ok(routes.length >= 45, `${routes.length} routes`);
  const described = (await server.client().call('GET', '/api/openapi.json')).json as {
    openapi: string;
    paths: Record<string, Record<string, { 'x-role': string }>>;
  };
  assert.equal(described.openapi, '3.1.0');
  for (const route of routes) {
    assert.ok(ROLES.includes(route.role), route.path);
    assert.ok(route.summary.length > 5);
    const path = route.path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}');
    assert.equal(described.paths[path]?.[route.method.toLowerCase()]?.['x-role'], route.role, path);
  }
});

test('no route answers somebody without its role, with any body, and nothing changes', async () => {
  const portal = (await server.portalUser()).client;
  const panel = await panelClient();
  const converter = await converterClient();
  const strangers: Record<string, { client: Client; may: readonly string[] }> = {
    anonymous: { client: server.client(), may: ['anyone'] },
    panel: { client: panel, may: ['anyone', 'panel'] },
    portal: { client: portal, may: ['anyone', 'portal-user'] },
    converter: { client: converter, may: ['anyone', 'converter'] },
  };
  const before = await databaseHash();
  let walked = 0;
  for (const [who, { client, may }] of Object.entries(strangers)) {
    for (const route of routes) {
      if (may.includes(route.role)) continue;
      for (const type of ['application/json', 'multipart/form-data; boundary=x', 'text/plain']) {
        const ask = changing(route) ? { raw: '{"a":', headers: { 'content-type': type } } : {};
        const answer = await client.call(route.method, pathOf(route), ask);
        // 401, never 400: the malformed body was not even looked at.
        assert.equal(answer.status, 401, `${who} ${route.method} ${route.path}`);
        walked++;
        if (!changing(route)) break;
      }
    }
  }
  assert.ok(walked > 150, `${walked} calls`);
  assert.equal(await databaseHash(), before);
});

test('after setup the setup routes are gone for every verb', async () => {
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
    const answer = await server.client().call(method, '/api/admin/setup', {
      ...(method === 'GET'
        ? {}
        : { body: { token: server.setupToken, name: 'eve', password: 'correct horse battery' } }),
    });
    assert.equal(answer.status, 404, method);
  }
});

test('a changing call needs our header and our origin, even with a valid cookie', async () => {
  const { client } = await server.portalUser();
  const host = `localhost:${server.httpsPort}`;
  for (const route of routes.filter(changing)) {
    const foreign = await client.call(route.method, pathOf(route), {
      headers: { origin: 'https://evil.example', host },
    });
    assert.equal(foreign.status, 403, `${route.method} ${route.path}`);
    const bare = await client.call(route.method, pathOf(route), { headers: { 'x-platen': '', host } });
    assert.notEqual(bare.status, 200);
  }
  const simple = await client.call('DELETE', '/api/portal/session', { headers: { origin: 'null', host } });
  assert.equal(simple.status, 403);
  const mine = await client.call('DELETE', '/api/portal/session', {
    headers: { origin: `https://${host}`, host },
  });
  assert.equal(mine.status, 200);
});

test('no spelling of a protected path gets past its role', async () => {
  const client = server.client();
  const spellings = (path: string): string[] => [
    `${path};x=1`,
    `${path}/`,
    `/${path}`,
    path.replace('/api/', '/api//'),
    path.replace('/api/', '/%2fapi/'),
    path.replace('/api/', '/api/./'),
    path.replace('/api/', '/x/../api/'),
    path.replace('/api/', '/API/'),
    path.replace('admin', 'Admin'),
    path.replace('admin', '%61dmin'),
    path.replace('/admin', '/panel/..%2fadmin'),
    `${path}%00`,
    `${path}%20`,
    `${path}?x=/assets/a.js`,
    `/assets/..%2f..${path}`,
    `/assets/../..${path}`,
  ];
  let tried = 0;
  for (const route of routes.filter(({ role, method }) => role === 'admin' && method === 'GET')) {
    for (const path of spellings(pathOf(route))) {
      const { status } = await client.call('GET', path);
      assert.ok(status >= 400, `${path} answered ${status}`);
      tried++;
    }
  }
  for (const path of [
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/panel/../../data',
  ]) {
    assert.ok((await client.call('GET', path)).status >= 400, path);
    tried++;
  }
  assert.ok(tried > 100, `${tried} spellings`);
});

test("another user's document does not exist", async () => {
  const [a, b] = [await server.portalUser(), await server.portalUser()];
  const sent = await a.client.call('POST', '/api/portal/documents?name=a.pdf', { raw: tinyPdf });
  assert.equal(sent.status, 201);
  const { id } = (sent.json as { job: { id: string } }).job;
  assert.ok(id.length >= 26, 'ids have 128 random bits');
  for (const [method, path] of [
    ['GET', `/api/portal/jobs/${id}`],
    ['GET', `/api/portal/jobs/${id}/pages/1.jpg`],
    ['DELETE', `/api/portal/jobs/${id}`],
  ] as const) {
    assert.equal((await b.client.call(method, path)).status, 404, path);
  }
  assert.deepEqual((await b.client.call('GET', '/api/portal/jobs')).json, { jobs: [] });
  const panel = await panelClient();
  await panel.call('POST', '/api/panel/session', { body: { code: b.code } });
  const release = await panel.call('POST', '/api/panel/release', { body: { jobs: [{ id }] } });
  assert.deepEqual(
    (release.json as { releases: unknown[]; refused: { code: string }[] }).refused.map((one) => one.code),
    ['not-found'],
  );
  await panel.call('POST', '/api/panel/delete', { body: { jobs: [id] } });
  assert.equal((await a.client.call('GET', `/api/portal/jobs/${id}`)).status, 200);
});

test('a panel session is good on its own panel only', async () => {
  const other = await server.app.printers.add({ name: 'Q', uri: 'ipp://127.0.0.1:1/ipp/print' }, {}, 'test');
  const { code } = await server.portalUser();
  const panel = await panelClient();
  assert.equal((await panel.call('POST', '/api/panel/session', { body: { code } })).status, 200);
  assert.equal((await panel.call('GET', '/api/panel/session')).status, 200);
  await panel.call('GET', server.app.printers.panelPath(other));
  assert.equal((await panel.call('GET', '/api/panel/session')).status, 401);
});

test('personal answers are never stored, and every answer carries the security headers', async () => {
  const { client } = await server.portalUser();
  for (const path of ['/api/portal/me', '/api/portal/jobs', '/api/portal/code', '/api/panel/start']) {
    const { headers } = await client.call('GET', path);
    assert.equal(headers['cache-control'], 'no-store', path);
    assert.match(String(headers['content-security-policy']), /default-src 'none'/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['access-control-allow-origin'], undefined);
  }
});

test('cookies are bound to this host, hidden from scripts, and sent to nobody else', async () => {
  const { email, code } = await server.portalUser();
  const answer = await server.client().call('POST', '/api/portal/session', { body: { email, code } });
  const [cookie = ''] = (answer.headers['set-cookie'] as string[] | undefined) ?? [];
  assert.match(cookie, /^__Host-platen_portal=/);
  for (const part of [/HttpOnly/i, /Secure/i, /SameSite=Strict/i, /Path=\//]) assert.match(cookie, part);
});

test('codes and passwords cross plain HTTP only where that was allowed', async () => {
  const { email, code } = await server.portalUser();
  const client = server.client();
  for (const [path, body] of [
    ['/api/portal/session', { email, code }],
    ['/api/admin/session', { name: 'anna', password: 'correct horse battery' }],
  ] as const) {
    assert.equal((await client.call('POST', path, { body, plain: true })).status, 403, path);
  }
  assert.equal((await client.call('GET', panelPath, { plain: true })).status, 403);
  const page = await client.call('GET', '/admin/', { plain: true });
  assert.equal(page.status, 308);
  assert.match(String(page.headers['location']), /^https:\/\//);
  await server.app.settings.change('site.panelOverHttp', true, 'test');
  assert.equal(
    (await client.call('GET', panelPath, { plain: true })).status,
    403,
    'the printer must be allowed too',
  );
});

test('a forwarded address changes neither budget nor panel', async () => {
  const { code } = await server.portalUser();
  const panel = await panelClient();
  for (let i = 0; i < 5; i++) {
    const answer = await panel.call('POST', '/api/panel/session', {
      body: { code: '00000001' },
      headers: { 'x-forwarded-for': `10.0.0.${i}`, forwarded: `for=10.0.0.${i}` },
    });
    assert.equal(answer.status, 401);
  }
  const blocked = await panel.call('POST', '/api/panel/session', {
    body: { code },
    headers: { 'x-forwarded-for': '192.0.2.200' },
  });
  assert.equal(blocked.status, 429);
  assert.ok(Number(blocked.headers['retry-after']) > 0);
});

test('no log line holds a code, a password or a token', async () => {
  const { code, client } = await server.portalUser();
  await client.call('GET', '/api/portal/code');
  const text = server.logged.join('');
  for (const secret of [
    code,
    'correct horse battery',
    ...client.cookies.values(),
    server.operatorToken,
    panelPath.slice(7),
  ]) {
    assert.ok(!text.includes(secret));
  }
});

const tinyPdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);
