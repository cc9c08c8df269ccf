// The store's contract for work: steps, leases, releases, lanes, attempts, the same for both engines.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Database } from '@platen/edge-server/db/database';
import {
  changeAttempt,
  findAttempt,
  findRelease,
  insertAttempt,
  insertRelease,
  lastReleases,
  leaveLane,
  moveRelease,
  othersSince,
  printedPerDay,
  takeLane,
} from '@platen/edge-server/flow/store/releases';
import {
  claimSteps,
  finishStep,
  freeStepsOf,
  insertStep,
  nextDue,
  postponeStep,
  renewSteps,
} from '@platen/edge-server/flow/store/steps';
import { onBothEngines } from '../support/engines.ts';
import { anId, aRelease } from '../support/rows.ts';

onBothEngines('steps, releases and lanes', (database) => {
  let db: Database;
  before(() => {
    db = database();
  });

  test('gives each due step to one claimer only, and none before its time', async () => {
    const ids = Array.from({ length: 30 }, () => `step-${anId()}`);
    await db.write(async (tx) => {
      for (const id of ids) await insertStep(tx, { id, kind: 'convert', subject: id, dueAt: 100, now: 1 });
    });
    const claim = (holder: string, now: number) =>
      db.write((tx) => claimSteps(tx, 'convert', { holder, now, leaseMs: 1000, limit: 7 }));
    assert.deepEqual(await claim('early', 99), []);
    const rounds = await Promise.all(Array.from({ length: 8 }, (_, i) => claim(`h${i}`, 100)));
    const claimed = rounds.flat().map((step) => step.id);
    assert.equal(new Set(claimed).size, claimed.length, 'a step was claimed twice');
    const rest = (await claim('last', 100)).map((step) => step.id);
    for (;;) {
      const more = await claim('last', 100);
      if (more.length === 0) break;
      rest.push(...more.map((step) => step.id));
    }
    assert.deepEqual(new Set([...claimed, ...rest]), new Set(ids));
    await db.write(async (tx) => {
      for (const round of ['h0', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'h7', 'last']) {
        for (const id of ids) await finishStep(tx, id, round);
      }
    });
  });

  test('a lease that ran out is taken over, and its first holder can end the step no more', async () => {
    const id = anId();
    await db.write((tx) => insertStep(tx, { id, kind: 'deliver', subject: 's', dueAt: 0, now: 0 }));
    const claim = (holder: string, now: number) =>
      db.write((tx) => claimSteps(tx, 'deliver', { holder, now, leaseMs: 100, limit: 1 }));
    assert.equal((await claim('a', 10))[0]?.attempts, 1);
    assert.deepEqual(await db.write((tx) => renewSteps(tx, [id], 'a', 200)), [id]);
    assert.deepEqual(await claim('b', 150), []);
    assert.equal((await claim('b', 201))[0]?.attempts, 2);
    assert.deepEqual(await db.write((tx) => renewSteps(tx, [id], 'a', 900)), []);
    assert.equal(await db.write((tx) => finishStep(tx, id, 'a')), false);
    assert.equal(await db.write((tx) => postponeStep(tx, id, 'b', 500)), true);
    assert.equal(await db.read((tx) => nextDue(tx, 'deliver')), 500);
    assert.equal((await claim('c', 500)).length, 1);
    assert.equal(await db.write((tx) => freeStepsOf(tx, 'c')), 1);
    assert.equal((await claim('d', 500)).length, 1);
    assert.equal(await db.write((tx) => finishStep(tx, id, 'd')), true);
    assert.equal(await db.read((tx) => nextDue(tx, 'deliver')), undefined);
  });

  test('moves a release only for whoever holds its fence', async () => {
    const release = aRelease({ fence: 7 });
    await db.write((tx) => insertRelease(tx, release));
    const move = (fence: number) =>
      db.write((tx) => moveRelease(tx, release.id, fence, ['claimed'], 'preflight', { changedAt: 5 }));
    assert.equal(await move(6), false);
    assert.equal(await move(7), true);
    assert.equal(await move(7), false, 'it is no longer claimed');
  });

  test('sets the end of a release with its last move', async () => {
    const release = aRelease({ state: 'printing' });
    await db.write((tx) => insertRelease(tx, release));
    const move = { changedAt: 77, confidence: 'confirmed' as const, pagesDone: 3 };
    assert.equal(await db.write((tx) => moveRelease(tx, release.id, 0, ['printing'], 'done', move)), true);
    const row = await db.read((tx) => findRelease(tx, release.id));
    assert.deepEqual([row?.endedAt, row?.confidence, row?.pagesDone], [77, 'confirmed', 3]);
  });

  test('a lane has one holder; the next one gets a higher fence', async () => {
    const printer = anId();
    const take = (holder: string, now: number) =>
      db.write((tx) => takeLane(tx, printer, { holder, now, leaseUntil: now + 100 }));
    const first = await take('a', 0);
    assert.equal(await take('b', 50), undefined);
    const again = await take('a', 60);
    assert.ok(first !== undefined && again !== undefined && again > first);
    const late = await take('b', 161);
    assert.ok(late !== undefined && late > again, 'an abandoned lane is free once its lease is over');
    await db.write((tx) => leaveLane(tx, printer, 'a'));
    assert.equal(await take('a', 170), undefined, 'who lost the lane cannot give it back');
    await db.write((tx) => leaveLane(tx, printer, 'b'));
    assert.ok((await take('a', 171)) !== undefined);
  });

  test('only one of many takes a lane at the same moment', async () => {
    const printer = anId();
    const taken = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        db.write((tx) => takeLane(tx, printer, { holder: `h${i}`, now: 0, leaseUntil: 100 })),
      ),
    );
    assert.equal(taken.filter((fence) => fence !== undefined).length, 1);
  });

  test('knows whether another release touched a printer meanwhile', async () => {
    const printerId = anId();
    const mine = aRelease({ printerId, state: 'sending' });
    await db.write((tx) => insertRelease(tx, mine));
    const others = () => db.read((tx) => othersSince(tx, printerId, mine.id, 100));
    assert.equal(await others(), false);
    await db.write((tx) => insertRelease(tx, aRelease({ printerId, state: 'done', endedAt: 50 })));
    assert.equal(await others(), false, 'it had ended before');
    await db.write((tx) => insertRelease(tx, aRelease({ printerId, state: 'done', endedAt: 150 })));
    assert.equal(await others(), true);
  });

  test('knows the newest release of each job and what an attempt left behind', async () => {
    const jobId = anId();
    const [first, second] = [aRelease({ jobId, createdAt: 1 }), aRelease({ jobId, createdAt: 2 })];
    await db.write(async (tx) => {
      await insertRelease(tx, first);
      await insertRelease(tx, second);
      await insertAttempt(tx, anAttempt(second.id));
      await changeAttempt(tx, second.id, 1, {
        remoteJobId: 42,
        remoteJobUuid: 'urn:uuid:x',
        markerCount: 0,
      });
    });
    const newest = await db.read((tx) => lastReleases(tx, [jobId, 'none']));
    assert.equal(newest.get(jobId)?.id, second.id);
    const attempt = await db.read((tx) => findAttempt(tx, second.id, 1));
    assert.deepEqual(
      [attempt?.remoteJobId, attempt?.remoteJobUuid, attempt?.markerCount],
      [42, 'urn:uuid:x', 0],
    );
  });

  test('adds up printed jobs and pages by day', async () => {
    const day = 1000;
    const since = 1_000_000_000;
    await db.write(async (tx) => {
      await insertRelease(tx, aRelease({ state: 'done', endedAt: since + 10, pagesDone: 4 }));
      await insertRelease(tx, aRelease({ state: 'done', endedAt: since + 1010, pagesDone: 1 }));
      await insertRelease(tx, aRelease({ state: 'returned', endedAt: since + 1010, pagesDone: 9 }));
    });
    assert.deepEqual(await db.read((tx) => printedPerDay(tx, since, day, 3)), [
      { jobs: 1, pages: 4 },
      { jobs: 1, pages: 1 },
      { jobs: 0, pages: 0 },
    ]);
  });
});

function anAttempt(releaseId: string) {
  return {
    releaseId,
    number: 1,
    token: 'token',
    printerUuid: null,
    printerUpTime: null,
    preflightAt: null,
    markerCount: null,
    remoteJobId: null,
    remoteJobUuid: null,
    remoteJobUri: null,
    uri: null,
    usesPrintJob: false,
    endedAs: null,
  };
}
