import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findByLoginName, findByPrincipal } from '@platen/edge-server/people/find-by-principal';
import { makeUsers } from '@platen/edge-server/people/users';
import { eq } from 'drizzle-orm';
import { type TestDeps, testDeps } from '../../support/deps.ts';

let deps: TestDeps;
const ids: Record<string, string> = {};
before(async () => {
  deps = await testDeps();
  const users = makeUsers(deps);
  const add = async (email: string, directory?: { readonly id: string; readonly username: string }) => {
    const { user } = await users.add(email);
    ids[email] = user.id;
    if (directory === undefined) return;
    const { id, username } = directory;
    await deps.db.write((tx) =>
      tx.q
        .update(tx.t.users)
        .set({ directoryId: id, directoryKey: username, username })
        .where(eq(tx.t.users.id, user.id)),
    );
  };
  for (const [id, domain, enabled] of [
    ['ours', 'AD.example.org', true],
    ['old', 'old.example.org', false],
  ] as const)
    await deps.db.write((tx) =>
      tx.q.insert(tx.t.directories).values({
        ...{ id, name: id, position: 1, secretSealed: null, enabled, state: null, holder: '' },
        ...{ leaseUntil: 0, fence: 0, createdAt: 0, changedAt: 0, removedAt: null },
        // Of its settings only the domain is read here.
        settings: { domain } as never,
      }),
    );
  await add('anna.berg@example.org', { id: 'ours', username: 'aberg' });
  await add('carl@old.example.org', { id: 'old', username: 'carl' });
  await add('dora@realm.example');
  await add('dora@example.org');
  await add('emil@example.org');
});
after(() => deps.close());

const principal = (name: string) => deps.db.read((tx) => findByPrincipal(tx, name));
const login = (name: string) => deps.db.read((tx) => findByLoginName(tx, name));

test('a principal is the person whom a directory of its domain calls so, in any spelling', async () => {
  for (const name of ['aberg@AD.EXAMPLE.ORG', 'ABerg@ad.example.org'])
    assert.equal((await principal(name))?.id, ids['anna.berg@example.org'], name);
  assert.equal(await principal('aberg@other.example.org'), undefined, 'the name alone is not enough');
});

test('without such a directory it is the account with that very address, and nobody else', async () => {
  assert.equal((await principal('dora@REALM.EXAMPLE'))?.id, ids['dora@realm.example']);
  assert.equal((await principal('carl@old.example.org'))?.id, ids['carl@old.example.org']);
  for (const odd of [
    'dora',
    'dora/admin@REALM.EXAMPLE',
    'dora@realm.example@evil.example',
    '',
    '@realm.example',
  ])
    assert.equal(await principal(odd), undefined, odd);
});

test('a computer’s user name means an account by its address, its name in a directory, or what stands before the @, if that is one', async () => {
  assert.equal((await login('emil'))?.id, ids['emil@example.org']);
  assert.equal((await login('EXAMPLE\\Emil'))?.id, ids['emil@example.org']);
  assert.equal((await login('aberg'))?.id, ids['anna.berg@example.org']);
  assert.equal((await login('Anna.Berg@example.org'))?.id, ids['anna.berg@example.org']);
  for (const nobody of ['dora', 'emi', 'e%', 'emil@', '', 'ann_.berg', 'x\\y\\emil'])
    assert.equal(await login(nobody), undefined, nobody);
});
