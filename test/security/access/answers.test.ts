// What every answer carries and what none gives away: headers, cookies, plain HTTP, forged addresses, logs (threats.md T13, T14).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client } from '../../support/running-server.ts';
import { type AccessSite, openAccessSite, PASSWORD } from './site.ts';

let site: AccessSite;
before(async () => {
  site = await openAccessSite();
});
after(() => site.close());

async function panelClient(): Promise<Client> {
  const client = site.server.client();
  assert.equal((await client.call('GET', site.panelPath)).status, 302);
  return client;
}

test('personal answers are never stored, and every answer carries the security headers', async () => {
  const { client } = await site.server.portalUser();
  for (const path of [
    '/api/portal/me',
    '/api/portal/jobs',
    '/api/portal/code',
    '/api/panel/start',
    '/api/admin/users',
  ]) {
    const { headers } = await client.call('GET', path);
    assert.equal(headers['cache-control'], 'no-store', path);
    assert.match(String(headers['content-security-policy']), /default-src 'none'/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['access-control-allow-origin'], undefined);
  }
});

test('cookies are bound to this host, hidden from scripts, and sent to nobody else', async () => {
  const { email, code } = await site.server.portalUser();
  const answer = await site.server.client().call('POST', '/api/portal/session', { body: { email, code } });
  const [cookie = ''] = (answer.headers['set-cookie'] as string[] | undefined) ?? [];
  assert.match(cookie, /^__Host-platen_portal=/);
  for (const part of [/HttpOnly/i, /Secure/i, /SameSite=Strict/i, /Path=\//]) assert.match(cookie, part);
});

test('codes and passwords cross plain HTTP only where that was allowed', async () => {
  const { server, panelPath } = site;
  const { email, code } = await server.portalUser();
  const client = server.client();
  for (const [path, body] of [
    ['/api/portal/session', { email, code }],
    ['/api/admin/session', { name: 'anna', password: PASSWORD }],
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
  const { code } = await site.server.portalUser();
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
  const { server } = site;
  const { code, client } = await server.portalUser();
  await client.call('GET', '/api/portal/code');
  const admin = await site.admin('administrator');
  await admin.call('GET', '/api/admin/session');
  const invited = await server.app.admins.invite({ name: 'invited', role: 'auditor' }, 'test');
  await site.caller().call('POST', '/api/admin/join/look', {
    body: JSON.stringify({ token: invited.token }),
    headers: { 'content-type': 'application/json' },
  });
  const text = server.logged.join('');
  for (const secret of [
    code,
    PASSWORD,
    ...client.cookies.values(),
    admin.cookie.split('=')[1] ?? assert.fail(),
    invited.token,
    server.operatorToken,
    site.panelPath.slice(7),
  ]) {
    assert.ok(!text.includes(secret));
  }
});
