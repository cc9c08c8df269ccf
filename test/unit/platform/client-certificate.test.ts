import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { namesOf } from '@platen/edge-server/platform/client-certificate';
import { makeTestCa } from '../../support/test-ca.ts';

test('a certificate names people by email address and user principal name, in small letters', async () => {
  const ca = await makeTestCa('People');
  const { cert } = await ca.issue({
    usage: 'client',
    names: ['laptop.example.org'],
    emails: ['Anna@Example.org', 'a.second@example.org'],
    principals: ['anna@AD.example.org'],
  });
  assert.deepEqual(namesOf(new X509Certificate(cert).subjectAltName), {
    emails: ['anna@example.org', 'a.second@example.org'],
    principals: ['anna@ad.example.org'],
  });
});

test('one that names a machine, or nothing, names nobody', async () => {
  const ca = await makeTestCa('People');
  const { cert } = await ca.issue({ usage: 'client', names: ['laptop.example.org', '10.0.0.7'] });
  const nobody = { emails: [], principals: [] };
  assert.deepEqual(namesOf(new X509Certificate(cert).subjectAltName), nobody);
  assert.deepEqual(namesOf(undefined), nobody);
});

test('a name that is built to look like two, or like another kind, is no name', async () => {
  const ca = await makeTestCa('People');
  for (const odd of [
    'mallory@example.org, email:anna@example.org',
    'email:anna@example.org',
    'anna@example.org\0.evil.example',
    '"anna@example.org"',
    'anna@boss@example.org',
    'anna',
  ]) {
    const { cert } = await ca.issue({ usage: 'client', names: [], principals: [odd] });
    const found = namesOf(new X509Certificate(cert).subjectAltName);
    assert.deepEqual(found.emails, [], odd);
    assert.ok(!found.principals.includes('anna@example.org'), `${odd}: ${found.principals.join()}`);
  }
});
