import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { type AdminParts, adminParts, codeOf, DOOR, PASSWORD } from '../../support/admin-parts.ts';
import { type TestDeps, testDeps } from '../../support/deps.ts';

let deps: TestDeps;
let parts: AdminParts;
beforeEach(async () => {
  deps = await testDeps();
  parts = adminParts(deps);
});
afterEach(() => deps.close());

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const STEP_MS = 30_000;

async function attemptOf(): Promise<string> {
  const entered = await parts.signIn.byPassword('anna', PASSWORD, DOOR);
  assert.ok(entered.kind === 'second');
  return entered.attempt;
}

async function sessionOf(name = 'anna') {
  const entered = await parts.signIn.byPassword(name, PASSWORD, DOOR);
  assert.ok(entered.kind === 'in');
  return { token: entered.token, row: (await parts.sessions.find(entered.token, 'admin')) ?? assert.fail() };
}

test('signing in needs the right name and password, and remembers from where', async () => {
  await parts.setUp();
  const wrong = { code: 'wrong-password' };
  await assert.rejects(parts.signIn.byPassword('anna', 'wrong password', DOOR), wrong);
  await assert.rejects(parts.signIn.byPassword('bert', PASSWORD, DOOR), wrong);
  const { row } = await sessionOf();
  assert.deepEqual([row.address, row.agent, row.via], ['10.0.0.1', 'Test/1.0', 'password']);
  assert.equal((await parts.admins.find(row.personId))?.lastSeenAt, deps.clock.now());
});

test('a flood of wrong passwords stops before the hash is looked at, at its own source only', async () => {
  await parts.setUp();
  await Promise.allSettled(
    Array.from({ length: 50 }, () => parts.signIn.byPassword('anna', 'wrong password', DOOR)),
  );
  assert.equal(parts.verified(), 10);
  await assert.rejects(parts.signIn.byPassword('ANNA', PASSWORD, DOOR), { code: 'too-many-tries' });
  await parts.signIn.byPassword('anna', PASSWORD, { address: '192.0.2.1' });
});

test('the days count wrong tries, and none that were right', async () => {
  await parts.setUp();
  const noted = () =>
    deps.db.read(
      async (tx) => (await tx.q.select({ wrong: tx.t.guessDays.wrong }).from(tx.t.guessDays))[0]?.wrong,
    );
  const { row } = await sessionOf();
  await parts.signIn.prove(row, { password: PASSWORD }, DOOR);
  assert.equal(await noted(), undefined);
  await assert.rejects(parts.signIn.byPassword('anna', 'wrong password', DOOR));
  await assert.rejects(parts.signIn.prove(row, { password: 'wrong password' }, DOOR));
  assert.equal(await noted(), 2);
});

test('with an authenticator app the password alone opens nothing', async () => {
  const { code } = await parts.enrol(await parts.setUp());
  deps.pass(STEP_MS);
  const attempt = await attemptOf();
  const wrong = { code: 'wrong-second-factor' };
  await assert.rejects(parts.signIn.second(attempt, { code: '00000' }, DOOR), wrong);
  await assert.rejects(parts.signIn.second(attempt, {}, DOOR), wrong);
  await assert.rejects(parts.signIn.second('made up', { code: code() }, DOOR), { code: 'sign-in-over' });
  const entered = await parts.signIn.second(attempt, { code: code() }, DOOR);
  assert.ok(entered.kind === 'in' && (await parts.sessions.find(entered.token, 'admin')) !== undefined);
});

test('a code of the app works once, and one step to either side of now', async () => {
  const id = await parts.setUp();
  const { code, begun } = await parts.enrol(id);
  const secret = begun.secret.replaceAll(' ', '');
  const use = async (typed: string) => parts.signIn.second(await attemptOf(), { code: typed }, DOOR);
  const wrong = { code: 'wrong-second-factor' };
  await assert.rejects(use(code()), wrong, 'the code that set it up is used');
  deps.pass(10 * STEP_MS);
  const now = deps.clock.now();
  await assert.rejects(use(codeOf(secret, now - 2 * STEP_MS)), wrong);
  await assert.rejects(use(codeOf(secret, now + 2 * STEP_MS)), wrong);
  await use(codeOf(secret, now - STEP_MS));
  await use(`${code().slice(0, 3)} ${code().slice(3)}`);
  await assert.rejects(use(code()), wrong);
  await assert.rejects(use(codeOf(secret, now - STEP_MS)), wrong, 'nor does one from before the last one');
  await use(codeOf(secret, now + STEP_MS));
});

