// Every way a printer can fail in the middle of a delivery. The oracle is what came out on paper: never twice, and never
// lost without a word.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyword } from '@platen/edge-server/protocols/ipp/message';
import { startEvilPrinter } from '../../../servers/evil-printer.ts';
import { waitUntil } from '../../../support/wait-until.ts';
import { ends, lives, openScene } from './scene.ts';
import { DOCUMENT } from './site.ts';

const HALF = Math.floor(DOCUMENT.length / 2);
const RESET_AT_HALF = { kind: 'reset', afterBytes: HALF } as const;
const RUBBISH = { kind: 'raw', bytes: Buffer.from('\u001b[2J\u0000rubbish\r\n\r\n'.repeat(50)) } as const;

test('a printer that is off is waited for with a note, and the document goes back after a minute', async (t) => {
  const scene = await openScene(t, { factor: 60 });
  await scene.printer.powerOff();
  const claim = await scene.site.release(scene.printerId);
  const worker = scene.site.worker();
  const going = scene.site.deliver(claim, worker);
  await waitUntil(
    async () =>
      (await scene.site.releaseRow(claim.releaseId)).note ===
      'The printer does not answer. Is it switched on?',
    { what: 'the note' },
  );
  const release = await going;
  assert.equal(release.state, 'returned');
  assert.equal(release.reason, 'printer-unreachable');
  assert.equal((await scene.site.jobRow(claim.jobId)).state, 'held');
  assert.deepEqual(await scene.site.story(claim.jobId), ['released', 'waiting', 'returned']);
});

test('a printer that is switched on within the minute prints', async (t) => {
  const scene = await openScene(t);
  await scene.printer.powerOff();
  const claim = await scene.site.release(scene.printerId);
  const going = ends(scene, claim, 'done', 1);
  await waitUntil(async () => (await scene.site.releaseRow(claim.releaseId)).note !== null, {
    what: 'the note',
  });
  await scene.printer.powerOn();
  await going;
  assert.equal((await scene.site.releaseRow(claim.releaseId)).note, null);
});

test('those who wait behind a dead printer are told together, not one after the other', async (t) => {
  const scene = await openScene(t, { factor: 60 });
  await scene.printer.powerOff();
  const worker = scene.site.worker();
  const claims = [];
  for (let i = 0; i < 5; i++) claims.push(await scene.site.release(scene.printerId));
  const from = scene.site.clock.monotonic();
  for (const release of await Promise.all(claims.map((claim) => scene.site.deliver(claim, worker)))) {
    assert.equal(release.state, 'returned');
  }
  assert.ok(scene.site.clock.monotonic() - from < 2 * 60_000);
});

test('a slow printer does not delay another one', async (t) => {
  const scene = await openScene(t);
  const other = await startEvilPrinter();
  t.after(() => other.stop());
  scene.printer.always('Send-Document', { kind: 'stall', afterBytes: 100 });
  const worker = scene.site.worker();
  const stop = new AbortController();
  const slow = await scene.site.release(scene.printerId);
  const quick = await scene.site.release(scene.site.addPrinter(other.uri));
  const stuck = scene.site.step(slow, worker, scene.site.deps.db, stop.signal);
  assert.equal((await scene.site.deliver(quick, worker)).state, 'done');
  stop.abort();
  assert.equal(await stuck, false);
});

test('the next document starts when the printer has the whole of the one before, not when that is printed', async (t) => {
  const scene = await openScene(t, { model: { autoFinish: false } });
  const worker = scene.site.worker();
  const first = await scene.site.release(scene.printerId);
  const second = await scene.site.release(scene.printerId);
  const both = [scene.site.deliver(first, worker), scene.site.deliver(second, worker)];
  await waitUntil(() => scene.printer.model.jobs.size === 2, { what: 'both documents to be there' });
  for (const id of scene.printer.model.jobs.keys()) {
    await waitUntil(() => scene.printer.model.jobs.get(id)?.documents.length === 1, { what: 'the document' });
    scene.printer.model.finish(id);
  }
  assert.deepEqual(
    (await Promise.all(both)).map(({ state }) => state),
    ['done', 'done'],
  );
});

test('a connection reset in the middle of the document: counters stand still, so it is sent again, once', async (t) => {
  const scene = await openScene(t);
  scene.printer.script('Send-Document', RESET_AT_HALF);
  const claim = await scene.site.release(scene.printerId);
  await ends(scene, claim, 'done', 1);
  assert.equal((await scene.site.releaseRow(claim.releaseId)).attempt, 2);
  const tokens = [1, 2].map((number) => scene.site.attemptRow(claim.releaseId, number));
  const [one, two] = await Promise.all(tokens);
  assert.notEqual(one?.token, two?.token);
  assert.equal(one?.endedAs, 'printer-aborted');
});

