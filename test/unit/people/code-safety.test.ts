// The figure that is published: how likely a hit is within a year, from live numbers, and that codes are as long as it asks.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { codeSafety, hitPerDay, hitPerYear } from '@platen/edge-server/people/code-safety';
import { makeUsers } from '@platen/edge-server/people/users';
import { codeLengthFor } from '@platen/shared/code-length';
import { type TestDeps, testDeps } from '../../support/deps.ts';

let deps: TestDeps;
beforeEach(async () => {
  deps = await testDeps();
});
afterEach(() => deps.close());

const SETTINGS = { wrongPerDay: 100, hitsPerMillionDays: 1 };

test('a site that grows from one user to 100,000 stays under the published figure all the way, with the codes that were given on the way', () => {
  const live = new Map<number, number>();
  for (let users = 1; users <= 100_000; users++) {
    const digits = codeLengthFor(users, SETTINGS.wrongPerDay, 1e-6);
    live.set(digits, (live.get(digits) ?? 0) + 1);
    if (users % 997 !== 0 && users > 20) continue;
    const list = [...live].map(([length, codes]) => ({ digits: length, codes }));
    const perDay = hitPerDay(list, SETTINGS);
    assert.ok(perDay <= 1e-6 * (1 + list.length) * 1.0001, `${users} users: ${perDay}`);
  }
});

test('a year of days adds up', () => {
  assert.ok(Math.abs(hitPerYear(1e-6) - 365e-6) < 1e-7);
  assert.equal(hitPerYear(0), 0);
  assert.equal(hitPerYear(1), 1);
});

test('the figures come from the codes that are live', async () => {
  const users = makeUsers(deps);
  for (let n = 0; n < 12; n++) await users.add(`user${n}@example.org`);
  const safety = await deps.db.read((tx) => codeSafety(tx, deps));
  assert.deepEqual(safety.live, [
    { digits: 8, codes: 1 },
    { digits: 9, codes: 9 },
    { digits: 10, codes: 2 },
  ]);
  assert.equal(safety.liveCodes, 12);
  assert.equal(safety.tooShort, 0);
  assert.equal(safety.nextDigits, 10);
  assert.ok(safety.hitPerYear <= safety.publishedPerYear, `${safety.hitPerYear} ${safety.publishedPerYear}`);
  assert.ok(safety.publishedPerYear < 1 / 500);
});

test('stricter settings show which codes are too short for them', async () => {
  const users = makeUsers(deps);
  for (let n = 0; n < 3; n++) await users.add(`user${n}@example.org`);
  await deps.settingsStore.change('codes.wrongPerDay', 100_000, 'test');
  const safety = await deps.db.read((tx) => codeSafety(tx, deps));
  assert.equal(safety.tooShort, 3);
  assert.ok(safety.hitPerYear > safety.publishedPerYear, 'and the figure says so');
  assert.ok(safety.nextDigits > 10);
});
