// The server dies at every commit of a delivery, once just before it and once just after, and comes back on the same
// database and the same printer. What came out on paper is the judge: never two, never none without a word.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { changeAttempt, changeRelease } from '@platen/edge-server/flow/store/releases';
import { type EvilPrinter, startEvilPrinter } from '../../../servers/evil-printer.ts';
import { waitUntil } from '../../../support/wait-until.ts';
import { dyingDatabase, openSite, type Site } from './site.ts';

interface Way {
  readonly name: string;
  readonly createJob: boolean;
  /** Happens to the printer while the server is dead. */
  readonly meanwhile?: (printer: EvilPrinter) => void;
  readonly prepare?: (printer: EvilPrinter) => void;
}

const WAYS: readonly Way[] = [
  { name: 'Create-Job and Send-Document', createJob: true },
  { name: 'Print-Job', createJob: false },
  {
    name: 'a transfer that broke once',
    createJob: true,
    prepare: (printer) => printer.script('Send-Document', { kind: 'reset', afterBytes: 1_000 }),
  },
  {
    name: 'a printer that is restarted meanwhile',
    createJob: true,
    meanwhile: (printer) => printer.model.restart(),
  },
  {
    name: 'Print-Job to a printer that is restarted meanwhile',
    createJob: false,
    meanwhile: (printer) => printer.model.restart(),
  },
];

async function open(
  t: TestContext,
  way: Way,
): Promise<{ printer: EvilPrinter; site: Site; printerId: string }> {
  const printer = await startEvilPrinter({ createJob: way.createJob });
  t.after(() => printer.stop());
  const site = await openSite({ factor: 50, delivery: { unreachableMinutes: 1 } });
  t.after(() => site.close());
  const since = site.clock.monotonic();
  printer.model.printer.upTimeSeconds = () => 1 + Math.floor((site.clock.monotonic() - since) / 1000);
  way.prepare?.(printer);
  return { printer, site, printerId: site.addPrinter(printer.uri) };
}

for (const way of WAYS) {
  for (const when of ['before', 'after'] as const) {
    test(`${way.name}: killed just ${when} each commit, nothing prints twice and nothing is lost`, async (t) => {
      const ends = new Map<string, number>();
      let reached = 0;
      for (let at = 1; at === 1 || reached === at - 1; at++) {
        const { printer, site, printerId } = await open(t, way);
        const claim = await site.release(printerId);
        const mortal = dyingDatabase(site.deps.db, at, when);
        const first = site.worker(mortal.db);
        await site.step(claim, first, mortal.db, mortal.died).catch((cause: unknown) => {
          if (!(cause instanceof Error && cause.name === 'Killed')) throw cause;
        });
        first.close();
        if (mortal.isDead()) reached += 1;
        way.meanwhile?.(printer);
        const alive = site.worker();
        const release = await site.deliver(claim, alive);

        const paper = printer.model.printed.length;
        const job = await site.jobRow(claim.jobId);
        const story = `commit ${at}: ${release.state} (${String(release.reason)}), ${paper} on paper, attempt ${release.attempt}`;
        assert.ok(paper <= 1, story);
        if (release.state === 'done') assert.equal(paper, 1, story);
        if (release.state === 'returned') assert.equal(paper, 0, story);
        assert.equal(
          job.state,
          { done: 'printed', uncertain: 'uncertain', returned: 'held' }[String(release.state)],
          story,
        );
        ends.set(release.state, (ends.get(release.state) ?? 0) + 1);
      }
      // Step, intent, hand-over and end at the least.
      assert.ok(reached >= 4, `only ${reached} commits were reached`);
      assert.ok((ends.get('done') ?? 0) > reached / 2, JSON.stringify([...ends]));
    });
  }
}

test('killed while the printer prints: the watching goes on where it was', async (t) => {
  const printer = await startEvilPrinter({ autoFinish: false });
  t.after(() => printer.stop());
  const site = await openSite();
  t.after(() => site.close());
  const claim = await site.release(site.addPrinter(printer.uri));
  const stop = new AbortController();
  const first = site.worker();
  const going = site.step(claim, first, site.deps.db, stop.signal);
  await waitUntil(async () => (await site.releaseRow(claim.releaseId)).state === 'printing', {
    what: 'printing',
  });
  stop.abort();
  assert.equal(await going, false);
  first.close();
  const second = site.deliver(claim);
  printer.model.finish(1);
  assert.equal((await second).state, 'done');
  assert.equal(printer.model.printed.length, 1);
  assert.deepEqual(await site.story(claim.jobId), ['released', 'opened', 'sent', 'printing', 'printed']);
});

test('a server that lost its release to another one changes nothing any more', async (t) => {
  const printer = await startEvilPrinter({ autoFinish: false });
  t.after(() => printer.stop());
  const site = await openSite();
  t.after(() => site.close());
  const claim = await site.release(site.addPrinter(printer.uri));
  const paused = site.worker();
  const going = site.step(claim, paused);
  await waitUntil(async () => (await site.releaseRow(claim.releaseId)).state === 'printing', {
    what: 'printing',
  });
  // Another worker takes the step over, as after a long pause of the first.
  const taken = site.deliver(claim);
  await waitUntil(async () => (await site.releaseRow(claim.releaseId)).fence === 2, {
    what: 'the take-over',
  });
  const job = printer.model.jobs.get(1);
  if (job !== undefined) job.impressionsCompleted = 1;
  printer.model.finish(1);
  const [, release] = await Promise.all([going.catch(() => false), taken]);
  assert.equal(release.state, 'done');
  assert.equal(release.fence, 2);
  const story = await site.story(claim.jobId);
  assert.equal(story.filter((kind) => kind === 'printed').length, 1);
  assert.equal(printer.model.printed.length, 1);
});

test('killed with an empty job at the printer, known by its id: the document goes into that one', async (t) => {
  const { printer, site, printerId } = await open(t, { name: '', createJob: true });
  const claim = await site.release(printerId);
  // Dies before the commit that says the job is there.
  const mortal = dyingDatabase(site.deps.db, 3, 'before');
  const first = site.worker(mortal.db);
  await assert.rejects(site.step(claim, first, mortal.db, mortal.died));
  first.close();
  const [job] = printer.model.jobs.values();
  assert.equal(job?.state, 'pending-held');
  await site.deps.db.write(async (tx) => {
    await changeRelease(tx, claim.releaseId, { state: 'created' } as object);
    await changeAttempt(tx, claim.releaseId, 1, {
      remoteJobId: job?.id ?? 0,
      remoteJobUuid: job?.uuid ?? null,
    });
  });
  const release = await site.deliver(claim);
  assert.equal(release.state, 'done');
  assert.equal(release.attempt, 1);
  assert.equal(printer.model.jobs.size, 1);
  assert.equal(printer.model.printed.length, 1);
});

test('killed while it clears away a broken job: the next life knows that the cancel was its own', async (t) => {
  const { printer, site, printerId } = await open(t, { name: '', createJob: true });
  printer.script('Send-Document', { kind: 'reset-before-answer', acts: false });
  const claim = await site.release(printerId);
  // Step, intent, opened, the note that it is being cancelled; then it dies with the cancel done.
  const mortal = dyingDatabase(site.deps.db, 5, 'before');
  const first = site.worker(mortal.db);
  await assert.rejects(site.step(claim, first, mortal.db, mortal.died));
  first.close();
  assert.equal(printer.model.jobs.get(1)?.state, 'canceled');
  const release = await site.deliver(claim);
  assert.equal(release.state, 'done');
  assert.equal(printer.model.printed.length, 1);
});
