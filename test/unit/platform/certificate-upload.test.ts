import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { type Judged, judgeUpload, type KeysAtHand } from '@platen/edge-server/platform/certificate-judge';
import { makeRequest } from '@platen/edge-server/platform/certificate-request';
import { readUpload } from '@platen/edge-server/platform/certificate-upload';
import { skipUnless } from '../../support/skip-unless.ts';
import { type Issued, makeTestCa, type TestCa } from '../../support/test-ca.ts';
import { temporaryFolder } from './temporary-folder.ts';

const DAY = 24 * 3_600_000;
const NOW = Date.now();
const OPENSSL = 'openssl';
const skip = skipUnless(OPENSSL);
const PASSPHRASE = 'grüße & "quotes" $HOME';

let ca: TestCa;
let other: TestCa;
let ec: Issued;
let rsa: Issued;
before(async () => {
  ca = await makeTestCa('Corp', NOW);
  other = await makeTestCa('Other', NOW);
  ec = await ca.issue();
  rsa = await ca.issue({ rsa: 2048 });
});

const judge = async (
  files: readonly (string | Buffer)[],
  passphrase?: string,
  keys: KeysAtHand = {},
  wanted: readonly string[] = ['print.example.org'],
): Promise<Judged> =>
  judgeUpload(
    await readUpload(
      files.map((file) => Buffer.from(file)),
      passphrase,
    ),
    keys,
    // openssl makes certificates that begin now.
    { now: NOW + 60_000, wanted },
  );
const codes = ({ findings }: Judged): string[] => findings.map(({ code }) => code);
const stops = ({ findings }: Judged): string[] =>
  findings.filter(({ level }) => level === 'stop').map(({ code }) => code);
const openssl = (args: readonly string[], folder: string): void => {
  execFileSync(OPENSSL, args, { cwd: folder, stdio: 'pipe', timeout: 60_000 });
};
/** The names in the order in which the chain would be sent. */
const sent = ({ usable }: Judged): string[] =>
  (usable?.cert.match(/-----BEGIN[\s\S]*?END CERTIFICATE-----/g) ?? []).map((one) =>
    new X509Certificate(one).subject.replace('CN=', ''),
  );

test('PEM is put into order, whatever stands where, and what does not belong to it is left out', async () => {
  const stray = await other.issue({ names: ['stray.example.org'] });
  const judged = await judge([`${ca.root}${stray.cert}${ec.key}\n# a comment\n${ca.intermediate}`, ec.cert]);
  assert.deepEqual(sent(judged), ['print.example.org', 'Corp Intermediate', 'Corp Root']);
  assert.deepEqual(codes(judged), ['private-root', 'reordered', 'left-out']);
  assert.equal(judged.keyFrom, 'upload');
  assert.deepEqual(judged.certificate?.chain, ['Corp Intermediate', 'Corp Root']);
  assert.equal(judged.certificate?.key, 'P-256');
  assert.equal(judged.certificate?.issuer, 'Corp Intermediate');
});

test('lines that end as on Windows, and text around the blocks, do not matter', async () => {
  const text = `Bag Attributes\r\n  friendlyName: x\r\n${ec.cert}${ca.intermediate}${ec.key}`.replaceAll(
    '\n',
    '\r\n',
  );
  assert.deepEqual(stops(await judge([text])), []);
});

test('a chain without the intermediate says which certificate is missing', async () => {
  const judged = await judge([ec.cert, ec.key]);
  assert.deepEqual(codes(judged), ['chain-incomplete']);
  assert.match(judged.findings[0]?.sentence ?? '', /Corp Intermediate.*missing/);
  assert.ok(judged.usable, 'a device may know the authority');
});

