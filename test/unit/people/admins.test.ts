import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { type AdminParts, adminParts, DOOR, PASSWORD } from '../../support/admin-parts.ts';
import { type TestDeps, testDeps } from '../../support/deps.ts';

let deps: TestDeps;
let parts: AdminParts;
beforeEach(async () => {
  deps = await testDeps();
  parts = adminParts(deps);
});
afterEach(() => deps.close());

const HOUR_MS = 3_600_000;
const acts = () => deps.db.read(async (tx) => (await tx.q.select().from(tx.t.audit)).map(({ act }) => act));

test('the setup link makes one administrator and is void after that', async () => {
  const { admins, sessions } = parts;
  const token = (await admins.offerSetup()) ?? '';
  await assert.rejects(admins.setup('guessed', 'eve', PASSWORD), { code: 'setup-done' });
  await assert.rejects(admins.setup(token, 'anna', 'short'), { code: 'weak-password' });
  const signedIn = await admins.setup(token, 'anna', PASSWORD);
  assert.equal((await sessions.find(signedIn.token, 'admin'))?.kind, 'admin');
  await assert.rejects(admins.setup(token, 'eve', PASSWORD), { code: 'setup-done' });
  assert.equal(await admins.offerSetup(), undefined);
  assert.equal(await admins.setupOpen(), false);
});

test('of many that use the setup link at the same moment one wins', async () => {
  const token = (await parts.admins.offerSetup()) ?? '';
  const tries = await Promise.allSettled(
    Array.from({ length: 10 }, (_, i) => parts.admins.setup(token, `admin${i}`, PASSWORD)),
  );
  assert.equal(tries.filter((result) => result.status === 'fulfilled').length, 1);
});

test('a setup link from an earlier start is void', async () => {
  const old = (await parts.admins.offerSetup()) ?? '';
  await parts.admins.offerSetup();
  await assert.rejects(parts.admins.setup(old, 'eve', PASSWORD), { code: 'setup-done' });
});

test('an invitation is a link that works once and for a day', async () => {
  await parts.setUp();
  const first = await parts.admins.invite({ name: 'Otto', role: 'operator' }, 'admin:anna');
  assert.equal((await parts.admins.lookAtLink(first.token)).name, 'Otto');
  await assert.rejects(parts.signIn.byPassword('Otto', '', DOOR), { code: 'wrong-password' });
  deps.pass(24 * HOUR_MS);
  await assert.rejects(parts.admins.lookAtLink(first.token), { code: 'link-void' });
  await assert.rejects(parts.admins.join(first.token, PASSWORD), { code: 'link-void' });
  const second = await parts.admins.offerReset(first.admin.id, 'admin:anna');
  await assert.rejects(parts.admins.join(first.token, PASSWORD), { code: 'link-void' });
  await assert.rejects(parts.admins.join(second.token, 'short'), { code: 'weak-password' });
  await parts.admins.join(second.token, PASSWORD);
  await assert.rejects(parts.admins.join(second.token, PASSWORD), { code: 'link-void' });
  assert.equal((await parts.signIn.byPassword('otto', PASSWORD, DOOR)).kind, 'in');
});

test('names are unique whatever their case, and so is signing in with them', async () => {
  await parts.setUp('Änna');
  for (const name of ['Änna', 'änna', 'ÄNNA ', 'Änna']) {
    await assert.rejects(parts.admins.invite({ name, role: 'auditor' }, 'x'), { code: 'admin-exists' });
  }
  assert.equal((await parts.signIn.byPassword('äNNA', PASSWORD, DOOR)).kind, 'in');
});

test('of two invitations of one name at the same moment one wins', async () => {
  await parts.setUp();
  const tries = await Promise.allSettled(
    ['otto', 'Otto', 'OTTO'].map((name) => parts.admins.invite({ name, role: 'operator' }, 'x')),
  );
  assert.equal(tries.filter((result) => result.status === 'fulfilled').length, 1);
});

test('the last administrator cannot be removed, switched off or given another role', async () => {
  const anna = await parts.setUp();
  const otto = await parts.add('otto', 'operator');
  await parts.admins.invite({ name: 'not here yet', role: 'administrator' }, 'x');
  const refused = { code: 'last-administrator' };
  await assert.rejects(parts.admins.remove(anna, 'x'), refused);
  await assert.rejects(parts.admins.setOff(anna, true, 'x'), refused);
  await assert.rejects(parts.admins.setRole(anna, 'auditor', 'x'), refused);
  await parts.admins.setRole(otto, 'administrator', 'x');
  await parts.admins.setRole(anna, 'auditor', 'x');
  await assert.rejects(parts.admins.remove(otto, 'x'), refused);
});

