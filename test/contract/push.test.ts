// Notices pushed to browsers (SPEC E7, H7), against a push service of the test's own that checks and decrypts each: what is said to whom, what is
// tried again, when it ends, and where nothing is ever sent.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { insertJob, moveJob } from '@platen/edge-server/flow/store/jobs';
import { insertRelease, moveRelease } from '@platen/edge-server/flow/store/releases';
import type { PushDevice, PushState } from '@platen/shared/api/portal-push';
import type { PushMessage } from '@platen/shared/push-notice';
import type { ReleaseState } from '@platen/shared/release-state';
import { type Browser, type PushService, startPushService } from '../servers/push-service.ts';
import { aJob, anId, aRelease } from '../support/rows.ts';
import { type Client, type RunningServer, runServer } from '../support/running-server.ts';
import { waitUntil } from '../support/wait-until.ts';

let service: PushService;
let server: RunningServer;
let printerId: string;
before(async () => {
  service = await startPushService();
  server = await runServer({ hookCaFile: service.caFile });
  await server.app.settings.change('push.services', 'localhost', 'test');
  const row = await server.app.printers.add(
    { name: 'Second floor', uri: 'ipp://127.0.0.1:1/ipp/print' },
    {},
    'test',
  );
  printerId = row.id;
});
after(async () => {
  await server.close();
  await service.stop();
});
beforeEach(() => assert.deepEqual(service.mistakes, []));

interface Person {
  readonly client: Client;
  readonly userId: string;
  readonly email: string;
  readonly code: string;
}

async function subscribe({ client }: Person, headers = {}, browser = service.browser()) {
  const answer = await client.call('PUT', '/api/portal/push', { body: browser.subscription, headers });
  assert.equal(answer.status, 200, answer.bytes.toString());
  return { browser, device: answer.json as PushDevice };
}
const stateOf = async ({ client }: Person): Promise<PushState> =>
  (await client.call('GET', '/api/portal/push')).json as PushState;

/** A document that was handed to the printer, and how that ended. */
async function ends(userId: string, to: ReleaseState, title = 'Letter.pdf'): Promise<string> {
  const job = aJob({ id: anId(), ownerId: userId, state: 'releasing', title });
  const release = aRelease({ id: anId(), jobId: job.id, ownerId: userId, printerId, state: 'printing' });
  await server.app.db.write(async (tx) => {
    await insertJob(tx, job);
    await insertRelease(tx, release);
  });
  const moved = await server.app.db.write((tx) =>
    moveRelease(tx, release.id, 0, ['printing'], to, { changedAt: server.app.clock.now() }),
  );
  assert.equal(moved, true);
  return job.id;
}
const told = (browser: Browser, count = 1): Promise<PushMessage> =>
  waitUntil(() => browser.notices.length >= count && (browser.notices[count - 1]?.message as PushMessage), {
    what: 'a notice',
  });
/** When everything that was to be sent has been. */
const quiet = (): Promise<boolean> =>
  waitUntil(
    async () => (await server.app.db.read((tx) => tx.q.select().from(tx.t.pushNotices))).length === 0,
    { what: 'no notice to be on its way' },
  );

