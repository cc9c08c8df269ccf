// Printers that cannot print now, and such that will not: busy, out of paper, jammed, the wrong certificate, the wrong format.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startEvilPrinter } from '../../../servers/evil-printer.ts';
import { waitUntil } from '../../../support/wait-until.ts';
import { ends, openScene } from './scene.ts';
import { DOCUMENT, openSite } from './site.ts';

for (const [code, reason] of [
  [0x0507, 'printer-busy'],
  [0x0506, 'printer-not-accepting'],
] as const) {
  test(`${reason}: tried again until it takes the document`, async (t) => {
    const scene = await openScene(t);
    scene.printer.script('Create-Job', { kind: 'status', code }, { kind: 'status', code });
    const claim = await scene.site.release(scene.printerId);
    await ends(scene, claim, 'done', 1);
    assert.equal((await scene.site.releaseRow(claim.releaseId)).attempt, 1);
  });

  test(`${reason} for more than a minute: the document goes back`, async (t) => {
    const scene = await openScene(t, { factor: 60 });
    scene.printer.always('Create-Job', { kind: 'status', code });
    const claim = await scene.site.release(scene.printerId);
    await ends(scene, claim, 'returned', 0);
    assert.equal((await scene.site.releaseRow(claim.releaseId)).reason, reason);
  });
}

test('printer-is-accepting-jobs false is waited for', async (t) => {
  const scene = await openScene(t);
  scene.printer.model.printer.accepting = false;
  const claim = await scene.site.release(scene.printerId);
  const going = ends(scene, claim, 'done', 1);
  await waitUntil(
    async () =>
      (await scene.site.releaseRow(claim.releaseId)).note === 'The printer takes no documents at the moment.',
    { what: 'the note' },
  );
  scene.printer.model.printer.accepting = true;
  await going;
});

for (const [reason, sentence] of [
  ['media-empty-error', 'No paper. Fill a tray.'],
  ['media-jam-error', 'Paper jam. Open the printer and take the paper out.'],
  ['cover-open', 'A cover is open. Close it.'],
] as const) {
  test(`${reason} while it prints: the person reads what to do, and it goes on however long that takes`, async (t) => {
    const scene = await openScene(t, { model: { autoFinish: false }, factor: 400 });
    const claim = await scene.site.release(scene.printerId);
    const going = ends(scene, claim, 'done', 1);
    await waitUntil(() => scene.printer.model.jobs.get(1)?.state === 'processing', { what: 'the document' });
    const job = scene.printer.model.jobs.get(1);
    Object.assign(scene.printer.model.printer, { state: 'stopped', reasons: [reason] });
    if (job !== undefined) Object.assign(job, { state: 'processing-stopped', reasons: ['printer-stopped'] });
    await waitUntil(async () => (await scene.site.releaseRow(claim.releaseId)).note === sentence, {
      what: 'the note',
    });
    // Longer than any limit: a quarter of an hour.
    const from = scene.site.clock.monotonic();
    await waitUntil(() => scene.site.clock.monotonic() - from > 900_000, { what: 'a quarter of an hour' });
    Object.assign(scene.printer.model.printer, { state: 'processing', reasons: [] });
    if (job !== undefined) Object.assign(job, { state: 'processing', reasons: ['job-printing'] });
    await waitUntil(async () => (await scene.site.releaseRow(claim.releaseId)).note === null, {
      what: 'the note to go',
    });
    scene.printer.model.finish(1);
    await going;
    const story = await scene.site.story(claim.jobId);
    assert.equal(story.filter((kind) => kind === 'stopped').length, 1);
  });
}

test('a printer without paper that stops reading is waited for', async (t) => {
  const scene = await openScene(t, { factor: 400 });
  scene.printer.script('Send-Document', { kind: 'stall', afterBytes: 100 });
  Object.assign(scene.printer.model.printer, { state: 'stopped', reasons: ['media-empty'] });
  const claim = await scene.site.release(scene.printerId, { document: Buffer.alloc(20_000_000, 65) });
  const worker = scene.site.worker();
  const going = scene.site.deliver(claim, worker);
  await waitUntil(
    async () => (await scene.site.releaseRow(claim.releaseId)).note === 'No paper. Fill a tray.',
    {
      what: 'the note',
    },
  );
  const from = scene.site.clock.monotonic();
  await waitUntil(() => scene.site.clock.monotonic() - from > 900_000, { what: 'a quarter of an hour' });
  assert.equal((await scene.site.releaseRow(claim.releaseId)).state, 'sending');
  await scene.site.cancel(claim, worker);
  assert.equal((await going).state, 'cancelled');
});