test('each mistake has its own sentence and stops nothing else from being said', async () => {
  const chain = ca.intermediate + ca.root;
  const bad = async (ask: Parameters<TestCa['issue']>[0]): Promise<string[]> => {
    const made = await ca.issue(ask);
    return stops(await judge([made.cert, made.key, chain]));
  };
  assert.deepEqual(await bad({ notAfter: NOW - DAY, notBefore: NOW - 9 * DAY }), ['expired']);
  assert.deepEqual(await bad({ notBefore: NOW + DAY }), ['not-yet']);
  assert.deepEqual(await bad({ rsa: 1024 }), ['weak-key']);
  assert.deepEqual(await bad({ usage: 'client' }), ['not-for-servers']);
  const odd = generateKeyPairSync('ed25519');
  const made = await ca.issue({ publicKey: odd.publicKey });
  const key = odd.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  assert.deepEqual(stops(await judge([made.cert, key, chain])), ['odd-key']);
  assert.deepEqual(stops(await judge([ec.cert, chain])), ['no-key']);
  assert.deepEqual(stops(await judge([ec.cert, rsa.key, chain])), ['key-mismatch']);
  assert.deepEqual(stops(await judge([ec.key])), ['no-certificate']);
  assert.deepEqual(stops(await judge(['hello'])), ['not-understood']);
  assert.deepEqual(stops(await judge([''])), ['empty']);
  assert.deepEqual(stops(await judge(['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])), [
    'not-understood',
  ]);
  const { pem } = await makeRequest({ names: ['a.example.org'], key: 'p256' });
  assert.deepEqual(stops(await judge([pem])), ['a-request']);
  assert.deepEqual(stops(await judge([(ec.cert + rsa.cert).repeat(20)])), ['too-many']);
});

test('what browsers will notice is a warning: names, long life, a near end', async () => {
  const chain = ca.intermediate + ca.root;
  const wild = await ca.issue({ names: ['*.example.org', '192.0.2.7'] });
  assert.deepEqual(
    codes(await judge([wild.cert, wild.key, chain], undefined, {}, ['a.example.org', '192.0.2.7'])),
    ['private-root'],
  );
  const deep = await judge([wild.cert, wild.key, chain], undefined, {}, ['a.b.example.org', '192.0.2.8']);
  assert.deepEqual(codes(deep), ['name-mismatch', 'private-root']);
  assert.match(deep.findings[0]?.sentence ?? '', /does not name a\.b\.example\.org, 192\.0\.2\.8/);
  const nameless = await ca.issue({ names: [] });
  assert.deepEqual(codes(await judge([nameless.cert, nameless.key, chain])), ['no-names', 'private-root']);
  const long = await ca.issue({ notAfter: NOW + 1000 * DAY });
  assert.deepEqual(codes(await judge([long.cert, long.key, chain])), ['private-root', 'too-long']);
  const near = await ca.issue({ notAfter: NOW + 5.5 * DAY });
  const judged = await judge([near.cert, near.key, chain]);
  assert.deepEqual(codes(judged), ['private-root', 'ends-soon']);
  assert.match(judged.findings[1]?.sentence ?? '', /ends in 5 days/);
});

test('a certificate without its key is paired with the waiting request, or with the key in use', async () => {
  const { key } = await makeRequest({ names: ['print.example.org'], key: 'p256' });
  const request = createPrivateKey(key);
  const signed = await ca.issue({ publicKey: request });
  const paired = await judge([signed.cert, ca.intermediate], undefined, { request });
  assert.deepEqual([paired.keyFrom, stops(paired)], ['request', []]);
  assert.ok(
    paired.usable && new X509Certificate(signed.cert).checkPrivateKey(createPrivateKey(paired.usable.key)),
  );
  const renewed = await judge([ec.cert, ca.intermediate], undefined, {
    request,
    current: createPrivateKey(ec.key),
  });
  assert.equal(renewed.keyFrom, 'current');
});

test('openssl: keys with a passphrase, of every form, open with it and ask for it without', {
  skip,
}, async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'pass'), PASSPHRASE);
  await writeFile(join(folder, 'rsa.pem'), rsa.key);
  await writeFile(join(folder, 'ec.pem'), ec.key);
  const pass = ['-passout', 'file:pass'];
  openssl(['pkcs8', '-topk8', '-in', 'rsa.pem', '-out', 'pbes2.pem', '-v2', 'aes-256-cbc', ...pass], folder);
  openssl(['pkcs8', '-topk8', '-in', 'ec.pem', '-out', 'scrypt.pem', '-scrypt', ...pass], folder);
  openssl(['rsa', '-aes128', '-traditional', '-in', 'rsa.pem', '-out', 'old-rsa.pem', ...pass], folder);
  openssl(['ec', '-aes256', '-in', 'ec.pem', '-out', 'old-ec.pem', ...pass], folder);
  openssl(['ec', '-in', 'ec.pem', '-out', 'sec1.pem'], folder);
  for (const [file, cert] of [
    ['pbes2.pem', rsa],
    ['scrypt.pem', ec],
    ['old-rsa.pem', rsa],
    ['old-ec.pem', ec],
  ] as const) {
    const key = await readFile(join(folder, file), 'utf8');
    const chain = cert.cert + ca.intermediate;
    assert.deepEqual(stops(await judge([chain, key], PASSPHRASE)), [], file);
    assert.deepEqual(stops(await judge([chain, key])), ['passphrase-needed'], file);
    assert.deepEqual(stops(await judge([chain, key], 'wrong')), ['passphrase-wrong'], file);
  }
  assert.deepEqual(stops(await judge([ec.cert, await readFile(join(folder, 'sec1.pem'), 'utf8')])), []);
  openssl(['pkcs8', '-topk8', '-in', 'rsa.pem', '-out', 'slow.pem', '-iter', '3000000', ...pass], folder);
  const slow = await readFile(join(folder, 'slow.pem'), 'utf8');
  assert.deepEqual(stops(await judge([rsa.cert, slow], PASSPHRASE)), ['too-many-rounds']);
});

