// The store's contract for IPP jobs, their documents and subscriptions, the same for both engines.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Database } from '@platen/edge-server/db/database';
import { changeWaiting } from '@platen/edge-server/flow/store/change-waiting';
import {
  DOCUMENT_WAIT_SECONDS,
  endIppJobs,
  findIppJob,
  giveDocument,
  type IppJobRow,
  insertIppJob,
  insertWholeIppJob,
  listIppJobs,
  listIppJobsSince,
  MOST_DOCUMENTS,
  replaceDocument,
  tidyIppJobs,
} from '@platen/edge-server/flow/store/ipp-jobs';
import {
  findSubscription,
  type IppSubscription,
  insertSubscription,
  listSubscriptions,
  noteEvents,
  removeSubscription,
  renewSubscription,
  tidySubscriptions,
} from '@platen/edge-server/flow/store/ipp-subscriptions';
import { findJob, insertJob, type JobRow } from '@platen/edge-server/flow/store/jobs';
import { onBothEngines } from '../support/engines.ts';
import { aJob, anId } from '../support/rows.ts';

const anIppJob = (set: Partial<IppJobRow> = {}): Omit<IppJobRow, 'number'> => ({
  uuid: anId(),
  ownerId: 'anna',
  printerId: null,
  name: 'Minutes',
  userName: 'anna',
  ticket: {},
  overrides: null,
  state: 'open',
  createdAt: 1000,
  changedAt: 1000,
  endedAt: null,
  ...set,
});

const aSubscription = (set: Partial<IppSubscription> = {}): Omit<IppSubscription, 'number'> => ({
  uuid: anId(),
  ownerId: 'anna',
  ippJob: null,
  userName: 'anna',
  events: ['job-completed'],
  userData: Buffer.from([1, 2, 3]),
  lease: 60,
  createdAt: 1000,
  expiresAt: 61_000,
  sequence: 0,
  seen: { newest: 0, jobs: {}, printer: '3 none true', config: 'a' },
  kept: [],
  ...set,
});

