// A mailbox over Microsoft Graph against the stand-in: listing, headers, bodies, removal, and every way a service can fail.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type GraphOptions, openGraph } from '@platen/edge-server/protocols/mail/graph';
import {
  defaultScope,
  graphBase,
  microsoftTokenUrl,
} from '@platen/edge-server/protocols/mail/graph/graph-clouds';
import { makeTokens } from '@platen/edge-server/protocols/mail/oauth-token';
import { type GraphServerOptions, startGraphServer } from '../../../servers/graph-server.ts';
import { startOauthServer } from '../../../servers/oauth-server.ts';
import { freePort } from '../../../support/free-port.ts';
import { largeMail, mailNamed, trouble, whole } from './exchange-mails.ts';

const { signal } = new AbortController();

async function start(
  t: TestContext,
  options: Partial<GraphServerOptions> = {},
  more: Partial<GraphOptions> = {},
) {
  const graph = await startGraphServer({ takesToken: (token) => token === 'good', ...options });
  t.after(() => graph.stop());
  const log: string[] = [];
  const place: GraphOptions = {
    base: graph.base,
    mailbox: graph.mailbox,
    token: () => Promise.resolve('good'),
    trust: {},
    log: (message) => log.push(message),
    ...more,
  };
  return { graph, place, log };
}

async function open(
  t: TestContext,
  options: Partial<GraphServerOptions> = {},
  more: Partial<GraphOptions> = {},
) {
  const started = await start(t, options, more);
  const box = await openGraph(started.place, signal);
  t.after(() => box.close());
  return { ...started, box };
}

test('everything in the folder is listed with its size, page after page', async (t) => {
  const { graph, box } = await open(t, { pageSize: 100 });
  assert.deepEqual(await box.list(signal), { epoch: '', mails: [] });
  const mails = Array.from({ length: 250 }, (_, at) => graph.deliver(mailNamed(`m${at}`)));
  assert.deepEqual(
    (await box.list(signal)).mails,
    mails.map(({ id, size }) => ({ uid: id, size })),
  );
});

test('a next page is followed in the same service only: the token goes nowhere else', async (t) => {
  const { graph, box } = await open(t);
  const other = await startGraphServer({ takesToken: () => true });
  t.after(() => other.stop());
  const value = [{ id: 'a' }];
  for (const link of [
    `${other.base}/v1.0/users/x/messages`,
    `${graph.base}/elsewhere`,
    `${graph.base}/v1.0/../elsewhere`,
    `${graph.base.replace('127.0.0.1', 'localhost')}/v1.0/users`,
    'nonsense',
    'file:///etc/passwd',
  ]) {
    graph.failNext(/messages$/, { kind: 'octets', body: JSON.stringify({ value, '@odata.nextLink': link }) });
    await assert.rejects(box.list(signal), trouble('protocol', /next page/), link);
  }
  assert.equal(other.seen.length, 0);
  // A circle ends by itself.
  const circle = JSON.stringify({ value, '@odata.nextLink': `${graph.base}/v1.0/users/circle` });
  graph.failNext(/messages$/, { kind: 'octets', body: circle });
  graph.failNext(/circle$/, { kind: 'octets', body: circle });
  assert.deepEqual((await box.list(signal)).mails, [{ uid: 'a', size: undefined }]);
});

test('a folder is found by its name, by its path, below the inbox, and not at all', async (t) => {
  const { graph, place } = await start(t);
  const jobs = graph.store.addFolder("Jobs' & more");
  const done = graph.store.addFolder('Done', jobs.id);
  const inner = graph.store.addFolder('Inner', graph.store.folder('inbox')?.id);
  for (const [folder, id] of [
    ['INBOX', graph.store.folder('inbox')?.id],
    ['Deleted Items', graph.store.folder('deleteditems')?.id],
    ["Jobs' & more", jobs.id],
    ["Jobs' & more/Done", done.id],
    ['Inner', inner.id],
    ['inbox/Inner', inner.id],
  ] as const) {
    const { id: uid } = graph.store.add(id ?? '', mailNamed('here'));
    const box = await openGraph({ ...place, folder }, signal);
    assert.deepEqual(
      (await box.list(signal)).mails.map((mail) => mail.uid),
      [uid],
      folder,
    );
    await box.remove([uid], undefined, signal);
    await box.close();
  }
  await assert.rejects(
    openGraph({ ...place, folder: 'Nowhere/Done' }, signal),
    trouble('protocol', /no folder/),
  );
});

