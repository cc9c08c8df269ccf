// Deliveries on both database engines: the statements of the hot path, the lanes of several servers, a whole delivery and one
// whose server dies.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Database } from '@platen/edge-server/db/database';
import { findDelivery, recordIntent, recordOpened } from '@platen/edge-server/flow/store/deliveries';
import { insertJob } from '@platen/edge-server/flow/store/jobs';
import {
  changeRelease,
  findAttempt,
  findRelease,
  insertAttempt,
  insertRelease,
  leaveLane,
  takeFence,
  takeLane,
} from '@platen/edge-server/flow/store/releases';
import { startEvilPrinter } from '../servers/evil-printer.ts';
import { onBothEngines } from '../support/engines.ts';
import { aJob, anId, aRelease } from '../support/rows.ts';
import { dyingDatabase, openSite } from '../unit/flow/deliver/site.ts';

const PREFLIGHT = {
  number: 1,
  printerUuid: 'urn:uuid:1',
  printerUpTime: 55,
  preflightAt: 1_700_000_000_000,
  markerCount: 1_234,
  uri: 'ipp://h/ipp/print',
  usesPrintJob: false,
};

onBothEngines('deliveries', (database) => {
  let db: Database;
  before(() => {
    db = database();
  });

  async function aDelivery(set: Parameters<typeof aRelease>[0] = {}): Promise<string> {
    const job = aJob({ state: 'releasing', ticket: { copies: 2 } });
    const release = aRelease({ jobId: job.id, ticket: { copies: 2 }, ...set });
    await db.write(async (tx) => {
      await insertJob(tx, job);
      await insertRelease(tx, release);
      await insertAttempt(tx, {
        releaseId: release.id,
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
      });
    });
    return release.id;
  }

  test('release, job and running attempt come with one statement', async () => {
    const id = await aDelivery();
    const found = await db.read((tx) => findDelivery(tx, id));
    assert.equal(found?.release.id, id);
    assert.deepEqual(found?.job.ticket, { copies: 2 });
    assert.equal(found?.attempt?.token, 'token');
    assert.equal(found?.release.cancelAsked, false);
    await db.write((tx) => changeRelease(tx, id, { attempt: 2 }));
    assert.equal((await db.read((tx) => findDelivery(tx, id)))?.attempt, null);
    assert.equal(await db.read((tx) => findDelivery(tx, 'nothing')), undefined);
  });

  test('an intent is recorded once, by the holder of the right fence, and not after a cancel', async () => {
    const id = await aDelivery();
    const intent = { releaseId: id, oldFence: 0, fence: 7, to: 'creating', now: 5 } as const;
    assert.equal(await db.write((tx) => recordIntent(tx, { ...intent, oldFence: 3 }, PREFLIGHT)), false);
    assert.equal(await db.write((tx) => recordIntent(tx, intent, PREFLIGHT)), true);
    assert.equal(await db.write((tx) => recordIntent(tx, { ...intent, oldFence: 7 }, PREFLIGHT)), false);
    const release = await db.read((tx) => findRelease(tx, id));
    assert.equal(release?.state, 'creating');
    assert.equal(release?.fence, 7);
    const { number: _number, ...columns } = PREFLIGHT;
    const attempt = await db.read((tx) => findAttempt(tx, id, 1));
    assert.deepEqual({ ...attempt, ...columns }, attempt);

    const cancelled = await aDelivery({ cancelAsked: true });
    assert.equal(
      await db.write((tx) => recordIntent(tx, { ...intent, releaseId: cancelled }, PREFLIGHT)),
      false,
    );
    const printJob = await aDelivery();
    const sending = { ...intent, releaseId: printJob, to: 'sending' } as const;
    assert.equal(
      await db.write((tx) => recordIntent(tx, sending, { ...PREFLIGHT, usesPrintJob: true })),
      true,
    );
    assert.equal((await db.read((tx) => findAttempt(tx, printJob, 1)))?.usesPrintJob, true);
  });

  test('the job at the printer is recorded with the move to sending', async () => {
    const id = await aDelivery({ state: 'creating', fence: 4 });
    const opened = { number: 1, remoteJobId: 12, remoteJobUuid: null, remoteJobUri: 'ipp://h/12' };
    const move = { releaseId: id, fence: 4, to: 'sending', now: 9 } as const;
    assert.equal(await db.write((tx) => recordOpened(tx, { ...move, fence: 3 }, opened)), false);
    assert.equal(await db.write((tx) => recordOpened(tx, move, opened)), true);
    const found = await db.read((tx) => findDelivery(tx, id));
    assert.equal(found?.release.state, 'sending');
    assert.equal(found?.attempt?.remoteJobId, 12);
    assert.equal(found?.attempt?.remoteJobUuid, null);
  });

  test('a lane is one server’s, until it is left or its lease runs out; fences only rise', async () => {
    const printer = `printer-${anId()}`;
    const take = (holder: string, now: number) =>
      db.write((tx) => takeLane(tx, printer, { holder, now, leaseUntil: now + 100 }));
    const first = await take('a', 1_000);
    assert.equal(await take('b', 1_001), undefined);
    const watcher = await db.write((tx) => takeFence(tx, printer));
    assert.ok(first !== undefined && watcher > first);
    // A watcher's fence neither takes the lane nor frees it.
    assert.equal(await take('b', 1_002), undefined);
    const again = await take('a', 1_003);
    assert.ok(again !== undefined && again > watcher);
    await db.write((tx) => leaveLane(tx, printer, 'b'));
    assert.equal(await take('b', 1_004), undefined);
    assert.ok((await take('b', 1_200)) !== undefined);
    await db.write((tx) => leaveLane(tx, printer, 'b'));
    assert.ok((await take('a', 1_201)) !== undefined);
    const fresh = `printer-${anId()}`;
    assert.equal(await db.write((tx) => takeFence(tx, fresh)), 1);
    assert.equal(await db.write((tx) => takeLane(tx, fresh, { holder: 'b', now: 1, leaseUntil: 2 })), 2);
  });

  test('a whole delivery', async (t) => {
    const printer = await startEvilPrinter();
    t.after(() => printer.stop());
    const site = await openSite({ db });
    t.after(() => site.close());
    const claim = await site.release(site.addPrinter(printer.uri), { pages: 2 });
    const release = await site.deliver(claim);
    assert.equal(release.state, 'done');
    assert.equal(release.pagesDone, 2);
    assert.equal(
      release.impressions,
      1,
      'what job-impressions-completed said, not what there should have been',
    );
    assert.equal((await site.jobRow(claim.jobId)).state, 'printed');
    assert.equal(printer.model.printed.length, 1);
  });

  for (const at of [2, 3, 4]) {
    test(`a delivery whose server dies after its commit ${at}`, async (t) => {
      const printer = await startEvilPrinter();
      t.after(() => printer.stop());
      const site = await openSite({ db, factor: 50 });
      t.after(() => site.close());
      const claim = await site.release(site.addPrinter(printer.uri));
      const mortal = dyingDatabase(db, at, 'after');
      const first = site.worker(mortal.db);
      await assert.rejects(
        site.step(claim, first, mortal.db, mortal.died).then(() => Promise.reject(new Error('died'))),
      );
      first.close();
      assert.equal((await site.deliver(claim)).state, 'done');
      assert.equal(printer.model.printed.length, 1);
    });
  }
});
