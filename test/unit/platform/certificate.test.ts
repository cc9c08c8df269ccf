import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { connect, createServer } from 'node:tls';
import {
  certificateNames,
  describeCertificate,
  loadCertificate,
  type ServerCertificate,
} from '@platen/edge-server/platform/certificate';
import { makeSelfSigned } from '@platen/edge-server/platform/certificate-make';
import { temporaryFolder } from './temporary-folder.ts';

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.now();
const NAMES = ['Print-Server', 'print-server.example.org', '192.0.2.7', '2001:DB8::7'];

const own = async (key?: string): Promise<{ cert: string; key: string }> =>
  makeSelfSigned({
    names: ['print.corp.example'],
    organization: 'Corp',
    notBefore: NOW - DAY,
    notAfter: NOW + 10 * DAY,
    key,
  });

const put = async (dataDir: string, files: { cert?: string; key?: string }): Promise<void> => {
  await mkdir(join(dataDir, 'tls'), { recursive: true });
  if (files.cert !== undefined) await writeFile(join(dataDir, 'tls', 'cert.pem'), files.cert);
  if (files.key !== undefined) await writeFile(join(dataDir, 'tls', 'key.pem'), files.key);
};

/** Connects to a server with this certificate, trusting it, under each name; resolves when all were accepted. */
const assertAccepted = async (made: ServerCertificate, names: readonly string[]): Promise<void> => {
  const server = createServer({ cert: made.cert, key: made.key }, (socket) => socket.end()).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    for (const host of names) {
      const client = connect({
        host: '127.0.0.1',
        port,
        ca: made.cert,
        checkServerIdentity: () => undefined,
      });
      await once(client, 'secureConnect');
      assert.equal(client.authorized, true);
      const shown = client.getPeerX509Certificate();
      assert.ok(shown);
      assert.ok(shown.checkHost(host) ?? shown.checkIP(host), host);
      client.destroy();
    }
  } finally {
    server.close();
  }
};

