// Deliveries to the virtual MFD of the try-out, over the network like to any printer: it tells pages, trays and troubles.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { probeIpp } from '@platen/edge-server/devices/probe-ipp';
import type { VirtualMfd, VirtualMfdOptions } from '@platen/edge-server/virtual-mfd/server';
import { waitUntil } from '../support/wait-until.ts';
import { openSite, type Site } from '../unit/flow/deliver/site.ts';
import { pdf, startMfd } from '../unit/virtual-mfd/mfd-fixture.ts';

async function open(
  t: TestContext,
  options: Partial<VirtualMfdOptions> = {},
): Promise<{ mfd: VirtualMfd; site: Site; printerId: string }> {
  const mfd = await startMfd(t, options);
  const site = await openSite({ factor: 1 });
  t.after(() => site.close());
  return { mfd, site, printerId: site.addPrinter(mfd.uri) };
}

const FOUR_PAGES = { document: pdf, pages: 4 } as const;

test('the virtual MFD prints, with options, and confirms it', async (t) => {
  const { mfd, site, printerId } = await open(t);
  const claim = await site.release(printerId, {
    ...FOUR_PAGES,
    ticket: { copies: 2, sides: 'two-sided-long-edge', finishings: [4] },
  });
  const release = await site.deliver(claim);
  assert.equal(release.state, 'done');
  assert.equal(release.confidence, 'confirmed');
  assert.equal(release.pagesDone, 4);
  assert.equal((await mfd.prints()).length, 1);
});

test('its pages are counted while it prints', async (t) => {
  const { site, printerId } = await open(t, { impressionMs: { normal: 500, slow: 500 } });
  const claim = await site.release(printerId, FOUR_PAGES);
  const going = site.deliver(claim);
  for (const page of [1, 2]) {
    await waitUntil(async () => (await site.releaseRow(claim.releaseId)).pagesDone >= page, {
      what: `page ${page}`,
    });
  }
  assert.equal((await going).state, 'done');
});

for (const [kind, note] of [
  ['out-of-paper', /^No paper/],
  ['jammed', /^Paper jam/],
  ['cover-open', /^A cover is open/],
] as const) {
  test(`${kind} in the middle: the note says what to do, and it goes on afterwards`, async (t) => {
    const { mfd, site, printerId } = await open(t, { impressionMs: { normal: 300, slow: 300 } });
    const claim = await site.release(printerId, FOUR_PAGES);
    const going = site.deliver(claim);
    await waitUntil(async () => (await site.releaseRow(claim.releaseId)).pagesDone > 0, { what: 'a page' });
    await mfd.setCondition({ kind });
    await waitUntil(async () => note.test((await site.releaseRow(claim.releaseId)).note ?? ''), {
      what: 'the note',
    });
    await mfd.setCondition({ kind: 'ready' });
    const release = await going;
    assert.equal(release.state, 'done');
    assert.equal((await mfd.prints()).length, 1);
    assert.ok((await site.story(claim.jobId)).includes('stopped'));
  });
}

test('switched off and on in the middle: what it counted decides, and nothing prints twice', async (t) => {
  const { mfd, site, printerId } = await open(t, { impressionMs: { normal: 300, slow: 300 } });
  // A first document, so that its life counter stands above 0.
  await site.deliver(await site.release(printerId, FOUR_PAGES));
  const claim = await site.release(printerId, FOUR_PAGES);
  const going = site.deliver(claim);
  await waitUntil(async () => (await site.releaseRow(claim.releaseId)).pagesDone > 0, { what: 'a page' });
  await mfd.setCondition({ kind: 'off' });
  await mfd.setCondition({ kind: 'ready' });
  const release = await going;
  assert.equal(release.state, 'uncertain');
  assert.ok(release.pagesDone >= 1);
});

test('cancelled in the middle: verified, with the pages that came out', async (t) => {
  const { site, printerId } = await open(t, { impressionMs: { normal: 300, slow: 300 } });
  const claim = await site.release(printerId, FOUR_PAGES);
  const worker = site.worker();
  const going = site.deliver(claim, worker);
  await waitUntil(async () => (await site.releaseRow(claim.releaseId)).pagesDone > 0, { what: 'a page' });
  await site.cancel(claim, worker);
  const release = await going;
  assert.equal(release.state, 'cancelled');
  assert.ok(release.pagesDone >= 1 && release.pagesDone < 4);
  assert.equal((await site.jobRow(claim.jobId)).state, 'held');
});

test('probing it tells what it can do, its paper, and the trays that are empty', async (t) => {
  const { mfd } = await open(t);
  const full = await probeIpp(mfd.uri, { now: () => 0 });
  assert.ok(!('code' in full), JSON.stringify(full));
  assert.ok(full.capabilities.formats.includes('application/pdf'));
  assert.ok(full.capabilities.mediaReady.length > 0);
  await mfd.setCondition({ kind: 'out-of-paper' });
  const empty = await probeIpp(mfd.uri, { now: () => 0 });
  assert.ok(!('code' in empty), JSON.stringify(empty));
  assert.ok(empty.trays.length > 0);
  for (const { level, media } of empty.trays) assert.ok(level === 'empty' && media !== undefined);
});
