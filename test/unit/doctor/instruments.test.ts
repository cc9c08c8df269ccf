// What the doctor looks with: the disk, the database file, who has a port, the server's own TLS, a device's time.
import assert from 'node:assert/strict';
import { chmod, mkdir, open, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { checkFile } from '@platen/edge-server/db/check-file';
import { databaseCondition, databaseTime } from '@platen/edge-server/db/database-condition';
import { loadCertificate } from '@platen/edge-server/platform/certificate';
import { diskHealth } from '@platen/edge-server/platform/disk-health';
import { portUser } from '@platen/edge-server/platform/port-user';
import { startWorker } from '@platen/edge-server/platform/start-worker';
import { lookAtTls } from '@platen/edge-server/platform/tls-look';
import { readHttpDate } from '@platen/edge-server/protocols/http-date';
import { type TestDeps, testDeps } from '../../support/deps.ts';

const { signal } = new AbortController();
const check = (path: string, within: AbortSignal) =>
  checkFile(() => startWorker('db/check-worker', { path }), within);

let deps: TestDeps;
before(async () => {
  deps = await testDeps();
});
after(() => deps.close());

test('the disk is timed, and secret files that others may read are named', async () => {
  await mkdir(join(deps.dataDir, 'keys'), { mode: 0o700 });
  await writeFile(join(deps.dataDir, 'keys', 'server.key'), 'x', { mode: 0o600 });
  const secrets = ['keys', 'keys/server.key', 'tls/key.pem'];
  const closed = await diskHealth(deps.dataDir, secrets, deps.clock.monotonic);
  assert.deepEqual(closed.readable, []);
  assert.ok(closed.syncMs >= 0 && closed.fileTime > 0);
  await chmod(join(deps.dataDir, 'keys', 'server.key'), 0o640);
  await chmod(deps.dataDir, 0o700);
  assert.deepEqual(
    (await diskHealth(deps.dataDir, secrets, deps.clock.monotonic)).readable,
    [],
    'its folder is closed',
  );
  await chmod(deps.dataDir, 0o755);
  const opened = await diskHealth(deps.dataDir, secrets, deps.clock.monotonic);
  assert.deepEqual(opened.readable, [join(deps.dataDir, 'keys', 'server.key')]);
});

test('a folder that cannot be written is the system’s error', async () => {
  await assert.rejects(diskHealth(join(deps.dataDir, 'missing'), [], deps.clock.monotonic), /ENOENT/);
});

test('a sound database has its step and size; it has no clock of its own', async () => {
  const found = await databaseCondition(deps.db, join(deps.dataDir, 'test.db'), check, signal);
  assert.equal(found.engine, 'sqlite');
  assert.equal(found.step, found.newest);
  assert.ok((found.bytes ?? 0) > 0);
  assert.equal(found.damage, undefined);
  assert.equal(await databaseTime(deps.db), undefined);
});

test('a damaged database file is found, and one that is none', async () => {
  const none = join(deps.dataDir, 'none.db');
  await writeFile(none, 'this is no database, and long enough to be looked at as one'.repeat(20));
  assert.match((await check(none, signal)) ?? '', /not a database/);
  const other = await testDeps();
  const path = join(other.dataDir, 'test.db');
  await other.db.write(async (tx) => {
    for (let n = 0; n < 300; n++)
      await tx.q.insert(tx.t.facts).values({ name: `${n}`.padStart(200, 'x'), value: 'y'.repeat(200) });
  });
  await other.db.close();
  const file = await open(path, 'r+');
  const { size } = await file.stat();
  // Everything behind the first pages: whatever lies there is no page any more.
  await file.write(Buffer.alloc(size - 64 * 1024, 0x5a), 0, undefined, 64 * 1024);
  await file.close();
  assert.ok((await check(path, signal)) !== undefined);
  other.settingsStore.stop();
  await other.blobs.close();
  await rm(other.dataDir, { recursive: true });
});

test('a look through the file that is cut ends its thread and rejects', async () => {
  const cut = new AbortController();
  const looking = check(join(deps.dataDir, 'test.db'), cut.signal);
  cut.abort();
  await assert.rejects(looking, /cut/);
});

test('a port that is listened on names its program, a free one nobody', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  assert.match((await portUser(port)) ?? '', new RegExp(`process ${process.pid}\\)|another program`));
  await new Promise((resolve) => server.close(resolve));
  assert.equal(await portUser(port), undefined);
});

test('a self-signed certificate is seen as such, with its protocol and fingerprint', async () => {
  const { cert, key, description } = await loadCertificate({
    dataDir: deps.dataDir,
    names: ['print.test'],
    now: Date.now(),
  });
  const server = createSecure({ cert, key });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const look = await lookAtTls({ host: '127.0.0.1', port, name: 'print.test', signal });
  assert.equal(look.protocol, 'TLSv1.3');
  assert.equal(look.chain, 'self-signed');
  assert.equal(look.sha256, description.sha256.replaceAll(':', '').toLowerCase());
  await new Promise((resolve) => server.close(resolve));
  await assert.rejects(lookAtTls({ host: '127.0.0.1', port, name: 'print.test', signal }), /ECONNREFUSED/);
});

test('a device’s time is read from its HTTP answer, and is absent where it tells none', async () => {
  const server = createServer((request, response) => {
    response.sendDate = false;
    if (request.headers.host?.startsWith('localhost') !== true)
      response.setHeader('date', 'Sun, 22 Nov 2026 12:00:00 GMT');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  assert.equal(
    await readHttpDate({ host: '127.0.0.1', port, tls: false }, signal),
    Date.parse('2026-11-22T12:00:00Z'),
  );
  assert.equal(await readHttpDate({ host: 'localhost', port, tls: false }, signal), undefined);
  await new Promise((resolve) => server.close(resolve));
});
