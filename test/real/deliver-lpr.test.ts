// Deliveries to the LPD server of CUPS through inetd: what it makes of our control file, and that the document arrives whole.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasCupsLpd, startCupsLpd } from '../servers/cups-lpd.ts';
import { startSocketPrinter } from '../servers/socket-printer.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { waitUntil } from '../support/wait-until.ts';
import { DOCUMENT, openSite } from '../unit/flow/deliver/site.ts';

const skip =
  skipUnless('inetd', 'cupsd', 'lpadmin') || (hasCupsLpd() ? false : 'cups-lpd not found on this machine');
const delivery = { formats: ['application/pdf'] };

test('a document goes by LPR into a queue of CUPS and out of it whole', { skip }, async (t) => {
  const paper = await startSocketPrinter();
  t.after(() => paper.stop());
  const server = await startCupsLpd();
  t.after(() => server.stop());
  await server.cups.addQueue('sink', paper.uri);
  const site = await openSite({ factor: 1 });
  t.after(() => site.close());
  const printer = site.addPrinter(server.uriOf('sink'), undefined, { delivery });
  const claim = await site.release(printer, { job: { title: 'Ünïcödé "x"\nProot' } });
  const release = await site.deliver(claim);
  assert.equal(release.state, 'done', `${String(release.reason)} ${await server.log()}`);
  assert.equal(release.confidence, 'accepted');
  await waitUntil(() => paper.jobs.length > 0, { what: 'the paper' });
  assert.deepEqual(paper.jobs[0]?.data, DOCUMENT);
  assert.equal(paper.jobs.length, 1);
});

test('a queue that does not exist: nothing was printed, the document comes back', { skip }, async (t) => {
  const server = await startCupsLpd();
  t.after(() => server.stop());
  // A minute of asking again in some seconds.
  const site = await openSite({ factor: 20 });
  t.after(() => site.close());
  const printer = site.addPrinter(server.uriOf('nowhere'), undefined, { delivery });
  const release = await site.deliver(await site.release(printer));
  assert.equal(release.state, 'returned');
  assert.equal(release.reason, 'printer-not-accepting');
});
