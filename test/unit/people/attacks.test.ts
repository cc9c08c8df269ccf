// Guessing of codes as people see it: today's sources, which are no slips any more, and the mail that tells of it once a day.
import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import { alertAddresses } from '@platen/edge-server/people/alert-addresses';
import { makeAttackWatch } from '@platen/edge-server/people/attack-watch';
import { ATTACK_WRONG, readAttacks } from '@platen/edge-server/people/attacks';
import { tryGuess } from '@platen/edge-server/people/guess-budget';
import { AppError } from '@platen/shared/app-error';
import { type TestDeps, testDeps } from '../../support/deps.ts';

let deps: TestDeps;
beforeEach(async () => {
  deps = await testDeps();
});
afterEach(() => deps.close());

/** Wrong codes typed at a panel, each after every wait is over. */
async function guess(printerId: string, times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    await deps.db.write((tx) =>
      tryGuess(tx, deps, {
        source: { address: '192.0.2.50', printerId },
        wrong: () => new AppError('wrong-code'),
        check: async () => undefined,
      }),
    );
    deps.pass(17 * 60_000);
  }
}
const attacks = () => deps.db.read((tx) => readAttacks(tx, deps));

test('a few slips are no attack', async () => {
  await guess('p1', 3);
  const { wrong, budget, usedUp, sources, attackers } = await attacks();
  assert.deepEqual([wrong, budget, usedUp, attackers.length], [3, 100, false, 0]);
  assert.deepEqual(
    sources.map(({ source, wrong: count }) => [source, count]),
    [['panel:p1', 3]],
  );
});

test('more than anybody’s slips at one place are an attack; it is told once a day, by name', async () => {
  await deps.db.write(async (tx) => {
    const day = Math.floor(deps.clock.now() / 86_400_000);
    const lastAt = deps.clock.now();
    await tx.q.insert(tx.t.guessDays).values({ day, source: 'panel:p1', wrong: ATTACK_WRONG, lastAt });
  });
  assert.equal((await attacks()).attackers[0]?.source, 'panel:p1');
  const told: { about: string; where: string; detail: string }[] = [];
  const watch = makeAttackWatch({
    ...deps,
    nameOf: async () => 'Reading room colour',
    alert: async (_tx, news) => void told.push(news),
  });
  await watch.look();
  await watch.look();
  assert.equal(told.length, 1);
  assert.equal(told[0]?.about, 'attack 2026-11-22');
  assert.match(told[0]?.detail ?? '', /^40 wrong codes at Reading room colour today\./);
  assert.ok(deps.logged.some((line) => line.includes('somebody is guessing codes')));
});

test('the site’s budget that is used up is told, too, and a quiet day is not', async () => {
  await deps.settingsStore.change('codes.wrongPerDay', 10, 'test');
  const told: string[] = [];
  const watch = makeAttackWatch({
    ...deps,
    nameOf: async (_tx, source) => source,
    alert: async (_tx, { detail }) => void told.push(detail),
  });
  await watch.look();
  assert.equal(told.length, 0);
  await guess('p1', 10);
  await watch.look();
  assert.match(told[0] ?? '', /10 of the 10 .* panels ask for the email address, too/);
});

test('alerts go to the address that is set, else to every administrator who has one', async () => {
  const admin = (id: string, more: object) => ({ id, name: id, passwordHash: '', createdAt: 0, ...more });
  await deps.db.write(async (tx) => {
    await tx.q
      .insert(tx.t.admins)
      .values([
        admin('a', { email: 'a@example.org' }),
        admin('b', { email: 'b@example.org', role: 'operator' }),
        admin('c', { email: 'c@example.org', disabledAt: 1 }),
        admin('d', {}),
      ]);
  });
  assert.deepEqual(await deps.db.read((tx) => alertAddresses(tx, ' it@example.org ')), ['it@example.org']);
  assert.deepEqual(await deps.db.read((tx) => alertAddresses(tx, '')), ['a@example.org']);
});
