// Keys that travel by mail, on both engines: whose they are, that each is good once, how long they are known, and what guessing costs.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { before, test } from 'node:test';
import type { Database } from '@platen/edge-server/db/database';
import {
  type FoundKey,
  type KeyProblem,
  makeMailKeys,
} from '@platen/edge-server/flow/release/by-mail/mail-keys';
import { makeKeyBudget } from '@platen/edge-server/people/mail-keys-budget';
import { systemClock } from '@platen/edge-server/platform/clock';
import { systemIds } from '@platen/edge-server/platform/ids';
import { makeSealing } from '@platen/edge-server/platform/sealing';
import { onBothEngines } from '../support/engines.ts';
import { anId } from '../support/rows.ts';
import { factsOf, openScene, PRINTER } from '../unit/flow/release/by-mail/scene.ts';

const DAY = 86_400_000;
const isKey = (found: FoundKey | KeyProblem): found is FoundKey => !('problem' in found);

onBothEngines('mail keys', (database) => {
  let db: Database;
  let now = Date.parse('2026-11-22T12:00:00Z');
  const sealing = makeSealing(randomBytes(32));
  const deps = {
    clock: { ...systemClock, now: () => now },
    ids: systemIds,
    sealing,
    settings: (): never => assert.fail('the budget of a sender is nobody’s setting'),
  };
  const keys = makeMailKeys({ ...deps, guess: makeKeyBudget(deps) });
  before(() => {
    db = database();
  });

  const issue = (userId: string, more: { jobId?: string; expiresAt?: number } = {}) =>
    db.write((tx) => keys.issue(tx, { kind: 'release', userId, expiresAt: now + DAY, ...more }));
  const check = (key: string, userId: string | undefined, sender = `${userId}@example.org`) =>
    db.write((tx) => keys.check(tx, key, sender, userId));
  /** Looks a key up and takes it, as whoever does what it is for. */
  const use = (key: string, userId: string) =>
    db.write(async (tx) => {
      const found = await keys.check(tx, key, `${userId}@example.org`, userId);
      return isKey(found) && (await keys.take(tx, found)) ? found.jobId : found;
    });

  test('a key is readable, opens its job for its owner, and stands nowhere in the database', async () => {
    const userId = anId();
    const key = await issue(userId, { jobId: 'job-1' });
    assert.match(key, /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    const found = await check(key, userId);
    assert.ok(isKey(found));
    assert.equal(found.jobId, 'job-1');
    assert.equal(found.kind, 'release');
    const rows = await db.read((tx) => tx.q.select().from(tx.t.mailKeys));
    const written = JSON.stringify(rows).toUpperCase();
    assert.ok(!written.includes(key) && !written.includes(key.replaceAll('-', '')));
  });

  test('it is good once, also for two at the same moment', async () => {
    const userId = anId();
    const key = await issue(userId, { jobId: 'job-2' });
    const both = await Promise.all([use(key, userId), use(key, userId)]);
    assert.equal(both.filter((one) => one === 'job-2').length, 1);
    assert.deepEqual(await check(key, userId), { problem: 'key-used' });
  });

  test('one that was given back in the same transaction is good again', async () => {
    const userId = anId();
    const key = await issue(userId, { jobId: 'job-3' });
    await db.write(async (tx) => {
      const found = await keys.check(tx, key, 'a@example.org', userId);
      assert.ok(isKey(found));
      assert.ok(await keys.take(tx, found));
      await keys.giveBack(tx, found);
    });
    assert.equal(await use(key, userId), 'job-3');
  });

  test('a transaction that fails takes nothing', async () => {
    const userId = anId();
    const key = await issue(userId, { jobId: 'job-4' });
    await assert.rejects(
      db.write(async (tx) => {
        const found = await keys.check(tx, key, 'a@example.org', userId);
        assert.ok(isKey(found));
        await keys.take(tx, found);
        throw new Error('the claim failed');
      }),
    );
    assert.equal(await use(key, userId), 'job-4');
  });

  test('another person’s key is unknown, even when it is used or too old', async () => {
    const [owner, thief] = [anId(), anId()];
    const key = await issue(owner);
    assert.deepEqual(await check(key, thief), { problem: 'key-unknown' });
    assert.deepEqual(await check(key, undefined, 'stranger@example.org'), { problem: 'key-unknown' });
    await use(key, owner);
    assert.deepEqual(await check(key, thief), { problem: 'key-unknown' });
    assert.equal(await db.read((tx) => keys.peek(tx, key, thief)), undefined);
  });

  test('it ends with its document, is told as too old for a month, and is then forgotten', async () => {
    const userId = anId();
    const key = await issue(userId, { expiresAt: now + 1_000 });
    now += 1_000;
    assert.deepEqual(await check(key, userId), { problem: 'key-expired' });
    await db.write((tx) => keys.dropOld(tx, now + 29 * DAY));
    assert.deepEqual(await check(key, userId), { problem: 'key-expired' });
    await db.write((tx) => keys.dropOld(tx, now + 31 * DAY));
    assert.deepEqual(await check(key, userId), { problem: 'key-unknown' });
  });

  test('ten wrong keys make their sender wait, and nobody else', async () => {
    const [guesser, other] = [anId(), anId()];
    const key = await issue(guesser);
    for (let wrong = 0; wrong < 10; wrong++) {
      assert.deepEqual(await check('0000-0000-0000-0000', guesser), { problem: 'key-unknown' });
    }
    const waits = await check(key, guesser);
    assert.deepEqual(waits, { problem: 'too-many-tries', seconds: 60 }, 'the right one too');
    // Under another name of the same mailbox: addresses are compared without regard to case.
    assert.deepEqual(await check(key, guesser, `${guesser.toUpperCase()}@EXAMPLE.ORG`), waits);
    assert.ok(isKey(await check(await issue(other), other)));
    now += 60_000;
    assert.ok(isKey(await check(key, guesser)));
  });

  test('used and too old are answers to the owner and no wrong tries', async () => {
    const userId = anId();
    const key = await issue(userId);
    await use(key, userId);
    for (let again = 0; again < 20; again++) {
      assert.deepEqual(await check(key, userId), { problem: 'key-used' });
    }
  });

  test('two mails with the same link at the same moment print once', async (t) => {
    const scene = await openScene({ db });
    t.after(() => scene.close());
    for (let round = 0; round < 5; round++) {
      const job = await scene.job();
      const key = await scene.issue('release', job.id);
      const answers = await Promise.all([scene.mail({ key }), scene.mail({ key }), scene.mail({ key })]);
      const facts = answers.map(factsOf);
      assert.equal(facts.filter(({ documents }) => documents[0]?.state === 'printing').length, 1);
      assert.equal(facts.filter(({ problem }) => problem === 'key-used').length, 2);
      assert.equal((await scene.releases()).filter(({ jobId }) => jobId === job.id).length, 1);
    }
  });

  test('two servers that find the same document ready print it once and tell it once', async (t) => {
    const scenes = [await openScene({ db }), await openScene({ db })];
    for (const scene of scenes) t.after(() => scene.close());
    const [first, second] = scenes;
    for (let round = 0; round < 5; round++) {
      const job = await first?.job({ mailId: `message ${round}`, releaseTo: PRINTER.id });
      await Promise.all([first?.whenReady.release(job?.id ?? ''), second?.whenReady.release(job?.id ?? '')]);
      assert.equal(
        scenes.reduce((sum, { told }) => sum + told.length, 0),
        round + 1,
      );
      const releases = (await first?.releases()) ?? [];
      assert.equal(releases.filter(({ jobId }) => jobId === job?.id).length, 1);
    }
  });
});
