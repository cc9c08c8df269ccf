import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { needsEmail, tryGuess, wrongToday } from '@platen/edge-server/people/guess-budget';
import { networkOf, type Source } from '@platen/edge-server/people/guess-scopes';
import { AppError } from '@platen/shared/app-error';
import { type TestDeps, testDeps } from '../../support/deps.ts';

let deps: TestDeps;
beforeEach(async () => {
  deps = await testDeps();
});
afterEach(() => deps.close());

const panel = (printerId: string, address = '10.0.0.1'): Source => ({ printerId, address });

/** One try; what it was answered with, in a word. */
async function guess(source: Source, right: boolean, pair?: string): Promise<string> {
  const outcome = await deps.db.write((tx) =>
    tryGuess(tx, deps, {
      source,
      ...(pair === undefined ? {} : { pair }),
      wrong: () => new AppError('wrong-code'),
      check: async () => (right ? 'user' : undefined),
    }),
  );
  return 'hit' in outcome ? 'hit' : outcome.error.code;
}

test('five wrong codes in a row make a panel wait a minute, then two, then four', async () => {
  for (const wait of [60_000, 120_000, 240_000]) {
    for (let i = 0; i < 5; i++) assert.equal(await guess(panel('p1'), false), 'wrong-code');
    assert.equal(await guess(panel('p1'), true), 'too-many-tries');
    deps.pass(wait - 1);
    assert.equal(await guess(panel('p1'), true), 'too-many-tries');
    deps.pass(1);
    await deps.settingsStore.change('codes.wrongPerNetwork', 1000, 'test');
  }
  assert.equal(await guess(panel('p1'), true), 'hit');
});

test('a right code ends the row', async () => {
  for (let round = 0; round < 5; round++) {
    for (let i = 0; i < 4; i++) assert.equal(await guess(panel('p1'), false), 'wrong-code');
    assert.equal(await guess(panel('p1'), true), 'hit');
  }
});

test('a panel that has to wait keeps nobody from another panel', async () => {
  for (let i = 0; i < 5; i++) await guess(panel('p1'), false);
  assert.equal(await guess(panel('p1'), true), 'too-many-tries');
  assert.equal(await guess(panel('p2'), true), 'hit');
});

test('a network that used its budget up is asked for the email address, not locked out', async () => {
  let wrong = 0;
  for (let p = 0; wrong < 20; p++) for (let i = 0; i < 4; i++, wrong++) await guess(panel(`p${p}`), false);
  assert.equal(await guess(panel('fresh'), true), 'code-needs-email');
  assert.equal(await guess(panel('fresh', '10.9.9.9'), true), 'hit', 'another network goes on');
  assert.equal(await guess(panel('fresh'), true, 'anna'), 'hit', 'with the address it works');
  assert.equal(await deps.db.read((tx) => needsEmail(tx, deps, panel('fresh'))), true);
});

test('the whole site evaluates no more wrong codes a day than its budget, whatever sources they come from', async () => {
  await deps.settingsStore.change('codes.wrongPerDay', 30, 'test');
  let evaluated = 0;
  for (let i = 0; i < 200; i++) {
    const outcome = await guess(panel(`p${i}`, `10.${i}.0.1`), false);
    if (outcome === 'wrong-code') evaluated++;
    else assert.equal(outcome, 'code-needs-email');
  }
  assert.equal(evaluated, 30);
  assert.equal(await deps.db.read((tx) => wrongToday(tx, deps)), 30);
  deps.pass(12 * 3_600_000);
  assert.equal(await guess(panel('p1'), true), 'hit', 'a new day');
});

test('parallel tries give no more than the budget', async () => {
  const outcomes = await Promise.all(Array.from({ length: 100 }, () => guess(panel('p1'), false)));
  assert.equal(outcomes.filter((code) => code === 'wrong-code').length, 5);
});

test('guessing at one account is limited per source, and the owner elsewhere is not locked out', async () => {
  await deps.settingsStore.change('codes.wrongPerNetwork', 1000, 'test');
  const attacker: Source = { address: '10.66.0.1' };
  for (let i = 0; i < 10; i++) assert.equal(await guess(attacker, false, 'anna'), 'wrong-code');
  assert.equal(await guess(attacker, true, 'anna'), 'too-many-tries');
  assert.equal(await guess({ address: '10.1.0.1' }, true, 'anna'), 'hit');
  assert.equal(await guess(panel('p1'), true), 'hit');
});

test('tries that name an account leave the site budget for codes alone', async () => {
  await guess({ address: '10.66.0.1' }, false, 'anna');
  assert.equal(await deps.db.read((tx) => wrongToday(tx, deps)), 0);
});

test('a network is a /24 or a /56, and an IPv4-mapped address is its IPv4 one', () => {
  assert.equal(networkOf('10.1.2.77'), '10.1.2.0/24');
  assert.equal(networkOf('::ffff:10.1.2.77'), '10.1.2.0/24');
  assert.equal(networkOf('2001:db8:1:2ff::1'), '2001:db8:1:200/56');
  assert.equal(networkOf('2001:db8:1:2aa:1:2:3:4'), '2001:db8:1:200/56');
  assert.equal(networkOf('fe80::1%eth0'), 'fe80:0:0:0/56');
});
