// Keys and ciphers of SNMPv3 users: the vectors of RFC 3414 section A.3, and what this runtime lacks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeAccess } from '@platen/edge-server/protocols/snmp/access';
import { accessTrouble } from '@platen/edge-server/protocols/snmp/access-trouble';
import { decrypt, encrypt, missingAlgorithm } from '@platen/edge-server/protocols/snmp/user-ciphers';
import { localKey, passwordKey, privacyKey } from '@platen/edge-server/protocols/snmp/user-keys';
import { SNMP_AUTH_PROTOCOLS, SNMP_PRIV_PROTOCOLS, type SnmpAccess } from '@platen/shared/device-credentials';

const ENGINE = Buffer.from('000000000000000000000002', 'hex');

test('passwords become keys as in the example of RFC 3414', () => {
  const md5 = passwordKey('md5', 'maplesyrup');
  assert.equal(md5.toString('hex'), '9faf3283884e92834ebc9847d8edd963');
  assert.equal(localKey('md5', md5, ENGINE).toString('hex'), '526f5eed9fcce26f8964c2930787d82b');
  const sha = passwordKey('sha1', 'maplesyrup');
  assert.equal(sha.toString('hex'), '9fb5cc0381497b3793528939ff788d5d79145211');
  assert.equal(localKey('sha1', sha, ENGINE).toString('hex'), '6695febc9288e36282235fc7151f128497b38f3f');
});

test('every key has the length its cipher wants, and the two ways of stretching differ', () => {
  for (const auth of SNMP_AUTH_PROTOCOLS) {
    const key = passwordKey(auth, 'privpass99');
    for (const priv of SNMP_PRIV_PROTOCOLS)
      assert.equal(privacyKey(auth, priv, key, ENGINE).length, priv.startsWith('aes256') ? 32 : 16);
  }
  const key = passwordKey('sha1', 'privpass99');
  assert.notDeepEqual(
    privacyKey('sha1', 'aes256-blumenthal', key, ENGINE),
    privacyKey('sha1', 'aes256-reeder', key, ENGINE),
  );
});

test('what is encrypted is another text and comes back whole', () => {
  const plain = Buffer.from('twenty-one characters');
  for (const protocol of SNMP_PRIV_PROTOCOLS) {
    const key = privacyKey('sha256', protocol, passwordKey('sha256', 'privpass99'), ENGINE);
    const salted = { protocol, key, boots: 1, time: 2, salt: Buffer.from('0102030405060708', 'hex') };
    const secret = encrypt(salted, plain);
    assert.ok(!secret.includes('twenty'));
    assert.deepEqual(decrypt(salted, secret)?.subarray(0, plain.length), plain);
    assert.equal(decrypt({ ...salted, salt: Buffer.alloc(7) }, secret), undefined);
  }
});

test('octets that cannot come from DES are told apart without trying', () => {
  const salted = {
    protocol: 'des',
    key: Buffer.alloc(16, 1),
    boots: 1,
    time: 2,
    salt: Buffer.alloc(8),
  } as const;
  assert.equal(decrypt(salted, Buffer.alloc(7)), undefined);
});

test('a runtime without an algorithm says which, and what to use instead', () => {
  const access = {
    auth: { protocol: 'md5', key: 'authpass99' },
    priv: { protocol: 'des', key: 'privpass99' },
  } as const;
  const all = { hashes: ['md5', 'sha256'], ciphers: ['des-ede3-cbc', 'aes-128-cfb'] };
  assert.equal(missingAlgorithm(access, all), undefined);
  assert.equal(missingAlgorithm({}, all), undefined);
  assert.match(missingAlgorithm(access, { ...all, ciphers: ['aes-128-cfb'] }) ?? '', /no DES.*AES-128/);
  assert.match(missingAlgorithm(access, { ...all, hashes: ['sha256'] }) ?? '', /no MD5.*SHA-256/);
});

test('an access that cannot be used is told of without its secrets', () => {
  const good: SnmpAccess = { version: '3', user: 'ro', auth: { protocol: 'sha256', key: 'authpass99' } };
  assert.equal(accessTrouble(good), undefined);
  assert.equal(accessTrouble({ version: '2c', community: 'public' }), undefined);
  const bad: readonly SnmpAccess[] = [
    { ...good, auth: { protocol: 'sha256', key: 'short7!' } },
    { version: '3', user: 'ro', priv: { protocol: 'aes128', key: 'privpass99' } },
    { version: '1', community: '' },
    { version: '2c', community: 'x'.repeat(65) },
  ];
  for (const access of bad) {
    const trouble = accessTrouble(access);
    assert.equal(trouble?.code, 'snmp-access');
    assert.doesNotMatch(JSON.stringify(trouble), /short7|privpass99|xxx/);
  }
});

test('an access is described without community, user or keys', () => {
  const access: SnmpAccess = {
    version: '3',
    user: 'secretuser',
    auth: { protocol: 'sha512', key: 'authpass99' },
    priv: { protocol: 'aes256-reeder', key: 'privpass99' },
  };
  assert.equal(describeAccess(access), 'SNMP v3, SHA-512, AES-256 (Reeder)');
  assert.equal(describeAccess({ version: '3', user: 'x' }), 'SNMP v3, no authentication, no privacy');
  assert.equal(describeAccess({ version: '2c', community: 'secret' }), 'SNMP v2c');
});
