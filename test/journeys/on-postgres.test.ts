// The whole way of a document with PostgreSQL as the database: what the store's contract promises, the product does.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { samplePdf } from '../documents/make-documents.ts';
import { type Postgres, startPostgres } from '../servers/postgres.ts';
import { type RunningServer, runServer } from '../support/running-server.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../support/virtual-printer.ts';
import { waitUntil } from '../support/wait-until.ts';

const skip = skipUnless('postgres');
let postgres: Postgres;
let server: RunningServer;
let printer: VirtualPrinter;
before(async () => {
  if (skip !== false) return;
  [postgres, printer] = await Promise.all([startPostgres({ durable: true }), startVirtualPrinter()]);
  server = await runServer({ databaseUrl: await postgres.createDatabase() });
});
after(async () => {
  await server?.close();
  await printer?.close();
  await postgres?.stop();
});

test('send, sign in, look, print, and the document is gone', { skip }, async () => {
  const row = await server.app.printers.add({ name: 'P', uri: printer.uri }, {}, 'test');
  const { client, code } = await server.portalUser();
  const pdf = await samplePdf({ pages: 4, title: 'On PostgreSQL' });
  const sent = await client.call('POST', '/api/portal/documents?name=letter.pdf', { raw: pdf });
  assert.equal(sent.status, 201);
  const { id } = (sent.json as { job: { id: string } }).job;
  const jobNow = async () =>
    (await client.call('GET', `/api/portal/jobs/${id}`)).json as {
      job: { state: string; pages: number };
      story: { kind: string }[];
    };
  await waitUntil(async () => (await jobNow()).job.state === 'held', { what: 'the conversion' });

  const panel = server.client();
  await panel.call('GET', server.app.printers.panelPath(row));
  assert.equal((await panel.call('POST', '/api/panel/session', { body: { code: '00000001' } })).status, 401);
  const session = await panel.call('POST', '/api/panel/session', { body: { code } });
  assert.equal(session.status, 200, session.bytes.toString());
  const page = await panel.call('GET', `/api/panel/jobs/${id}/pages/2.jpg?w=300&h=300`);
  assert.deepEqual([page.status, page.headers['content-type']], [200, 'image/jpeg']);
  const released = await panel.call('POST', '/api/panel/release', {
    body: { jobs: [{ id, ticket: { copies: 2 } }] },
  });
  assert.equal((released.json as { releases: unknown[] }).releases.length, 1, released.bytes.toString());
  const again = await panel.call('POST', '/api/panel/release', { body: { jobs: [{ id }] } });
  assert.equal((again.json as { refused: { code: string }[] }).refused.length, 1, 'exactly one release wins');
  await waitUntil(async () => (await jobNow()).job.state === 'printed', {
    what: 'the print',
    timeoutMs: 30_000,
  });

  const prints = await printer.prints();
  assert.deepEqual(
    prints.map((print) => [print.bytes, print.attributes.find(({ name }) => name === 'copies')?.values]),
    [[pdf.length, ['2']]],
  );
  const kinds = (await jobNow()).story.map((line) => line.kind);
  for (const kind of ['received', 'converted', 'released', 'printed', 'shredded'])
    assert.ok(kinds.includes(kind), `${kind} in ${kinds.join()}`);
  const blobs = await server.app.db.read((tx) => tx.q.select().from(tx.t.blobs));
  assert.deepEqual(blobs, [], 'its key is destroyed');
});

test('a database that was cut off and is back is used again', { skip }, async () => {
  const { client } = await server.portalUser();
  await postgres.kill();
  assert.ok((await client.call('GET', '/api/portal/jobs')).status >= 500);
  assert.equal((await client.call('GET', '/readyz')).status, 503);
  await postgres.restart();
  await waitUntil(async () => (await client.call('GET', '/readyz')).status === 200, {
    what: 'the server to recover',
  });
  assert.equal((await client.call('GET', '/api/portal/jobs')).status, 200);
});
