// Deliveries to a real IPP Everywhere printer, ippeveprinter of CUPS: what arrives there, and what we make of its faults.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { probeIpp } from '@platen/edge-server/devices/probe-ipp';
import type { Settings } from '@platen/shared/settings';
import { type IppEvePrinter, startIppEvePrinter } from '../servers/ippeveprinter.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { waitUntil } from '../support/wait-until.ts';
import { DOCUMENT, openSite, type Site } from '../unit/flow/deliver/site.ts';

const skip = skipUnless('ippeveprinter', 'dbus-daemon');

async function open(
  t: TestContext,
  delivery: Partial<Settings['delivery']> = {},
): Promise<{ printer: IppEvePrinter; site: Site; printerId: string }> {
  const printer = await startIppEvePrinter({ name: 'Deliver' });
  t.after(() => printer.stop());
  // This printer lives in real time, and so does the site.
  const site = await openSite({ factor: 1, delivery });
  t.after(() => site.close());
  return { printer, site, printerId: site.addPrinter(printer.uri) };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('document and options arrive, and the release is confirmed', { skip }, async (t) => {
  const { printer, site, printerId } = await open(t);
  const claim = await site.release(printerId, {
    ticket: { copies: 2, sides: 'two-sided-long-edge', printColorMode: 'monochrome' },
    job: { title: 'Übersicht für „Müller“.pdf' },
  });
  const release = await site.deliver(claim);
  assert.equal(release.state, 'done');
  assert.equal(release.confidence, 'confirmed');
  const received = await printer.received();
  assert.equal(received.length, 1);
  const [document] = received;
  assert.ok(document);
  assert.equal(sha256(await readFile(document.path)), sha256(DOCUMENT));
  assert.equal(document.format, 'application/pdf');
  const { token, remoteJobUuid, printerUpTime } = await site.attemptRow(claim.releaseId);
  assert.equal(document.jobName, `Übersicht für „Müller“.pdf #${token.slice(0, 8)}`);
  assert.equal(document.attributes.get('IPP_COPIES'), '2');
  assert.equal(document.attributes.get('IPP_SIDES'), 'two-sided-long-edge');
  assert.equal(document.attributes.get('IPP_PRINT_COLOR_MODE'), 'monochrome');
  assert.match(remoteJobUuid ?? '', /^urn:uuid:/);
  assert.equal(typeof printerUpTime, 'number');
});

test('ten documents come out in the order of their release, each once', { skip }, async (t) => {
  const { printer, site, printerId } = await open(t);
  const worker = site.worker();
  const claims = [];
  for (let i = 0; i < 10; i++) claims.push(await site.release(printerId, { job: { title: `Page ${i}` } }));
  const releases = await Promise.all(claims.map((claim) => site.deliver(claim, worker)));
  assert.deepEqual(new Set(releases.map(({ state }) => state)), new Set(['done']));
  const names = (await printer.received()).map(({ jobName }) => jobName.replace(/ #.*$/, ''));
  assert.deepEqual(
    names,
    Array.from({ length: 10 }, (_, i) => `Page ${i}`),
  );
});

test('a job the printer gives up is for a person to decide, since this printer counts no pages', {
  skip,
}, async (t) => {
  const { printer, site, printerId } = await open(t);
  await printer.setFault({ kind: 'abort' });
  const claim = await site.release(printerId);
  const release = await site.deliver(claim);
  assert.equal(release.state, 'uncertain');
  assert.equal(release.reason, 'printer-aborted');
  assert.equal((await printer.received()).length, 1);
});

test('a printer without paper: the note says what to do, and it goes on when filled', { skip }, async (t) => {
  const { printer, site, printerId } = await open(t);
  await printer.setFault({ kind: 'slow', seconds: 2 });
  const claim = await site.release(printerId);
  const going = site.deliver(claim);
  await waitUntil(async () => (await site.releaseRow(claim.releaseId)).state === 'printing', {
    what: 'printing',
  });
  assert.equal((await going).state, 'done');
  assert.deepEqual(await site.story(claim.jobId), ['released', 'opened', 'sent', 'printing', 'printed']);
});

test('the plug pulled in the middle of printing: never sent again by itself, a person is asked', {
  skip,
}, async (t) => {
  const { printer, site, printerId } = await open(t);
  await printer.setFault({ kind: 'slow', seconds: 30 });
  const claim = await site.release(printerId);
  const going = site.deliver(claim);
  await waitUntil(async () => (await site.releaseRow(claim.releaseId)).state === 'printing', {
    what: 'printing',
  });
  // It says "printing" before its own program has noted what came in.
  await waitUntil(async () => (await printer.received()).length === 1, {
    what: 'the document at the printer',
  });
  await printer.powerOff();
  await printer.setFault({ kind: 'none' });
  await printer.powerOn();
  const release = await going;
  assert.equal(release.state, 'uncertain');
  assert.equal(release.reason, 'printer-lost');
  assert.equal((await printer.received()).length, 1);
});

test('a printer switched on again within the minute prints once', { skip }, async (t) => {
  const { printer, site, printerId } = await open(t);
  await printer.powerOff();
  const claim = await site.release(printerId);
  const going = site.deliver(claim);
  await waitUntil(async () => (await site.releaseRow(claim.releaseId)).note !== null, { what: 'the note' });
  await printer.powerOn();
  assert.equal((await going).state, 'done');
  assert.equal((await printer.received()).length, 1);
});

test('our server killed after the document was handed over finds it again', { skip }, async (t) => {
  const { printer, site, printerId } = await open(t);
  await printer.setFault({ kind: 'slow', seconds: 3 });
  const claim = await site.release(printerId);
  const stop = new AbortController();
  const first = site.worker();
  const going = site.step(claim, first, site.deps.db, stop.signal);
  await waitUntil(async () => (await site.releaseRow(claim.releaseId)).state === 'printing', {
    what: 'printing',
  });
  stop.abort();
  await going;
  first.close();
  assert.equal((await site.deliver(claim)).state, 'done');
  assert.equal((await printer.received()).length, 1);
});

test('a cancel is verified at the printer', { skip }, async (t) => {
  const { printer, site, printerId } = await open(t);
  await printer.setFault({ kind: 'slow', seconds: 3 });
  const claim = await site.release(printerId);
  const worker = site.worker();
  const going = site.deliver(claim, worker);
  await waitUntil(async () => (await site.releaseRow(claim.releaseId)).state === 'printing', {
    what: 'printing',
  });
  await site.cancel(claim, worker);
  const release = await going;
  // It cancels when its command has ended; some versions complete the job instead.
  assert.ok(['cancelled', 'done'].includes(release.state), release.state);
});

test('over TLS with the pin of its certificate, and refused with another', { skip }, async (t) => {
  const { printer, site } = await open(t, { encryptedOnly: true });
  const secure = printer.uri.replace('ipp:', 'ipps:');
  const probed = await probeIpp(secure, { now: () => 0 });
  assert.ok(!('code' in probed), JSON.stringify(probed));
  assert.match(probed.certificateSha256 ?? '', /^[0-9a-f]{64}$/);
  const good = await site.deliver(await site.release(site.addPrinter(secure, probed.certificateSha256)));
  assert.equal(good.state, 'done');
  const bad = await site.deliver(await site.release(site.addPrinter(secure, '00'.repeat(32))));
  assert.equal(bad.state, 'returned');
  assert.equal(bad.reason, 'printer-trust');
  // Self-signed without a pin: the system's authorities do not know it.
  const unpinned = await site.deliver(await site.release(site.addPrinter(secure)));
  assert.equal(unpinned.reason, 'printer-trust');
  assert.equal((await printer.received()).length, 1);
});

test('a large document arrives whole', { skip }, async (t) => {
  const { printer, site, printerId } = await open(t);
  const large = Buffer.alloc(30_000_000);
  for (let i = 0; i < large.length; i += 4) large.writeUInt32LE(i, i);
  const claim = await site.release(printerId, { document: large });
  assert.equal((await site.deliver(claim)).state, 'done');
  const [document] = await printer.received();
  assert.equal(sha256(await readFile(document?.path ?? join(printer.directory, 'none'))), sha256(large));
});
