// Two edge servers on one PostgreSQL: screens that are open at one hear of what happens at the other, also after the way between them was cut.
import assert from 'node:assert/strict';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { changeJob, insertJob } from '@platen/edge-server/flow/store/jobs';
import type { LiveEvent } from '@platen/shared/api/live';
import pg from 'pg';
import { samplePdf } from '../documents/make-documents.ts';
import { type Postgres, startPostgres } from '../servers/postgres.ts';
import { type EventStream, openEventStream, type StreamedEvent } from '../support/event-stream.ts';
import { aJob, anId } from '../support/rows.ts';
import { type Client, type RunningServer, runServer } from '../support/running-server.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { type TempDir, tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

const skip = skipUnless('postgres');
let postgres: Postgres;
let databaseUrl: string;
let home: TempDir;
let first: RunningServer;
let second: RunningServer;
const open: EventStream[] = [];

before(async () => {
  if (skip !== false) return;
  postgres = await startPostgres({ durable: true });
  databaseUrl = await postgres.createDatabase();
  first = await runServer({ databaseUrl });
  // Servers of one database have one key.
  home = await tempDir('second-server');
  await mkdir(join(home.path, 'keys'), { mode: 0o700 });
  await cp(join(first.dataDir, 'keys', 'server.key'), join(home.path, 'keys', 'server.key'));
  second = await runServer({ databaseUrl, dataDir: home.path });
  await heard();
});
after(async () => {
  for (const stream of open) stream.close();
  await second?.close();
  await first?.close();
  await postgres?.stop();
  await home?.remove();
});

const liveOf = ({ data }: StreamedEvent): LiveEvent => data as LiveEvent;
const tells = (jobId: string) => (event: StreamedEvent) => liveOf(event).jobs.includes(jobId);
const anew = (event: StreamedEvent): boolean => liveOf(event).anew;

