// Deliveries to a real CUPS scheduler as if it were the printer: it keeps no job-uuid of ours, forgets ended jobs at once here,
// and passes the document on to a socket where we see what came out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startCupsd } from '../servers/cupsd.ts';
import { startSocketPrinter } from '../servers/socket-printer.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { waitUntil } from '../support/wait-until.ts';
import { DOCUMENT, openSite } from '../unit/flow/deliver/site.ts';

const skip = skipUnless('cupsd', 'lpadmin');

test('a document goes through CUPS to the paper once, and its end is known or asked for', {
  skip,
}, async (t) => {
  const paper = await startSocketPrinter();
  t.after(() => paper.stop());
  const cups = await startCupsd();
  t.after(() => cups.stop());
  await cups.addQueue('sink', paper.uri);
  const site = await openSite({ factor: 1 });
  t.after(() => site.close());
  const claim = await site.release(site.addPrinter(cups.uriOf('sink')));
  const release = await site.deliver(claim);
  await waitUntil(() => paper.jobs.length > 0, { what: 'the paper' });
  assert.equal(paper.jobs.length, 1);
  assert.deepEqual(paper.jobs[0]?.data, DOCUMENT);
  // This scheduler keeps no history (PreserveJobHistory No): a job that is gone is no proof that it printed.
  assert.ok(['done', 'uncertain'].includes(release.state), release.state);
});

test('a printer behind CUPS that is off: the document stays with CUPS and is watched', {
  skip,
}, async (t) => {
  const cups = await startCupsd();
  t.after(() => cups.stop());
  await cups.addQueue('dead', 'socket://127.0.0.1:1');
  const site = await openSite({ factor: 1 });
  t.after(() => site.close());
  const claim = await site.release(site.addPrinter(cups.uriOf('dead')));
  const worker = site.worker();
  const going = site.deliver(claim, worker);
  await waitUntil(
    async () => ['accepted', 'printing'].includes((await site.releaseRow(claim.releaseId)).state),
    {
      what: 'CUPS to have it',
    },
  );
  await site.cancel(claim, worker);
  assert.equal((await going).state, 'cancelled');
});
