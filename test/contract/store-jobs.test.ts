// The store's contract for jobs, documents, stories, uploads and the audit log, the same for both engines.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Database } from '@platen/edge-server/db/database';
import { findBlob, insertBlob, knownBlobs, shredBlobs } from '@platen/edge-server/flow/store/documents';
import {
  changeJob,
  countHeldByOwner,
  countJobs,
  findJob,
  insertJob,
  listDueJobs,
  listOwnJobs,
  moveJob,
  removeOldRecords,
} from '@platen/edge-server/flow/store/jobs';
import {
  findAttempt,
  findRelease,
  insertAttempt,
  insertRelease,
} from '@platen/edge-server/flow/store/releases';
import { readStory, tell } from '@platen/edge-server/flow/store/story';
import { findUpload, finishUpload, insertUpload } from '@platen/edge-server/flow/store/uploads';
import { audit, verifyAudit } from '@platen/edge-server/people/audit';
import { onBothEngines } from '../support/engines.ts';
import { aJob, anId, aRelease } from '../support/rows.ts';

onBothEngines('jobs and documents', (database) => {
  let db: Database;
  before(() => {
    db = database();
  });

  test('keeps every column of a job', async () => {
    const job = aJob({
      facts: {
        pages: 3,
        pageSizes: [{ count: 3, width: 210, height: 297 }],
        colour: 'color',
        notes: ['ä'],
      },
      ticket: { copies: 2, sides: 'two-sided-long-edge', pageRanges: [{ from: 1, to: 2 }] },
      title: 'Grüße "quoted" \\ 漢字.pdf',
    });
    await db.write((tx) => insertJob(tx, job));
    assert.deepEqual(await db.read((tx) => findJob(tx, job.id)), job);
  });

  test('keeps the bytes of an inline document and its key, and forgets both when shredded', async () => {
    const blob = {
      id: anId(),
      size: 3,
      chunkSize: 65536,
      location: 'inline' as const,
      wrappedKey: Buffer.from([1, 2, 0, 255]),
      inline: Buffer.from([9, 0, 8]),
    };
    await db.write((tx) => insertBlob(tx, blob));
    assert.deepEqual(await db.read((tx) => findBlob(tx, blob.id)), blob);
    assert.deepEqual([...(await db.read((tx) => knownBlobs(tx, [blob.id, 'other'])))], [blob.id]);
    assert.deepEqual(await db.write((tx) => shredBlobs(tx, [blob.id, null])), []);
    assert.equal(await db.read((tx) => findBlob(tx, blob.id)), undefined);
  });

  test('names the files of shredded documents so that they can be removed', async () => {
    const blob = { id: anId(), size: 3, chunkSize: 1, location: 'file' as const, wrappedKey: Buffer.of(1) };
    await db.write((tx) => insertBlob(tx, blob));
    assert.deepEqual(await db.write((tx) => shredBlobs(tx, [blob.id])), [blob.id]);
  });

  test('lets exactly one of many claim a job', async () => {
    const job = aJob();
    await db.write((tx) => insertJob(tx, job));
    const claims = await Promise.all(
      Array.from({ length: 20 }, () =>
        db.write((tx) => moveJob(tx, job.id, ['held'], 'releasing', { changedAt: 2000 })),
      ),
    );
    assert.equal(claims.filter((row) => row !== undefined).length, 1);
  });

  test('refuses a move that the state table does not have', async () => {
    const job = aJob({ state: 'expired' });
    await db.write((tx) => insertJob(tx, job));
    await assert.rejects(db.write((tx) => moveJob(tx, job.id, ['expired'], 'held', { changedAt: 1 })));
  });

  test('rolls a failed transaction back whole, and runs what waited for its commit never', async () => {
    const job = aJob();
    let told = 0;
    await assert.rejects(
      db.write(async (tx) => {
        tx.afterCommit.push(() => told++);
        await insertJob(tx, job);
        throw new Error('no');
      }),
      /no/,
    );
    assert.equal(await db.read((tx) => findJob(tx, job.id)), undefined);
    assert.equal(told, 0);
    await db.write(async (tx) => {
      tx.afterCommit.push(() => told++);
    });
    assert.equal(told, 1);
  });

  test('a failing transaction leaves those beside it alone', async () => {
    const jobs = [aJob(), aJob(), aJob()];
    const results = await Promise.allSettled(
      jobs.map((job, i) =>
        db.write(async (tx) => {
          await insertJob(tx, job);
          if (i === 1) throw new Error('mine');
        }),
      ),
    );
    assert.deepEqual(
      results.map((result) => result.status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    const found = await Promise.all(jobs.map((job) => db.read((tx) => findJob(tx, job.id))));
    assert.deepEqual(
      found.map((row) => row !== undefined),
      [true, false, true],
    );
  });

  test("lists an owner's jobs newest first, without those that ended on panels", async () => {
    const ownerId = anId();
    const [old, fresh, printed, gone] = [
      aJob({ ownerId, receivedAt: 1 }),
      aJob({ ownerId, receivedAt: 2 }),
      aJob({ ownerId, state: 'printed' }),
      aJob({ ownerId, state: 'deleted' }),
    ];
    await db.write(async (tx) => {
      for (const job of [old, fresh, printed, gone]) await insertJob(tx, job);
    });
    const ids = async (where: 'panel' | 'portal') =>
      (await db.read((tx) => listOwnJobs(tx, ownerId, where))).map((job) => job.id);
    assert.deepEqual(await ids('panel'), [fresh.id, old.id]);
    assert.deepEqual(new Set(await ids('portal')), new Set([fresh.id, old.id, printed.id]));
    assert.equal((await db.read((tx) => countHeldByOwner(tx, [ownerId]))).get(ownerId), 2);
  });

  test('names jobs whose time is up, but none that is at a printer', async () => {
    const due = [aJob({ expiresAt: 5 }), aJob({ expiresAt: 5, state: 'releasing' }), aJob({ expiresAt: 50 })];
    await db.write(async (tx) => {
      for (const job of due) await insertJob(tx, job);
    });
    const ids = (await db.read((tx) => listDueJobs(tx, 10, 100))).map((job) => job.id);
    assert.ok(ids.includes(due[0]?.id ?? ''));
    assert.ok(!ids.includes(due[1]?.id ?? '') && !ids.includes(due[2]?.id ?? ''));
  });

  test('removes old records with their stories, releases and attempts', async () => {
    const job = aJob({ state: 'printed', changedAt: 10 });
    const release = aRelease({ jobId: job.id, state: 'done' });
    await db.write(async (tx) => {
      await insertJob(tx, job);
      await insertRelease(tx, release);
      await insertAttempt(tx, anAttempt(release.id));
      await tell(tx, { id: anId(), jobId: job.id, at: 5, kind: 'printed', values: { printer: 'P' } });
    });
    assert.equal(await db.write((tx) => removeOldRecords(tx, 100)), 1);
    const left = await db.read(async (tx) => [
      await findJob(tx, job.id),
      await findRelease(tx, release.id),
      await findAttempt(tx, release.id, 1),
      ...(await readStory(tx, job.id)),
    ]);
    assert.deepEqual(left, [undefined, undefined, undefined]);
  });

  test('counts jobs by state', async () => {
    const before = await db.read((tx) => countJobs(tx, ['refused']));
    await db.write((tx) => insertJob(tx, aJob({ state: 'refused' })));
    assert.equal(await db.read((tx) => countJobs(tx, ['refused'])), before + 1);
  });

  test('tells a story in order', async () => {
    const jobId = anId();
    await db.write(async (tx) => {
      await tell(tx, { id: 'b', jobId, at: 2, kind: 'printing', values: { printer: 'P' } });
      await tell(tx, { id: 'a', jobId, at: 1, kind: 'released', values: { printer: 'P' } });
    });
    const story = await db.read((tx) => readStory(tx, jobId));
    assert.deepEqual(
      story.map((event) => [event.kind, event.values]),
      [
        ['released', { printer: 'P' }],
        ['printing', { printer: 'P' }],
      ],
    );
  });

  test('an upload is finished once', async () => {
    const row = {
      id: anId(),
      ownerId: 'o',
      title: 't',
      claimedType: '',
      size: 5,
      blobId: 'b',
      chunkSize: 1,
      wrappedKey: Buffer.of(1),
      createdAt: 1,
      expiresAt: 9,
      jobId: null,
    };
    await db.write((tx) => insertUpload(tx, row));
    assert.deepEqual(await db.read((tx) => findUpload(tx, row.id)), row);
    assert.equal(await db.write((tx) => finishUpload(tx, row.id, 'job', 99)), true);
    assert.equal(await db.write((tx) => finishUpload(tx, row.id, 'job2', 99)), false);
  });

  test('the audit log shows a changed entry', async () => {
    for (const act of ['one', 'two', 'three']) {
      await db.write((tx) => audit(tx, 5, { who: 'admin:a', act, about: 'x', detail: { b: 1, a: 'ä' } }));
    }
    assert.deepEqual(await db.read(verifyAudit), { entries: 3 });
    await db.write(async (tx) => {
      await tx.q.update(tx.t.audit).set({ act: 'forged' });
    });
    assert.equal((await db.read(verifyAudit)).brokenAt, 1);
  });

  test('changes single columns of a job', async () => {
    const job = aJob();
    await db.write((tx) => insertJob(tx, job));
    await db.write((tx) => changeJob(tx, job.id, { expiresAt: 5, blobId: null }));
    const row = await db.read((tx) => findJob(tx, job.id));
    assert.deepEqual([row?.expiresAt, row?.blobId, row?.state], [5, null, 'held']);
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
