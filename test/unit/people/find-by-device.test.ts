// Whose account a device means by the name of who is signed in at it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findByDevice } from '@platen/edge-server/people/find-by-device';
import { makeUsers } from '@platen/edge-server/people/users';
import { eq } from 'drizzle-orm';
import { type TestDeps, testDeps } from '../../support/deps.ts';

let deps: TestDeps;
const ids: Record<string, string> = {};
before(async () => {
  deps = await testDeps();
  const users = makeUsers(deps);
  for (const email of ['anna@example.org', 'anna@example.com', 'ben@example.org', 'scan@example.org']) {
    ids[email] = (await users.add(email)).user.id;
  }
  const guest = (await users.add('guest@example.org')).user.id;
  const visitor = (await users.add('visitor@example.org')).user.id;
  const named = (await users.add('cora.lang@example.org')).user.id;
  ids['cora'] = named;
  await deps.db.write(async (tx) => {
    const { users: table } = tx.t;
    await tx.q.update(table).set({ source: 'guest' }).where(eq(table.id, visitor));
    await tx.q.update(table).set({ username: 'clang' }).where(eq(table.id, named));
  });
  assert.ok(guest);
});
after(() => deps.close());

const found = async (user: string, qualified = '', email = ''): Promise<string | undefined> =>
  (await deps.db.read((tx) => findByDevice(tx, { user, qualified, email })))?.id;

test('a name is found as a user name, as an address, with its domain, and before the @ of an address', async () => {
  assert.equal(await found('ben'), ids['ben@example.org']);
  assert.equal(await found(' BEN '), ids['ben@example.org']);
  assert.equal(await found('ben@example.org'), ids['ben@example.org']);
  assert.equal(await found('ben', 'EXAMPLE\\ben'), ids['ben@example.org']);
  assert.equal(await found('clang'), ids['cora']);
  assert.equal(await found('anna', 'anna@example.com'), ids['anna@example.com']);
});

test('two people of one name are nobody, unless the domain or the address tells which', async () => {
  assert.equal(await found('anna'), undefined);
  assert.equal(await found('anna', '', 'Anna@Example.org'), ids['anna@example.org']);
  assert.equal(await found('anna', 'anna@example.com', 'anna@example.org'), ids['anna@example.com']);
});

test('the address alone opens nothing: a device may put its own sender there for everybody', async () => {
  assert.equal(await found('stranger', '', 'scan@example.org'), undefined);
  assert.equal(await found('ben', '', 'scan@example.org'), ids['ben@example.org']);
});

test('nobody is signed in as "Guest", in any spelling or domain, and nobody gets a guest’s documents', async () => {
  for (const [user, qualified] of [
    ['Guest', ''],
    [' gUEST ', ''],
    ['ｇｕｅｓｔ', ''],
    ['guest@example.org', ''],
    ['EXAMPLE\\Guest', ''],
    ['ben', 'Guest@example.org'],
    ['visitor', ''],
    ['visitor@example.org', ''],
  ] as const) {
    assert.equal(await found(user, qualified, 'ben@example.org'), undefined, `${user} ${qualified}`);
  }
});

test('what is no name is nobody', async () => {
  for (const user of ['', ' ', '%', 'ben%', "' OR 1=1 --", '\\', '@', 'a b', 'x'.repeat(254)]) {
    assert.equal(await found(user), undefined, JSON.stringify(user));
  }
});
