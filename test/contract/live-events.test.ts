// Live changes over real HTTP (SPEC B16): what is told, to whom, in which order, and when a stream ends. Over both ways: events and held answers.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { changeJob, insertJob, moveJob } from '@platen/edge-server/flow/store/jobs';
import { changeRelease, insertRelease } from '@platen/edge-server/flow/store/releases';
import type { LiveEvent } from '@platen/shared/api/live';
import { type EventStream, openEventStream, type StreamedEvent } from '../support/event-stream.ts';
import { aJob, anId, aRelease } from '../support/rows.ts';
import { type Client, type RunningServer, runServer } from '../support/running-server.ts';
import { waitUntil } from '../support/wait-until.ts';

let server: RunningServer;
let printerId: string;
let panelPath: string;
const open: EventStream[] = [];

before(async () => {
  server = await runServer();
  const row = await server.app.printers.add({ name: 'P', uri: 'ipp://127.0.0.1:1/ipp/print' }, {}, 'test');
  printerId = row.id;
  panelPath = server.app.printers.panelPath(row);
});
after(async () => {
  for (const stream of open) stream.close();
  await server.close();
});

async function follow(client: Client, path = '/api/portal/events', headers = {}): Promise<EventStream> {
  const stream = await openEventStream(server.httpsPort ?? 0, path, client.cookies, headers);
  open.push(stream);
  return stream;
}
const liveOf = ({ data }: StreamedEvent): LiveEvent => data as LiveEvent;
const tells = (jobId: string) => (event: StreamedEvent) => liveOf(event).jobs.includes(jobId);

async function newJob(ownerId: string): Promise<string> {
  const job = aJob({ id: anId(), ownerId });
  await server.app.db.write((tx) => insertJob(tx, job));
  return job.id;
}
const rename = (id: string): Promise<void> =>
  server.app.db.write((tx) => changeJob(tx, id, { title: 'Renamed.pdf' }));

async function atPanel(code: string): Promise<Client> {
  const client = server.client();
  await client.call('GET', panelPath);
  const answer = await client.call('POST', '/api/panel/session', { body: { code } });
  assert.equal(answer.status, 200, answer.bytes.toString());
  return client;
}

describe('a stream of events', () => {
  test('tells each change of an own document, in order, and says that no proxy may hold it back', async () => {
    const { client, userId } = await server.portalUser();
    const stream = await follow(client);
    assert.equal(stream.status, 200);
    assert.match(String(stream.headers['content-type']), /^text\/event-stream/);
    assert.equal(stream.headers['cache-control'], 'no-store, no-transform');
    assert.equal(stream.headers['x-accel-buffering'], 'no');
    const hello = await stream.next(({ event }) => event === 'hello');
    assert.equal(liveOf(hello).anew, false);

    const job = await newJob(userId);
    const first = await stream.next(tells(job));
    let seen = stream.events.length;
    await server.app.db.write((tx) =>
      moveJob(tx, job, ['held'], 'releasing', { changedAt: server.app.clock.now() }),
    );
    await stream.next(tells(job), seen);
    seen = stream.events.length;
    const release = aRelease({ id: anId(), jobId: job, ownerId: userId, printerId });
    await server.app.db.write((tx) => insertRelease(tx, release));
    await stream.next(tells(job), seen);
    seen = stream.events.length;
    await server.app.db.write((tx) => changeRelease(tx, release.id, { pagesDone: 1 }));
    const last = await stream.next(tells(job), seen);

    const numbers = stream.events.map((event) => liveOf(event).n);
    assert.deepEqual(
      numbers,
      [...new Set(numbers)].sort((a, b) => a - b),
      'numbers rise',
    );
    assert.ok(Number(last.id) > Number(first.id));
    assert.deepEqual(Object.keys(last.data as object).sort(), ['anew', 'jobs', 'n', 'printer']);
  });

  test('begins where an earlier one ended: nothing missed is told as such, anything missed is', async () => {
    const { client, userId } = await server.portalUser();
    const job = await newJob(userId);
    const now = String(server.app.live.now());
    const calm = await follow(client, '/api/portal/events', { 'last-event-id': now });
    assert.equal(liveOf(await calm.next(() => true)).anew, false);
    await rename(job);
    const missed = await follow(client, `/api/portal/events?after=${now}`);
    assert.equal(liveOf(await missed.next(() => true)).anew, true);
    // Of another life of this server, or of another server, nothing is known.
    for (const after of ['1', '9999999999999999']) {
      const strange = await follow(client, '/api/portal/events', { 'last-event-id': after });
      assert.equal(liveOf(await strange.next(() => true)).anew, true);
    }
    const mad = await follow(client, '/api/portal/events', { 'last-event-id': '1; drop' });
    assert.equal(liveOf(await mad.next(() => true)).anew, false);
  });

  test('what a printer says reaches the portal and its own panel', async () => {
    const { client, code } = await server.portalUser();
    const [portal, panel] = [await follow(client), await follow(await atPanel(code), '/api/panel/events')];
    for (const stream of [portal, panel]) await stream.next(({ event }) => event === 'hello');
    await server.app.printers.change(printerId, {
      condition: { state: 'stopped', reasons: ['media-empty'], accepting: true, at: 1 },
    });
    for (const stream of [portal, panel]) await stream.next((event) => liveOf(event).printer);
    await server.app.printers.change(printerId, {
      condition: { state: 'idle', reasons: [], accepting: true, at: 2 },
    });
  });

  test('ends with its session: signed out here, elsewhere, or removed', async () => {
    const one = await server.portalUser();
    const stream = await follow(one.client);
    const other = server.client();
    await other.call('POST', '/api/portal/session', { body: { email: one.email, code: one.code } });
    const second = await follow(other);
    await one.client.call('DELETE', '/api/portal/session');
    await waitUntil(stream.ended, { what: 'the stream of the session that was signed out' });
    assert.equal(second.ended(), false);
    await server.app.users.remove(one.userId);
    await waitUntil(second.ended, { what: 'the stream of the account that is gone' });
    await waitUntil(() => server.app.live.count() === liveStreams(), { what: 'their places to be free' });
  });

  test('of one session there are a few, and a further one is refused until one has gone', async () => {
    const { client } = await server.portalUser();
    const streams: EventStream[] = [];
    for (let i = 0; i < 8; i += 1) streams.push(await follow(client));
    assert.deepEqual(new Set(streams.map(({ status }) => status)), new Set([200]));
    assert.equal((await follow(client)).status, 429);
    streams[0]?.close();
    await waitUntil(
      async () => {
        const again = await follow(client);
        return again.status === 200;
      },
      { what: 'a place' },
    );
  });

  test('a reader that does not read costs a bounded set, and reads anew when it is back', async () => {
    const { client, userId } = await server.portalUser();
    const stream = await follow(client);
    await stream.next(({ event }) => event === 'hello');
    stream.response.pause();
    const job = await newJob(userId);
    for (let i = 0; i < 300; i += 1) await newJob(userId);
    stream.response.resume();
    const last = await newJob(userId);
    await stream.next((event) => tells(last)(event) || liveOf(event).anew);
    assert.ok(stream.events.some((event) => tells(job)(event) || liveOf(event).anew));
    for (const event of stream.events) assert.ok(liveOf(event).jobs.length <= 100);
  });
});

