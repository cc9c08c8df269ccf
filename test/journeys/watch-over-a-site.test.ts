// An administrator watches over a site: the dashboard, the doctor as it goes, the log that is followed, codes that are guessed, a test page
// on a real socket, and a server that stops while somebody follows.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Overview } from '@platen/shared/api/admin';
import type { CodesView } from '@platen/shared/api/admin-codes';
import type { DoctorNews, LogPage } from '@platen/shared/api/admin-health';
import type { ReleaseView } from '@platen/shared/api/common';
import type { FirstRunView, TestPagePrinted } from '@platen/shared/api/first-run';
import { type Ask, type Client, type RunningServer, runServer } from '../support/running-server.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../support/virtual-printer.ts';
import { waitUntil } from '../support/wait-until.ts';

let server: RunningServer;
let printer: VirtualPrinter;
let client: Client;
before(async () => {
  [server, printer] = await Promise.all([runServer(), startVirtualPrinter()]);
  client = server.client();
});
after(async () => {
  await server?.close();
  await printer?.close();
});

async function admin(method: string, path: string, ask: Ask = {}) {
  const answer = await client.call(method, `/api/admin/${path}`, {
    ...ask,
    headers: { authorization: `Bearer ${server.operatorToken}` },
  });
  assert.ok(
    answer.status < 300,
    `${method} ${path}: ${answer.status} ${answer.bytes.toString().slice(0, 300)}`,
  );
  return answer;
}
const get = async <T>(path: string): Promise<T> => (await admin('GET', path)).json as T;

test('an empty site begins the assistant, and its dashboard is calm', async () => {
  const { open, steps } = await get<FirstRunView>('first-run');
  assert.ok(open);
  assert.ok(steps.every(({ state }) => state === 'open'));
  const overview = await get<Overview>('overview');
  assert.deepEqual(overview.firstRun, { done: 0, of: 7 });
  assert.equal(overview.attack, undefined);
  assert.equal(overview.news, undefined, 'programs have no visits');
  assert.deepEqual(overview.backup, { due: false });
});

test('a test page goes the way of every document, belongs to nobody who signs in, and is remembered', async () => {
  const row = await server.app.printers.add({ name: 'Corridor', uri: printer.uri }, {}, 'test');
  const { release } = (await admin('POST', `printers/${row.id}/test-page`, { body: {} }))
    .json as TestPagePrinted;
  assert.equal(release.printerName, 'Corridor');
  const ended = await waitUntil(
    async () => {
      const now = await get<ReleaseView>(`releases/${release.id}`);
      return now.ended ? now : undefined;
    },
    { what: 'the end of the test page' },
  );
  assert.equal(ended.state, 'done');
  const view = await get<FirstRunView>('first-run');
  assert.equal(view.page?.id, release.id);
  assert.deepEqual(view.printer, { id: row.id, name: 'Corridor', virtual: false });
  const users = await get<{ total: number }>('users');
  assert.equal(users.total, 0, 'no account appears');
  const missing = await client.call('POST', '/api/admin/printers/nowhere/test-page', {
    body: {},
    headers: { authorization: `Bearer ${server.operatorToken}` },
  });
  assert.equal(missing.status, 404);
});

test('the first person finds a page waiting, and fetching it is seen', async () => {
  const { user, code } = (await admin('POST', 'users', { body: { email: 'anna@example.org', name: 'Anna' } }))
    .json as {
    user: { id: string };
    code: string;
  };
  const begun = (await admin('PUT', 'first-run', { body: { step: 'user', state: 'done', userId: user.id } }))
    .json as FirstRunView;
  assert.deepEqual([begun.user?.name, begun.user?.waiting, begun.user?.walked], ['Anna', true, false]);
  const row = await server.app.db.read(async (tx) => (await tx.q.select().from(tx.t.printers))[0]);
  assert.ok(row);
  const panel = server.client();
  await panel.call('GET', server.app.printers.panelPath(row));
  const jobs = await waitUntil(
    async () => {
      const session = (await panel.call('POST', '/api/panel/session', { body: { code } })).json as {
        jobs: { id: string; title: string; state: string }[];
      };
      return session.jobs.every(({ state }) => state === 'held') ? session.jobs : undefined;
    },
    { what: 'the page to be ready' },
  );
  assert.deepEqual(
    jobs.map(({ title }) => title),
    ['Your first page'],
  );
  await panel.call('POST', '/api/panel/release', { body: { jobs: [{ id: jobs[0]?.id }] } });
  await waitUntil(async () => (await get<FirstRunView>('first-run')).user?.walked === true, {
    what: 'the walk to be seen',
  });
  const closed = (await admin('PUT', 'first-run', { body: { closed: true } })).json as FirstRunView;
  assert.equal(closed.open, false);
  assert.equal((await get<Overview>('overview')).firstRun, undefined);
});

