import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { completeDirectory, staysSecret } from '@platen/edge-server/people/directory-fields';
import { addressFilter, keyFilter, signInFilter } from '@platen/edge-server/people/directory-person';
import { nameIn } from '@platen/edge-server/people/directory-sign-in';
import { AppError } from '@platen/shared/app-error';
import type { DirectorySettings } from '@platen/shared/directory';
import { directorySettings } from '../../support/directory-site.ts';

const PEM = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';

describe('settings of a directory', () => {
  it('are completed: one spelling, and nothing that means nothing', () => {
    const done = completeDirectory(
      directorySettings({
        ...{ host: ' DC1.Example.ORG ', bases: [' ou=a,dc=x ', ' '], filter: ' (uid=*) ' },
        ...{ domain: 'AD.Example.org.', shortDomain: 'example', authority: PEM, tlsPin: ' ' },
      }),
    );
    assert.deepEqual(
      [done.host, done.bases, done.filter, done.domain, done.shortDomain],
      ['dc1.example.org', ['ou=a,dc=x'], '(uid=*)', 'ad.example.org', 'EXAMPLE'],
    );
    assert.equal('tlsPin' in done, false);
    assert.equal('bindName' in completeDirectory(directorySettings({ bind: 'anonymous' })), false);
  });

  it('that cannot work are refused with their field', () => {
    const wrong: readonly (readonly [string, Partial<DirectorySettings>])[] = [
      ['host', { host: 'dc1 -x' }],
      ['host', { host: 'ldap://dc1' }],
      ['bindName', { bindName: '' }],
      // A mechanism of SASL to some programs, and nobody to a directory.
      ['bindName', { bindName: 'EXTERNAL' }],
      ['security', { security: 'none' }],
      ['security', { bind: 'gssapi', domain: 'x.org', host: 'dc1.x.org' }],
      ['domain', { bind: 'gssapi', security: 'none', host: 'dc1.x.org' }],
      ['host', { bind: 'gssapi', security: 'none', domain: 'x.org' }],
      ['domain', { domain: 'x.org\n[realms]' }],
      ['signIn', { bind: 'anonymous', security: 'none' }],
      ['tlsPin', { tlsPin: 'abc' }],
      ['tlsPin', { bind: 'anonymous', security: 'none', signIn: false, tlsPin: 'ab'.repeat(32) }],
      ['authority', { authority: 'no certificate' }],
      ['bases', { bases: ['Staff'] }],
      ['filter', { filter: '(uid=*' }],
      ['adminGroups', { adminGroups: [{ dn: 'admins', role: 'administrator' }] }],
    ];
    for (const [field, more] of wrong)
      assert.throws(
        () => completeDirectory(directorySettings(more)),
        (cause) => cause instanceof AppError && cause.code === 'bad-setting' && cause.values['key'] === field,
        `${field} ${JSON.stringify(more)}`,
      );
  });

  it('keep the password for the same server, account and protection only', () => {
    const before = directorySettings();
    assert.equal(staysSecret(before, directorySettings({ filter: '(a=b)', authority: PEM })), true);
    for (const more of [
      { host: 'other' },
      { port: 637 },
      { security: 'starttls' as const },
      { bind: 'gssapi' as const },
      { bind: 'anonymous' as const },
      { bindName: 'cn=x' },
    ])
      assert.equal(staysSecret(before, directorySettings(more)), false, JSON.stringify(more));
    const kerberos = directorySettings({ bind: 'gssapi', domain: 'a.org' });
    assert.equal(staysSecret(kerberos, { ...kerberos, domain: 'b.org' }), false);
  });
});

describe('a name at a sign-in', () => {
  const ad = { domain: 'ad.example.org', shortDomain: 'EXAMPLE' };

  it('belongs to the directory whose domain it says, and to every one when it says none', () => {
    assert.deepEqual(nameIn(ad, 'anna'), { username: 'anna', typed: 'anna' });
    assert.deepEqual(nameIn(ad, 'example\\anna'), { username: 'anna', typed: 'anna' });
    assert.deepEqual(nameIn(ad, 'AD.EXAMPLE.ORG\\anna'), { username: 'anna', typed: 'anna' });
    assert.equal(nameIn(ad, 'OTHER\\anna'), undefined);
    assert.equal(nameIn({}, 'EXAMPLE\\anna'), undefined);
    assert.equal(nameIn(ad, 'EXAMPLE\\'), undefined);
    assert.deepEqual(nameIn(ad, 'anna@AD.example.org'), { username: 'anna', typed: 'anna@ad.example.org' });
    assert.deepEqual(nameIn(ad, 'Anna@mail.test'), { username: 'Anna@mail.test', typed: 'anna@mail.test' });
  });

  it('stays a value in every filter', () => {
    const settings = directorySettings({ kind: 'active-directory' });
    const evil = 'a)(|(uid=*';
    for (const filter of [
      signInFilter(settings, evil, `${evil}@x`),
      addressFilter(settings, evil),
      keyFilter(settings, evil),
    ])
      assert.equal(filter.includes('(uid=*'), false, filter);
  });
});
