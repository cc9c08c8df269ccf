// The ticket a claimed job is printed with: its own, with what was chosen at the panel over it.
import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { claim } from '@platen/edge-server/flow/release/claim';
import { findJob, insertJob, type JobRow } from '@platen/edge-server/flow/store/jobs';
import { findRelease } from '@platen/edge-server/flow/store/releases';
import type { TicketChoice } from '@platen/shared/ticket-choice';
import { testDeps } from '../../../support/deps.ts';
import { aJob } from '../../../support/rows.ts';

async function scene(t: TestContext, job: Partial<JobRow>) {
  const deps = await testDeps();
  t.after(() => deps.close());
  const row = aJob(job);
  await deps.db.write((tx) => insertJob(tx, row));
  const ask = (ticket: TicketChoice) =>
    claim(
      { ...deps, lease: () => ({ holder: '', leaseUntil: 0 }), begin: () => undefined },
      [{ jobId: row.id, ticket }],
      { printer: { id: 'printer', name: 'Printer' } },
    );
  const stored = async (releaseId: string | undefined) => ({
    job: (await deps.db.read((tx) => findJob(tx, row.id)))?.ticket,
    release: (await deps.db.read((tx) => findRelease(tx, releaseId ?? '')))?.ticket,
  });
  return { ask, stored };
}

const A3 = { media: 'iso_a3_297x420mm', mediaSource: 'tray-2' } as const;

test('a paper the job came with stays where nothing was said of it', async (t) => {
  const { ask, stored } = await scene(t, { ticket: A3 });
  const { releases } = await ask({ copies: 2 });
  const wanted = { ...A3, copies: 2 };
  assert.deepEqual(await stored(releases[0]?.id), { job: wanted, release: wanted });
});

test('a paper the job came with can be taken back at the panel, and no null is kept', async (t) => {
  const { ask, stored } = await scene(t, { ticket: { ...A3, sides: 'one-sided' } });
  const { releases } = await ask({ media: null, mediaSource: null, copies: 2 });
  const wanted = { sides: 'one-sided', copies: 2 } as const;
  assert.deepEqual(await stored(releases[0]?.id), { job: wanted, release: wanted });
});

test('page ranges that were taken back count the whole document again', async (t) => {
  const { ask } = await scene(t, { pages: 7, ticket: { pageRanges: [{ from: 2, to: 3 }] } });
  const { releases } = await ask({ pageRanges: null });
  assert.equal(releases[0]?.pages, 7);
});

test('pages the document does not have are refused, and its ticket stays as it was', async (t) => {
  const { ask, stored } = await scene(t, { pages: 3, ticket: A3 });
  const { releases, refused } = await ask({ media: null, pageRanges: [{ from: 9, to: 9 }] });
  assert.equal(releases.length, 0);
  assert.equal(refused[0]?.error.code, 'option-unsupported');
  assert.deepEqual((await stored(undefined)).job, A3);
});