onBothEngines('IPP jobs', (database) => {
  let db: Database;
  before(() => {
    db = database();
  });

  const put = async (set: Partial<JobRow> = {}): Promise<string> => {
    const job = aJob(set);
    await db.write((tx) => insertJob(tx, job));
    return job.id;
  };
  const begin = (set: Partial<IppJobRow> = {}) => db.write((tx) => insertIppJob(tx, anIppJob(set)));
  const give = (number: number, jobId: string, last = false) =>
    db.write((tx) => giveDocument(tx, number, { jobId, name: null, format: null }, { last, now: 2000 }));
  const find = (number: number, ownerId = 'anna') => db.read((tx) => findIppJob(tx, ownerId, number));

  test('documents are numbered as they come, and the last one closes the job', async () => {
    const number = await begin();
    const ids = [await put(), await put()];
    assert.equal(await give(number, ids[0] ?? ''), 1);
    assert.equal((await find(number))?.row.state, 'open');
    assert.equal(await give(number, ids[1] ?? '', true), 2);
    const found = await find(number);
    assert.equal(found?.row.state, 'closed');
    assert.equal(found.row.changedAt, 2000);
    assert.deepEqual(
      found.documents.map(({ row, job }) => [row.place, job?.id]),
      [
        [1, ids[0]],
        [2, ids[1]],
      ],
    );
    assert.equal(await give(number, await put()), 'ended');
  });

  test('of documents that come at the same moment each has a number of its own', async () => {
    const number = await begin();
    const ids = await Promise.all([put(), put(), put(), put()]);
    const places = await Promise.all(ids.map((id) => give(number, id)));
    assert.deepEqual([...places].sort(), [1, 2, 3, 4]);
  });

  test('a job has only so many documents', async () => {
    const number = await begin();
    const id = await put();
    await db.write(async (tx) => {
      for (let place = 1; place <= MOST_DOCUMENTS; place++)
        await tx.q
          .insert(tx.t.ippJobDocuments)
          .values({ ippJob: number, place, jobId: id, name: null, format: null });
    });
    assert.equal(await give(number, id), 'full');
  });

  test("somebody else's job, and one of another queue, is as if it were not there", async () => {
    const number = await db.write((tx) =>
      insertWholeIppJob(tx, anIppJob({ state: 'closed', printerId: 'p1' }), {
        jobId: 'none',
        name: null,
        format: null,
      }),
    );
    assert.equal(await find(number), undefined);
    assert.equal(await find(number, 'bob'), undefined);
    const own = await db.read((tx) => findIppJob(tx, 'anna', number, 'p1'));
    assert.deepEqual(
      own?.documents.map(({ job }) => job),
      [undefined],
    );
    const held = await db.read((tx) => listIppJobs(tx, 'anna', 500));
    assert.ok(held.length > 0 && held.every(({ row }) => row.printerId === null));
  });

  test('a job whose next document never comes is whole with what it has, and aborted with none', async () => {
    const [empty, half] = [await begin(), await begin()];
    await give(half, await put());
    const late = 1000 + DOCUMENT_WAIT_SECONDS * 1000;
    await db.write((tx) => tidyIppJobs(tx, late));
    assert.equal((await find(empty))?.row.state, 'aborted');
    // Its document came a second later: so long it still waits.
    assert.equal((await find(half))?.row.state, 'open');
    await db.write((tx) => tidyIppJobs(tx, late + 1000));
    assert.equal((await find(half))?.row.state, 'closed');
  });

  test('a number that is long gone takes its documents along', async () => {
    const number = await begin();
    await give(number, await put(), true);
    await db.write((tx) => tidyIppJobs(tx, 1000 + 31 * 24 * 3_600_000));
    assert.equal(await find(number), undefined);
    const left = await db.read((tx) => tx.q.select().from(tx.t.ippJobDocuments));
    assert.ok(left.every(({ ippJob }) => ippJob !== number));
  });

  test('a document can be stood for by a copy', async () => {
    const number = await begin();
    await give(number, await put({ state: 'printed' }), true);
    const copy = await put();
    await db.write((tx) => replaceDocument(tx, number, 1, copy));
    assert.equal((await find(number))?.documents[0]?.job?.id, copy);
  });

  test('what a subscriber has to be told about is what is new and what had not ended', async () => {
    const [old, known, fresh] = [await begin(), await begin(), await begin()];
    const since = { newest: known, numbers: [old], limit: 500, printerId: null };
    const found = await db.read((tx) => listIppJobsSince(tx, 'anna', since));
    const numbers = found.map(({ row }) => row.number);
    assert.deepEqual(numbers, [old, fresh]);
    await db.write((tx) => endIppJobs(tx, numbers, 'canceled', 3000));
  });

  test('a waiting document takes another ticket and title, one that is being printed does not', async () => {
    const ownerId = anId();
    const [waiting, printing] = [await put({ ownerId }), await put({ ownerId, state: 'releasing' })];
    const change = (id: string) =>
      db.write((tx) =>
        changeWaiting(
          tx,
          { id, ownerId },
          { title: 'Other', asked: { copies: 3 }, ticketFor: (_, asked) => asked },
        ),
      );
    assert.equal(await change(waiting), true);
    assert.equal(await change(printing), false);
    const after = await db.read((tx) => findJob(tx, waiting));
    assert.deepEqual([after?.title, after?.ticket, after?.asked], ['Other', { copies: 3 }, { copies: 3 }]);
    assert.equal((await db.read((tx) => findJob(tx, printing)))?.title, 'Letter.pdf');
  });

  test('subscriptions are their owner’s, so many at most, and end with their lease', async () => {
    const add = (set: Partial<IppSubscription> = {}) =>
      db.write((tx) => insertSubscription(tx, aSubscription(set), 2));
    const number = await add();
    assert.ok(number !== undefined);
    const ofJob = await add({ ippJob: 7, expiresAt: 90_000 });
    assert.equal(await add(), undefined);
    const findIt = (ownerId: string, now: number) =>
      db.read((tx) => findSubscription(tx, ownerId, number, now));
    assert.deepEqual((await findIt('anna', 2000))?.userData, Buffer.from([1, 2, 3]));
    assert.equal(await findIt('bob', 2000), undefined);
    assert.equal(await findIt('anna', 61_000), undefined);
    const list = (ippJob: number | null) =>
      db.read((tx) => listSubscriptions(tx, 'anna', ippJob, { now: 2000, limit: 10 }));
    assert.deepEqual(
      (await list(null)).map((row) => row.number),
      [number],
    );
    assert.deepEqual(
      (await list(7)).map((row) => row.number),
      [ofJob],
    );
    await db.write((tx) => renewSubscription(tx, number, { lease: 120, expiresAt: 122_000 }));
    await db.write((tx) => tidySubscriptions(tx, 100_000));
    assert.equal((await findIt('anna', 100_000))?.lease, 120);
    assert.deepEqual(await list(7), []);
    await db.write((tx) => removeSubscription(tx, number));
    assert.equal(await findIt('anna', 2000), undefined);
  });

  test('of two that find the same events one writes them down', async () => {
    const number = await db.write((tx) => insertSubscription(tx, aSubscription({ ownerId: 'carl' }), 2));
    assert.ok(number !== undefined);
    const event = { sequence: 1, event: 'job-completed', at: 1, found: 1, text: 'x', state: 9, reasons: [] };
    const found = {
      sequence: 1,
      seen: { newest: 5, jobs: {}, printer: '3 none true', config: 'a' },
      kept: [event],
    };
    assert.equal(await db.write((tx) => noteEvents(tx, number, 0, found)), true);
    assert.equal(await db.write((tx) => noteEvents(tx, number, 0, found)), false);
    const row = await db.read((tx) => findSubscription(tx, 'carl', number, 2000));
    assert.deepEqual([row?.sequence, row?.seen.newest, row?.kept], [1, 5, [event]]);
  });
});
