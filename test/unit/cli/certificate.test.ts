// The commands for the certificate against a real server in this process: what a person reads, and what is in use afterwards.
import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type RunningServer, runServer } from '../../support/running-server.ts';
import { type TempDir, tempDir } from '../../support/temp-dir.ts';
import { fingerprintOf, makeTestCa, type TestCa } from '../../support/test-ca.ts';
import { runPlaten } from './run-platen.ts';

let server: RunningServer;
let folder: TempDir;
let ca: TestCa;
before(async () => {
  server = await runServer();
  folder = await tempDir('certificate');
  ca = await makeTestCa('Corp');
});
after(async () => {
  await server.close();
  await folder.remove();
});

const platen = (...args: string[]) =>
  runPlaten(['certificate', ...args, '--data-dir', server.dataDir], { now: Date.now });
const put = async (name: string, text: string): Promise<string> => {
  const path = join(folder.path, name);
  await writeFile(path, text);
  return path;
};

test('the certificate in use is shown with what is wrong with it', async () => {
  const ran = await platen('show');
  assert.equal(ran.code, 0, ran.err);
  assert.match(ran.out, /Issued by {4}itself\n/);
  assert.match(ran.out, /\d+ days left\)/);
  assert.match(ran.out, /note {2}It is self-signed/);
  const json = JSON.parse((await platen('show', '--json')).out) as { current: { sha256: string } };
  assert.match(json.current.sha256, /^([0-9A-F]{2}:){31}/);
});

test('another one is checked before it is used, and refused with its reason', async () => {
  const pair = await ca.issue({ names: ['print.example.org'] });
  const other = await ca.issue();
  const [cert, chain] = [await put('cert.pem', pair.cert), await put('chain.pem', ca.intermediate + ca.root)];
  const wrong = await platen('install', cert, await put('other.pem', other.key));
  assert.equal(wrong.code, 1);
  assert.match(wrong.out, /BAD {3}The key does not belong to the certificate\.\n {6}Bring the key/);
  const key = await put('key.pem', pair.key);
  const checked = await platen('install', chain, key, cert, '--check');
  assert.match(checked.out, /not in their order[\s\S]*It can be used\.\n$/);
  assert.equal(server.app.certificates.pem()?.includes(pair.cert.trim()), false);
  const used = await platen('install', chain, key, cert);
  assert.equal(used.code, 0, used.err);
  assert.match(used.out, /It is in use\.\n$/);
  assert.match((await platen('show')).out, new RegExp(fingerprintOf(pair.cert)));
  const missing = await platen('install', '/nowhere/at/all');
  assert.equal(missing.code, 2);
  assert.match(missing.err, /cannot be read/);
});

test('a request is printed, and the certificate for it is used with the key that waits', async () => {
  const ran = await platen('request', 'Print.example.org', 'druck.example.org');
  assert.equal(ran.code, 0, ran.err);
  assert.match(ran.out, /^-----BEGIN CERTIFICATE REQUEST-----\n[\s\S]*-----END CERTIFICATE REQUEST-----\n$/);
  assert.match((await platen('show')).out, /A key waits .*for print\.example\.org, druck\.example\.org\./);
  const waiting = createPrivateKey(await readFile(join(server.dataDir, 'tls', 'request-key.pem')));
  const signed = await ca.issue({ names: ['print.example.org', 'druck.example.org'], publicKey: waiting });
  const used = await platen('install', await put('signed.pem', signed.cert + ca.intermediate));
  assert.equal(used.code, 0, used.err);
  assert.match((await platen('show')).out, new RegExp(fingerprintOf(signed.cert)));
  assert.equal((await platen('request', 'a', '--key', 'dsa')).code, 2);
});