test('of two administrators who remove each other at the same moment one stays', async () => {
  const anna = await parts.setUp();
  const bea = await parts.add('bea', 'administrator');
  await Promise.allSettled([parts.admins.remove(anna, 'admin:bea'), parts.admins.remove(bea, 'admin:anna')]);
  assert.equal((await parts.admins.list()).length, 1);
});

test('who is switched off or removed is signed out at once and cannot come back', async () => {
  await parts.setUp();
  const otto = await parts.add('otto', 'operator');
  const entered = await parts.signIn.byPassword('otto', PASSWORD, DOOR);
  assert.ok(entered.kind === 'in');
  await parts.admins.setOff(otto, true, 'admin:anna');
  assert.equal(await parts.sessions.find(entered.token, 'admin'), undefined);
  await assert.rejects(parts.signIn.byPassword('otto', PASSWORD, DOOR), { code: 'wrong-password' });
  const link = await parts.admins.offerReset(otto, 'admin:anna');
  await assert.rejects(parts.admins.join(link.token, PASSWORD), { code: 'link-void' });
  await parts.admins.setOff(otto, false, 'admin:anna');
  assert.equal((await parts.signIn.byPassword('otto', PASSWORD, DOOR)).kind, 'in');
  await parts.admins.remove(otto, 'admin:anna');
  await assert.rejects(parts.signIn.byPassword('otto', PASSWORD, DOOR), { code: 'wrong-password' });
});

test('a new password by link ends all sessions, and a changed one all others', async () => {
  const id = await parts.setUp();
  const [first, second] = [
    await parts.signIn.byPassword('anna', PASSWORD, DOOR),
    await parts.signIn.byPassword('anna', PASSWORD, DOOR),
  ];
  assert.ok(first.kind === 'in' && second.kind === 'in');
  const here = await parts.sessions.find(first.token, 'admin');
  await parts.admins.setPassword(id, `${PASSWORD} 2`, here?.tokenHash ?? '');
  assert.ok(await parts.sessions.find(first.token, 'admin'));
  assert.equal(await parts.sessions.find(second.token, 'admin'), undefined);
  await assert.rejects(parts.signIn.byPassword('anna', PASSWORD, DOOR), { code: 'wrong-password' });
  const { token } = await parts.admins.offerReset(id, 'command line');
  await parts.admins.join(token, PASSWORD);
  assert.equal(await parts.sessions.find(first.token, 'admin'), undefined);
});

test('a reset may take the second factor away, and says so in the audit log', async () => {
  const id = await parts.setUp();
  await parts.enrol(id);
  const { token } = await parts.admins.offerReset(id, 'command line');
  const same = await parts.admins.join(token, PASSWORD);
  assert.equal((await parts.signIn.proceed(same, 'setup', DOOR)).kind, 'second');
  const again = await parts.admins.offerReset(id, 'command line', true);
  const bare = await parts.admins.join(again.token, PASSWORD);
  assert.equal((await parts.signIn.proceed(bare, 'setup', DOOR)).kind, 'in');
  assert.ok((await acts()).includes('reset administrator and second factor'));
});

test('every change of an administrator is in the audit log', async () => {
  await parts.setUp();
  const id = await parts.add('otto', 'operator');
  await parts.admins.setRole(id, 'auditor', 'admin:anna');
  await parts.admins.setOff(id, true, 'admin:anna');
  await parts.admins.setOff(id, false, 'admin:anna');
  await parts.admins.linkOpenId(id, 'https://id.example.org otto');
  await parts.admins.linkOpenId(id, null);
  await parts.admins.setPassword(id, `${PASSWORD}!`, '');
  await parts.admins.remove(id, 'admin:anna');
  assert.deepEqual(await acts(), [
    'created the first administrator',
    'invited administrator',
    'chose a password by link',
    'changed the role of administrator',
    'switched off administrator',
    'switched on administrator',
    'set up single sign-on',
    'ended single sign-on',
    'changed the own password',
    'removed administrator',
  ]);
});

test('two administrators cannot share one account at the provider', async () => {
  const anna = await parts.setUp();
  const otto = await parts.add('otto', 'operator');
  await parts.admins.linkOpenId(anna, 'https://id.example.org 7');
  await assert.rejects(parts.admins.linkOpenId(otto, 'https://id.example.org 7'), { code: 'openid-taken' });
  assert.equal((await parts.signIn.byOpenId('https://id.example.org 7', DOOR)).kind, 'in');
  await assert.rejects(parts.signIn.byOpenId('https://id.example.org 8', DOOR), { code: 'openid-unknown' });
});
