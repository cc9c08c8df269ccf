import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { makeAdmins } from '@platen/edge-server/people/admins';
import { makeSessions } from '@platen/edge-server/people/sessions';
import { type TestDeps, testDeps } from '../../support/deps.ts';

let deps: TestDeps;
let admins: ReturnType<typeof makeAdmins>;
let sessions: ReturnType<typeof makeSessions>;
let verified = 0;
beforeEach(async () => {
  deps = await testDeps();
  verified = 0;
  sessions = makeSessions(deps);
  // The real hash is slow on purpose; platform/password-hash has its own tests.
  const passwords = {
    hash: async (password: string) => `hash:${password}`,
    verify: async (stored: string | undefined, given: string) => {
      verified++;
      return stored === `hash:${given}`;
    },
  };
  admins = makeAdmins({ ...deps, passwords, sessions });
});
afterEach(() => deps.close());

const PASSWORD = 'correct horse battery';
const from = { address: '10.0.0.1' };

async function setUp(): Promise<void> {
  const token = await admins.offerSetup();
  await admins.setup(token ?? '', 'anna', PASSWORD);
}

test('the setup link makes one administrator and is void after that', async () => {
  const token = (await admins.offerSetup()) ?? '';
  await assert.rejects(admins.setup('guessed', 'eve', PASSWORD), { code: 'setup-done' });
  await assert.rejects(admins.setup(token, 'anna', 'short'), { code: 'weak-password' });
  const signedIn = await admins.setup(token, 'anna', PASSWORD);
  assert.equal((await sessions.find(signedIn.token, 'admin'))?.kind, 'admin');
  await assert.rejects(admins.setup(token, 'eve', PASSWORD), { code: 'setup-done' });
  assert.equal(await admins.offerSetup(), undefined);
  assert.equal(await admins.setupOpen(), false);
});

test('of many that use the link at the same moment one wins', async () => {
  const token = (await admins.offerSetup()) ?? '';
  const tries = await Promise.allSettled(
    Array.from({ length: 10 }, (_, i) => admins.setup(token, `admin${i}`, PASSWORD)),
  );
  assert.equal(tries.filter((result) => result.status === 'fulfilled').length, 1);
});

test('a link from an earlier start is void', async () => {
  const old = (await admins.offerSetup()) ?? '';
  await admins.offerSetup();
  await assert.rejects(admins.setup(old, 'eve', PASSWORD), { code: 'setup-done' });
});

test('signing in needs the right name and password', async () => {
  await setUp();
  await assert.rejects(admins.signIn('anna', 'wrong password', from), { code: 'wrong-password' });
  await assert.rejects(admins.signIn('bert', PASSWORD, from), { code: 'wrong-password' });
  const { token } = await admins.signIn('anna', PASSWORD, from);
  const session = await sessions.find(token, 'admin');
  assert.equal(await admins.nameOf(session?.personId ?? ''), 'anna');
});

test('a flood of wrong passwords stops before the hash is looked at, at its own source only', async () => {
  await setUp();
  await Promise.allSettled(Array.from({ length: 50 }, () => admins.signIn('anna', 'wrong password', from)));
  assert.equal(verified, 10);
  await assert.rejects(admins.signIn('anna', PASSWORD, from), { code: 'too-many-tries' });
  await admins.signIn('anna', PASSWORD, { address: '192.0.2.1' });
});

test('a session of one kind opens nothing of another', async () => {
  await setUp();
  const { token } = await admins.signIn('anna', PASSWORD, from);
  assert.equal(await sessions.find(token, 'portal'), undefined);
  assert.equal(await sessions.find(token, 'panel'), undefined);
});

test('a session ends with its time and at once when it is ended', async () => {
  await setUp();
  const { token } = await admins.signIn('anna', PASSWORD, from);
  const row = await sessions.find(token, 'admin');
  deps.pass(11 * 3_600_000);
  await sessions.keepAlive(row ?? assert.fail());
  deps.pass(11 * 3_600_000);
  assert.ok(await sessions.find(token, 'admin'), 'use renewed it');
  deps.pass(2 * 3_600_000);
  assert.equal(await sessions.find(token, 'admin'), undefined);
  const again = await admins.signIn('anna', PASSWORD, from);
  const live = await sessions.find(again.token, 'admin');
  await sessions.end(live?.tokenHash ?? '');
  assert.equal(await sessions.find(again.token, 'admin'), undefined);
});
