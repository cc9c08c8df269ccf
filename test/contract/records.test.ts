// Records and the sums beside them, on both engines: a release is booked once, and a report says the same from sums as from records.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Database, Tx } from '@platen/edge-server/db/database';
import { bookOld } from '@platen/edge-server/flow/account/book-old';
import { bookRecord } from '@platen/edge-server/flow/account/book-record';
import { localDay, startOfDay } from '@platen/edge-server/flow/account/local-day';
import { addSums, makeReport, NOTHING, type ReportAsk } from '@platen/edge-server/flow/account/report';
import { insertJob } from '@platen/edge-server/flow/store/jobs';
import { listRecords, type RecordFilter, type Sums } from '@platen/edge-server/flow/store/read-records';
import { dropRecords, type RecordRow, readMark } from '@platen/edge-server/flow/store/records';
import { insertRelease, type ReleaseRow } from '@platen/edge-server/flow/store/releases';
import { onBothEngines } from '../support/engines.ts';
import { aJob, anId, aRelease } from '../support/rows.ts';

const NOON = Date.parse('2026-03-10T12:00:00');
const DAY = 86_400_000;
const EVER = { from: 0, to: Number.MAX_SAFE_INTEGER };

const all = (db: Database): Promise<RecordRow[]> =>
  db.read((tx) => listRecords(tx, EVER, {}, { endedAt: -1, id: '' }, 10_000));

async function tallies(db: Database) {
  return db.read((tx) => tx.q.select().from(tx.t.recordTallies));
}

async function ended(tx: Tx, set: Partial<ReleaseRow>, job = aJob({ state: 'printed' })) {
  const release = aRelease({ jobId: job.id, state: 'done', endedAt: NOON, ...set });
  await insertJob(tx, job);
  await insertRelease(tx, release);
  return release;
}

onBothEngines('booking what has ended', (database) => {
  let db: Database;
  before(() => {
    db = database();
  });

  test('a release is one record however often it is booked, and at the same moment, too', async () => {
    const release = await db.write((tx) => ended(tx, { ticket: { copies: 2 }, pages: 3 }));
    await Promise.all([1, 2, 3].map(() => db.write((tx) => bookRecord(tx, release.id))));
    const [record, ...more] = await all(db);
    assert.equal(more.length, 0);
    assert.deepEqual(
      [record?.pages, record?.sheets, record?.copies, record?.outcome, record?.channel],
      [6, 6, 2, 'printed', 'portal'],
    );
    assert.deepEqual({ day: record?.day, hour: record?.hour }, localDay(NOON));
    const sums = await tallies(db);
    assert.deepEqual(sums.map(({ kind }) => kind).sort(), ['all', 'department', 'hour', 'printer', 'user']);
    assert.ok(sums.every(({ jobs, pages }) => jobs === 1 && pages === 6));
  });

  test('it and the end are one transaction: when that fails nothing is booked', async () => {
    const count = (await all(db)).length;
    await assert.rejects(
      db.write(async (tx) => {
        const release = await ended(tx, {});
        await bookRecord(tx, release.id);
        throw new Error('the commit fails');
      }),
    );
    assert.equal((await all(db)).length, count);
  });

  test('what has not ended is not booked', async () => {
    const count = (await all(db)).length;
    await db.write(async (tx) => {
      const release = await ended(tx, { state: 'printing', endedAt: null });
      await bookRecord(tx, release.id);
    });
    assert.equal((await all(db)).length, count);
  });

  test('site and department are those of the moment', async () => {
    const [userId, printerId] = [anId(), anId()];
    await db.write(async (tx) => {
      await tx.q.insert(tx.t.users).values(person(userId, 'Accounts'));
      const release = await ended(tx, { ownerId: userId, printerId });
      await bookRecord(tx, release.id);
      await tx.q.update(tx.t.users).set({ department: 'Sales' });
    });
    const record = (await all(db)).find((row) => row.userId === userId);
    assert.deepEqual([record?.department, record?.site], ['Accounts', '']);
  });

  test('colour is what was asked for and what the document is', async () => {
    const facts = (colour: 'color' | 'monochrome' | 'unknown') => ({
      pages: 3,
      pageSizes: [],
      colour,
      notes: [],
    });
    for (const [mode, colour, expected] of [
      ['auto', 'color', true],
      ['color', 'monochrome', false],
      ['monochrome', 'color', false],
      ['auto', 'unknown', true],
    ] as const) {
      const id = await db.write(async (tx) => {
        const job = aJob({ state: 'printed', facts: facts(colour) });
        const release = await ended(tx, { ticket: { printColorMode: mode } }, job);
        await bookRecord(tx, release.id);
        return release.id;
      });
      assert.equal((await all(db)).find((row) => row.id === id)?.color, expected, `${mode}, ${colour}`);
    }
  });

  test('releases of a time before there were records are booked once, questions that are open not', async () => {
    const before = (await all(db)).length;
    await db.write(async (tx) => {
      for (let i = 0; i < 450; i++) await ended(tx, { endedAt: NOON - DAY + i });
      await ended(tx, { state: 'uncertain' }, aJob({ state: 'uncertain' }));
      await ended(tx, { state: 'uncertain' }, aJob({ state: 'expired' }));
    });
    const { signal } = new AbortController();
    // Two servers that start together.
    const counts = await Promise.all([bookOld({ db }, signal), bookOld({ db }, signal)]);
    const now = await all(db);
    // One of an earlier test has no end and one was rolled back.
    assert.equal(now.length - before, 451);
    assert.equal((counts[0] ?? 0) + (counts[1] ?? 0), 451);
    assert.equal(now.filter(({ outcome }) => outcome === 'uncertain').length, 1);
    assert.equal(await db.read(readMark), 'done');
    assert.equal(await bookOld({ db }, signal), 0);
  });

  test('old records go in batches and their sums stay', async () => {
    const [records, sums] = [await all(db), await tallies(db)];
    assert.equal(await db.write((tx) => dropRecords(tx, NOON, 300)), 300);
    assert.equal(await db.write((tx) => dropRecords(tx, NOON, 300)), 150);
    assert.equal((await all(db)).length, records.length - 450);
    assert.deepEqual(await tallies(db), sums);
  });
});

