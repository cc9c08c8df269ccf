// Steps of the convert stage that do not go their way: work that never comes to an end, outcomes that come too late, a store without
// room, conversion servers that fall silent.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { makeConclude } from '@platen/edge-server/flow/convert/conclude';
import { makeConvert } from '@platen/edge-server/flow/convert/convert';
import type { ConvertOutcome, DocumentEngine } from '@platen/edge-server/flow/convert/converter';
import { makeProgressBoard } from '@platen/edge-server/flow/convert/progress';
import { makeRemoteConvert } from '@platen/edge-server/flow/convert/remote';
import { makeRunner } from '@platen/edge-server/flow/runner';
import type { Step, StepWorker } from '@platen/edge-server/flow/step';
import { insertBlob } from '@platen/edge-server/flow/store/documents';
import { findJob, insertJob } from '@platen/edge-server/flow/store/jobs';
import { claimSteps, insertStep, postponeStep } from '@platen/edge-server/flow/store/steps';
import { readStory } from '@platen/edge-server/flow/store/story';
import { BlobError } from '@platen/edge-server/platform/blob-error';
import { samplePdf } from '../../../documents/make-documents.ts';
import { type TestDeps, testDeps } from '../../../support/deps.ts';
import { aJob, anId } from '../../../support/rows.ts';
import { waitUntil } from '../../../support/wait-until.ts';

const never = new AbortController().signal;
const LEASE_MS = 60_000;
/** More than a row holds: such a blob is a file. */
const LARGE_BYTES = 700_000;

let deps: TestDeps;
beforeEach(async () => {
  deps = await testDeps();
});
afterEach(() => deps.close());

/** A received document and its step, due now. */
async function arrive(ownerId = 'owner'): Promise<{ readonly jobId: string; readonly stepId: string }> {
  const blob = await deps.blobs.put(await samplePdf());
  const job = aJob({ ownerId, state: 'received', blobId: blob.id, printMediaType: null, pages: null });
  const stepId = anId();
  const now = deps.clock.now();
  await deps.db.write(async (tx) => {
    await insertBlob(tx, blob);
    await insertJob(tx, job);
    await insertStep(tx, { id: stepId, kind: 'convert', subject: job.id, dueAt: now, now });
  });
  return { jobId: job.id, stepId };
}

/** Claimed and left lying, `times` times, as by a server that is killed by what it works on. */
async function die(times: number): Promise<void> {
  for (let life = 0; life < times; life += 1) {
    const claim = { holder: `life ${life}`, now: deps.clock.now(), leaseMs: LEASE_MS, limit: 1 };
    assert.equal((await deps.db.write((tx) => claimSteps(tx, 'convert', claim))).length, 1);
    deps.pass(LEASE_MS);
  }
}

const claimHere = async (holder = 'here'): Promise<Step> => {
  const claim = { holder, now: deps.clock.now(), leaseMs: LEASE_MS, limit: 1 };
  const [step] = await deps.db.write((tx) => claimSteps(tx, 'convert', claim));
  assert.ok(step !== undefined);
  return step;
};