test('headers come raw, bodies octet for octet, and what is gone is told', async (t) => {
  const { graph, box } = await open(t);
  const small = graph.deliver(mailNamed('small'));
  const large = graph.deliver(largeMail(3_000_000));
  const gone = graph.deliver(mailNamed('gone'));
  graph.store.mails.delete(gone.id);
  const found = new Map<string, string>();
  for await (const { uid, header } of box.headers([small.id, gone.id, large.id], signal))
    found.set(uid, Buffer.from(header).toString('latin1'));
  const text = mailNamed('small').toString();
  assert.equal(found.get(small.id), text.slice(0, text.indexOf('\r\n\r\n') + 4));
  assert.equal(found.get(large.id), 'From: ann@example.test\r\nSubject: large\r\n\r\n');
  assert.equal(found.size, 2);
  assert.deepEqual(await whole(box.body(small.id, signal)), mailNamed('small'));
  await assert.rejects(whole(box.body(gone.id, signal)), trouble('gone', /ErrorItemNotFound/));
});

test('a body that breaks off, or whose end nobody could tell, is never taken for the whole one', async (t) => {
  const { graph, box } = await open(t);
  const { id } = graph.deliver(mailNamed('cut', 'x'.repeat(3_000)));
  for (let after = 1; after < 3_000; after += 373) {
    graph.failNext(/value$/, { kind: 'cut', after });
    await assert.rejects(whole(box.body(id, signal)), trouble('unreachable'), `cut after ${after}`);
  }
  graph.failNext(/value$/, { kind: 'unannounced' });
  await assert.rejects(whole(box.body(id, signal)), trouble('protocol', /unknown length/));
  graph.failNext(/value$/, { kind: 'octets', body: 'x', headers: { 'content-encoding': 'gzip' } });
  await assert.rejects(whole(box.body(id, signal)), trouble('protocol'));
  graph.failNext(/value$/, { kind: 'octets', body: '' });
  await assert.rejects(whole(box.body(id, signal)), trouble('protocol'));
  assert.equal((await whole(box.body(id, signal))).length, mailNamed('cut').length + 2_993);
});

test('throttling says how long to wait', async (t) => {
  const { graph, box } = await open(t);
  const { id } = graph.deliver(mailNamed('one'));
  const waits = async (doing: () => Promise<unknown>, what: RegExp, ms: number | undefined, headers = {}) => {
    for (const status of [429, 503, 509]) {
      graph.failNext(what, { kind: 'status', status, headers, code: 'ApplicationThrottled' });
      await assert.rejects(doing(), (error) => {
        trouble('busy', /ApplicationThrottled/)(error);
        assert.equal((error as { retryAfterMs?: number }).retryAfterMs, ms);
        return true;
      });
    }
  };
  await waits(() => box.list(signal), /messages$/, 12_000, { 'retry-after': '12' });
  await waits(() => whole(box.body(id, signal)), /value$/, 0, {
    'retry-after': 'Sun, 22 Nov 2020 10:00:00 GMT',
  });
  await waits(() => box.remove([id], undefined, signal), /Delete$/, undefined);
  await waits(() => box.list(signal), /messages$/, 86_400_000, { 'retry-after': '999999999' });
});

test('answers that cannot be right end as such, and an endless one ends at all', async (t) => {
  const { graph, box } = await open(t);
  for (const body of [
    '',
    'no JSON',
    '{}',
    '{"value":[{"id":7}]}',
    '{"value":[{}]}',
    `{"value":[{"id":"${'a'.repeat(1_001)}"}]}`,
  ]) {
    graph.failNext(/messages$/, { kind: 'octets', body });
    await assert.rejects(box.list(signal), trouble('protocol'), body.slice(0, 50));
  }
  graph.failNext(/messages$/, { kind: 'endless' });
  await assert.rejects(box.list(signal), trouble('protocol'));
  for (const [status, expected] of [
    [302, 'protocol'],
    [400, 'protocol'],
    [403, 'refused'],
    [500, 'unreachable'],
    [504, 'unreachable'],
  ] as const) {
    graph.failNext(/messages$/, { kind: 'status', status, headers: { location: '/elsewhere' } });
    await assert.rejects(box.list(signal), trouble(expected), String(status));
  }
});

test('removal is for good or to a folder, and tells only what is out', async (t) => {
  const { graph, box, log } = await open(t);
  const processed = graph.store.addFolder('Processed');
  const ids = Array.from({ length: 8 }, (_, at) => graph.deliver(mailNamed(`m${at}`)).id);
  graph.store.mails.delete(ids[1] ?? '');
  const moved = ids.slice(0, 3);
  assert.deepEqual(await box.remove(moved, 'Processed', signal), moved);
  assert.equal(graph.store.inFolder(processed.id).length, 2);
  assert.deepEqual(await box.remove(ids.slice(0, 4), undefined, signal), ids.slice(0, 4), 'gone is out');
  graph.failNext(/6.*Delete$|permanentDelete$/, { kind: 'status', status: 500 });
  await assert.rejects(box.remove(ids.slice(4), undefined, signal), trouble('unreachable'));
  // The first goes, the second fails: told is the first.
  graph.failNext(new RegExp(`${ids[5] ?? ''}/permanentDelete$`), { kind: 'status', status: 503 });
  assert.deepEqual(await box.remove(ids.slice(4), undefined, signal), ids.slice(4, 5));
  assert.match(log.join(), /503/);
  assert.deepEqual(await box.remove(ids.slice(5), undefined, signal), ids.slice(5));
  assert.equal(graph.store.mails.size, 2, 'nothing lies in Deleted Items');
  await assert.rejects(box.remove(ids, 'Nowhere', signal), trouble('protocol'));
});

