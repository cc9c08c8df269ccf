// Finding documents on both engines: every filter and their combinations, page by page, in bounded steps.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Database } from '@platen/edge-server/db/database';
import { type FindBounds, findJobs } from '@platen/edge-server/flow/hold/find-jobs';
import { insertJob, type JobRow } from '@platen/edge-server/flow/store/jobs';
import { insertRelease } from '@platen/edge-server/flow/store/releases';
import type { JobPlace, JobSearch } from '@platen/edge-server/flow/store/search-jobs';
import { onBothEngines } from '../support/engines.ts';
import { aJob, aRelease } from '../support/rows.ts';

const STATES = ['printed', 'held', 'refused', 'uncertain'] as const;
const SMALL: FindBounds = { span: 25, most: 100 };

onBothEngines('finding documents', (database) => {
  let db: Database;
  const rows: (JobRow & { printers: string[] })[] = [];
  before(async () => {
    db = database();
    await db.write(async (tx) => {
      for (let i = 0; i < 300; i++) {
        const job = aJob({
          id: `job${String(i).padStart(4, '0')}`,
          // Three at a time, so that pages break among equals.
          receivedAt: 1_000 * Math.floor(i / 3),
          state: STATES[i % 97 === 0 ? 3 : i % 3] ?? 'held',
          ownerId: `owner${i % 7}`,
          channel: i % 5 === 0 ? 'mail' : 'portal',
          title: i % 10 === 0 ? `Annual REPORT ${i}%.pdf` : `Letter ${i}.pdf`,
        });
        const printers = i % 3 === 0 ? [`printer${i % 4}`, ...(i % 2 === 0 ? ['printer9'] : [])] : [];
        rows.push({ ...job, printers });
        await insertJob(tx, job);
        for (const printerId of printers) await insertRelease(tx, aRelease({ jobId: job.id, printerId }));
      }
    });
  });

  const find = (ask: JobSearch, page: { after?: JobPlace | undefined; limit: number }, bounds?: FindBounds) =>
    findJobs({ db }, ask, page, new AbortController().signal, bounds);

  function expected({ state, user, printer, channel, from, to, search, ownerIds = [] }: JobSearch): string[] {
    return rows
      .filter(
        (job) =>
          (state === undefined || job.state === state) &&
          (user === undefined || job.ownerId === user) &&
          (printer === undefined || job.printers.includes(printer)) &&
          (channel === undefined || job.channel === channel) &&
          (from === undefined || job.receivedAt >= from) &&
          (to === undefined || job.receivedAt < to) &&
          (search === undefined ||
            job.title.toLowerCase().includes(search.toLowerCase()) ||
            ownerIds.includes(job.ownerId)),
      )
      .sort((a, b) => b.receivedAt - a.receivedAt || (a.id < b.id ? 1 : -1))
      .map(({ id }) => id);
  }

  async function allPages(ask: JobSearch, limit: number, bounds?: FindBounds): Promise<string[]> {
    const ids: string[] = [];
    let after: JobPlace | undefined;
    for (let pages = 0; pages < 400; pages++) {
      const page = await find(ask, { after, limit }, bounds);
      assert.ok(page.jobs.length <= limit);
      ids.push(...page.jobs.map(({ id }) => id));
      if (page.next === undefined) return ids;
      after = page.next;
    }
    throw new Error('the list does not end');
  }

  test('every filter and their combinations find what they say, and pages leave nothing out', async () => {
    const asks: JobSearch[] = [
      {},
      { state: 'uncertain' },
      { user: 'owner3' },
      { state: 'held', user: 'owner3' },
      { channel: 'mail' },
      { printer: 'printer9' },
      { printer: 'nowhere' },
      { from: 20_000, to: 50_000 },
      { from: 20_000, to: 50_000, state: 'printed', channel: 'mail' },
      { search: 'annual rep' },
      { search: 'nothing at all' },
      { search: 'annual', ownerIds: ['owner2', 'owner5'], printer: 'printer0', state: 'printed' },
    ];
    for (const ask of asks) {
      for (const bounds of [undefined, SMALL]) {
        assert.deepEqual(await allPages(ask, 7, bounds), expected(ask), JSON.stringify(ask));
      }
    }
  });

  test('what an index counts is counted whole, whatever the page', async () => {
    assert.equal((await find({}, { limit: 5 })).total, 300);
    assert.equal(
      (await find({ state: 'uncertain' }, { limit: 1 })).total,
      expected({ state: 'uncertain' }).length,
    );
  });

  test('a search that finds nothing stops after its bound, says how far it looked, and can be gone on with', async () => {
    const page = await find({ search: 'nothing at all' }, { limit: 10 }, SMALL);
    assert.equal(page.jobs.length, 0);
    const newest = expected({});
    assert.equal(page.next?.id, newest[99]);
    assert.equal(page.lookedTo, rows.find(({ id }) => id === newest[99])?.receivedAt);
  });

  test('wildcards and quotes are letters', async () => {
    const search = async (text: string) => (await find({ search: text }, { limit: 100 })).jobs.length;
    assert.equal(await search('%_%_%'), 0);
    assert.equal(await search('100%'), 1);
    assert.equal(await search("'; drop table jobs; --"), 0);
    assert.equal(await search('!'), 0);
  });

  test('whoever goes away ends the search', async () => {
    await assert.rejects(
      findJobs({ db }, { search: 'nothing at all' }, { limit: 10 }, AbortSignal.abort(), SMALL),
      { name: 'AbortError' },
    );
  });
});