test('the same with pages on the counter is for a person to decide', async (t) => {
  const scene = await openScene(t);
  scene.printer.script('Send-Document', RESET_AT_HALF);
  const claim = await scene.site.release(scene.printerId);
  const going = ends(scene, claim, 'uncertain', 0);
  await waitUntil(() => [...scene.printer.model.jobs.values()][0]?.state === 'aborted', {
    what: 'the abort',
  });
  scene.printer.model.printer.impressionsCompleted += 1;
  await going;
  assert.equal(scene.printer.requests.filter(({ operation }) => operation === 'Create-Job').length, 1);
});

test('a printer that breaks every transfer gets the document back to its owner after three attempts', async (t) => {
  const scene = await openScene(t);
  scene.printer.always('Send-Document', RESET_AT_HALF);
  const claim = await scene.site.release(scene.printerId);
  await ends(scene, claim, 'returned', 0);
  assert.equal((await scene.site.releaseRow(claim.releaseId)).attempt, 3);
});

test('all sent, the answer lost, the job printed: it is done and not sent twice', async (t) => {
  const scene = await openScene(t);
  scene.printer.script('Send-Document', { kind: 'reset-before-answer', acts: true });
  await ends(scene, await scene.site.release(scene.printerId), 'done', 1);
});

test('all sent, the answer lost, nothing done with it: the empty job is cancelled and a new one printed', async (t) => {
  const scene = await openScene(t);
  scene.printer.script('Send-Document', { kind: 'reset-before-answer', acts: false });
  await ends(scene, await scene.site.release(scene.printerId), 'done', 1);
  assert.equal(scene.printer.model.jobs.get(1)?.state, 'canceled');
});

test('silence after the document is ended by asking, not by the clock, and nothing prints twice', async (t) => {
  const scene = await openScene(t);
  scene.printer.script('Send-Document', { kind: 'silence', acts: true });
  await ends(scene, await scene.site.release(scene.printerId), 'done', 1);
});

test('rubbish instead of an answer to the document is no reason to send it again', async (t) => {
  const scene = await openScene(t);
  // It prints, and answers rubbish.
  scene.printer.script('Send-Document', { kind: 'lie', change: (honest) => ({ ...honest, requestId: 77 }) });
  await ends(scene, await scene.site.release(scene.printerId), 'done', 1);
});

test('rubbish to Create-Job, to the preflight and to polls ends in one print', async (t) => {
  const scene = await openScene(t);
  scene.printer.script('Get-Printer-Attributes', RUBBISH, { kind: 'body', bytes: Buffer.alloc(2_000, 0xff) });
  scene.printer.script('Create-Job', RUBBISH);
  scene.printer.script(
    'Get-Job-Attributes',
    RUBBISH,
    { kind: 'cut-answer', afterBytes: 40 },
    { kind: 'http-status', status: 500 },
  );
  await ends(scene, await scene.site.release(scene.printerId), 'done', 1);
});

test('a lost answer to Create-Job leaves an empty job, which is cancelled', async (t) => {
  const scene = await openScene(t);
  scene.printer.script('Create-Job', { kind: 'reset-before-answer', acts: true });
  await ends(scene, await scene.site.release(scene.printerId), 'done', 1);
  assert.equal(scene.printer.model.jobs.get(1)?.state, 'canceled');
  assert.equal(scene.printer.model.jobs.get(2)?.state, 'completed');
});

for (const kind of ['hostile-text', 'hostile-numbers'] as const) {
  test(`${kind} in every answer neither crashes nor prints twice`, async (t) => {
    const scene = await openScene(t, { factor: 200, delivery: { unreachableMinutes: 1 } });
    scene.printer.always('*', { kind });
    const claim = await scene.site.release(scene.printerId);
    const release = await scene.site.deliver(claim);
    assert.ok(['done', 'uncertain', 'returned'].includes(release.state));
    assert.ok(scene.printer.model.printed.length <= 1);
    if (release.state === 'returned') assert.equal(scene.printer.model.printed.length, 0);
    for (const line of scene.site.deps.logged) assert.ok(!/[\r\u001b\u202e]|\n./.test(line));
  });
}

test('a printer restarted after it took the document, counter as before: printed once by a new attempt', async (t) => {
  const scene = await openScene(t, { model: { autoFinish: false } });
  const claim = await scene.site.release(scene.printerId);
  const going = ends(scene, claim, 'done', 1);
  await waitUntil(() => scene.printer.model.jobs.get(1)?.state === 'processing', { what: 'the document' });
  await scene.printer.powerOff();
  lives(scene.printer, scene.site);
  await scene.printer.powerOn();
  // The new attempt has the same id, since ids start again.
  await waitUntil(() => scene.printer.model.jobs.get(1)?.state === 'processing', { what: 'the new attempt' });
  scene.printer.model.finish(1);
  await going;
});