const liveStreams = (): number =>
  open.filter((stream) => stream.status === 200 && !stream.ended() && !stream.response.destroyed).length;

describe('a held answer', () => {
  test('waits for a change of its own person and then says it', async () => {
    const { userId, code } = await server.portalUser();
    const panel = await atPanel(code);
    const now = (await panel.call('GET', '/api/panel/changes')).json as LiveEvent;
    assert.deepEqual({ ...now, n: 0 }, { n: 0, jobs: [], printer: false, anew: false });
    const before = server.app.live.count();
    const held = panel.call('GET', `/api/panel/changes?after=${now.n}`);
    await waitUntil(() => server.app.live.count() > before, { what: 'the request to be held' });
    const job = await newJob(userId);
    const told = (await held).json as LiveEvent;
    assert.deepEqual(told.jobs, [job]);
    assert.ok(told.n > now.n);
    // What was missed in between is answered at once.
    await rename(job);
    const missed = (await panel.call('GET', `/api/panel/changes?after=${told.n}`)).json as LiveEvent;
    assert.equal(missed.anew, true);
  });

  test('is refused to what is no number, and ends when its session does', async () => {
    const { code } = await server.portalUser();
    const panel = await atPanel(code);
    for (const after of ['x', '-1', '1e3', '9'.repeat(17)])
      assert.equal((await panel.call('GET', `/api/panel/changes?after=${after}`)).status, 400, after);
    const before = server.app.live.count();
    const held = panel.call('GET', `/api/panel/changes?after=${server.app.live.now()}`);
    await waitUntil(() => server.app.live.count() > before, { what: 'the request to be held' });
    await panel.call('DELETE', '/api/panel/session');
    assert.equal((await held).status, 401);
  });
});

describe('many at a time', () => {
  test('500 streams are told of their own document each, in a moment, and none of another', async () => {
    const many = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const { client, userId } = await server.portalUser();
        const streams = await Promise.all(Array.from({ length: 5 }, () => follow(client)));
        return { userId, streams };
      }),
    );
    const jobs = await Promise.all(many.map(({ userId }) => newJob(userId)));
    for (const [i, { streams }] of many.entries()) {
      for (const stream of streams) {
        await stream.next(tells(jobs[i] ?? ''));
        assert.deepEqual(
          stream.events.flatMap((event) => liveOf(event).jobs),
          [jobs[i]],
        );
      }
    }
    for (const { streams } of many) for (const stream of streams) stream.close();
    await waitUntil(() => server.app.live.count() === liveStreams(), { what: 'their places to be free' });
  });

  test('a server that stops ends them at once; the next life says to read anew', async () => {
    const first = await runServer();
    const { client } = await first.portalUser();
    const stream = await openEventStream(first.httpsPort ?? 0, '/api/portal/events', client.cookies);
    const hello = await stream.next(({ event }) => event === 'hello');
    const over = once(stream.response, 'close');
    const stopped = first.close();
    await over;
    await stopped;
    const second = await runServer();
    try {
      const later = await second.portalUser();
      const again = await openEventStream(second.httpsPort ?? 0, '/api/portal/events', later.client.cookies, {
        'last-event-id': hello.id ?? '',
      });
      assert.equal(liveOf(await again.next(() => true)).anew, true);
      again.close();
    } finally {
      await second.close();
    }
  });
});