const jobState = async (id: string) => (await deps.db.read((tx) => findJob(tx, id)))?.state;
const steps = () => deps.db.read((tx) => tx.q.select().from(tx.t.steps));
const files = async (): Promise<string[]> =>
  (await readdir(join(deps.dataDir, 'blobs'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

/** What the engine answers for a PDF; counts how often it was asked. */
function engine(outcome: () => unknown): { readonly asked: () => number; readonly engine: DocumentEngine } {
  let asked = 0;
  const answer = async () => {
    asked += 1;
    return outcome() as never;
  };
  return { asked: () => asked, engine: { inspect: answer, inspectPdf: answer, toPdf: answer } };
}

const fine = () => ({
  ok: true,
  pages: 1,
  pageSizes: [{ count: 1, width: 210, height: 297 }],
  color: ['monochrome'],
  encrypted: false,
  printable: true,
  xfa: false,
});

const made = (pdf: Uint8Array): ConvertOutcome => ({
  kind: 'done',
  printMediaType: 'application/pdf',
  pdf,
  facts: {
    pages: 1,
    pageSizes: [],
    colour: 'monochrome',
    colorPages: [],
    unknownColorPages: [],
    encrypted: false,
    originalPrintable: false,
    notes: [],
  },
});

const convertWith = (given: DocumentEngine): StepWorker =>
  makeConvert({
    ...deps,
    engineFor: () => given,
    roomsFor: () => ({}),
    progress: makeProgressBoard(),
    conclude: makeConclude(deps),
  });

const idle: StepWorker = async () => ({ kind: 'done' });
const runnerWith = (work: StepWorker) =>
  makeRunner(deps, {
    holder: 'here',
    workers: { convert: { work, parallel: 1 }, deliver: { work: idle, parallel: 1 } },
  });

test('what brought its server down a thousand times is refused without being tried again', async () => {
  const { jobId } = await arrive();
  await die(1_000);
  const { asked, engine: given } = engine(fine);
  const runner = runnerWith(convertWith(given));
  await runner.start();
  await waitUntil(async () => (await jobState(jobId)) === 'refused', { what: 'the refusal' });
  await runner.stop();
  assert.equal(asked(), 0);
  const job = await deps.db.read((tx) => findJob(tx, jobId));
  assert.equal(job?.reason, 'document-broken');
  const story = await deps.db.read((tx) => readStory(tx, jobId));
  assert.match(JSON.stringify(story.at(-1)?.values), /document-broken/);
  assert.deepEqual(await steps(), []);
});

test('nine ends in a row are bad luck: it is tried once more', async () => {
  const { jobId } = await arrive();
  await die(9);
  const { asked, engine: given } = engine(fine);
  const runner = runnerWith(convertWith(given));
  await runner.start();
  await waitUntil(async () => (await jobState(jobId)) === 'held', { what: 'the document to be held' });
  await runner.stop();
  assert.equal(asked(), 1);
});

test('what brought conversion servers down a thousand times is given to none any more, and the next document is', async () => {
  const deadly = await arrive();
  await die(1_000);
  const good = await arrive();
  const remote = makeRemoteConvert({ ...deps, conclude: makeConclude(deps), progress: makeProgressBoard() });
  const work = await remote.claim('next', 0, never);
  assert.equal(work?.job.id, good.jobId);
  assert.equal(await jobState(deadly.jobId), 'refused');
  assert.deepEqual(
    (await steps()).map(({ id }) => id),
    [good.stepId],
  );
});

test('a print document whose step was taken over meanwhile leaves no file behind', async () => {
  const { jobId, stepId } = await arrive();
  const before = await files();
  const pdf = new Uint8Array(LARGE_BYTES);
  const conclude = makeConclude(deps);
  const stolen: StepWorker = async (step) => {
    const job = await deps.db.read((tx) => findJob(tx, jobId));
    assert.ok(job !== undefined);
    const outcome = await conclude(job, step, made(pdf), false);
    assert.equal((await files()).length, before.length + 1, 'it is stored before its rows are');
    // As if another server had waited for the lease to run out.
    await deps.db.write((tx) => postponeStep(tx, stepId, 'here', deps.clock.now() + LEASE_MS));
    return outcome;
  };
  const runner = runnerWith(stolen);
  await runner.start();
  await waitUntil(() => deps.logged.some((line) => line.includes('its outcome here is dropped')), {
    what: 'the outcome to be dropped',
  });
  await waitUntil(async () => (await files()).length === before.length, { what: 'the file to go' });
  await runner.stop();
  assert.equal(await jobState(jobId), 'received');
});

test('what a conversion server sends too late leaves no file behind either', async () => {
  const { jobId } = await arrive();
  const before = await files();
  const remote = makeRemoteConvert({ ...deps, conclude: makeConclude(deps), progress: makeProgressBoard() });
  const work = await remote.claim('slow', 0, never);
  assert.ok(work !== undefined);
  deps.pass(LEASE_MS);
  await claimHere();
  await remote.conclude(work.step.id, 'slow', made(new Uint8Array(LARGE_BYTES)));
  await waitUntil(async () => (await files()).length === before.length, { what: 'the file to go' });
  assert.equal(await jobState(jobId), 'received');
  assert.equal((await steps())[0]?.holder, 'here');
});

test('a full disk is no fault of the document: its tries begin anew', async () => {
  const { jobId } = await arrive();
  await die(9);
  let room = false;
  const full = async (...args: Parameters<TestDeps['blobs']['put']>) => {
    if (!room) throw new BlobError('no-space', 'the disk is full');
    return deps.blobs.put(...args);
  };
  const conclude = makeConclude({ ...deps, blobs: { ...deps.blobs, put: full } });
  const runner = runnerWith(async (step) => {
    const job = await deps.db.read((tx) => findJob(tx, jobId));
    assert.ok(job !== undefined);
    return conclude(job, step, made(new Uint8Array(LARGE_BYTES)), false);
  });
  await runner.start();
  const [waits] = await waitUntil(
    async () => {
      const rows = await steps();
      return rows[0]?.attempts === 0 && rows;
    },
    { what: 'the step to begin anew' },
  );
  assert.equal(waits?.holder, '');
  assert.ok((waits?.dueAt ?? 0) > deps.clock.now());
  room = true;
  deps.pass(LEASE_MS);
  runner.knock('convert');
  await waitUntil(async () => (await jobState(jobId)) === 'held', { what: 'the document to be held' });
  await runner.stop();
});

test('of a conversion server that fell silent nothing stays here', async () => {
  const { jobId } = await arrive();
  const timers: (() => void)[] = [];
  const clock = {
    ...deps.clock,
    after: (ms: number, act: () => void) => {
      assert.equal(ms, 45_000);
      timers.push(act);
      return () => {
        timers.splice(timers.indexOf(act), 1);
      };
    },
  };
  const progress = makeProgressBoard();
  const remote = makeRemoteConvert({ ...deps, clock, conclude: makeConclude(deps), progress });
  const work = await remote.claim('silent', 0, never);
  assert.ok(work !== undefined);
  await remote.report(work.step.id, 'silent', 2, 9);
  assert.deepEqual(progress.of(jobId), { done: 2, of: 9 });
  assert.equal(timers.length, 1, 'a word begins the wait for the next one');
  remote.document(work.step.id, 'silent');

  const heir = progress.begin(jobId);
  heir.note(5, 9);
  timers[0]?.();
  assert.deepEqual(progress.of(jobId), { done: 5, of: 9 }, 'its heir is at it already');
  assert.throws(() => remote.document(work.step.id, 'silent'), { code: 'job-gone' });
  heir.end();
  assert.equal(progress.of(jobId), undefined);
});

test('the same bytes of the same owner are known again, whoever converts them; another owner’s are not', async () => {
  const { engine: given } = engine(fine);
  const convert = convertWith(given);
  const remote = makeRemoteConvert({ ...deps, conclude: makeConclude(deps), progress: makeProgressBoard() });
  const [first, second, third] = [await arrive(), await arrive(), await arrive('somebody else')];
  for (const _ of [first, second]) {
    const step = await claimHere();
    const outcome = await convert(step, never);
    await deps.db.write(async (tx) => {
      if (outcome.kind === 'done') await outcome.record?.(tx);
    });
  }
  const rows = await deps.db.read(async (tx) =>
    Promise.all([first, second].map(({ jobId }) => findJob(tx, jobId))),
  );
  assert.match(rows[0]?.contentHash ?? '', /^[0-9a-f]{64}$/);
  assert.equal(rows[1]?.contentHash, rows[0]?.contentHash);
  assert.deepEqual(
    rows.map((row) => row?.duplicateOf),
    [null, first.jobId],
  );
  const work = await remote.claim('elsewhere', 0, never);
  assert.equal(work?.job.id, third.jobId);
  await remote.conclude(work?.step.id ?? '', 'elsewhere', made(await samplePdf()));
  const apart = await deps.db.read((tx) => findJob(tx, third.jobId));
  assert.match(apart?.contentHash ?? '', /^[0-9a-f]{64}$/);
  assert.notEqual(apart?.contentHash, rows[0]?.contentHash, 'nobody learns what others have sent');
  assert.equal(apart?.duplicateOf, null);
});

test('what is held, locked or refused is told in the same transaction', async () => {
  const told: string[] = [];
  const conclude = makeConclude({
    ...deps,
    ended: async (_tx, { id, state }) => {
      told.push(`${id} ${state}`);
    },
  });
  const jobs: string[] = [];
  for (const outcome of [
    made(await samplePdf()),
    { kind: 'locked' },
    { kind: 'refused', code: 'document-broken', detail: 'no pages' },
  ] as const) {
    const { jobId } = await arrive();
    jobs.push(jobId);
    const step = await claimHere();
    const job = await deps.db.read((tx) => findJob(tx, jobId));
    assert.ok(job !== undefined);
    const end = await conclude(job, step, outcome, false);
    assert.equal(told.length, jobs.length - 1, 'nothing is told before it is so');
    await deps.db.write(async (tx) => end.record?.(tx));
  }
  assert.deepEqual(told, [`${jobs[0]} held`, `${jobs[1]} locked`, `${jobs[2]} refused`]);
});
