// Every route, as the router itself lists them, called by every role (threats.md T01): who may, may, and nobody else.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FRESH_MS } from '@platen/edge-server/api/allow';
import { ROLES, type Route } from '@platen/edge-server/api/route';
import {
  ADMIN_ROLES,
  PEOPLE_ONLY,
  ROLE_SCOPES,
  SCOPES,
  type Scope,
  TOKEN_SCOPES,
} from '@platen/shared/scopes';
import { type AccessSite, type Caller, changing, openAccessSite, pathOf } from './site.ts';

let site: AccessSite;
let adminRoutes: readonly Route[];
before(async () => {
  site = await openAccessSite();
  adminRoutes = site.routes.filter(({ role }) => role === 'admin');
});
after(() => site.close());

/** A body that is no JSON: whoever is allowed gets 400 for it, and nothing happens. */
const BROKEN = { body: '{"a":', headers: { 'content-type': 'application/json' } };
/** Allowed calls of these would do something, take long, or wait for somebody; that they are allowed is seen by the others of their scope. */
const NOT_CALLED = /\/(doctor|stream|tail|live|events|discovery|session)\b/;

const title = (route: Route): string => `${route.method} ${route.path}`;

/** What an allowed caller is answered who asks for something that is not there, or sends nonsense. */
async function isLetIn(caller: Caller, route: Route, who: string): Promise<void> {
  const nonsense = route.body !== undefined;
  const withId = route.path.includes(':');
  if (changing(route) && !nonsense && !withId) return;
  if (NOT_CALLED.test(route.path) || route.rawBody !== undefined) return;
  const { status, code } = await caller.call(
    route.method,
    pathOf(route),
    changing(route) && nonsense ? BROKEN : {},
  );
  if (changing(route) && nonsense) assert.equal(status, 400, `${who} ${title(route)} ${code}`);
  else
    assert.ok(
      ![401, 403].includes(status) && status < 500,
      `${who} ${title(route)} answered ${status} ${code}`,
    );
}

async function isRefused(
  caller: Caller,
  route: Route,
  who: string,
  status: number,
  code: string,
): Promise<void> {
  const said = await caller.call(route.method, pathOf(route), changing(route) ? BROKEN : {});
  assert.deepEqual([said.status, said.code], [status, code], `${who} ${title(route)}`);
}

test('every route has a role, a summary and a place in the description; every administrative one a scope', async () => {
  assert.ok(site.routes.length >= 90, `${site.routes.length} routes`);
  const described = JSON.parse((await site.caller().call('GET', '/api/openapi.json')).text) as {
    paths: Record<string, Record<string, { 'x-role': string }>>;
  };
  const seen = new Set<string>();
  for (const route of site.routes) {
    assert.ok(!seen.has(title(route)), `${title(route)} is there twice`);
    seen.add(title(route));
    assert.ok(ROLES.includes(route.role), title(route));
    assert.ok(route.summary.length > 5, title(route));
    const path = route.path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}');
    assert.equal(described.paths[path]?.[route.method.toLowerCase()]?.['x-role'], route.role, path);
    if (route.role !== 'admin') assert.equal(route.scope ?? route.fresh, undefined, title(route));
    else
      assert.ok(
        route.scope === 'own' || SCOPES.includes(route.scope as Scope),
        `${title(route)} has no scope`,
      );
    // What a route changes cannot be allowed to those who may only look.
    if (route.role === 'admin' && ['PUT', 'PATCH', 'DELETE'].includes(route.method)) {
      assert.doesNotMatch(route.scope ?? '', /:read$/, title(route));
    }
  }
});

test('who signs in and who may what is changed by people only, with a fresh proof', () => {
  const accounts = adminRoutes.filter(({ path }) => path.startsWith('/api/admin/admins'));
  for (const route of accounts.filter(changing)) {
    assert.equal(route.scope, 'security:change', title(route));
    // Signing somebody out is safe at any time.
    if (!route.path.endsWith('/sessions')) assert.equal(route.fresh, true, title(route));
  }
  assert.deepEqual(PEOPLE_ONLY, ['security:change']);
  for (const role of ['operator', 'helpdesk', 'auditor'] as const) {
    for (const scope of ['security:change', 'settings:change', 'directory:change'] as const) {
      assert.ok(!ROLE_SCOPES[role].includes(scope), `${role} ${scope}`);
    }
  }
  assert.ok(ROLE_SCOPES.auditor.every((scope) => scope.endsWith(':read')));
});