test('a national cloud without permanentDelete gets a plain delete, and is asked once', async (t) => {
  const { graph, box, log } = await open(t, { lacksPermanentDelete: true });
  const ids = [graph.deliver(mailNamed('a')).id, graph.deliver(mailNamed('b')).id];
  assert.deepEqual(await box.remove(ids, undefined, signal), ids);
  assert.equal(graph.seen.filter((call) => call.endsWith('permanentDelete')).length, 1);
  assert.equal(graph.store.inFolder(graph.store.folder('deleteditems')?.id ?? '').length, 2);
  assert.match(log.join(), /permanentDelete/);
});

test('a token that is taken no more is renewed once, and then refused', async (t) => {
  const oauth = await startOauthServer();
  t.after(() => oauth.stop());
  let takes = (token: string): boolean => oauth.isGood(token);
  const { place } = await start(t, { takesToken: (token) => takes(token) });
  const token = makeTokens({ ...oauth, trust: {}, clock: { monotonic: () => 0 } });
  const box = await openGraph({ ...place, token }, signal);
  oauth.revoke(oauth.issued[0] ?? '');
  await box.list(signal);
  assert.equal(oauth.issued.length, 2);
  takes = () => false;
  await assert.rejects(box.list(signal), trouble('refused', /401/));
  await box.close();
  assert.equal(box.ended, true);
});

test('a mailbox that is not there, a service that is not there, and an address that is none', async (t) => {
  const { place } = await start(t);
  await assert.rejects(
    openGraph({ ...place, mailbox: 'nobody@example.test' }, signal),
    trouble('refused', /ErrorInvalidUser/),
  );
  await assert.rejects(
    openGraph({ ...place, base: `http://127.0.0.1:${await freePort()}` }, signal),
    trouble('unreachable'),
  );
  await assert.rejects(
    openGraph({ ...place, base: 'http://graph.example.test' }, signal),
    trouble('refused', /https/),
  );
  await assert.rejects(openGraph({ ...place, base: 'https://[' }, signal), trouble('refused'));
});

test('a wait ends after its time, after the time between two looks, and at a knock', async (t) => {
  const { box } = await open(t, {}, { pollMs: 20 });
  await box.wait(600_000, signal);
  await box.wait(1, signal);
  const { box: patient } = await open(t);
  const waiting = patient.wait(600_000, signal);
  patient.wake();
  await waiting;
});

test('a large message is read with the memory of a small one', async (t) => {
  const { graph, box } = await open(t);
  const large = largeMail(100 * 1024 * 1024);
  const { id } = graph.deliver(large);
  let size = 0;
  let most = 0;
  for await (const piece of box.body(id, signal)) {
    size += piece.length;
    if (size % (16 * 1024 * 1024) < piece.length) most = Math.max(most, process.memoryUsage().arrayBuffers);
  }
  assert.equal(size, large.size);
  assert.ok(most < 48 * 1024 * 1024, `${most} octets in buffers`);
});

test('each cloud has its own service and its own token endpoint', () => {
  const clouds = [
    [undefined, 'https://graph.microsoft.com/v1.0', 'login.microsoftonline.com'],
    ['https://graph.microsoft.us/', 'https://graph.microsoft.us/v1.0', 'login.microsoftonline.us'],
    ['dod-graph.microsoft.us', 'https://dod-graph.microsoft.us/v1.0', 'login.microsoftonline.us'],
    [
      'https://microsoftgraph.chinacloudapi.cn',
      'https://microsoftgraph.chinacloudapi.cn/v1.0',
      'login.partner.microsoftonline.cn',
    ],
    [
      'https://proxy.example.test/graph/v1.0/',
      'https://proxy.example.test/graph/v1.0',
      'login.microsoftonline.com',
    ],
  ] as const;
  for (const [host, base, login] of clouds) {
    assert.equal(graphBase(host), base);
    assert.equal(microsoftTokenUrl('a b', base), `https://${login}/a%20b/oauth2/v2.0/token`);
    assert.equal(defaultScope(base), `${new URL(base).origin}/.default`);
  }
  const exchange = [
    ['https://outlook.office365.com/EWS/Exchange.asmx', 'login.microsoftonline.com'],
    ['https://outlook.office365.us/EWS/Exchange.asmx', 'login.microsoftonline.us'],
    ['https://partner.outlook.cn/EWS/Exchange.asmx', 'login.partner.microsoftonline.cn'],
  ] as const;
  for (const [url, login] of exchange) assert.equal(new URL(microsoftTokenUrl('t', url)).host, login);
});