test('a printer restarted in the middle of printing: a person is asked', async (t) => {
  const scene = await openScene(t, { model: { autoFinish: false } });
  const claim = await scene.site.release(scene.printerId, { pages: 5 });
  const going = ends(scene, claim, 'uncertain', 0);
  await waitUntil(() => scene.printer.model.jobs.get(1)?.state === 'processing', { what: 'the document' });
  const job = scene.printer.model.jobs.get(1);
  if (job !== undefined) job.impressionsCompleted = 2;
  await waitUntil(async () => (await scene.site.releaseRow(claim.releaseId)).pagesDone === 2, {
    what: 'two pages',
  });
  scene.printer.model.printer.impressionsCompleted += 2;
  await scene.printer.powerOff();
  lives(scene.printer, scene.site);
  await scene.printer.powerOn();
  await going;
  const release = await scene.site.releaseRow(claim.releaseId);
  assert.equal(release.reason, 'printer-lost');
  assert.equal(release.pagesDone, 2);
  assert.equal(release.impressions, 2);
});

test('a job id that names somebody else’s completed job after a restart is not taken for ours', async (t) => {
  const scene = await openScene(t, { model: { autoFinish: false } });
  const claim = await scene.site.release(scene.printerId);
  const going = scene.site.deliver(claim);
  await waitUntil(() => scene.printer.model.jobs.get(1)?.state === 'processing', { what: 'the document' });
  await scene.printer.powerOff();
  lives(scene.printer, scene.site);
  // Somebody else prints first: their job has our id, and is completed.
  const { message } = {
    message: scene.printer.requests.find(({ operation }) => operation === 'Create-Job')?.message,
  };
  assert.ok(message);
  const theirs = {
    ...message,
    code: 0x0002,
    groups: message.groups.map((group) => ({
      ...group,
      attributes: group.attributes.map((attribute) =>
        attribute.name === 'job-name' ? keyword('job-name', 'Payroll #00000000') : attribute,
      ),
    })),
  };
  scene.printer.model.answer(theirs, Buffer.from('theirs'));
  scene.printer.model.finish(1);
  await scene.printer.powerOn();
  const release = await going;
  assert.equal(release.state, 'uncertain');
  assert.equal(release.reason, 'printer-lost');
});

test('another printer at the same address is no proof of anything', async (t) => {
  const scene = await openScene(t, { model: { autoFinish: false } });
  const claim = await scene.site.release(scene.printerId);
  const going = ends(scene, claim, 'uncertain', 0);
  await waitUntil(() => scene.printer.model.jobs.get(1)?.state === 'processing', { what: 'the document' });
  scene.printer.model.printer.uuid = 'urn:uuid:00000000-0000-4000-8000-000000000000';
  scene.printer.model.restart();
  await going;
});

test('a printer that says 0 impressions all the time is believed in nothing but "completed"', async (t) => {
  const scene = await openScene(t, { model: { autoFinish: false } });
  scene.printer.model.printer.impressionsCompleted = 0;
  const claim = await scene.site.release(scene.printerId);
  const going = ends(scene, claim, 'uncertain', 0);
  await waitUntil(() => scene.printer.model.jobs.get(1)?.state === 'processing', { what: 'the document' });
  const job = scene.printer.model.jobs.get(1);
  if (job !== undefined) job.state = 'aborted';
  await going;
});

test('cancelled at the device: the document is held again', async (t) => {
  const scene = await openScene(t, { model: { autoFinish: false } });
  const claim = await scene.site.release(scene.printerId);
  const going = ends(scene, claim, 'cancelled', 0);
  await waitUntil(() => scene.printer.model.jobs.get(1)?.state === 'processing', { what: 'the document' });
  const job = scene.printer.model.jobs.get(1);
  if (job !== undefined) Object.assign(job, { state: 'canceled', reasons: ['job-canceled-at-device'] });
  await going;
  assert.equal((await scene.site.releaseRow(claim.releaseId)).reason, 'printer-cancelled');
});

test('a printer that goes away for good in the middle: a person is asked after the set time', async (t) => {
  const scene = await openScene(t, {
    model: { autoFinish: false },
    factor: 60,
    delivery: { unreachableMinutes: 1 },
  });
  const claim = await scene.site.release(scene.printerId);
  const going = scene.site.deliver(claim);
  await waitUntil(() => scene.printer.model.jobs.get(1)?.state === 'processing', { what: 'the document' });
  await scene.printer.powerOff();
  const release = await going;
  assert.equal(release.state, 'uncertain');
  assert.equal(release.reason, 'printer-unreachable');
});