for (const role of ADMIN_ROLES) {
  test(`the role ${role} reaches the routes of its scopes and no others`, async () => {
    const caller = await site.admin(role);
    const allowed: readonly string[] = [...ROLE_SCOPES[role], 'own'];
    let refused = 0;
    for (const route of adminRoutes) {
      if (allowed.includes(route.scope ?? '')) await isLetIn(caller, route, role);
      else {
        await isRefused(caller, route, role, 403, 'not-allowed');
        refused++;
      }
    }
    assert.equal(refused > 0, role !== 'administrator');
  });
}

test('what is dangerous asks for a proof that is not older than ten minutes, from everybody', async () => {
  const caller = await site.admin('administrator');
  await site.growStale();
  let asked = 0;
  for (const route of adminRoutes.filter(({ fresh }) => fresh === true)) {
    await isRefused(caller, route, 'stale administrator', 403, 'prove-again');
    asked++;
  }
  assert.ok(asked >= 12, `${asked} routes`);
  assert.equal(FRESH_MS, 600_000);
  const proved = await caller.call('POST', '/api/admin/prove', {
    body: JSON.stringify({ password: 'correct horse battery' }),
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(proved.status, 200);
});

test('a program reaches the routes of its scopes, none that ask for a person, and none over plain HTTP', async () => {
  for (const scope of TOKEN_SCOPES) {
    const program = await site.program([scope]);
    for (const route of adminRoutes) {
      if (route.scope === scope && route.fresh !== true) await isLetIn(program, route, `token ${scope}`);
      else await isRefused(program, route, `token ${scope}`, 403, 'not-allowed');
    }
  }
});

test('a token that was made up, removed, or shown over plain HTTP opens nothing', async () => {
  const { app } = site.server;
  const { row, token } = await app.apiTokens.create(
    { name: 'short-lived', scopes: ['overview:read'] },
    'test',
  );
  const authorization = `Bearer ${token}`;
  const over = (plain: boolean) =>
    site.server.client().call('GET', '/api/admin/overview', { headers: { authorization }, plain });
  assert.equal((await over(false)).status, 200);
  assert.ok([401, 403].includes((await over(true)).status));
  await app.apiTokens.remove(row.id, 'test');
  assert.equal((await over(false)).status, 401);
  for (const bearer of ['plt_', `plt_${'A'.repeat(43)}`, token.slice(0, -1), `${token}x`, 'null']) {
    const said = await site.caller({ authorization: `Bearer ${bearer}` }).call('GET', '/api/admin/overview');
    assert.equal(said.status, 401, bearer);
  }
});

test('the command line may everything and is never asked for a proof', async () => {
  const { operatorToken } = site.server;
  const caller = site.caller({ authorization: `Bearer ${operatorToken}` });
  for (const route of adminRoutes.filter(({ fresh, body }) => fresh === true && body !== undefined)) {
    const said = await caller.call(route.method, pathOf(route), BROKEN);
    assert.equal(said.status, 400, title(route));
  }
});

test('where a second factor is required, an administrator without one can set one up and do nothing else', async () => {
  const caller = await site.admin('administrator');
  await site.server.app.settings.change('signIn.secondFactor', 'required', 'test');
  try {
    for (const route of adminRoutes) {
      if (route.scope === 'own') await isLetIn(caller, route, 'without second factor');
      else await isRefused(caller, route, 'without second factor', 403, 'second-factor-needed');
    }
    const me = JSON.parse((await caller.call('GET', '/api/admin/session')).text) as {
      secondFactorNeeded: boolean;
    };
    assert.equal(me.secondFactorNeeded, true);
  } finally {
    await site.server.app.settings.change('signIn.secondFactor', undefined, 'test');
  }
});

test('an administrator who is switched off or removed, and one with another role, is known as such at once', async () => {
  const { admins } = site.server.app;
  const caller = await site.admin('administrator');
  const status = async (path: string) => (await caller.call('GET', path)).status;
  assert.equal(await status('/api/admin/audit'), 200);
  await admins.setRole(caller.id, 'helpdesk', 'test');
  assert.equal(await status('/api/admin/audit'), 403);
  assert.equal(await status('/api/admin/users'), 200);
  await admins.setOff(caller.id, true, 'test');
  assert.equal(await status('/api/admin/users'), 401);
});