test('the doctor tells each part as it ends, with the same findings as at once', async () => {
  const told = (await admin('GET', 'doctor/run')).bytes.toString().trim().split('\n');
  const news = told.map((line) => JSON.parse(line) as DoctorNews);
  const last = news.at(-1);
  assert.equal(last?.done, last?.of);
  assert.equal(news.length, last?.of);
  const areas = new Set(news.flatMap(({ findings }) => findings.map(({ area }) => area)));
  for (const area of ['storage', 'network', 'wire', 'clock', 'documents', 'printers', 'upkeep'] as const)
    assert.ok(areas.has(area), `${area} was examined`);
  const corridor = news.flatMap(({ findings }) => findings).find(({ id }) => id.startsWith('printer:'));
  assert.equal(corridor?.ok, true, corridor?.sentence);
  const atOnce = await get<{ checks: { id: string }[] }>('doctor');
  assert.ok(atOnce.checks.length >= news.length - 3);
});

test('the log is read, narrowed, and followed: the next line ends the wait', async () => {
  server.app.log.warn('something to look at', { area: 'mail', password: 'planted-4711' });
  const page = await get<LogPage>('logs?level=warn&area=mail');
  assert.equal(page.entries.at(-1)?.message, 'something to look at');
  assert.ok(!JSON.stringify(page).includes('planted-4711'));
  const waiting = get<LogPage>(`logs?after=${page.last}&text=the-next-one&wait=20`);
  server.app.log.info('another one');
  server.app.log.info('the-next-one');
  const followed = await waiting;
  assert.deepEqual(
    followed.entries.map(({ message }) => message),
    ['the-next-one'],
  );
  const file = await admin('GET', 'logs/file');
  assert.match(String(file.headers['content-disposition']), /platen-log-.*\.jsonl/);
  assert.ok(!file.bytes.toString().includes('planted-4711'));
  for (const query of ['level=loud', 'area=cellar', 'wait=900', 'limit=0', 'after=-1']) {
    const refused = await client.call('GET', `/api/admin/logs?${query}`, {
      headers: { authorization: `Bearer ${server.operatorToken}` },
    });
    assert.equal(refused.status, 400, query);
  }
});

test('guessed codes are seen by place, and a source that waits is let go', async () => {
  const row = await server.app.db.read(async (tx) => (await tx.q.select().from(tx.t.printers))[0]);
  assert.ok(row);
  const panel = server.client();
  await panel.call('GET', server.app.printers.panelPath(row));
  for (let n = 0; n < 5; n++)
    await panel.call('POST', '/api/panel/session', { body: { code: `1020304${n}` } });
  const codes = await get<CodesView>('codes');
  assert.equal(codes.today.wrong, 5);
  assert.equal(codes.days.at(-1)?.wrong, 5);
  const [source] = codes.sources;
  assert.deepEqual(
    [source?.name, source?.kind, source?.wrong, source?.attack],
    ['Corridor', 'panel', 5, false],
  );
  assert.ok((source?.waitsUntil ?? 0) > Date.now());
  assert.ok(codes.chance.perDay > 0 && codes.chance.perDay < 1e-3);
  await admin('POST', 'codes/free', { body: { source: source?.source } });
  assert.equal((await get<CodesView>('codes')).sources[0]?.waitsUntil, undefined);
});

test('a server that stops does not wait for who follows its log', async () => {
  const own = await runServer();
  const follower = own.client();
  const { last } = (
    await follower.call('GET', '/api/admin/logs', {
      headers: { authorization: `Bearer ${own.operatorToken}` },
    })
  ).json as LogPage;
  const { news } = own.app.recentLog;
  let waits = false;
  Object.assign(own.app.recentLog, {
    news: (...asked: Parameters<typeof news>) => {
      waits = true;
      return news(...asked);
    },
  });
  const waiting = follower.call('GET', `/api/admin/logs?after=${last}&text=never-written&wait=25`, {
    headers: { authorization: `Bearer ${own.operatorToken}` },
  });
  await waitUntil(() => waits, { what: 'the question to be held' });
  await own.close();
  const answer = await waiting;
  assert.deepEqual((answer.json as LogPage).entries, []);
});
