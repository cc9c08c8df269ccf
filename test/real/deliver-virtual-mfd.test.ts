// Deliveries to the virtual MFD of the try-out, over the network like to any printer: it tells pages, trays and troubles.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
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

test('the virtual MFD prints, with options, and is confirmed', async (t) => {
  const { mfd, site, printerId } = await open(t);
  const claim = await site.release(printerId, {
    document: pdf,
    pages: 4,
    ticket: { copies: 2, sides: 'two-sided-long-edge' },
  });
  const release = await site.deliver(claim);
  assert.equal(release.state, 'done');
  assert.equal(release.confidence, 'confirmed');
  assert.equal(release.pagesDone, 4);
  assert.ok(mfd);
});