test('of ten who use the same code at the same moment one gets in', async () => {
  const { code } = await parts.enrol(await parts.setUp());
  deps.pass(STEP_MS);
  const attempts = [];
  for (let i = 0; i < 5; i++) attempts.push(await attemptOf());
  const tries = await Promise.allSettled(
    attempts.map((attempt) => parts.signIn.second(attempt, { code: code() }, DOOR)),
  );
  assert.equal(tries.filter((result) => result.status === 'fulfilled').length, 1);
});

test('tries at the second factor are budgeted for the account wherever they come from, and the wait ends', async () => {
  const { code } = await parts.enrol(await parts.setUp());
  deps.pass(STEP_MS);
  const attempt = await attemptOf();
  const refusals = [];
  for (let i = 0; i < 30; i++) {
    const door = { ...DOOR, address: `10.${i}.0.1` };
    refusals.push(await parts.signIn.second(attempt, { code: '00000' }, door).catch((error) => error.code));
  }
  assert.equal(refusals.filter((one) => one === 'wrong-second-factor').length, 10);
  assert.equal(refusals.filter((one) => one === 'too-many-tries').length, 20);
  await assert.rejects(parts.signIn.second(attempt, { code: code() }, DOOR), { code: 'too-many-tries' });
  deps.pass(2 * MINUTE_MS);
  await parts.signIn.second(attempt, { code: code() }, DOOR);
});

test('the second step has five minutes and works once', async () => {
  const { code } = await parts.enrol(await parts.setUp());
  deps.pass(STEP_MS);
  const attempt = await attemptOf();
  deps.pass(5 * MINUTE_MS);
  await assert.rejects(parts.signIn.second(attempt, { code: code() }, DOOR), { code: 'sign-in-over' });
  const again = await attemptOf();
  await parts.signIn.second(again, { code: code() }, DOOR);
  deps.pass(STEP_MS);
  await assert.rejects(parts.signIn.second(again, { code: code() }, DOOR), { code: 'sign-in-over' });
});

test('each recovery code works once, however it is typed, and is in no row', async () => {
  const id = await parts.setUp();
  const { recoveryCodes } = await parts.enrol(id);
  assert.equal(new Set(recoveryCodes).size, 10);
  const [first = '', second = ''] = recoveryCodes;
  const use = async (recovery: string) => parts.signIn.second(await attemptOf(), { recovery }, DOOR);
  await use(first);
  await assert.rejects(use(first), { code: 'wrong-recovery-code' });
  await use(second.toUpperCase().replaceAll(' ', '-'));
  const row = await parts.admins.find(id);
  assert.equal(row?.recoveryHashes.length, 8);
  assert.ok(!JSON.stringify(row).includes(first.replaceAll(' ', '')));
  const renewed = await parts.factors.renewRecoveryCodes(id);
  assert.equal((await parts.admins.find(id))?.recoveryHashes.length, renewed.length);
  await assert.rejects(use(recoveryCodes[2] ?? ''), { code: 'wrong-recovery-code' });
});

test('an app is set up only by its first code, by its own account, and within half an hour', async () => {
  const anna = await parts.setUp();
  const otto = await parts.add('otto', 'operator');
  const row = (await parts.admins.find(anna)) ?? assert.fail();
  const { enrolment, secret, svg } = parts.factors.begin(row);
  const code = () => codeOf(secret.replaceAll(' ', ''), deps.clock.now());
  assert.match(svg, /^<svg/);
  await assert.rejects(parts.factors.confirm(anna, enrolment, '00000'), { code: 'wrong-second-factor' });
  await assert.rejects(parts.factors.confirm(otto, enrolment, code()), { code: 'enrolment-void' });
  await assert.rejects(parts.factors.confirm(anna, 'made up', code()), { code: 'enrolment-void' });
  deps.pass(30 * MINUTE_MS);
  await assert.rejects(parts.factors.confirm(anna, enrolment, code()), { code: 'enrolment-void' });
  assert.equal(await parts.factors.has(anna), false);
  await parts.enrol(anna);
  assert.equal(await parts.factors.has(anna), true);
  await parts.factors.remove(anna);
  assert.deepEqual((await parts.admins.find(anna))?.recoveryHashes, [], 'codes go with the last factor');
  await assert.rejects(parts.factors.renewRecoveryCodes(anna), { code: 'no-second-factor' });
});