test('each end is told in words of its own, encrypted to the browser and signed by this server', async () => {
  const anna = await server.portalUser();
  const { browser } = await subscribe(anna);
  const { publicKey } = await stateOf(anna);
  const cases = [
    ['done', 'printed', 'Printed', '“Letter.pdf” came out at Second floor.'],
    [
      'returned',
      'returned',
      'Not printed',
      '“Letter.pdf” was not printed at Second floor. It is still here.',
    ],
    [
      'uncertain',
      'uncertain',
      'Did it come out?',
      'Please check Second floor: “Letter.pdf” may not have come out in full.',
    ],
  ] as const;
  for (const [i, [state, kind, title, body]] of cases.entries()) {
    const jobId = await ends(anna.userId, state);
    const message = await told(browser, i + 1);
    assert.deepEqual(message, {
      kind,
      tag: jobId,
      title,
      body,
      path: `/#document=${jobId}`,
      lang: 'en',
    });
  }
  const [first, second, third] = browser.notices;
  assert.equal(first?.publicKey, publicKey);
  assert.equal(first?.vapid.aud, `https://localhost:${service.port}`);
  assert.match(String(first?.vapid.sub), /^https:\/\//);
  assert.ok(Number(first?.vapid.exp) * 1000 > Date.now());
  assert.equal(first?.headers['ttl'], '3600');
  assert.equal(second?.headers['urgency'], 'normal');
  assert.equal(third?.headers['urgency'], 'high');
  const topics = new Set(browser.notices.map(({ headers }) => headers['topic']));
  assert.equal(topics.size, 3);
  for (const topic of topics) assert.match(String(topic), /^[A-Za-z0-9_-]{1,32}$/);
  assert.ok(browser.notices.every(({ bytes }) => bytes.length < 4096));
  await quiet();
  assert.ok((await stateOf(anna)).devices[0]?.lastOkAt !== undefined);
});

test('a document that cannot be printed is told of; what its owner stopped is not, and nothing of anybody else', async () => {
  const anna = await server.portalUser();
  const bert = await server.portalUser();
  const mine = await subscribe(anna);
  const his = await subscribe(bert);
  await ends(anna.userId, 'cancelled');
  const job = aJob({ id: anId(), ownerId: anna.userId, state: 'received', title: 'Old.doc' });
  await server.app.db.write((tx) => insertJob(tx, job));
  await server.app.db.write((tx) =>
    moveJob(tx, job.id, ['received'], 'refused', { changedAt: 1, reason: 'damaged' }),
  );
  assert.equal((await told(mine.browser)).body, '“Old.doc” cannot be printed. Open it to see why.');
  await quiet();
  assert.equal(mine.browser.notices.length, 1);
  assert.deepEqual(his.browser.notices, []);
});

test('where titles are masked none is sent, and a title of 2,000 characters is cut', async () => {
  const anna = await server.portalUser();
  const { browser } = await subscribe(anna);
  await ends(anna.userId, 'done', '\u{1f4c4}'.repeat(2000));
  assert.ok((await told(browser)).body.length < 400);
  await server.app.settings.change('panel.maskTitles', true, 'test');
  try {
    await ends(anna.userId, 'done', 'Salary of Mr Canary.pdf');
    assert.equal((await told(browser, 2)).body, 'Your document came out at Second floor.');
  } finally {
    await server.app.settings.change('panel.maskTitles', false, 'test');
  }
});

test('a service that is busy is tried again; one that knows the browser no more ends it', async () => {
  const anna = await server.portalUser();
  const { browser } = await subscribe(anna);
  browser.answer = 503;
  await ends(anna.userId, 'done');
  const waiting = await waitUntil(
    async () => {
      const rows = await server.app.db.read((tx) => tx.q.select().from(tx.t.pushNotices));
      return rows.find(({ attempts }) => attempts > 0);
    },
    { what: 'the first try to fail' },
  );
  assert.equal(waiting.attempts, 1);
  browser.answer = 201;
  // 10 s later by itself; the test does not wait for that.
  await server.app.db.write(async (tx) => {
    await tx.q.update(tx.t.steps).set({ dueAt: 0 });
  });
  await told(browser);
  await quiet();
  browser.answer = 410;
  await ends(anna.userId, 'done');
  await waitUntil(async () => (await stateOf(anna)).devices.length === 0, { what: 'the device to be gone' });
});

test('a test says how it went, and a device knows itself by its mark', async () => {
  const anna = await server.portalUser();
  const { browser, device } = await subscribe(anna, { 'user-agent': 'Phone/1' });
  const tested = await anna.client.call('POST', `/api/portal/push/${device.id}/test`, { body: {} });
  assert.deepEqual(tested.json, { taken: true, gone: false });
  assert.equal((await told(browser)).body, 'Notifications work on this device.');
  const [shown] = (await stateOf(anna)).devices;
  assert.equal(shown?.agent, 'Phone/1');
  assert.equal(shown?.mark, device.mark);
  const bert = await server.portalUser();
  for (const [method, path] of [
    ['POST', `/api/portal/push/${device.id}/test`],
    ['DELETE', `/api/portal/push/${device.id}`],
  ] as const)
    assert.equal((await bert.client.call(method, path, { body: {} })).status, 404);
  browser.answer = 404;
  const gone = await anna.client.call('POST', `/api/portal/push/${device.id}/test`, { body: {} });
  assert.deepEqual(gone.json, { taken: false, gone: true });
  assert.deepEqual((await stateOf(anna)).devices, []);
});

test('ends with the sign-in, with the account, on request, and when somebody else uses that browser', async () => {
  const anna = await server.portalUser();
  const kept = await subscribe(anna);
  const other = { ...anna, client: server.client() };
  await other.client.call('POST', '/api/portal/session', { body: { email: anna.email, code: anna.code } });
  const second = await subscribe(other);
  assert.equal((await stateOf(anna)).devices.length, 2);
  await other.client.call('DELETE', '/api/portal/session');
  assert.deepEqual(
    (await stateOf(anna)).devices.map(({ id }) => id),
    [kept.device.id],
  );
  await ends(anna.userId, 'done');
  await told(kept.browser);
  assert.deepEqual(second.browser.notices, []);

  const bert = await server.portalUser();
  await subscribe(bert, {}, kept.browser);
  assert.deepEqual((await stateOf(anna)).devices, []);
  assert.equal((await stateOf(bert)).devices.length, 1);
  const again = await subscribe(anna);
  assert.equal((await anna.client.call('DELETE', `/api/portal/push/${again.device.id}`)).status, 200);
  assert.deepEqual((await stateOf(anna)).devices, []);
  await server.app.users.remove(bert.userId);
  const rows = await server.app.db.read((tx) => tx.q.select().from(tx.t.pushSubscriptions));
  assert.ok(rows.every(({ userId }) => userId !== bert.userId));
});

test('no address but that of a push service is taken, and none is written to later', async () => {
  const anna = await server.portalUser();
  const { browser } = await subscribe(anna);
  const { keys } = browser.subscription;
  const refused = [
    'http://fcm.googleapis.com/x',
    'https://fcm.googleapis.com.example.org/x',
    'https://evilfcm.googleapis.com/x',
    'https://fcm.googleapis.com:8443/x',
    'https://user@fcm.googleapis.com/x',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://169.254.169.254/latest/meta-data',
    'https://0x7f.1/x',
    'https://push.apple.com.evil.example/x',
  ];
  for (const endpoint of refused) {
    const answer = await anna.client.call('PUT', '/api/portal/push', { body: { endpoint, keys } });
    assert.equal(answer.status, 422, endpoint);
  }
  const bad = [
    { endpoint: 'nothing', keys },
    { endpoint: `https://fcm.googleapis.com/${'x'.repeat(1000)}`, keys },
    { endpoint: 'https://fcm.googleapis.com/x', keys: { ...keys, auth: 'x' } },
    // As long as a key, and no point of the curve.
    { endpoint: 'https://fcm.googleapis.com/x', keys: { ...keys, p256dh: `B${'A'.repeat(86)}` } },
  ];
  for (const body of bad)
    assert.equal((await anna.client.call('PUT', '/api/portal/push', { body })).status, 400);
  for (const endpoint of [
    'https://fcm.googleapis.com/fcm/send/x',
    'https://updates.push.services.mozilla.com/wpush/v2/x',
    'https://web.push.apple.com/x',
  ])
    assert.equal(
      (await anna.client.call('PUT', '/api/portal/push', { body: { endpoint, keys } })).status,
      200,
      endpoint,
    );
  for (const { id, mark } of (await stateOf(anna)).devices) {
    assert.match(mark, /^[\w-]{16}$/);
    await anna.client.call('DELETE', `/api/portal/push/${id}`);
  }

  const later = await subscribe(anna);
  await server.app.settings.change('push.services', '', 'test');
  try {
    const tested = await anna.client.call('POST', `/api/portal/push/${later.device.id}/test`, { body: {} });
    assert.deepEqual(tested.json, { taken: false, gone: false });
    assert.deepEqual(later.browser.notices, []);
  } finally {
    await server.app.settings.change('push.services', 'localhost', 'test');
  }
});

test('ten devices a person; switched off, the site takes none and tells none', async () => {
  const anna = await server.portalUser();
  const browsers: Browser[] = [];
  for (let i = 0; i < 10; i += 1) browsers.push((await subscribe(anna)).browser);
  const body = service.browser().subscription;
  assert.equal((await anna.client.call('PUT', '/api/portal/push', { body })).status, 409);
  // The same one again is no eleventh.
  await subscribe(anna, {}, browsers[0]);
  await server.app.settings.change('push.enabled', false, 'test');
  try {
    assert.deepEqual((await stateOf(anna)).enabled, false);
    assert.equal((await anna.client.call('PUT', '/api/portal/push', { body })).status, 409);
    await ends(anna.userId, 'done');
    await quiet();
    assert.ok(browsers.every(({ notices }) => notices.length === 0));
  } finally {
    await server.app.settings.change('push.enabled', true, 'test');
  }
});

test('neither endpoint nor key stands in the database or the log in the clear', async () => {
  const anna = await server.portalUser();
  const { browser } = await subscribe(anna);
  await ends(anna.userId, 'done');
  await told(browser);
  const { endpoint, keys } = browser.subscription;
  const rows = await server.app.db.read(async (tx) => [
    ...(await tx.q.select().from(tx.t.pushSubscriptions)),
    ...(await tx.q.select().from(tx.t.facts)),
  ]);
  const text = JSON.stringify(rows) + server.logged.join('\n');
  for (const secret of [endpoint, new URL(endpoint).pathname, keys.auth, keys.p256dh])
    assert.equal(text.includes(secret), false);
});