async function follow(at: RunningServer, client: Client, headers = {}): Promise<EventStream> {
  const stream = await openEventStream(at.httpsPort ?? 0, '/api/portal/events', client.cookies, headers);
  open.push(stream);
  assert.equal(stream.status, 200);
  await stream.next(({ event }) => event === 'hello');
  return stream;
}
async function newJob(at: RunningServer, ownerId: string): Promise<string> {
  const job = aJob({ id: anId(), ownerId });
  await at.app.db.write((tx) => insertJob(tx, job));
  return job.id;
}
async function ask(sql: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}
const cut = (): Promise<number> =>
  ask(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'platen live'`);

/** Until each hears what the other does. */
async function heard(): Promise<void> {
  for (const [there, here] of [
    [first, second],
    [second, first],
  ] as const) {
    const { client, userId } = await there.portalUser();
    const stream = await follow(here, client);
    const job = await newJob(there, userId);
    const known = (): boolean => stream.events.some((event) => tells(job)(event));
    await waitUntil(
      async () => {
        await there.app.db.write((tx) => changeJob(tx, job, { title: `At ${Math.random()}` }));
        return known();
      },
      { what: 'the servers to hear each other', everyMs: 50 },
    );
    stream.close();
  }
}

test('a document that is sent to one server shows at the other', { skip }, async (t) => {
  const { client, userId } = await first.portalUser();
  const stream = await follow(second, client);
  const began = performance.now();
  const sent = await client.call('POST', '/api/portal/documents?name=letter.pdf', {
    raw: await samplePdf({ pages: 1, title: 'Letter' }),
  });
  const { id } = (sent.json as { job: { id: string; ownerId?: string } }).job;
  await stream.next(tells(id));
  t.diagnostic(`told at the other server after ${Math.round(performance.now() - began)} ms, upload included`);
  // And of its own: once, not back and forth.
  const before = stream.events.length;
  const own = await newJob(second, userId);
  await stream.next(tells(own));
  await new Promise((resolve) => setTimeout(resolve, 300));
  const told = stream.events.slice(before).filter(tells(own));
  assert.equal(told.length, 1);
});

test('what a printer says, and a session that ended, are heard too', { skip }, async () => {
  const { id } = await first.app.printers.add({ name: 'P', uri: 'ipp://127.0.0.1:1/ipp/print' }, {}, 'test');
  const { client } = await first.portalUser();
  const stream = await follow(second, client);
  await first.app.printers.change(id, {
    condition: { state: 'stopped', reasons: ['media-empty'], accepting: true, at: 1 },
  });
  await stream.next((event) => liveOf(event).printer);
  await client.call('DELETE', '/api/portal/session');
  await waitUntil(stream.ended, { what: 'the stream of a session that was ended at the other server' });
});

test('one person is told of at the other server and nobody else', { skip }, async () => {
  const [one, other] = [await first.portalUser(), await first.portalUser()];
  const stream = await follow(second, other.client);
  const hers = await newJob(first, one.userId);
  const his = await newJob(first, other.userId);
  await stream.next(tells(his));
  assert.ok(!stream.events.some(tells(hers)));
});

test('more than one message holds is told, and of very many that there is much', { skip }, async () => {
  const { client, userId } = await first.portalUser();
  const stream = await follow(second, client);
  const many = Array.from({ length: 250 }, () => aJob({ id: anId(), ownerId: userId }));
  await first.app.db.write(async (tx) => {
    for (const job of many) await insertJob(tx, job);
  });
  await stream.next(anew);
  for (const { length } of [{ length: 60 }, { length: 1_500 }]) {
    const jobs = Array.from({ length }, () => aJob({ id: anId(), ownerId: userId }));
    const from = stream.events.length;
    await first.app.db.write(async (tx) => {
      for (const job of jobs) await insertJob(tx, job);
    });
    await waitUntil(
      () => {
        const events = stream.events.slice(from);
        const ids = new Set(events.flatMap((event) => liveOf(event).jobs));
        return events.some(anew) || jobs.every(({ id }) => ids.has(id));
      },
      { what: `${length} changes` },
    );
  }
});

test('a connection that is cut heals, and everybody looks again', { skip }, async () => {
  const { client, userId } = await first.portalUser();
  const stream = await follow(second, client);
  const from = stream.events.length;
  assert.equal(await cut(), 2);
  const missed = await newJob(first, userId);
  await stream.next((event) => anew(event) || tells(missed)(event), from);
  await stream.next(anew, from);
  await heard();
  const again = await newJob(first, userId);
  await stream.next(tells(again));
});

test('a database that was away and is back is listened to again', { skip }, async () => {
  const { client, userId } = await first.portalUser();
  const stream = await follow(second, client);
  const from = stream.events.length;
  await postgres.kill();
  await postgres.restart();
  await stream.next(anew, from);
  await heard();
  const job = await newJob(first, userId);
  await stream.next(tells(job));
});

test('what is in no words of ours has everybody look again, and what somebody says to nobody does nothing', {
  skip,
}, async () => {
  const { client } = await first.portalUser();
  const stream = await follow(second, client);
  for (const said of [
    'other {"k":"x"}',
    'other [{"k":"j","j":1}]',
    `other ${'['.repeat(5000)}`,
    'other "anew"',
  ]) {
    const from = stream.events.length;
    await ask(`SELECT pg_notify('platen_live', '${said}')`);
    await stream.next(anew, from);
  }
  const from = stream.events.length;
  for (const said of ['', ' ', 'other', 'other ', 'other []'])
    await ask(`SELECT pg_notify('platen_live', '${said}')`);
  await heard();
  assert.equal(stream.events.slice(from).filter(anew).length, 0);
});

test('a browser that was led to the other server reads anew', { skip }, async () => {
  const { client } = await first.portalUser();
  for (const [from, to] of [
    [first, second],
    [second, first],
  ] as const) {
    const headers = { 'last-event-id': String(from.app.live.now()) };
    const stream = await openEventStream(to.httpsPort ?? 0, '/api/portal/events', client.cookies, headers);
    open.push(stream);
    assert.equal(liveOf(await stream.next(({ event }) => event === 'hello')).anew, true);
  }
});
