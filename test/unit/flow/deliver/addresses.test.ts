// A printer with several addresses: which is tried, which carries the attempt, and which is asked after a crash.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orderAddresses } from '@platen/edge-server/flow/deliver/protocol-order';
import { startEvilPrinter } from '../../../servers/evil-printer.ts';
import { startPjlPrinter } from '../../../servers/pjl-printer.ts';
import { dyingDatabase, openSite } from './site.ts';

const NOBODY = 'ipp://127.0.0.1:1/ipp/print';

async function open(t: Parameters<NonNullable<Parameters<typeof test>[0]>>[0], delivery: object = {}) {
  const raw = await startPjlPrinter();
  t.after(() => raw.stop());
  const ipp = await startEvilPrinter();
  t.after(() => ipp.stop());
  const site = await openSite({ factor: 50, delivery });
  t.after(() => site.close());
  const add = (...uris: readonly string[]) =>
    site.addPrinter(uris[0] ?? '', undefined, { uris, delivery: { formats: ['application/pdf'] } });
  return { raw, ipp, site, add };
}

test('the first address that answers carries the attempt, and is written down with the intent', async (t) => {
  const { raw, ipp, site, add } = await open(t);
  const claim = await site.release(add(NOBODY, raw.uri, ipp.uri));
  assert.equal((await site.deliver(claim)).confidence, 'unconfirmed');
  assert.equal((await site.attemptRow(claim.releaseId)).uri, raw.uri);
  assert.equal(ipp.requests.length, 0);
});

test('surest first: what tells of the end comes before what does not', async (t) => {
  const { raw, ipp, site, add } = await open(t, { protocolOrder: 'surest-first' });
  const claim = await site.release(add(raw.uri, ipp.uri));
  assert.equal((await site.deliver(claim)).confidence, 'confirmed');
  assert.equal((await site.attemptRow(claim.releaseId)).uri, ipp.uri);
  assert.equal(raw.jobs(), 0);
});

test('only encrypted: every other address is left alone', async (t) => {
  const { raw, ipp, site, add } = await open(t, { encryptedOnly: true });
  const release = await site.deliver(await site.release(add(raw.uri, ipp.uri)));
  assert.equal(release.state, 'returned');
  assert.equal(release.reason, 'printer-trust');
  assert.equal(raw.jobs() + ipp.requests.length, 0);
});

test('a wrong certificate stops the delivery and leads to no weaker way', async (t) => {
  const { raw, ipp, site } = await open(t);
  // No TLS is spoken there: as little a proof of who it is as a wrong certificate.
  const secure = ipp.uri.replace('ipp:', 'ipps:');
  const printer = site.addPrinter(secure, 'ab'.repeat(32), { uris: [secure, raw.uri] });
  const release = await site.deliver(await site.release(printer));
  assert.equal(release.state, 'returned');
  assert.equal(release.reason, 'printer-trust');
  assert.equal(raw.jobs(), 0);
});

test('a printer that answers and takes nothing now is waited for, not gone round', async (t) => {
  const { raw, ipp, site, add } = await open(t, {});
  ipp.model.printer.accepting = false;
  const claim = await site.release(add(ipp.uri, raw.uri));
  const going = site.deliver(claim);
  await site.clock.sleep(5_000);
  assert.equal(raw.jobs(), 0);
  ipp.model.printer.accepting = true;
  assert.equal((await going).confidence, 'confirmed');
});

test('after a crash the address of the attempt is asked, and no other', async (t) => {
  const { raw, ipp, site, add } = await open(t);
  const claim = await site.release(add(NOBODY, ipp.uri, raw.uri));
  // Step, intent, opened: it dies before it writes that the printer took it.
  const mortal = dyingDatabase(site.deps.db, 3, 'before');
  const first = site.worker(mortal.db);
  await assert.rejects(site.step(claim, first, mortal.db, mortal.died));
  first.close();
  assert.equal((await site.attemptRow(claim.releaseId)).uri, ipp.uri);
  assert.equal((await site.deliver(claim)).confidence, 'confirmed');
  assert.equal(ipp.model.printed.length + raw.printed.length, 1);
});

test('the order of addresses', () => {
  const uris = ['lpd://h/lp', 'socket://h', 'ipp://h/ipp/print', 'ipps://h/ipp/print', 'strange://h'];
  const by = { order: 'as-registered', encryptedOnly: false, isDown: () => false };
  assert.deepEqual(orderAddresses(uris, by), uris);
  const surest = [...uris.slice(0, 4)].reverse();
  assert.deepEqual(orderAddresses(uris, { ...by, order: 'surest-first' }), [...surest, 'strange://h']);
  assert.deepEqual(orderAddresses(uris, { ...by, encryptedOnly: true }), ['ipps://h/ipp/print']);
  const isDown = (uri: string): boolean => uri.startsWith('lpd');
  assert.deepEqual(orderAddresses(uris, { ...by, isDown }), [...uris.slice(1), 'lpd://h/lp']);
});
