// Webhooks hear of a certificate that is about to end once at 30, 14 and 3 days, however often it is looked at.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { withNews } from '@platen/edge-server/db/with-news';
import { tellCertificate } from '@platen/edge-server/flow/hooks/certificate-news';
import type { News } from '@platen/shared/webhook';
import { type TestDeps, testDeps } from '../../../support/deps.ts';

const DAY = 86_400_000;
let deps: TestDeps;
let told: News[];
beforeEach(async () => {
  const plain = await testDeps();
  told = [];
  const record = async (_tx: unknown, news: readonly News[]) => void told.push(...news);
  deps = {
    ...plain,
    db: withNews(plain.db, { record, wrote: () => undefined, monotonic: plain.clock.monotonic }),
  };
});
afterEach(() => deps.close());

test('once for each step on the way to the end, and anew for a new certificate', async () => {
  const notAfter = deps.clock.now() + 40 * DAY;
  for (let day = 0; day < 45; day++) {
    // Twice a day, and as if the server had been started anew.
    for (let i = 0; i < 2; i++) await tellCertificate(deps, { notAfter, names: ['print.example.org'] });
    deps.pass(DAY);
  }
  assert.deepEqual(
    told.map(({ facts }) => facts['daysLeft']),
    [30, 14, 3],
  );
  await tellCertificate(deps, { notAfter: deps.clock.now() + 10 * DAY, names: [] });
  assert.equal(told.length, 4);
});

test('nothing is said while there is no certificate, or time enough', async () => {
  await tellCertificate(deps, undefined);
  await tellCertificate(deps, { notAfter: 0, names: [] });
  await tellCertificate(deps, { notAfter: deps.clock.now() + 31 * DAY, names: [] });
  assert.deepEqual(told, []);
});
