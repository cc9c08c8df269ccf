// Somebody changes their mind: at every step of a delivery, with printers that obey and such that do not.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type EvilPrinter, startEvilPrinter } from '../../../servers/evil-printer.ts';
import { waitUntil } from '../../../support/wait-until.ts';
import { openSite, type Site } from './site.ts';

async function open(t: TestContext): Promise<{ printer: EvilPrinter; site: Site; printerId: string }> {
  const printer = await startEvilPrinter({ autoFinish: false });
  t.after(() => printer.stop());
  const site = await openSite();
  t.after(() => site.close());
  return { printer, site, printerId: site.addPrinter(printer.uri) };
}

test('cancelled before it began: nothing ever reaches the printer', async (t) => {
  const { printer, site, printerId } = await open(t);
  const claim = await site.release(printerId);
  const worker = site.worker();
  await site.cancel(claim, worker);
  const release = await site.deliver(claim, worker);
  assert.equal(release.state, 'cancelled');
  assert.equal(release.reason, null);
  assert.equal((await site.jobRow(claim.jobId)).state, 'held');
  assert.equal(printer.requests.length, 0);
  assert.deepEqual(await site.story(claim.jobId), ['released', 'cancelled']);
});

test('cancelled while it waits for a printer that is off', async (t) => {
  const { printer, site, printerId } = await open(t);
  await printer.powerOff();
  const claim = await site.release(printerId);
  const worker = site.worker();
  const going = site.deliver(claim, worker);
  await waitUntil(async () => (await site.releaseRow(claim.releaseId)).note !== null, { what: 'the note' });
  await site.cancel(claim, worker);
  assert.equal((await going).state, 'cancelled');
});

test('cancelled while it waits behind another document', async (t) => {
  const { printer, site, printerId } = await open(t);
  printer.script('Send-Document', { kind: 'stall', afterBytes: 10 });
  const worker = site.worker();
  const stop = new AbortController();
  const first = site.step(await site.release(printerId), worker, site.deps.db, stop.signal);
  await waitUntil(() => printer.requests.some(({ documentBytes }) => documentBytes > 0), {
    what: 'the first one',
  });
  const claim = await site.release(printerId);
  const going = site.deliver(claim, worker);
  await site.cancel(claim, worker);
  assert.equal((await going).state, 'cancelled');
  stop.abort();
  await first;
  assert.equal(printer.model.jobs.size, 1);
});

test('cancelled between Create-Job and the document: the empty job is cancelled at the printer', async (t) => {
  const { printer, site, printerId } = await open(t);
  printer.script('Create-Job', { kind: 'slow', ms: 300 });
  const claim = await site.release(printerId);
  const worker = site.worker();
  const going = site.deliver(claim, worker);
  await waitUntil(() => printer.requests.some(({ operation }) => operation === 'Create-Job'), {
    what: 'Create-Job',
  });
  await site.cancel(claim, worker);
  const release = await going;
  assert.equal(release.state, 'cancelled');
  assert.equal(printer.model.jobs.get(1)?.state, 'canceled');
  assert.ok(!printer.requests.some(({ operation }) => operation === 'Send-Document'));
});

test('cancelled in the middle of the document: the transfer stops and the job is cancelled', async (t) => {
  const { printer, site, printerId } = await open(t);
  printer.script('Send-Document', { kind: 'stall', afterBytes: 100 });
  const claim = await site.release(printerId, { document: Buffer.alloc(20_000_000, 65) });
  const worker = site.worker();
  const going = site.deliver(claim, worker);
  await waitUntil(() => printer.requests.some(({ documentBytes }) => documentBytes > 0), {
    what: 'the document',
  });
  await site.cancel(claim, worker);
  const release = await going;
  assert.equal(release.state, 'cancelled');
  assert.ok(['canceled', 'aborted'].includes(printer.model.jobs.get(1)?.state ?? ''));
  assert.equal(printer.model.printed.length, 0);
});

test('cancelled while it prints: verified at the printer, with the pages that came out', async (t) => {
  const { printer, site, printerId } = await open(t);
  const claim = await site.release(printerId, { pages: 5 });
  const worker = site.worker();
  const going = site.deliver(claim, worker);
  await waitUntil(() => printer.model.jobs.get(1)?.state === 'processing', { what: 'the document' });
  const job = printer.model.jobs.get(1);
  if (job !== undefined) job.impressionsCompleted = 2;
  await waitUntil(async () => (await site.releaseRow(claim.releaseId)).pagesDone === 2, {
    what: 'two pages',
  });
  await site.cancel(claim, worker);
  const release = await going;
  assert.equal(release.state, 'cancelled');
  assert.equal(release.pagesDone, 2);
  assert.equal(job?.state, 'canceled');
  assert.equal((await site.jobRow(claim.jobId)).state, 'held');
});

test('cancelled too late: it was printed, and that is what is said', async (t) => {
  const { printer, site, printerId } = await open(t);
  const claim = await site.release(printerId);
  const worker = site.worker();
  const going = site.deliver(claim, worker);
  await waitUntil(() => printer.model.jobs.get(1)?.state === 'processing', { what: 'the document' });
  // The last page comes out while the cancel is on its way.
  printer.script('Cancel-Job', { kind: 'slow', ms: 200 });
  await site.cancel(claim, worker);
  await waitUntil(() => printer.requests.some(({ operation }) => operation === 'Cancel-Job'), {
    what: 'the cancel',
  });
  printer.model.finish(1);
  assert.equal((await going).state, 'done');
  assert.equal((await site.jobRow(claim.jobId)).state, 'printed');
});

test('a printer that cannot cancel prints on, and the person is told', async (t) => {
  const { printer, site, printerId } = await open(t);
  printer.always('Cancel-Job', { kind: 'status', code: 0x0501 });
  const claim = await site.release(printerId);
  const worker = site.worker();
  const going = site.deliver(claim, worker);
  await waitUntil(() => printer.model.jobs.get(1)?.state === 'processing', { what: 'the document' });
  await site.cancel(claim, worker);
  await waitUntil(
    async () =>
      (await site.releaseRow(claim.releaseId)).note?.startsWith('This printer cannot be told to stop') ===
      true,
    { what: 'the note' },
  );
  printer.model.finish(1);
  assert.equal((await going).state, 'done');
  assert.equal(printer.requests.filter(({ operation }) => operation === 'Cancel-Job').length, 1);
});

test('a cancel asked of another server is seen without being woken', async (t) => {
  const { printer, site, printerId } = await open(t);
  const claim = await site.release(printerId);
  const worker = site.worker();
  const going = site.deliver(claim, worker);
  await waitUntil(() => printer.model.jobs.get(1)?.state === 'processing', { what: 'the document' });
  await site.cancel(claim, site.worker());
  assert.equal((await going).state, 'cancelled');
});

test('a cancel survives a restart of the server', async (t) => {
  const { printer, site, printerId } = await open(t);
  const claim = await site.release(printerId);
  const stop = new AbortController();
  const worker = site.worker();
  const going = site.step(claim, worker, site.deps.db, stop.signal);
  await waitUntil(() => printer.model.jobs.get(1)?.state === 'processing', { what: 'the document' });
  stop.abort();
  await going;
  const next = site.worker();
  await site.cancel(claim, next);
  assert.equal((await site.deliver(claim, next)).state, 'cancelled');
  assert.equal(printer.model.jobs.get(1)?.state, 'canceled');
});