test('the key of the app is sealed, and in no log line', async () => {
  const id = await parts.setUp();
  const { begun } = await parts.enrol(id);
  const secret = begun.secret.replaceAll(' ', '');
  assert.ok(!JSON.stringify(await parts.admins.find(id)).includes(secret));
  assert.ok(!deps.logged.join('').includes(secret));
  assert.ok(!begun.enrolment.includes(secret));
});

test('proving again moves the session to a new token and makes it fresh', async () => {
  await parts.setUp();
  const { token, row } = await sessionOf();
  deps.pass(HOUR_MS);
  await assert.rejects(parts.signIn.prove(row, { password: 'wrong password' }, DOOR), {
    code: 'wrong-proof',
  });
  const proved = await parts.signIn.prove(row, { password: PASSWORD }, DOOR);
  assert.equal((await parts.sessions.find(proved.token, 'admin'))?.strongAt, deps.clock.now());
  deps.pass(10_000);
  assert.equal(await parts.sessions.find(token, 'admin'), undefined, 'the old token is gone');
  await assert.rejects(parts.signIn.prove(row, { password: PASSWORD }, DOOR), { code: 'not-signed-in' });
});

test('somebody at an unattended screen has ten tries at the password, then waits', async () => {
  await parts.setUp();
  const { row } = await sessionOf();
  const codes = [];
  for (let i = 0; i < 12; i++) {
    codes.push(await parts.signIn.prove(row, { password: `guess ${i}` }, DOOR).catch((error) => error.code));
  }
  assert.deepEqual(codes.slice(9), ['wrong-proof', 'too-many-tries', 'too-many-tries']);
});

test('a session of one kind opens nothing of another', async () => {
  await parts.setUp();
  const { token } = await sessionOf();
  assert.equal(await parts.sessions.find(token, 'portal'), undefined);
  assert.equal(await parts.sessions.find(token, 'panel'), undefined);
});

test('a session ends without use, on its last day at the latest, and at once when it is ended', async () => {
  await parts.setUp();
  const { token, row } = await sessionOf();
  deps.pass(11 * HOUR_MS);
  await parts.sessions.keepAlive(row);
  deps.pass(11 * HOUR_MS);
  assert.ok(await parts.sessions.find(token, 'admin'), 'use renewed it');
  deps.pass(2 * HOUR_MS);
  assert.equal(await parts.sessions.find(token, 'admin'), undefined);

  await deps.settingsStore.change('signIn.consoleHours', 2, 'test');
  const short = await sessionOf();
  assert.equal(short.row.expiresAt - deps.clock.now(), 2 * HOUR_MS);
  for (let hour = 0; hour < 8 * 24; hour++) {
    deps.pass(HOUR_MS);
    const live = await parts.sessions.find(short.token, 'admin');
    if (live !== undefined) await parts.sessions.keepAlive(live);
  }
  assert.equal(await parts.sessions.find(short.token, 'admin'), undefined, 'a week is the most');

  const last = await sessionOf();
  await parts.sessions.end(last.row.tokenHash);
  assert.equal(await parts.sessions.find(last.token, 'admin'), undefined);
});

test('sessions are listed with where and since when, and ended by those who may', async () => {
  await parts.setUp();
  const otto = await parts.add('otto', 'operator');
  const mine = await sessionOf();
  const his = await sessionOf('otto');
  const all = await parts.adminSessions.list();
  assert.deepEqual([...new Set(all.map(({ name }) => name))].sort(), ['anna', 'otto']);
  const [one] = await parts.adminSessions.list(otto);
  assert.ok(one !== undefined && one.row.address === '10.0.0.1');
  assert.ok(!JSON.stringify(one.id).includes(his.row.tokenHash.slice(0, 16)));
  await assert.rejects(parts.adminSessions.end(one.id, 'admin:anna', mine.row.personId), {
    code: 'not-found',
  });
  await parts.adminSessions.end(one.id, 'admin:anna');
  assert.equal(await parts.sessions.find(his.token, 'admin'), undefined);
  await parts.adminSessions.endAll(mine.row.personId, 'admin:anna', mine.row.tokenHash);
  assert.equal((await parts.adminSessions.list()).length, 1);
});

