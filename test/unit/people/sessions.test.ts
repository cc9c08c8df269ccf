// How long sessions live (SPEC C8): the administrator's hours, "stay signed in", the last day, silent renewal, and the end of who is switched off.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { makeSessions, type SessionFacts, type Sessions } from '@platen/edge-server/people/sessions';
import { makeUsers } from '@platen/edge-server/people/users';
import { eq } from 'drizzle-orm';
import { type TestDeps, testDeps } from '../../support/deps.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let deps: TestDeps;
let sessions: Sessions;
let userId: string;
beforeEach(async () => {
  deps = await testDeps();
  sessions = makeSessions(deps);
  userId = (await makeUsers(deps).add('anna@example.org')).user.id;
});
afterEach(() => deps.close());

const open = (facts: SessionFacts = {}) => deps.db.write((tx) => sessions.open(tx, 'portal', userId, facts));

test('a portal session ends after the set hours without use, and use renews it silently', async () => {
  await deps.settingsStore.change('signIn.portalHours', 2, 'test');
  const { token } = await open();
  deps.pass(2 * HOUR - 1);
  const row = await sessions.find(token, 'portal');
  assert.ok(row !== undefined);
  await sessions.keepAlive(row);
  deps.pass(2 * HOUR - 1);
  assert.ok((await sessions.find(token, 'portal')) !== undefined, 'renewed');
  deps.pass(1);
  assert.equal(await sessions.find(token, 'portal'), undefined);
});

test('"stay signed in" lasts its days, and the last day ends it however often it was used', async () => {
  await deps.settingsStore.change('signIn.portalStayDays', 10, 'test');
  await deps.settingsStore.change('signIn.portalMostDays', 25, 'test');
  const { token } = await open({ stay: true });
  for (let day = 0; day < 24; day += 8) {
    deps.pass(8 * DAY);
    const row = await sessions.find(token, 'portal');
    assert.ok(row !== undefined, `day ${day + 8}`);
    await sessions.keepAlive(row);
  }
  deps.pass(DAY - 1);
  assert.ok((await sessions.find(token, 'portal')) !== undefined);
  deps.pass(1);
  assert.equal(await sessions.find(token, 'portal'), undefined, 'day 25');
});

test('where the administrator took the choice away, "stay signed in" is worth nothing', async () => {
  await deps.settingsStore.change('signIn.portalStayDays', 0, 'test');
  const { token } = await open({ stay: true });
  deps.pass(12 * HOUR);
  assert.equal(await sessions.find(token, 'portal'), undefined);
});

test('a session remembers from where, with what and how, and when it was used', async () => {
  const { row } = await open({ address: '10.1.0.1', agent: 'x'.repeat(1000), via: 'mailed-code' });
  deps.pass(3 * HOUR);
  await sessions.keepAlive(row);
  const [listed] = await sessions.list(userId, 'portal');
  assert.equal(listed?.address, '10.1.0.1');
  assert.equal(listed?.agent?.length, 300);
  assert.equal(listed?.via, 'mailed-code');
  assert.equal((listed?.seenAt ?? 0) - (listed?.createdAt ?? 0), 3 * HOUR);
});

test('who is switched off, or whose time as a guest is over, has no session any more', async () => {
  const { users } = { users: (tx: Parameters<Parameters<TestDeps['db']['write']>[0]>[0]) => tx.t.users };
  const { token } = await open();
  const panel = await deps.db.write((tx) => sessions.open(tx, 'panel', userId, { printerId: 'p' }));
  assert.ok((await sessions.find(token, 'portal')) !== undefined);
  const set = (change: { disabledAt?: number | null; guestUntil?: number | null }) =>
    deps.db.write(async (tx) => {
      await tx.q
        .update(users(tx))
        .set(change)
        .where(eq(users(tx).id, userId));
    });
  await set({ disabledAt: deps.clock.now() });
  // What another server has remembered is believed five seconds at most.
  deps.pass(5_000);
  assert.equal(await sessions.find(token, 'portal'), undefined);
  assert.equal(await sessions.find(panel.token, 'panel'), undefined);
  await set({ disabledAt: null, guestUntil: deps.clock.now() + 10_000 });
  assert.ok((await sessions.find(token, 'portal')) !== undefined);
  deps.pass(10_000);
  assert.equal(await sessions.find(token, 'portal'), undefined);
});

test('signing somebody out everywhere counts at once, here and in the database', async () => {
  const first = await open();
  const second = await open();
  assert.ok((await sessions.find(first.token, 'portal')) !== undefined);
  await deps.db.write((tx) => sessions.endOfUsers(tx, [userId]));
  for (const { token } of [first, second]) assert.equal(await sessions.find(token, 'portal'), undefined);
  assert.deepEqual(await sessions.list(userId, 'portal'), []);
});

test('a session that was ended is not brought back by a renewal that was under way', async () => {
  const { token, row } = await open();
  await sessions.end(row.tokenHash);
  deps.pass(2 * HOUR);
  await sessions.keepAlive(row);
  assert.equal(await sessions.find(token, 'portal'), undefined);
});