test('an idle printer that takes nothing for two minutes has forgotten the connection: sent again', async (t) => {
  const scene = await openScene(t, { factor: 200 });
  scene.printer.script('Send-Document', { kind: 'stall', afterBytes: 100 });
  const claim = await scene.site.release(scene.printerId, { document: Buffer.alloc(20_000_000, 65) });
  await ends(scene, claim, 'done', 1);
});

test('the certificate of an encrypted printer must be the pinned one', async (t) => {
  const scene = await openScene(t);
  const id = scene.site.addPrinter(scene.printer.uri.replace('ipp:', 'ipps:'), 'ab'.repeat(32));
  const claim = await scene.site.release(id);
  await ends(scene, claim, 'returned', 0);
  assert.equal((await scene.site.releaseRow(claim.releaseId)).reason, 'printer-trust');
});

test('with encryptedOnly an ipp address is refused without a word to it', async (t) => {
  const scene = await openScene(t, { delivery: { encryptedOnly: true } });
  const claim = await scene.site.release(scene.printerId);
  await ends(scene, claim, 'returned', 0);
  assert.equal((await scene.site.releaseRow(claim.releaseId)).reason, 'printer-trust');
  assert.equal(scene.printer.requests.length, 0);
});

test('a printer that takes none of our formats is told so by its list, and nothing is sent', async (t) => {
  const scene = await openScene(t, { model: { formats: ['image/urf'] } });
  const claim = await scene.site.release(scene.printerId);
  await ends(scene, claim, 'returned', 0);
  assert.equal((await scene.site.releaseRow(claim.releaseId)).reason, 'printer-format');
});

test('the original goes to a printer that takes it and not the print document', async (t) => {
  const scene = await openScene(t, { model: { formats: ['image/jpeg'] } });
  const claim = await scene.site.release(scene.printerId, {
    job: { mediaType: 'image/jpeg', printBlobId: 'another', printMediaType: 'application/pdf' },
  });
  await ends(scene, claim, 'done', 1);
});

test('a refusal of the document itself: the empty job is cancelled and the document goes back at once', async (t) => {
  const scene = await openScene(t);
  scene.printer.always('Send-Document', { kind: 'status', code: 0x0411 });
  const claim = await scene.site.release(scene.printerId);
  await ends(scene, claim, 'returned', 0);
  const release = await scene.site.releaseRow(claim.releaseId);
  assert.equal(release.reason, 'printer-refused');
  assert.equal(release.attempt, 1);
  assert.equal(scene.printer.model.jobs.get(1)?.state, 'canceled');
});

for (const [what, from] of [
  ['at once', 0],
  ['in the middle', 1_000],
] as const) {
  test(`a document that cannot be read, ${what}: nothing is printed and it goes back`, async (t) => {
    const printer = await startEvilPrinter();
    t.after(() => printer.stop());
    const site = await openSite({
      async *readBlob() {
        yield DOCUMENT.subarray(0, from);
        throw new Error('a disk that died');
      },
    });
    t.after(() => site.close());
    const claim = await site.release(site.addPrinter(printer.uri));
    const release = await site.deliver(claim);
    assert.equal(release.state, 'returned');
    assert.equal(release.reason, 'storage-failed');
    assert.equal((await site.jobRow(claim.jobId)).state, 'held');
    assert.equal(printer.model.printed.length, 0);
  });
}

test('a document whose key is gone is not sent, and the printer is left alone', async (t) => {
  const scene = await openScene(t);
  const claim = await scene.site.release(scene.printerId, { job: { printBlobId: 'gone' } });
  await ends(scene, claim, 'returned', 0);
  assert.equal((await scene.site.releaseRow(claim.releaseId)).reason, 'storage-failed');
  assert.ok(!scene.printer.requests.some(({ operation }) => operation === 'Create-Job'));
});

test('a printer that was removed: what had not begun goes back', async (t) => {
  const scene = await openScene(t);
  const claim = await scene.site.release('no-such-printer');
  await ends(scene, claim, 'returned', 0);
  assert.equal((await scene.site.releaseRow(claim.releaseId)).reason, 'printer-address');
});
