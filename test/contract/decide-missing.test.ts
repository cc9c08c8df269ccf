// After a jam, on both engines: pages that are out are not printed again, the rest comes under the same job, and all is booked once.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Database, Tx } from '@platen/edge-server/db/database';
import { bookRecord } from '@platen/edge-server/flow/account/book-record';
import { type DecisionAsk, decide } from '@platen/edge-server/flow/release/decide';
import { findJob, insertJob, moveJob } from '@platen/edge-server/flow/store/jobs';
import {
  findRelease,
  insertRelease,
  moveRelease,
  printedPerDay,
  type ReleaseRow,
} from '@platen/edge-server/flow/store/releases';
import { systemIds } from '@platen/edge-server/platform/ids';
import type { Ticket } from '@platen/shared/ticket';
import { onBothEngines } from '../support/engines.ts';
import { aJob, aRelease } from '../support/rows.ts';

const OWNER = 'owner';
const DAY = 86_400_000;

onBothEngines('a decision on a release that was cut short', (database) => {
  let db: Database;
  /** Each test is a day of its own, so that what it books is told apart. */
  let today = 0;
  before(() => {
    db = database();
  });

  async function cut(ticket: Ticket, pages: number, pagesDone: number, impressions: number | null = null) {
    today += DAY;
    const job = aJob({ ownerId: OWNER, state: 'uncertain', pages, ticket });
    const cutShort = { state: 'uncertain', ticket, pages, pagesDone, impressions } as const;
    const release = aRelease({ jobId: job.id, ownerId: OWNER, ...cutShort });
    await db.write(async (tx) => {
      await insertJob(tx, job);
      await insertRelease(tx, release);
    });
    return { job, release };
  }

  const say = (release: ReleaseRow, ask: DecisionAsk) =>
    decide(
      {
        db,
        ids: systemIds,
        clock: { now: () => today + 5 } as Parameters<typeof decide>[0]['clock'],
        lease: () => ({ holder: '', leaseUntil: 0 }),
        begin: () => undefined,
        settlePrinted: () => Promise.resolve(),
        book: bookRecord,
        audit: () => Promise.resolve(),
      },
      release.id,
      ask,
      {
        ownerId: OWNER,
        who: 'You',
        findPrinter: (_tx: Tx, id: string) => Promise.resolve({ id, name: 'Printer' }),
      },
    );

  /** What delivery does at the end of a release that came out. */
  const comesOut = (release: ReleaseRow) =>
    db.write(async (tx) => {
      for (const to of ['preflight', 'creating', 'created', 'sending', 'printing', 'done'] as const) {
        const now = await findRelease(tx, release.id);
        if (now === undefined) throw new Error('the release is gone');
        const change = { changedAt: today + 9, ...(to === 'done' ? { pagesDone: now.pages } : {}) };
        assert.ok(await moveRelease(tx, release.id, now.fence, [now.state], to, change));
      }
      await moveJob(tx, release.jobId, ['releasing'], 'printed', { changedAt: today + 9 });
    });

  const booked = async () => (await db.read((tx) => printedPerDay(tx, today, DAY, 1)))[0];

  test('the rest is printed under the same job, and the whole document is booked once', async () => {
    const { job, release } = await cut({ sides: 'one-sided' }, 12, 6);
    const next = await say(release, { decision: 'missing' });
    assert.deepEqual(next.ticket, { sides: 'one-sided', pageRanges: [{ from: 7, to: 12 }] });
    assert.equal(next.pages, 6);
    assert.equal(next.jobId, job.id);
    assert.deepEqual(await booked(), { jobs: 0, pages: 6 });
    await comesOut(next);
    assert.deepEqual(await booked(), { jobs: 1, pages: 12 });
  });

  test('a second jam in the rest leaves the rest of the rest', async () => {
    const { release } = await cut({}, 12, 6);
    const second = await say(release, { decision: 'missing' });
    await db.write(async (tx) => {
      for (const to of ['preflight', 'creating', 'created', 'sending', 'uncertain'] as const) {
        const now = await findRelease(tx, second.id);
        if (now === undefined) throw new Error('the release is gone');
        await moveRelease(tx, second.id, now.fence, [now.state], to, { changedAt: today + 7, pagesDone: 4 });
      }
      await moveJob(tx, second.jobId, ['releasing'], 'uncertain', { changedAt: today + 7 });
    });
    const third = await say(second, { decision: 'missing' });
    assert.deepEqual(third.ticket.pageRanges, [{ from: 11, to: 12 }]);
    await comesOut(third);
    assert.deepEqual(await booked(), { jobs: 1, pages: 12 }, 'six, four and two');
  });

  test('kept for later: the owner comes back and only the rest is chosen', async () => {
    const { job, release } = await cut({ sides: 'two-sided-long-edge' }, 12, 7);
    await say(release, { decision: 'keep' });
    const after = await db.read((tx) => findJob(tx, job.id));
    assert.equal(after?.state, 'held');
    assert.deepEqual(after?.ticket, { sides: 'two-sided-long-edge', pageRanges: [{ from: 7, to: 12 }] });
    assert.deepEqual(await booked(), { jobs: 0, pages: 6 });
  });

  test('printed again from the start, the pages that were out are not booked twice', async () => {
    const { release } = await cut({}, 12, 6);
    const next = await say(release, { decision: 'again' });
    assert.equal(next.pages, 12);
    await comesOut(next);
    assert.deepEqual(await booked(), { jobs: 1, pages: 12 });
  });

  test('it came out after all: booked whole', async () => {
    const { release } = await cut({}, 12, 6);
    await say(release, { decision: 'printed' });
    assert.deepEqual(await booked(), { jobs: 1, pages: 12 });
  });

  test('where nobody can tell what is missing, the missing pages cannot be asked for', async () => {
    for (const [ticket, pagesDone] of [
      [{ copies: 3 }, 6],
      [{ booklet: true }, 6],
      [{}, 0],
    ] as const) {
      const { job, release } = await cut(ticket, 12, pagesDone);
      await assert.rejects(say(release, { decision: 'missing' }), { code: 'option-unsupported' });
      assert.equal((await db.read((tx) => findJob(tx, job.id)))?.state, 'uncertain', 'the question stays');
    }
  });

  test('copies of one sheet: those that the printer counted are not printed again', async () => {
    const { release } = await cut({ copies: 10 }, 1, 0, 7);
    const next = await say(release, { decision: 'missing' });
    assert.deepEqual(next.ticket, { copies: 3 });
    assert.equal(next.impressions, null, 'the rest counts anew');
    assert.equal(
      (await db.read((tx) => findRelease(tx, release.id)))?.impressions,
      7,
      'and what was said stays',
    );
  });

  test('of two people who decide at the same moment one wins', async () => {
    const { release } = await cut({}, 12, 6);
    const outcomes = await Promise.allSettled([
      say(release, { decision: 'missing' }),
      say(release, { decision: 'missing' }),
    ]);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.deepEqual(await booked(), { jobs: 0, pages: 6 });
  });
});
