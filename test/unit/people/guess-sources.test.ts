// Budgets where an account is named: waiting follows the source, and nobody is locked out by somebody else (threat T17).
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import {
  beginGuess,
  forgiveTries,
  missGuess,
  tryGuess,
  undoGuess,
} from '@platen/edge-server/people/guess-budget';
import { freeSource, waitingSources, wrongBySource } from '@platen/edge-server/people/guess-days';
import type { Guessed, Source } from '@platen/edge-server/people/guess-scopes';
import { AppError } from '@platen/shared/app-error';
import { type TestDeps, testDeps } from '../../support/deps.ts';

let deps: TestDeps;
beforeEach(async () => {
  deps = await testDeps();
});
afterEach(() => deps.close());

const from = (address: string, more: Partial<Source> = {}): Source => ({ address, ...more });

/** One try at a named account; what it was answered with, in a word. */
async function guess(
  source: Source,
  pair: string,
  right: boolean,
  at: Guessed = 'code',
  length = 9,
): Promise<string> {
  const outcome = await deps.db.write((tx) =>
    tryGuess(tx, deps, {
      source,
      pair,
      at,
      length,
      wrong: () => new AppError('wrong-code'),
      check: async () => (right ? 'user' : undefined),
    }),
  );
  return 'hit' in outcome ? 'hit' : outcome.error.code;
}

test('a stranger who knows the address and uses up every budget at it does not keep its owner out elsewhere', async () => {
  for (let round = 0; round < 30; round++) await guess(from('10.66.0.1'), 'anna', false);
  assert.equal(await guess(from('10.66.0.1'), 'anna', true), 'too-many-tries');
  assert.equal(await guess(from('10.1.0.1'), 'anna', true), 'hit', 'another network');
  assert.equal(
    await guess(from('10.66.0.1'), 'ben', true),
    'hit',
    'another account from the very same address',
  );
  assert.equal(await guess(from('10.1.0.7', { printerId: 'p1' }), 'anna', true), 'hit', 'a panel');
});

test('behind the very same address the owner goes on in the browser in which they signed in before', async () => {
  for (let round = 0; round < 30; round++) await guess(from('10.66.0.1'), 'anna', false);
  const own = from('10.66.0.1', { browser: 'browser:abc' });
  assert.equal(await guess(own, 'anna', true), 'hit');
  for (let round = 0; round < 10; round++)
    assert.equal(await guess(own, 'anna', false), 'wrong-code', `${round}`);
  assert.equal(await guess(own, 'anna', true), 'too-many-tries', 'a stolen browser has ten tries, too');
});

test('who has an account cannot make room for guessing at others by signing in in between', async () => {
  let wrong = 0;
  for (let round = 0; round < 40; round++) {
    if ((await guess(from('10.66.0.1'), `victim-${round}`, false)) === 'wrong-code') wrong++;
    await guess(from('10.66.0.1'), 'mallory', true);
  }
  assert.equal(wrong, 20, 'the network has twenty, however often mallory signs in');
});

test('own slips are given back to the network with the right code', async () => {
  for (let person = 0; person < 30; person++) {
    for (let slip = 0; slip < 3; slip++) {
      assert.equal(await guess(from('10.1.0.1'), `person-${person}`, false), 'wrong-code');
    }
    assert.equal(await guess(from('10.1.0.1'), `person-${person}`, true), 'hit', `person ${person}`);
  }
});

test('of each length only so many wrong codes a day are looked at from unknown browsers; then the mail is the way', async () => {
  let evaluated = 0;
  for (let n = 0; n < 300; n++) {
    const outcome = await guess(
      from(`10.${n % 250}.${Math.floor(n / 250)}.1`),
      `person-${n}`,
      false,
      'code',
      8,
    );
    if (outcome === 'wrong-code') evaluated++;
    else assert.equal(outcome, 'code-needs-mail');
  }
  assert.equal(evaluated, 100, 'a hundred tries at 10^8 codes are one in a million');
  assert.equal(await guess(from('10.254.0.1'), 'anna', true, 'code', 9), 'hit', 'other lengths go on');
  assert.equal(
    await guess(from('10.254.0.1', { browser: 'browser:x' }), 'ben', true, 'code', 8),
    'hit',
    'known browsers go on',
  );
  assert.equal(
    await guess(from('10.254.0.1', { printerId: 'p' }), 'eva', true, 'code', 8),
    'hit',
    'panels go on',
  );
  deps.pass(12 * 3_600_000);
  assert.equal(await guess(from('10.254.0.1'), 'anna', true, 'code', 8), 'hit', 'a new day');
});