test('makes a certificate that a TLS client accepts under every name and address of the machine', async (t) => {
  const dataDir = await temporaryFolder(t);
  const made = await loadCertificate({ dataDir, names: NAMES, now: NOW });
  const expected = ['print-server', 'print-server.example.org', '192.0.2.7', 'localhost', '127.0.0.1', '::1'];
  await assertAccepted(made, [...expected, '2001:db8::7']);
  assert.equal(made.from, 'platen');
  assert.equal(made.fresh, true);
  assert.equal(made.description.selfSigned, true);
  for (const name of expected.slice(0, 5)) assert.ok(made.description.names.includes(name), name);
  assert.match(made.description.sha256, /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
});

test('makes it for TLS servers only, with P-256, for no longer than Apple allows', async (t) => {
  const dataDir = await temporaryFolder(t);
  const made = await loadCertificate({ dataDir, names: NAMES, now: NOW });
  const cert = new X509Certificate(made.cert);
  assert.equal(cert.ca, false);
  assert.deepEqual(cert.keyUsage, ['1.3.6.1.5.5.7.3.1']);
  assert.equal(cert.publicKey.asymmetricKeyDetails?.namedCurve, 'prime256v1');
  const from = Date.parse(cert.validFrom);
  assert.ok(from < NOW);
  assert.ok(made.description.notAfter - from <= 825 * DAY);
  assert.ok(made.description.notAfter > NOW + 800 * DAY);
});

test('keeps it for the next start, the key for its owner only', async (t) => {
  const dataDir = await temporaryFolder(t);
  const made = await loadCertificate({ dataDir, names: NAMES, now: NOW });
  const again = await loadCertificate({ dataDir, names: NAMES.slice(1), now: NOW + DAY });
  assert.deepEqual(again, { ...made, fresh: false });
  assert.equal((await stat(join(dataDir, 'tls', 'key.pem'))).mode & 0o777, 0o600);
  assert.equal((await stat(join(dataDir, 'tls'))).mode & 0o777, 0o700);
  assert.deepEqual((await readdir(join(dataDir, 'tls'))).sort(), ['cert.pem', 'key.pem']);
});

test('renews its own when it ends soon or lacks a name, and keeps the key', async (t) => {
  const dataDir = await temporaryFolder(t);
  const made = await loadCertificate({ dataDir, names: NAMES, now: NOW });
  const moved = await loadCertificate({ dataDir, names: [...NAMES, '192.0.2.99'], now: NOW });
  assert.equal(moved.fresh, true);
  assert.ok(moved.description.names.includes('192.0.2.99'));
  const before = moved.description.notAfter - 31 * DAY;
  assert.equal((await loadCertificate({ dataDir, names: NAMES, now: before })).fresh, false);
  const later = await loadCertificate({ dataDir, names: NAMES, now: before + 2 * DAY });
  assert.equal(later.fresh, true);
  assert.ok(later.description.notAfter > moved.description.notAfter);
  assert.equal(later.key, made.key);
  assert.notEqual(later.description.sha256, made.description.sha256);
  assert.equal(new X509Certificate(later.cert).checkPrivateKey(createPrivateKey(later.key)), true);
});

test('makes the certificate anew when a crash left only the key', async (t) => {
  const dataDir = await temporaryFolder(t);
  const made = await loadCertificate({ dataDir, names: NAMES, now: NOW });
  await rm(join(dataDir, 'tls', 'cert.pem'));
  const again = await loadCertificate({ dataDir, names: NAMES, now: NOW });
  assert.equal(again.fresh, true);
  assert.equal(again.key, made.key);
});

test('takes an administrator’s own certificate as it is, self-signed or not, even when it ends or lacks a name', async (t) => {
  const dataDir = await temporaryFolder(t);
  const files = await own();
  await put(dataDir, files);
  const loaded = await loadCertificate({ dataDir, names: NAMES, now: NOW + 400 * DAY });
  assert.equal(loaded.from, 'administrator');
  assert.equal(loaded.fresh, false);
  assert.deepEqual(loaded.description.names, ['print.corp.example']);
  assert.equal(await readFile(join(dataDir, 'tls', 'cert.pem'), 'utf8'), files.cert);
});

test('names the file and the cure when an administrator’s files do not go together', async (t) => {
  const dataDir = await temporaryFolder(t);
  const load = () => loadCertificate({ dataDir, names: NAMES, now: NOW });
  const { cert, key } = await own();
  const other = await own();
  await put(dataDir, { cert });
  await assert.rejects(load(), /key\.pem is missing.*cert\.pem.*remove both/);
  await put(dataDir, { key: other.key });
  await assert.rejects(load(), /key\.pem does not belong to the certificate/);
  await put(dataDir, { key: 'nonsense' });
  await assert.rejects(load(), /key\.pem is no private key in PEM form without a passphrase/);
  await put(dataDir, { cert: 'nonsense', key });
  await assert.rejects(load(), /cert\.pem is no certificate in PEM form/);
  assert.equal(await readFile(join(dataDir, 'tls', 'cert.pem'), 'utf8'), 'nonsense');
});

test('does not sign with, or overwrite, a key that an administrator is getting a certificate for', async (t) => {
  const dataDir = await temporaryFolder(t);
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await put(dataDir, { key });
  await assert.rejects(
    loadCertificate({ dataDir, names: NAMES, now: NOW }),
    /key\.pem is there without its certificate/,
  );
  assert.equal(await readFile(join(dataDir, 'tls', 'key.pem'), 'utf8'), key);
});

test('puts each valid name into a certificate once, and leaves out what no client could ask for', () => {
  const names = [
    'Host.Example.',
    'host.example',
    'my_pc',
    'bad name',
    '-x',
    'fe80::1%eth0',
    '',
    'a'.repeat(64),
    '10.0.0.1',
  ];
  assert.deepEqual(certificateNames(names), [
    'host.example',
    'my_pc',
    '10.0.0.1',
    'localhost',
    '127.0.0.1',
    '::1',
  ]);
});

test('makes a certificate although the first name is too long for a common name', async (t) => {
  const dataDir = await temporaryFolder(t);
  const long = `${'a'.repeat(60)}.${'b'.repeat(30)}.example`;
  const made = await loadCertificate({ dataDir, names: [long], now: NOW });
  assert.equal(made.description.names[0], long);
});

test('throws when it is to describe what is no certificate', () => {
  assert.throws(() => describeCertificate('nonsense'));
});

test('loads the X.509 package only when a certificate has to be made', async (t) => {
  const dataDir = await temporaryFolder(t);
  await loadCertificate({ dataDir, names: NAMES, now: NOW });
  const module = JSON.stringify(import.meta.resolve('@platen/edge-server/platform/certificate'));
  const options = JSON.stringify({ dataDir, names: NAMES, now: NOW });
  const script = `import(${module}).then(async ({ loadCertificate }) => { const { fresh } = await loadCertificate(${options}); console.log(fresh, typeof Reflect.getMetadata); });`;
  const out = execFileSync(process.execPath, ['--import', 'tsx', '-e', script], {
    timeout: 60_000,
    encoding: 'utf8',
  });
  assert.equal(out.trim(), 'false undefined');
});