test("somebody of a directory's group signs in with its password, and is an administrator as it says at each sign-in", async () => {
  await parts.setUp();
  const user = { id: 'u1', username: 'dora', email: 'dora@example.org' };
  await deps.db.write(async (tx) => {
    await tx.q.insert(tx.t.users).values({ ...aUser, ...user });
  });
  parts.directory.set('DORA secret', { user, role: 'operator' });
  await assert.rejects(parts.signIn.byPassword('DORA', 'wrong', DOOR), { code: 'wrong-password' });
  const entered = await parts.signIn.byPassword('DORA', 'secret', DOOR);
  assert.ok(entered.kind === 'in');
  assert.deepEqual([entered.admin.name, entered.admin.role], ['dora', 'operator']);
  parts.directory.set('DORA secret', { user, role: 'auditor' });
  const again = await parts.signIn.byPassword('DORA', 'secret', DOOR);
  assert.ok(again.kind === 'in' && again.admin.id === entered.admin.id && again.admin.role === 'auditor');
  const ours = { code: 'admin-from-directory' };
  await assert.rejects(parts.admins.setRole(again.admin.id, 'administrator', 'x'), ours);
  await assert.rejects(parts.admins.offerReset(again.admin.id, 'x'), ours);
  await assert.rejects(parts.admins.setPassword(again.admin.id, PASSWORD, ''), ours);
  parts.directory.delete('DORA secret');
  await assert.rejects(parts.signIn.byPassword('DORA', 'secret', DOOR), { code: 'wrong-password' });
});

test('a directory is asked about one name from one place four times, then it waits: its own lock-out is not ours to bring about', async () => {
  await parts.setUp();
  const codes = [];
  for (let i = 0; i < 6; i++) {
    codes.push(await parts.signIn.byPassword('dora', `guess ${i}`, DOOR).catch((error) => error.code));
  }
  assert.deepEqual(codes.slice(3), ['wrong-password', 'too-many-tries', 'too-many-tries']);
});

test("who is switched off as the directory's user is no administrator any more, at once; nor is a second factor asked for", async () => {
  await parts.setUp();
  const user = { id: 'u1', username: 'dora', email: 'dora@example.org' };
  await deps.db.write(async (tx) => {
    await tx.q.insert(tx.t.users).values({ ...aUser, ...user });
  });
  parts.directory.set('dora secret', { user, role: 'helpdesk' });
  const entered = await parts.signIn.byPassword('dora', 'secret', DOOR);
  assert.ok(entered.kind === 'in');
  assert.ok(await parts.admins.findOn(entered.admin.id));
  await deps.db.write(async (tx) => {
    await tx.q.update(tx.t.users).set({ disabledAt: 1, disabledBy: 'directory' });
  });
  assert.equal(await parts.admins.findOn(entered.admin.id), undefined);
});

test('an account of this server keeps its name and its password against a directory that knows the same name', async () => {
  const anna = await parts.setUp();
  const user = { id: 'u1', username: 'anna', email: 'anna@example.org' };
  parts.directory.set('anna secret', { user, role: 'administrator' });
  await assert.rejects(parts.signIn.byPassword('anna', 'secret', DOOR), { code: 'wrong-password' });
  parts.directory.set('anna@example.org secret', { user, role: 'auditor' });
  const other = await parts.signIn.byPassword('anna@example.org', 'secret', DOOR);
  assert.ok(other.kind === 'in' && other.admin.id !== anna && other.admin.name === 'anna@example.org');
  await parts.admins.setOff(other.admin.id, true, 'admin:anna');
  await assert.rejects(parts.signIn.byPassword('anna@example.org', 'secret', DOOR), {
    code: 'wrong-password',
  });
});

const aUser = {
  name: 'Dora',
  codeHash: 'h',
  codeSealed: 's',
  codeLength: 8,
  codeSetAt: 0,
  createdAt: 0,
  defaults: {},
  words: '',
};
