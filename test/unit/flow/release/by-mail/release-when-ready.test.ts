// Documents that came with a printer in the subject: they print there by themselves, together, once, also after a restart.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { changeJob, type JobRow, moveJob } from '@platen/edge-server/flow/store/jobs';
import { waitUntil } from '../../../../support/wait-until.ts';
import { jam, openScene, PRINTER, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.close());

const MARKED = { mailId: 'mail-1', releaseTo: PRINTER.id } as const;

/** The end of a conversion, as flow/convert/conclude.ts records it. */
const ends = (job: JobRow, to: 'held' | 'locked' | 'refused') =>
  scene.db.write(async (tx) => {
    const moved = await moveJob(tx, job.id, ['received'], to, { changedAt: scene.deps.clock.now() });
    if (moved === undefined) throw new Error('the job is not being made ready');
    await scene.whenReady.ended(tx, moved);
  });
const isTold = (times = 1) => waitUntil(() => scene.told.length === times, { what: 'the result' });

test('as soon as it is ready it prints, and the result is told with the claim', async () => {
  const job = await scene.job({ state: 'received', ...MARKED });
  await ends(job, 'held');
  await isTold();
  const row = await scene.jobRow(job.id);
  assert.equal(row.state, 'releasing');
  assert.equal(row.releaseTo, null);
  assert.deepEqual(await scene.releases(), [{ jobId: job.id, printerId: PRINTER.id }]);
  const [news] = scene.told;
  assert.equal(news?.mailId, 'mail-1');
  assert.equal(news?.ownerId, scene.userId);
  assert.equal(news?.facts.kind, 'combined');
  assert.deepEqual(
    news?.facts.documents.map(({ jobId, state }) => [jobId, state]),
    [[job.id, 'printing']],
  );
});

test('one without the mark stays where it is', async () => {
  const job = await scene.job({ state: 'received', mailId: 'mail-1' });
  await ends(job, 'held');
  await scene.whenReady.release(job.id);
  assert.equal((await scene.jobRow(job.id)).state, 'held');
  assert.equal(scene.told.length, 0);
});

test('documents of one message come together and in order, in one answer, the same one once', async () => {
  const [first, second, twice] = [
    await scene.job({ state: 'received', ...MARKED, contentHash: 'a' }),
    await scene.job({ state: 'received', ...MARKED, contentHash: 'b' }),
    await scene.job({ state: 'received', ...MARKED, contentHash: 'a' }),
  ];
  await ends(second, 'held');
  await ends(twice, 'held');
  await scene.whenReady.release(second.id);
  assert.equal(scene.told.length, 0, 'the first is still being made ready');
  await ends(first, 'held');
  await isTold();
  assert.deepEqual(
    scene.told[0]?.facts.documents.map(({ jobId, state, reason }) => [jobId, state, reason]),
    [
      [first.id, 'printing', undefined],
      [second.id, 'printing', undefined],
      [twice.id, 'not-printed', 'twice'],
    ],
  );
});

test('a slow one is not waited for beyond twenty seconds', async () => {
  const slow = await scene.job({ state: 'received', ...MARKED });
  const ready = await scene.job({ state: 'held', ...MARKED, changedAt: scene.deps.clock.now() });
  await scene.whenReady.release(ready.id);
  assert.equal(scene.told.length, 0);
  scene.deps.pass(20_000);
  await scene.whenReady.release(ready.id);
  assert.equal(scene.told.length, 1);
  assert.equal((await scene.jobRow(slow.id)).releaseTo, PRINTER.id, 'it follows by itself');
  await ends(slow, 'held');
  await isTold(2);
});

test('one that is locked or refused holds the others up no longer and loses its mark', async () => {
  const [locked, refused, ready] = [
    await scene.job({ state: 'received', ...MARKED }),
    await scene.job({ state: 'received', ...MARKED }),
    await scene.job({ state: 'received', ...MARKED }),
  ];
  await ends(ready, 'held');
  await ends(refused, 'refused');
  await ends(locked, 'locked');
  await isTold();
  assert.deepEqual(
    scene.told[0]?.facts.documents.map(({ jobId }) => jobId),
    [ready.id],
  );
  assert.equal((await scene.jobRow(locked.id)).releaseTo, null);
});

test('after a restart what was ready is taken up, and prints once', async () => {
  const job = await scene.job({ state: 'held', ...MARKED });
  await Promise.all([
    scene.whenReady.start(),
    scene.whenReady.release(job.id),
    scene.whenReady.release(job.id),
  ]);
  assert.equal(scene.told.length, 1);
  assert.equal((await scene.releases()).length, 1);
});

test('a jam prints nothing and is told once; the document waits for its owner', async () => {
  const job = await scene.job({ state: 'held', ...MARKED });
  scene.finds.push(jam([job.id]));
  await scene.whenReady.release(job.id);
  assert.deepEqual(scene.told[0]?.facts.findings, [
    { kind: 'jam', stops: true, sentence: 'Paper jam. Open door A.' },
  ]);
  const row = await scene.jobRow(job.id);
  assert.deepEqual([row.state, row.releaseTo], ['held', null]);
  scene.finds.length = 0;
  await scene.whenReady.release(job.id);
  assert.equal(scene.told.length, 1);
});

test('a printer that was closed to mail or removed meanwhile is told as that', async () => {
  const problems: string[] = [];
  for (const change of [{ forDirectMail: false }, { enabled: false }, undefined]) {
    const job = await scene.job({ state: 'held', ...MARKED, mailId: `mail of ${problems.length}` });
    scene.printers.splice(0, 1, ...(change === undefined ? [] : [{ ...PRINTER, ...change }]));
    await scene.whenReady.release(job.id);
    const news = scene.told.at(-1);
    problems.push(news?.facts.problem ?? '');
    assert.deepEqual(news?.facts.documents, [{ jobId: job.id, title: job.title, state: 'not-printed' }]);
  }
  assert.deepEqual(problems, ['printer-not-allowed', 'printer-off', 'printer-unknown']);
  assert.deepEqual(await scene.releases(), []);
});

test('a database that fails once loses nothing: the mark is still there', async () => {
  const job = await scene.job({ state: 'held', ...MARKED });
  scene.lacksAccounting = () => {
    throw new Error('the database is away');
  };
  await scene.whenReady.release(job.id);
  assert.equal(scene.told.length, 0);
  assert.equal((await scene.jobRow(job.id)).releaseTo, PRINTER.id);
  scene.lacksAccounting = () => false;
  await scene.whenReady.release(job.id);
  assert.equal((await scene.jobRow(job.id)).state, 'releasing');
});

test('a document that its owner printed or deleted before its turn is not printed a second time', async () => {
  const job = await scene.job({ state: 'held', ...MARKED });
  await scene.db.write((tx) => changeJob(tx, job.id, { blobId: null }));
  await scene.db.write((tx) => moveJob(tx, job.id, ['held'], 'deleted', { changedAt: 1 }));
  await scene.whenReady.release(job.id);
  assert.deepEqual(await scene.releases(), []);
  assert.equal(scene.told.length, 0);
});