test('openssl: PKCS #12 with RSA and EC keys, as it is made today, years ago, and by Windows', {
  skip,
}, async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'pass'), PASSPHRASE);
  await writeFile(join(folder, 'chain.pem'), ca.intermediate + ca.root);
  const kinds: Readonly<Record<string, readonly string[]>> = {
    modern: [],
    aes128: ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC', '-macalg', 'sha512'],
    'triple-des': ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'],
    legacy: ['-legacy'],
    'open certificates': ['-certpbe', 'NONE'],
  };
  for (const [name, pair] of [
    ['rsa', rsa],
    ['ec', ec],
  ] as const) {
    await writeFile(join(folder, 'cert.pem'), pair.cert);
    await writeFile(join(folder, 'key.pem'), pair.key);
    const base = ['pkcs12', '-export', '-in', 'cert.pem', '-inkey', 'key.pem', '-certfile', 'chain.pem'];
    for (const [kind, more] of Object.entries(kinds)) {
      openssl([...base, ...more, '-out', 'all.pfx', '-passout', 'file:pass'], folder);
      const file = await readFile(join(folder, 'all.pfx'));
      const judged = await judge([file], PASSPHRASE);
      assert.deepEqual(stops(judged), [], `${name} ${kind}`);
      assert.deepEqual(sent(judged), ['print.example.org', 'Corp Intermediate', 'Corp Root'], kind);
      assert.ok(new X509Certificate(pair.cert).checkPrivateKey(createPrivateKey(judged.usable?.key ?? '')));
      assert.deepEqual(stops(await judge([file])), ['passphrase-needed'], kind);
      assert.deepEqual(stops(await judge([file], 'wrong')), ['passphrase-wrong'], kind);
    }
    openssl([...base, '-out', 'none.pfx', '-passout', 'pass:'], folder);
    assert.deepEqual(stops(await judge([await readFile(join(folder, 'none.pfx'))])), [], `${name} empty`);
  }
  const modern = await readFile(join(folder, 'all.pfx'));
  assert.deepEqual(stops(await judge([modern.subarray(0, modern.length - 40)], PASSPHRASE)), [
    'not-understood',
  ]);
  const base = ['pkcs12', '-export', '-in', 'cert.pem', '-inkey', 'key.pem', '-passout', 'file:pass'];
  openssl([...base, '-iter', '2000000', '-out', 'slow.pfx'], folder);
  assert.deepEqual(stops(await judge([await readFile(join(folder, 'slow.pfx'))], PASSPHRASE)), [
    'too-many-rounds',
  ]);
});

