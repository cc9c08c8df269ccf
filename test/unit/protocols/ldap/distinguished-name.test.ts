import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { baseOfDomain, escapeDnValue, parseDn } from '@platen/edge-server/protocols/ldap/distinguished-name';
import fc from 'fast-check';

describe('a distinguished name', () => {
  it('gives back every value that was escaped into it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.string({ maxLength: 20 }),
        (one, two) => {
          const parsed = parseDn(`cn=${escapeDnValue(one)},ou=${escapeDnValue(two)},dc=x`);
          assert.deepEqual(
            parsed?.map(({ value }) => value),
            [one, two, 'x'],
          );
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('is told from what is none', () => {
    for (const text of [
      'OU=Staff,DC=ad,DC=example,DC=org',
      'cn=Berg\\, Anna + uid=anna,dc=x',
      '2.5.4.3=x',
      'cn=',
    ])
      assert.ok((parseDn(text)?.length ?? 0) > 0, text);
    for (const text of [
      'Staff',
      'OU=Staff,',
      'OU=a;b',
      'example.org',
      ',dc=x',
      'cn=a\\',
      'cn="a"',
      'cn=a\\zq',
    ])
      assert.equal(parseDn(text), undefined, text);
    assert.deepEqual(parseDn(''), []);
  });

  it('is made of a DNS domain', () => {
    assert.equal(baseOfDomain('ad.example.org'), 'dc=ad,dc=example,dc=org');
    assert.equal(baseOfDomain('a,dc=b.'), 'dc=a\\,dc\\=b');
  });
});
