// How far the first-run assistant is: marks are kept, what is there counts by itself, and an old site is left alone.
import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import { makePrinters } from '@platen/edge-server/devices/printers';
import { ensureHouseUser, HOUSE_ID } from '@platen/edge-server/people/house-user';
import { findUser, makeUsers, namesOf } from '@platen/edge-server/people/users';
import { makeFirstRun } from '@platen/edge-server/settings/first-run';
import { type TestDeps, testDeps } from '../../support/deps.ts';

let deps: TestDeps;
beforeEach(async () => {
  deps = await testDeps();
});
afterEach(() => deps.close());

const states = async () =>
  Object.fromEntries((await makeFirstRun(deps).read()).steps.map(({ id, state }) => [id, state]));

test('an empty server begins with every step open', async () => {
  const { open, steps } = await makeFirstRun(deps).read();
  assert.ok(open);
  assert.deepEqual(
    steps.map(({ id }) => id),
    ['site', 'certificate', 'mail', 'printer', 'page', 'user', 'walk'],
  );
  assert.ok(steps.every(({ state }) => state === 'open'));
});

test('marks stay, a skipped step can be taken up again, and it ends when nothing is open', async () => {
  const first = makeFirstRun(deps);
  await first.change({ step: 'site', state: 'done' }, 'admin:a');
  await first.change({ step: 'mail', state: 'skipped', printerId: 'p1' }, 'admin:a');
  assert.deepEqual((await states())['mail'], 'skipped');
  await makeFirstRun(deps).change({ step: 'mail', state: 'open' }, 'admin:b');
  assert.deepEqual((await states())['mail'], 'open');
  const seen = await first.read();
  assert.deepEqual([seen.printerId, seen.open], ['p1', true]);
  for (const step of ['certificate', 'mail', 'printer', 'page', 'user', 'walk'] as const)
    await first.change({ step, state: 'done' }, 'admin:a');
  assert.equal((await first.read()).open, false);
});

test('a printer and a user that are there count, however they came', async () => {
  await makeFirstRun(deps).change({ step: 'site', state: 'done' }, 'admin:a');
  await makePrinters(deps).add({ name: 'Corridor', uri: 'ipp://192.0.2.9/ipp/print' }, {}, 'test');
  await makeUsers(deps).add('anna@example.org');
  const now = await states();
  assert.deepEqual([now['printer'], now['user'], now['page']], ['done', 'done', 'open']);
});

test('a site that was at work before the assistant came is not asked to begin', async () => {
  await makeUsers(deps).add('anna@example.org');
  assert.equal((await makeFirstRun(deps).read()).open, false);
});

test('closed is closed, and in the audit log', async () => {
  await makeFirstRun(deps).change({ closed: true }, 'admin:a');
  assert.equal((await makeFirstRun(deps).read()).open, false);
  const entries = await deps.db.read(async (tx) => tx.q.select().from(tx.t.audit));
  assert.deepEqual(
    entries.map(({ who, act }) => `${who} ${act}`),
    ['admin:a closed the first-run assistant'],
  );
});

test('marks of another version are begun anew, without an error', async () => {
  await deps.db.write(async (tx) => {
    await tx.q.insert(tx.t.facts).values({ name: 'first-run', value: '{"marks":{"tea":"done"},"userId":7}' });
  });
  assert.ok((await makeFirstRun(deps).read()).steps.every(({ state }) => state === 'open'));
});

test('the account of test pages is nobody who could sign in, and keeps its name in reports', async () => {
  await deps.db.write((tx) => ensureHouseUser(tx, 1));
  await deps.db.write((tx) => ensureHouseUser(tx, 2));
  assert.equal(await deps.db.read((tx) => findUser(tx, HOUSE_ID)), undefined);
  assert.equal((await deps.db.read((tx) => namesOf(tx, [HOUSE_ID]))).get(HOUSE_ID), 'Test pages');
});
