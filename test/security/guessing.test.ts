// The attack harness (threats.md T15, T16, T17; figure R15): thousands of guesses (PLATEN_TEST_GUESSES; the figure is made with 100,000) from many panels, networks and browsers against an injected
// clock. No more are looked at than the budgets say, hits come as often as the formula says, and nobody else is slowed.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { tryGuess } from '@platen/edge-server/people/guess-budget';
import type { Source, Try } from '@platen/edge-server/people/guess-scopes';
import { AppError } from '@platen/shared/app-error';
import { type TestDeps, testDeps } from '../support/deps.ts';

/** As many as show it; the figure that is published is made with 100,000. */
const GUESSES = Number(process.env['PLATEN_TEST_GUESSES'] ?? 25_000);
const DAY = 24 * 3_600_000;
/** Guesses that share a transaction: the budgets see each by itself, and a disk is not what is tested here. */
const AT_ONCE = 500;

let deps: TestDeps;
beforeEach(async () => {
  deps = await testDeps();
});
afterEach(() => deps.close());

/** Repeatable numbers from 0 to 1 (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Tally {
  evaluated: number;
  hits: number;
  readonly answers: Map<string, number>;
}

const NEVER = (): boolean => false;

/** @param isRight by the number of the guess: with a chance of H / N, or never */
async function attack(
  guesses: number,
  isRight: (n: number) => boolean,
  next: (n: number) => Omit<Try, 'source'> & { readonly source: Source },
): Promise<Tally> {
  const tally: Tally = { evaluated: 0, hits: 0, answers: new Map() };
  for (let done = 0; done < guesses; done += AT_ONCE) {
    await deps.db.write(async (tx) => {
      for (let n = done; n < Math.min(guesses, done + AT_ONCE); n++) {
        const outcome = await tryGuess(tx, deps, {
          ...next(n),
          wrong: () => new AppError('wrong-code'),
          check: async () => {
            tally.evaluated++;
            return isRight(n) ? 'somebody' : undefined;
          },
        });
        const answer = 'hit' in outcome ? 'hit' : outcome.error.code;
        if (answer === 'hit') tally.hits++;
        tally.answers.set(answer, (tally.answers.get(answer) ?? 0) + 1);
      }
    });
  }
  return tally;
}

/** One try of somebody else. */
async function somebody(source: Source, more: Omit<Try, 'source'> = {}): Promise<string> {
  const outcome = await deps.db.write((tx) =>
    tryGuess(tx, deps, { source, ...more, wrong: () => new AppError('wrong-code'), check: async () => true }),
  );
  return 'hit' in outcome ? 'hit' : outcome.error.code;
}

test('codes from 200 panels in 200 networks within a month: 100 a day are looked at, and hits come as the formula says', async () => {
  const random = numbers(2026);
  // A small space, so that there is something to count: one code in 200 is somebody's.
  const chance = 1 / 200;
  let evaluated = 0;
  let hits = 0;
  const days = 30;
  for (let day = 0; day < days; day++) {
    const tally = await attack(
      2_000,
      () => random() < chance,
      (n) => ({
        source: { printerId: `panel-${n % 200}`, address: `10.${n % 200}.${n % 7}.1` },
      }),
    );
    assert.ok(
      tally.evaluated - tally.hits <= 100,
      `day ${day}: ${tally.evaluated} looked at, ${tally.hits} right`,
    );
    evaluated += tally.evaluated;
    hits += tally.hits;
    deps.pass(DAY);
  }
  assert.ok(evaluated >= 100 * (days - 1), `${evaluated}: the budget is what stops them`);
  const expected = evaluated * chance;
  // Four standard deviations of a binomial count; the numbers are repeatable, so this does not vary.
  assert.ok(Math.abs(hits - expected) < 4 * Math.sqrt(expected), `${hits} hits, ${expected} expected`);
});

test('codes at named accounts from 300 networks: each length costs the accepted chance a day, and no more', async () => {
  const tally = await attack(GUESSES * 0.3, NEVER, (n) => ({
    source: { address: `10.${n % 250}.${Math.floor(n / 250) % 3}.1` },
    pair: `account-${n % 1000}`,
    at: 'code',
    length: 8 + (n % 2),
  }));
  // 10^-6 of 10^8 and of 10^9.
  assert.ok(tally.evaluated <= 100 + 1_000, `${tally.evaluated}`);
  assert.ok((tally.answers.get('code-needs-mail') ?? 0) > GUESSES * 0.1);
});

test('passwords from one network, by somebody who signs in with an account of their own in between: growing waits hold them', async () => {
  const own = (n: number): boolean => n % 2 === 1;
  const tally = await attack(GUESSES * 0.1, own, (n) => {
    // A day and an hour in all.
    deps.pass((25 * 3_600_000) / (GUESSES * 0.1));
    const pair = own(n) ? 'mallory' : `account-${n % 400}`;
    return { source: { address: '10.66.0.1' }, pair, at: 'password' };
  });
  assert.ok(tally.hits > 0, 'mallory gets in now and then');
  // Twenty before each wait of 1, 2, 4, 8, then 16 minutes: 25 hours have at most 97 such rounds.
  assert.ok(tally.evaluated - tally.hits <= 20 * 97, `${tally.evaluated - tally.hits}`);
});

test('while all of that goes on, everybody else signs in: other panels by address and code, owners elsewhere, known browsers', async () => {
  await attack(2_000, NEVER, (n) => ({
    source: { printerId: `panel-${n % 50}`, address: `10.${n % 50}.0.1` },
  }));
  await attack(900, NEVER, (n) => ({
    source: { address: `10.${n % 200}.1.1` },
    pair: 'victim',
    at: 'code',
    length: 9,
  }));
  const codeOf = (pair: string) => ({ pair, at: 'code', length: 9 }) as const;
  assert.equal(
    await somebody({ printerId: 'fresh', address: '172.16.0.1' }),
    'code-needs-email',
    'the site asks for the address',
  );
  assert.equal(
    await somebody({ printerId: 'fresh', address: '172.16.0.1' }, codeOf('victim')),
    'hit',
    'which is enough',
  );
  assert.equal(await somebody({ address: '172.16.3.1' }, codeOf('anna')), 'hit', 'in the portal');
  assert.equal(
    await somebody({ address: '10.7.1.1', browser: 'browser:victim' }, codeOf('victim')),
    'hit',
    'the victim, from an address that attacks, in the browser known from before',
  );
  deps.pass(DAY);
  assert.equal(
    await somebody({ printerId: 'fresh', address: '172.16.0.1' }),
    'hit',
    'and a code alone the next day',
  );
});

test('a restart gives no further tries: everything counted is in the database', async () => {
  for (let n = 0; n < 5; n++) {
    await attack(1, NEVER, () => ({ source: { printerId: 'p1', address: '10.1.0.1' } }));
  }
  const rows = await deps.db.read((tx) => tx.q.select().from(tx.t.guesses));
  const panel = rows.find(({ scope }) => scope === 'panel:p1');
  assert.ok((panel?.blockedUntil ?? 0) > deps.clock.now());
  assert.equal(await somebody({ printerId: 'p1', address: '10.1.0.1' }), 'too-many-tries');
});