test('openssl: DER and PKCS #7, as Windows authorities hand them out, in both their forms', {
  skip,
}, async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'cert.pem'), ec.cert);
  await writeFile(join(folder, 'chain.pem'), ca.root + ca.intermediate);
  openssl(['x509', '-in', 'cert.pem', '-outform', 'DER', '-out', 'cert.cer'], folder);
  const bundle = ['crl2pkcs7', '-nocrl', '-certfile', 'cert.pem', '-certfile', 'chain.pem'];
  openssl([...bundle, '-out', 'text.p7b'], folder);
  openssl([...bundle, '-outform', 'DER', '-out', 'all.p7b'], folder);
  await writeFile(join(folder, 'key.pem'), ec.key);
  openssl(['pkcs8', '-topk8', '-nocrypt', '-in', 'key.pem', '-outform', 'DER', '-out', 'key.der'], folder);
  for (const file of ['cert.cer', 'text.p7b', 'all.p7b']) {
    const judged = await judge([
      await readFile(join(folder, file)),
      await readFile(join(folder, 'key.der')),
      ca.intermediate + ca.root,
    ]);
    assert.deepEqual(stops(judged), [], file);
    assert.deepEqual(sent(judged), ['print.example.org', 'Corp Intermediate', 'Corp Root'], file);
  }
});

test('openssl: a signature over SHA-1 is refused, a request is what openssl reads', { skip }, async (t) => {
  const folder = await temporaryFolder(t);
  const made = await makeRequest({
    names: ['print.example.org', '192.0.2.7'],
    key: 'rsa3072',
    organization: 'Corp',
  });
  await writeFile(join(folder, 'a.csr'), made.pem);
  await writeFile(join(folder, 'key.pem'), made.key);
  const text = execFileSync(OPENSSL, ['req', '-in', 'a.csr', '-noout', '-text', '-verify'], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const part of [
    /CN = print\.example\.org, O = Corp/,
    /3072 bit/,
    /DNS:print\.example\.org, IP Address:192\.0\.2\.7/,
    /TLS Web Server/,
  ])
    assert.match(text, part);
  openssl(
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-subj',
      '/CN=Old Root',
      '-days',
      '30',
    ],
    folder,
  );
  await writeFile(join(folder, 'ext'), 'subjectAltName=DNS:print.example.org\n');
  openssl(
    [
      'x509',
      '-req',
      '-in',
      'a.csr',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-sha1',
      '-extfile',
      'ext',
      '-out',
      'old.pem',
      '-days',
      '20',
    ],
    folder,
  );
  const old = await readFile(join(folder, 'old.pem'), 'utf8');
  assert.deepEqual(stops(await judge([old, made.key])), ['weak-signature']);
});

test('bytes that were never a certificate are refused one way or the other, and nothing is thrown', async () => {
  const cert = new X509Certificate(ec.cert).raw;
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed % below;
  };
  for (let i = 0; i < 300; i++) {
    const bytes = Buffer.from(cert);
    for (let flips = 0; flips <= i % 7; flips++) bytes[random(bytes.length)] = random(256);
    const judged = await judge([i % 3 === 0 ? bytes.subarray(0, random(bytes.length)) : bytes], 'x');
    assert.equal(judged.usable, undefined);
  }
});