test('a directory password has four tries from one source: one source does not lock its account over there', async () => {
  for (let n = 0; n < 4; n++)
    assert.equal(await guess(from('10.1.0.1'), 'anna', false, 'password'), 'wrong-code');
  assert.equal(await guess(from('10.1.0.1'), 'anna', true, 'password'), 'too-many-tries');
  deps.pass(60_000);
  for (let n = 0; n < 4; n++)
    assert.equal(await guess(from('10.1.0.1'), 'anna', false, 'password'), 'wrong-code');
  deps.pass(119_999);
  assert.equal(await guess(from('10.1.0.1'), 'anna', true, 'password'), 'too-many-tries', 'twice as long');
  deps.pass(1);
  assert.equal(await guess(from('10.1.0.1'), 'anna', true, 'password'), 'hit');
});

test('tries that are still being checked count: parallel ones give no more', async () => {
  const ask = { source: from('10.1.0.1'), pair: 'anna', at: 'password' } as const;
  const begun = await Promise.all(
    Array.from({ length: 50 }, () => deps.db.write((tx) => beginGuess(tx, deps, ask))),
  );
  assert.equal(begun.filter((error) => error === undefined).length, 4);
});

test('a try that nobody could check is given back, and one that was right ends the row', async () => {
  const ask = { source: from('10.1.0.1'), pair: 'anna', at: 'password' } as const;
  for (let n = 0; n < 20; n++) {
    assert.equal(await deps.db.write((tx) => beginGuess(tx, deps, ask)), undefined, `try ${n}`);
    await deps.db.write((tx) => undoGuess(tx, deps, ask));
  }
  for (let round = 0; round < 5; round++) {
    for (let n = 0; n < 3; n++) {
      await deps.db.write((tx) => beginGuess(tx, deps, ask));
      await deps.db.write((tx) => missGuess(tx, deps, ask));
    }
    assert.equal(await deps.db.write((tx) => beginGuess(tx, deps, ask)), undefined);
    await deps.db.write((tx) => forgiveTries(tx, deps, ask));
  }
});

test('unknown cards make their panel wait and nothing else', async () => {
  const panel = from('10.1.0.1', { printerId: 'p1' });
  for (let n = 0; n < 10; n++) assert.equal(await guess(panel, 'card', false, 'card'), 'wrong-code');
  assert.equal(await guess(panel, 'card', true, 'card'), 'too-many-tries');
  assert.equal(await guess(from('10.1.0.1', { printerId: 'p2' }), 'card', true, 'card'), 'hit');
  assert.equal(await guess(panel, 'anna', true), 'hit', 'the code goes on');
});

test('wrong tries are kept by source and day, and a source that waits can be let go on, which is in the audit log', async () => {
  for (let n = 0; n < 10; n++) await guess(from('10.66.0.1'), 'anna', false);
  await guess(from('10.7.0.1', { printerId: 'p1' }), 'anna', false);
  const now = deps.clock.now();
  const seen = await deps.db.read((tx) => wrongBySource(tx, now, 7));
  assert.deepEqual(
    seen.map(({ source, wrong }) => [source, wrong]),
    [
      ['network:10.66.0.0/24', 10],
      ['panel:p1', 1],
    ],
  );
  const [waiting] = await deps.db.read((tx) => waitingSources(tx, now));
  assert.equal(waiting?.scope, 'pair:anna@10.66.0.0/24');
  assert.equal(waiting?.until, now + 60_000);
  await deps.db.write((tx) => freeSource(tx, waiting?.scope ?? '', 'admin:eva', now));
  assert.equal(await guess(from('10.66.0.1'), 'anna', true), 'hit');
  const audited = await deps.db.read((tx) => tx.q.select().from(tx.t.audit));
  assert.deepEqual(
    audited.map(({ who, about }) => [who, about]),
    [['admin:eva', 'pair:anna@10.66.0.0/24']],
  );
  await assert.rejects(
    deps.db.write((tx) => freeSource(tx, 'pair:anna@10.66.0.0/24', 'admin:eva', now)),
    (error) => error instanceof AppError && error.code === 'not-found',
  );
});
