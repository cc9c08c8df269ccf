// The routes about people, guests and directories in a running server: what they answer, what they refuse, what they never tell.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { AdminUser } from '@platen/shared/api/admin';
import type { AdminDirectories, AdminDirectory, DirectoryTested } from '@platen/shared/api/admin-directory';
import type { GuestCode, Guests, UserImported, UserSheet } from '@platen/shared/api/admin-people';
import { usualSettings } from '@platen/shared/directory-presets';
import {
  type Answer,
  type Ask,
  type Client,
  type RunningServer,
  runServer,
} from '../../support/running-server.ts';

let server: RunningServer;
let admin: Client;
before(async () => {
  server = await runServer();
  admin = server.client();
  const body = { token: server.setupToken, name: 'anna', password: 'correct horse battery' };
  assert.equal((await admin.call('POST', '/api/admin/setup', { body })).status, 200);
});
after(() => server.close());

async function ask<T>(method: string, path: string, more?: Ask, status = 200): Promise<T> {
  const answer = await admin.call(method, `/api/admin/${path}`, more);
  assert.equal(answer.status, status, answer.bytes.toString());
  return answer.json as T;
}
const refused = async (method: string, path: string, more?: Ask): Promise<string> => {
  const answer: Answer = await admin.call(method, `/api/admin/${path}`, more);
  assert.ok(answer.status >= 400, `${answer.status}`);
  return (answer.json as { error: { code: string } }).error.code;
};

test('a code is told where no account sends, and the sheet never holds one', async () => {
  const body = { email: 'code@example.org', name: 'Code' };
  const added = await ask<{ user: AdminUser; code?: string; mailed: boolean }>(
    'POST',
    'users',
    { body },
    201,
  );
  assert.match(added.code ?? '', /^\d+$/);
  assert.equal(added.mailed, false);
  assert.equal(added.user.source, 'console');
  const sheet = await ask<UserSheet>('GET', `users/${added.user.id}`);
  assert.ok(!JSON.stringify(sheet).includes(added.code ?? 'nothing'));
  assert.deepEqual([sheet.cards, sheet.sessions, sheet.jobs], [[], [], []]);
});

test('switching off ends every session at once and keeps out; switching on lets in again', async () => {
  const { client, userId, code, email } = await server.portalUser();
  assert.equal((await client.call('GET', '/api/portal/jobs')).status, 200);
  const sheet = await ask<UserSheet>('GET', `users/${userId}`);
  assert.deepEqual(
    sheet.sessions.map(({ where }) => where),
    ['portal'],
  );
  const off = await ask<AdminUser>('PATCH', `users/${userId}`, { body: { off: true } });
  assert.equal(off.off?.by, 'administrator');
  assert.equal((await client.call('GET', '/api/portal/jobs')).status, 401);
  const again = { body: { email, code } };
  assert.notEqual((await server.client().call('POST', '/api/portal/session', again)).status, 200);
  const found = await ask<{ users: AdminUser[] }>('GET', `users?show=off&search=${email}`);
  assert.equal(found.users[0]?.id, userId);
  const on = await ask<AdminUser>('PATCH', `users/${userId}`, { body: { off: false } });
  assert.equal(on.off, undefined);
  assert.equal((await server.client().call('POST', '/api/portal/session', again)).status, 200);
});

test('signing out everywhere ends sessions and nothing else', async () => {
  const { client, userId, code, email } = await server.portalUser();
  await ask('DELETE', `users/${userId}/sessions`);
  assert.equal((await client.call('GET', '/api/portal/jobs')).status, 401);
  assert.equal((await client.call('POST', '/api/portal/session', { body: { email, code } })).status, 200);
});

test('name, address and department change, an empty change changes nothing, and nobody gets two addresses', async () => {
  const { user } = await server.app.users.add('before@example.org', 'Before');
  const path = `users/${user.id}`;
  const body = { name: 'Åse', email: 'After@Example.org', department: 'Kitchen' };
  const changed = await ask<AdminUser>('PATCH', path, { body });
  assert.deepEqual(
    [changed.name, changed.email, changed.department],
    ['Åse', 'after@example.org', 'Kitchen'],
  );
  const { users } = await ask<{ users: AdminUser[] }>('GET', 'users?search=ase%20kitchen');
  assert.equal(users[0]?.id, user.id);
  await ask('PATCH', path, { body: { off: true } });
  assert.notEqual((await ask<AdminUser>('PATCH', path, { body: {} })).off, undefined);
  assert.equal(await refused('PATCH', path, { body: { email: 'code@example.org' } }), 'user-exists');
  assert.equal(await refused('PATCH', path, { body: { email: 'no address' } }), 'bad-email');
  const gone = await ask<AdminUser>('PATCH', path, { body: { department: '' } });
  assert.equal(gone.department, undefined);
});

test('who comes from a directory is switched off and on here, and changed there', async () => {
  const { user } = await server.app.users.add('dir@example.org', 'Dir');
  await server.app.db.write(async ({ q, t: { users } }) => {
    const { eq } = await import('drizzle-orm');
    await q.update(users).set({ directoryId: 'd1', source: 'directory' }).where(eq(users.id, user.id));
  });
  const path = `users/${user.id}`;
  assert.equal(await refused('PATCH', path, { body: { name: 'Else' } }), 'user-from-directory');
  await ask('PATCH', path, { body: { off: true } });
});

