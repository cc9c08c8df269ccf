import assert from 'node:assert/strict';
import { copyFile, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type CertificateStore, openCertificateStore } from '@platen/edge-server/platform/certificate-store';
import { systemClock } from '@platen/edge-server/platform/clock';
import { openLog } from '@platen/edge-server/platform/log';
import { makeTestCa } from '../../support/test-ca.ts';
import { temporaryFolder } from './temporary-folder.ts';

const silent = openLog({ level: 'silent', write: () => undefined });

async function open(t: TestContext, dataDir: string): Promise<{ store: CertificateStore; told: string[] }> {
  // No timer: each look is the test's own.
  const clock = { ...systemClock, every: () => () => undefined };
  const store = await openCertificateStore({ dataDir, names: () => ['print-server'], clock, log: silent });
  t.after(() => store.stop());
  const told: string[] = [];
  store.onChange(({ cert }) => {
    told.push(cert);
  });
  return { store, told };
}

const pairOf = async (name: string) => (await makeTestCa()).issue({ names: [name] });

test('an installed pair is on disk, for its owner only, and the one before can be taken back', async (t) => {
  const dataDir = await temporaryFolder(t);
  const { store, told } = await open(t, dataDir);
  const first = store.now();
  const pair = await pairOf('a.example.org');
  await store.install(pair);
  assert.equal(store.now().cert, pair.cert);
  assert.equal(store.now().from, 'administrator');
  assert.deepEqual(told, [pair.cert]);
  const tls = join(dataDir, 'tls');
  assert.equal(await readFile(join(tls, 'key.pem'), 'utf8'), pair.key);
  for (const name of ['key.pem', 'previous-key.pem'])
    assert.equal((await stat(join(tls, name))).mode & 0o777, 0o600, name);
  assert.deepEqual((await readdir(tls)).sort(), [
    'cert.pem',
    'key.pem',
    'previous-cert.pem',
    'previous-key.pem',
  ]);
  assert.equal(await store.goBack(), true);
  assert.equal(store.now().cert, first.cert);
  assert.equal((await store.previous())?.cert, pair.cert);
  assert.equal(await store.goBack(), true);
  assert.equal(store.now().cert, pair.cert);
  const again = await open(t, dataDir);
  assert.equal(again.store.now().cert, pair.cert);
});

test('a crash in the middle of an installation is finished by the next start', async (t) => {
  const dataDir = await temporaryFolder(t);
  const { store } = await open(t, dataDir);
  const before = store.now();
  const pair = await pairOf('b.example.org');
  const tls = join(dataDir, 'tls');
  // As a crash leaves it: the plan is there, the key was replaced, the certificate was not.
  const plan = { current: pair, previous: { cert: before.cert, key: before.key } };
  await writeFile(join(tls, 'swap.json'), JSON.stringify(plan), { mode: 0o600 });
  await writeFile(join(tls, 'key.pem'), pair.key);
  const { store: next } = await open(t, dataDir);
  assert.equal(next.now().cert, pair.cert);
  assert.equal((await next.previous())?.cert, before.cert);
  assert.ok(!(await readdir(tls)).includes('swap.json'));
});

test('files that were changed by hand are picked up as soon as they belong together', async (t) => {
  const dataDir = await temporaryFolder(t);
  const { store, told } = await open(t, dataDir);
  await store.install(await pairOf('c.example.org'));
  told.length = 0;
  const before = store.now();
  const pair = await pairOf('d.example.org');
  const tls = join(dataDir, 'tls');
  await writeFile(join(tls, 'new-cert'), pair.cert);
  await rename(join(tls, 'new-cert'), join(tls, 'cert.pem'));
  await store.look();
  assert.match(store.problem() ?? '', /key\.pem does not belong to the certificate/);
  assert.equal(store.now().cert, before.cert, 'what was there goes on');
  assert.deepEqual(told, []);
  await writeFile(join(tls, 'new-key'), pair.key);
  await rename(join(tls, 'new-key'), join(tls, 'key.pem'));
  await store.look();
  assert.equal(store.problem(), undefined);
  assert.deepEqual(told, [pair.cert]);
  assert.equal((await store.previous())?.cert, before.cert);
  await store.look();
  assert.equal(told.length, 1, 'told once');
});

test('a damaged file leaves the certificate from before in use, and says so', async (t) => {
  const dataDir = await temporaryFolder(t);
  const { store, told } = await open(t, dataDir);
  await store.install(await pairOf('e.example.org'));
  told.length = 0;
  await writeFile(join(dataDir, 'tls', 'cert.pem'), 'nonsense');
  await store.look();
  assert.match(store.problem() ?? '', /no certificate in PEM form/);
  assert.deepEqual(told, []);
  // Installing mends it.
  await store.install(await pairOf('f.example.org'));
  assert.equal(store.problem(), undefined);
});

test('the key of a request waits under its own name, and goes when it is not wanted any more', async (t) => {
  const dataDir = await temporaryFolder(t);
  const { store } = await open(t, dataDir);
  assert.equal(await store.request(), undefined);
  const { cert, key } = store.now();
  await store.keepRequest({ pem: 'the request', key: 'its key' });
  const waiting = await store.request();
  assert.deepEqual([waiting?.pem, waiting?.key], ['the request', 'its key']);
  assert.ok((waiting?.createdAt ?? 0) > 0);
  assert.equal((await stat(join(dataDir, 'tls', 'request-key.pem'))).mode & 0o777, 0o600);
  assert.deepEqual([store.now().cert, store.now().key], [cert, key]);
  await store.dropRequest();
  assert.equal(await store.request(), undefined);
});

test('without one before there is nothing to go back to, and looking changes nothing', async (t) => {
  const dataDir = await temporaryFolder(t);
  const { store, told } = await open(t, dataDir);
  assert.equal(await store.goBack(), false);
  await copyFile(join(dataDir, 'tls', 'cert.pem'), join(dataDir, 'tls', 'copy.pem'));
  await store.look();
  assert.deepEqual(told, []);
});
