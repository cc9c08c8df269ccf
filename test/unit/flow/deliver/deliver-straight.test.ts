// The straight way of a delivery, against a printer that behaves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startEvilPrinter } from '../../../servers/evil-printer.ts';
import { DOCUMENT, openSite } from './site.ts';

test('a document goes to the printer by Create-Job and Send-Document and ends as printed', async (t) => {
  const printer = await startEvilPrinter();
  t.after(() => printer.stop());
  const site = await openSite();
  t.after(() => site.close());
  const claimed = await site.release(site.addPrinter(printer.uri), {
    ticket: { copies: 2, sides: 'two-sided-long-edge' },
    pages: 3,
  });

  const release = await site.deliver(claimed);

  assert.equal(release.state, 'done');
  assert.equal(release.confidence, 'confirmed');
  assert.equal(release.pagesDone, 3);
  assert.equal((await site.jobRow(claimed.jobId)).state, 'printed');
  assert.equal(printer.model.printed.length, 1);
  assert.deepEqual(printer.model.printed[0]?.document, DOCUMENT);
  assert.deepEqual(printer.requests.map(({ operation }) => operation).slice(0, 3), [
    'Get-Printer-Attributes',
    'Create-Job',
    'Send-Document',
  ]);
  assert.deepEqual(await site.story(claimed.jobId), ['released', 'opened', 'sent', 'printed']);
});