test('somebody who is not there is nowhere', async () => {
  const none = 'aaaaaaaaaaaaaaaaaaaaaaaaaa';
  const calls = [
    ['GET', `users/${none}`],
    ['PATCH', `users/${none}`],
    ['DELETE', `users/${none}/sessions`],
    ['DELETE', `users/${none}/cards/abc`],
    ['POST', `users/${none}/code`],
    ['DELETE', `users/${none}`],
    ['DELETE', `guests/${none}`],
    ['PATCH', `directories/${none}`],
    ['DELETE', `directories/${none}`],
    ['POST', `directories/${none}/preview`],
    ['POST', `directories/${none}/import`],
  ] as const;
  for (const [method, path] of calls) {
    const body = { body: method === 'PATCH' && path.startsWith('users') ? { off: true } : {} };
    assert.equal(await refused(method, path, method === 'GET' ? {} : body), 'not-found', `${method} ${path}`);
  }
});

test('a CSV is looked at first, then taken, and what is too large is not read to its end', async () => {
  const raw = 'email,name\ncsv1@example.org,"=cmd|calc"\nno address,X\n';
  const look = await ask<UserImported>('POST', 'users/import', { raw });
  assert.deepEqual([look.applied, look.added, look.wrong[0]?.line], [false, 1, 3]);
  const none = await ask<{ total: number }>('GET', 'users?search=csv1');
  assert.equal(none.total, 0);
  const taken = await ask<UserImported>('POST', 'users/import?apply=yes', { raw });
  assert.deepEqual([taken.applied, taken.added], [true, 1]);
  assert.equal(await refused('POST', 'users/import', { raw: 'hello' }), 'csv-unusable');
  assert.equal(await refused('POST', 'users/import', { raw: 'x'.repeat(4_300_000) }), 'document-too-large');
});

test('the file of people is what a search finds, and no cell of it is a formula', async () => {
  const answer = await admin.call('GET', '/api/admin/users.csv?search=csv1');
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['content-type'], 'text/csv; charset=utf-8');
  assert.match(String(answer.headers['content-disposition']), /users\.csv/);
  const text = answer.bytes.toString();
  const lines = text.trimEnd().split('\r\n');
  assert.equal(lines.length, 2);
  assert.match(lines[1] ?? '', /^csv1@example\.org,'=cmd\|calc,/);
});

test('guests get a code once, are listed with what is left, and end', async () => {
  const off = { body: { hours: 2, pages: 5 } };
  assert.equal(await refused('POST', 'guests', off), 'guests-off');
  await ask('PUT', 'settings/signIn.guests', { body: { value: true } });
  const made = await ask<GuestCode>('POST', 'guests', { body: { name: 'Desk', hours: 2, pages: 5 } }, 201);
  assert.match(made.code, /^\d+$/);
  const { guests, on } = await ask<Guests>('GET', 'guests');
  assert.equal(on, true);
  assert.deepEqual(
    guests.map(({ name, pagesLeft, pagesUsed, ended }) => [name, pagesLeft, pagesUsed, ended]),
    [['Desk', 5, 0, false]],
  );
  assert.ok(!JSON.stringify(guests).includes(made.code));
  const everybody = await ask<{ users: AdminUser[] }>('GET', 'users?search=desk');
  assert.ok(!everybody.users.some(({ id }) => id === made.guest.id), 'not among the people');
  await ask('DELETE', `guests/${made.guest.id}`);
  const after = await ask<Guests>('GET', 'guests');
  assert.ok(after.guests.every(({ ended }) => ended));
});

test('a directory keeps its password to itself, and forgets it for another server', async () => {
  const settings = {
    ...usualSettings('openldap', { host: 'ldap.example.org', port: 636, security: 'ldaps' }),
    bindName: 'cn=reader,dc=example,dc=org',
  };
  const body = { name: 'Staff', settings, secret: 'planted-secret-7f3a' };
  const first = await ask<AdminDirectory>('POST', 'directories', { body }, 201);
  assert.equal(first.secretStored, true);
  const second = await ask<AdminDirectory>('POST', 'directories', { body: { name: 'Two', settings } }, 201);
  const ordered = await ask<AdminDirectories>('PUT', 'directories/order', {
    body: { ids: [second.id, first.id] },
  });
  assert.deepEqual(
    ordered.directories.map(({ name }) => name),
    ['Two', 'Staff'],
  );
  const path = `directories/${first.id}`;
  const renamed = await ask<AdminDirectory>('PATCH', path, { body: { name: 'Staff and friends', settings } });
  assert.equal(renamed.secretStored, true);
  const moved = { settings: { ...settings, host: 'evil.example.org' } };
  assert.equal((await ask<AdminDirectory>('PATCH', path, { body: moved })).secretStored, false);
  const list = await admin.call('GET', '/api/admin/directories');
  assert.ok(!list.bytes.toString().includes('planted-secret'));
  assert.ok(!server.logged.join('').includes('planted-secret'));
  for (const id of [first.id, second.id]) await ask('DELETE', `directories/${id}`);
  assert.deepEqual(await ask('GET', 'directories'), { directories: [] });
});

test('a test reaches no address of this machine, and says so as a step', async () => {
  const settings = {
    ...usualSettings('openldap', { host: '127.0.0.1', port: 636, security: 'ldaps' }),
    bindName: 'cn=reader,dc=example,dc=org',
  };
  const body = { settings, secret: 'x' };
  const tested = await ask<DirectoryTested>('POST', 'directories/test', { body });
  assert.equal(tested.ok, false);
  assert.equal(tested.steps.at(-1)?.ok, false);
});
