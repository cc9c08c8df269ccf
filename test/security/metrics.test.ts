// Metrics and API tokens over the wire: who gets the numbers, what is in them, and that nothing anybody sends becomes a label.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Scope } from '@platen/shared/scopes';
import { samplePdf } from '../documents/make-documents.ts';
import { type Answer, type RunningServer, runServer } from '../support/running-server.ts';
import { waitUntil } from '../support/wait-until.ts';

let server: RunningServer;
before(async () => {
  server = await runServer();
});
after(() => server.close());

let made = 0;
async function tokenFor(...scopes: Scope[]): Promise<string> {
  return (await server.app.apiTokens.create({ name: `Program ${++made}`, scopes }, 'test')).token;
}
const ask = (method: string, path: string, token: string, plain = false): Promise<Answer> =>
  server.client().call(method, path, { plain, headers: { authorization: `Bearer ${token}` } });
const metrics = async (token: string): Promise<string> => {
  const answer = await ask('GET', '/metrics', token);
  assert.equal(answer.status, 200, answer.bytes.toString());
  return answer.bytes.toString();
};
/** The value of a series, by its name and labels as they are written. */
const valueOf = (text: string, series: string): number | undefined => {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
};

test('the numbers are for a token that may see health, over TLS, and for nobody else', async () => {
  const good = await tokenFor('health:read');
  assert.match(
    (await ask('GET', '/metrics', good)).headers['content-type']?.toString() ?? '',
    /^text\/plain/,
  );
  assert.equal((await server.client().call('GET', '/metrics')).status, 401);
  assert.equal((await ask('GET', '/metrics', await tokenFor('printers:read'))).status, 403);
  assert.equal((await ask('GET', '/metrics', 'plt_'.padEnd(47, 'A'))).status, 401);
  assert.ok([401, 403].includes((await ask('GET', '/metrics', good, true)).status), 'not over plain HTTP');
});

test('a program does what its token says: sees printers, changes none, and decides about nobody', async () => {
  const token = await tokenFor('printers:read');
  assert.equal((await ask('GET', '/api/admin/printers', token)).status, 200);
  for (const [method, path] of [
    ['DELETE', '/api/admin/printers/aaaaaaaaaa'],
    ['GET', '/api/admin/users'],
    ['GET', '/api/admin/connections'],
    ['POST', '/api/admin/tokens'],
    ['POST', '/api/admin/backup/file'],
  ] as const) {
    assert.equal((await ask(method, path, token)).status, 403, `${method} ${path}`);
  }
});

test('documents, steps, printers, the database and the process are counted', async () => {
  const token = await tokenFor('health:read');
  const { client } = await server.portalUser();
  await server.app.printers.add({ name: 'P', uri: 'ipp://192.0.2.1/ipp/print' }, {}, 'test');
  const sent = await client.call('POST', '/api/portal/documents?name=a.pdf', { raw: await samplePdf() });
  assert.equal(sent.status, 201);
  const text = await waitUntil(
    async () => {
      const now = await metrics(token);
      return valueOf(now, 'platen_jobs{state="held"}') === 1 ? now : undefined;
    },
    { what: 'the document to be counted as held' },
  );
  assert.equal(valueOf(text, 'platen_events_total{event="job.received",more="portal"}'), 1);
  assert.equal(valueOf(text, 'platen_step_seconds_count{kind="convert",outcome="done"}'), 1);
  assert.equal(
    valueOf(text, 'platen_http_requests_total{method="POST",route="/api/portal/documents",status="201"}'),
    1,
  );
  assert.ok((valueOf(text, 'platen_database_write_seconds_count') ?? 0) > 0);
  assert.ok((valueOf(text, 'platen_documents_stored_bytes') ?? 0) > 500);
  assert.ok((valueOf(text, 'platen_memory_bytes{kind="rss"}') ?? 0) > 10_000_000);
  assert.ok((valueOf(text, 'platen_certificate_left_seconds') ?? 0) > 86_400);
  for (const name of [
    'platen_event_loop_lag_seconds{quantile="0.99"}',
    'platen_disk_free_bytes',
    'platen_info{version="0.0.0-test"}',
  ]) {
    assert.notEqual(valueOf(text, name), undefined, name);
  }
  assert.match(text, /^platen_printers\{state="[a-z-]+"\} 1$/m);
});

test('what anybody sends is no label: neither paths nor keys nor names', async () => {
  const token = await tokenFor('health:read');
  const client = server.client();
  const before = (await metrics(token)).split('\n').length;
  for (const path of [
    '/nowhere/canary',
    '/panel/canary-key',
    '/api/portal/jobs/canary',
    '/api/canary',
    '/..%2fcanary',
  ]) {
    await client.call('GET', path);
  }
  await client.call('POST', '/api/portal/session', {
    body: { email: 'canary@example.com', code: '00000000' },
  });
  const text = await metrics(token);
  assert.ok(!text.includes('canary'));
  // A few series more for routes that were used for the first time; not one for each path.
  assert.ok(text.split('\n').length - before < 80);
});