onBothEngines('reports', (database) => {
  let db: Database;
  let rows: RecordRow[];
  const today = startOfDay(20_260_520) + DAY / 2;
  before(async () => {
    db = database();
    await db.write(async (tx) => {
      for (let i = 0; i < 12; i++) {
        await tx.q.insert(tx.t.users).values(person(`user${i}`, ['', 'Sales', 'Office'][i % 3] ?? null));
      }
      for (let i = 0; i < 600; i++) {
        const release = await ended(
          tx,
          {
            // Five months and a bit, up to "today", uneven.
            endedAt: today - ((i * 37) % 141) * DAY - (i % 9) * 3_600_000,
            ownerId: `user${(i * 7) % 12}`,
            printerId: `printer${i % 4}`,
            state: i % 11 === 0 ? 'returned' : 'done',
            pages: 1 + (i % 7),
            ticket: {
              copies: 1 + (i % 3),
              ...(i % 2 === 0 ? { sides: 'two-sided-long-edge' } : {}),
              ...(i % 5 < 2 ? { printColorMode: 'monochrome' } : {}),
            },
          },
          aJob({ state: 'printed', channel: i % 4 === 0 ? 'mail' : 'portal' }),
        );
        await bookRecord(tx, release.id);
      }
    });
    rows = await all(db);
  });

  const keyOf: Readonly<Record<ReportAsk['by'], (row: RecordRow) => string>> = {
    day: (row) => String(row.day),
    week: () => '',
    month: (row) => String(Math.floor(row.day / 100)),
    hour: (row) => String(row.hour),
    user: (row) => row.userId,
    printer: (row) => row.printerId,
    site: (row) => row.site,
    department: (row) => row.department,
    channel: (row) => row.channel,
    colour: (row) => (row.color ? 'color' : 'mono'),
    sides: (row) => (row.duplex ? 'two' : 'one'),
  };

  function counted({ by, from, to, filter }: ReportAsk): Map<string, Sums> {
    const fits = (row: RecordRow) =>
      row.day >= from &&
      row.day <= to &&
      (filter.user === undefined || row.userId === filter.user) &&
      (filter.printer === undefined || row.printerId === filter.printer) &&
      (filter.site === undefined || row.site === filter.site) &&
      (filter.department === undefined || row.department === filter.department) &&
      (filter.channel === undefined || row.channel === filter.channel) &&
      (filter.color === undefined || row.color === filter.color) &&
      (filter.duplex === undefined || row.duplex === filter.duplex);
    const sums = new Map<string, Sums>();
    for (const row of rows.filter(fits)) {
      const key = keyOf[by](row);
      const printed = row.outcome === 'printed';
      sums.set(
        key,
        addSums(sums.get(key) ?? NOTHING, {
          jobs: printed ? 1 : 0,
          failed: printed ? 0 : 1,
          pages: row.pages,
          sheets: row.sheets,
          colorPages: row.color ? row.pages : 0,
          duplexPages: row.duplex ? row.pages : 0,
        }),
      );
    }
    return sums;
  }

  const report = (ask: ReportAsk) =>
    makeReport({ db, clock: { now: () => today } as Parameters<typeof makeReport>[0]['clock'] })(
      ask,
      new AbortController().signal,
    );
  const sorted = (sums: ReadonlyMap<string, Sums>) => [...sums].sort(([a], [b]) => (a < b ? -1 : 1));

  test('whatever is asked, sums and records give one answer', async () => {
    const periods = [
      { from: 20_260_101, to: 20_260_331 },
      { from: 20_260_117, to: 20_260_504 },
      { from: 20_260_501, to: 20_260_520 },
      { from: 20_260_310, to: 20_260_310 },
      { from: 20_250_101, to: 20_261_231 },
    ];
    const filters: RecordFilter[] = [
      {},
      { color: true },
      { duplex: false, channel: 'mail' },
      { department: 'Sales' },
      { department: '' },
      { user: 'user3' },
      { printer: 'printer2', color: false },
      { user: 'user3', printer: 'printer1' },
      { department: 'Office', printer: 'printer1', duplex: true },
      { site: '' },
      { site: 'Nowhere' },
    ];
    let compared = 0;
    for (const period of periods) {
      for (const filter of filters) {
        for (const by of Object.keys(keyOf) as ReportAsk['by'][]) {
          if (by === 'week') continue;
          const ask = { by, ...period, filter };
          const { sums, detailFrom } = await report(ask);
          assert.deepEqual(sorted(sums), sorted(counted(ask)), JSON.stringify(ask));
          assert.equal(detailFrom, undefined);
          compared += sums.size;
        }
      }
    }
    assert.ok(compared > 1_500, `${compared} sums compared`);
  });

  test('weeks begin on Monday and hold the same pages as their days', async () => {
    const ask = { from: 20_260_101, to: 20_260_520, filter: {} } as const;
    const { sums } = await report({ ...ask, by: 'week' });
    assert.ok([...sums.keys()].every((key) => new Date(startOfDay(Number(key))).getDay() === 1));
    const pages = (map: ReadonlyMap<string, Sums>) =>
      [...map.values()].reduce((sum, one) => sum + one.pages, 0);
    assert.equal(pages(sums), pages(counted({ ...ask, by: 'day' })));
  });

  test('an aborted report stops and says so', async () => {
    const stopped = AbortSignal.abort();
    const make = makeReport({ db, clock: { now: () => today } as Parameters<typeof makeReport>[0]['clock'] });
    await assert.rejects(make({ by: 'user', from: 20_260_101, to: 20_260_331, filter: {} }, stopped), {
      name: 'AbortError',
    });
  });

  test('once records are gone, what needs them says from which day on it tells all', async () => {
    await db.write((tx) => dropRecords(tx, startOfDay(20_260_301), 10_000));
    const oldest = Math.min(...(await all(db)).map(({ day }) => day));
    const broad = await report({ by: 'day', from: 20_260_101, to: 20_260_520, filter: {} });
    assert.equal(broad.detailFrom, undefined, 'sums by day stay');
    const months = await report({ by: 'user', from: 20_260_101, to: 20_260_520, filter: {} });
    assert.equal(months.detailFrom, undefined, 'sums by month stay');
    const narrow = await report({ by: 'day', from: 20_260_101, to: 20_260_520, filter: { user: 'user3' } });
    assert.equal(narrow.detailFrom, oldest);
  });
});

function person(id: string, department: string | null) {
  return {
    id,
    email: `${id}@example.org`,
    name: id,
    codeHash: id,
    codeSealed: '',
    codeLength: 8,
    codeSetAt: 1,
    createdAt: 1,
    defaults: {},
    department,
    words: id,
  };
}
