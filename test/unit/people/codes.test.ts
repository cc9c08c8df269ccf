import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hashCode, liveCodeLengths } from '@platen/edge-server/people/codes';
import { findUserByCode, makeUsers } from '@platen/edge-server/people/users';
import { codeLengthFor, groupCode, isTrivialCode, normalizeCode } from '@platen/shared/code-length';
import fc from 'fast-check';
import { type TestDeps, testDeps } from '../../support/deps.ts';

let deps: TestDeps;
before(async () => {
  deps = await testDeps();
});
after(() => deps.close());

test('the length of a code grows with the number of live codes', () => {
  // delivery-and-mail.md section 8: N >= H * G / 1e-6.
  assert.equal(codeLengthFor(1, 100, 1e-6), 8);
  assert.equal(codeLengthFor(10, 100, 1e-6), 9);
  assert.equal(codeLengthFor(100, 100, 1e-6), 10);
  assert.equal(codeLengthFor(101, 100, 1e-6), 11);
  assert.equal(codeLengthFor(1000, 1000, 1e-6), 12);
  assert.equal(codeLengthFor(1, 10, 1e-3), 8, 'never below eight');
  assert.equal(codeLengthFor(1, 100, 1e-6, 12), 12, 'never below what the administrator wants');
});

test('the chance of a lucky guess a day stays under the published figure for any site', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.integer({ min: 10, max: 10_000 }),
      (live, wrong) => {
        const length = codeLengthFor(live, wrong, 1e-6);
        assert.ok((live * wrong) / 10 ** length <= 1e-6 * (1 + 1e-9) || length === 16);
      },
    ),
  );
});

test('codes anyone would try first are never given', () => {
  for (const code of ['11111111', '12345678', '87654321', '90123456', '00000000'])
    assert.ok(isTrivialCode(code), code);
  for (const code of ['12345679', '11111112', '48291730']) assert.ok(!isTrivialCode(code), code);
});

test('a code is shown in groups and taken with whatever separates them', () => {
  assert.equal(groupCode('123456789'), '123 456 789');
  assert.equal(groupCode('12345678'), '1234 5678');
  assert.equal(groupCode('1234567890'), '123 456 789 0');
  fc.assert(
    fc.property(fc.stringMatching(/^\d{8,16}$/), (code) => {
      assert.equal(normalizeCode(groupCode(code)), code);
    }),
  );
});

test('every user has a code of their own that finds them and nobody else', async () => {
  const users = makeUsers(deps);
  const added = [];
  for (let i = 0; i < 20; i++) added.push(await users.add(`user${i}@example.com`));
  assert.equal(new Set(added.map(({ code }) => code)).size, 20);
  for (const { user, code } of added) {
    const found = await deps.db.read((tx) => findUserByCode(tx, deps, groupCode(code)));
    assert.equal(found?.id, user.id);
    assert.equal(await users.ownCode(user.id), code);
  }
  const lengths = await deps.db.read(liveCodeLengths);
  assert.deepEqual(lengths, [8, 9, 10]);
});

test('a renewed code replaces the old one at once', async () => {
  const users = makeUsers(deps);
  const { user, code } = await users.add('renew@example.com');
  const renewed = await users.renewCode(user.id);
  assert.notEqual(renewed.code, code);
  const find = (typed: string) => deps.db.read((tx) => findUserByCode(tx, deps, typed));
  assert.equal(await find(code), undefined);
  assert.equal((await find(renewed.code))?.id, user.id);
});

test('the database and the log hold no code', async () => {
  const users = makeUsers(deps);
  const { user, code } = await users.add('secret@example.com');
  const row = await deps.db.read((tx) => tx.q.select().from(tx.t.users));
  const text = JSON.stringify(row) + deps.logged.join('');
  assert.ok(!text.includes(code));
  assert.equal(hashCode(deps, code), row.find((one) => one.id === user.id)?.codeHash);
});

test('a sealed code copied into another account does not open there', async () => {
  const users = makeUsers(deps);
  const [a, b] = [await users.add('a@example.com'), await users.add('b@example.com')];
  await deps.db.write(async (tx) => {
    await tx.q.update(tx.t.users).set({ codeSealed: a.user.codeSealed });
  });
  await assert.rejects(users.ownCode(b.user.id), /does not open/);
});

test('what is no address is refused, and an account cannot be made twice in any spelling', async () => {
  const users = makeUsers(deps);
  for (const bad of ['', 'x', '@x', 'x@', 'a b@c.de', 'a@b@c', 'a\n@b.c', `${'a'.repeat(250)}@b.cd`]) {
    await assert.rejects(users.add(bad), { code: 'bad-email' });
  }
  await users.add('Anna@Example.com');
  await assert.rejects(users.add(' anna@example.COM '), { code: 'user-exists' });
});

test('a removed account frees its address, and its code finds nobody', async () => {
  const users = makeUsers(deps);
  const { user, code } = await users.add('gone@example.com');
  await users.remove(user.id);
  assert.equal(await deps.db.read((tx) => findUserByCode(tx, deps, code)), undefined);
  await users.add('gone@example.com');
});
