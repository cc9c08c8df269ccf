// Deliveries to p910nd, a real server of port 9100.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startP910nd } from '../servers/p910nd.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { waitUntil } from '../support/wait-until.ts';
import { DOCUMENT, openSite } from '../unit/flow/deliver/site.ts';

const skip = skipUnless('p910nd');

test('documents go through p910nd octet for octet, one after the other', { skip }, async (t) => {
  const server = await startP910nd();
  t.after(() => server.stop());
  const site = await openSite({ factor: 1 });
  t.after(() => site.close());
  const printer = site.addPrinter(server.uri, undefined, { delivery: { formats: ['application/pdf'] } });
  const worker = site.worker();
  // Of the same length: the program does not cut what a longer one left behind.
  for (const mark of ['1', '2', '3']) {
    const document = Buffer.from(DOCUMENT.toString('latin1').replace('text', `t${mark}xt`), 'latin1');
    const release = await site.deliver(await site.release(printer, { document }), worker);
    assert.equal(release.state, 'done');
    assert.equal(release.confidence, 'unconfirmed');
    await waitUntil(async () => (await server.paper()).equals(document), { what: 'the paper' });
  }
});
