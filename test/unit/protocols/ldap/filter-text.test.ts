import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { escapeFilter, FilterProblem, parseFilter } from '@platen/edge-server/protocols/ldap/filter-text';
import fc from 'fast-check';
import { BerWriter, EqualityFilter, type Filter } from 'ldapts';

const bytesOf = (filter: Filter): string => {
  const writer = new BerWriter();
  filter.write(writer);
  return writer.buffer.toString('hex');
};

describe('a value in a filter', () => {
  it('stays one value, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (value) => {
        const filter = parseFilter(`(&(objectClass=person)(uid=${escapeFilter(value)}))`);
        const octets = new EqualityFilter({ attribute: 'uid', value: Buffer.from(value) });
        assert.ok(bytesOf(filter).endsWith(bytesOf(octets)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('stays what it is as octets', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (octets) => {
        const filter = parseFilter(`(objectGUID=${escapeFilter(octets)})`);
        const value = Buffer.from(octets);
        assert.equal(bytesOf(filter), bytesOf(new EqualityFilter({ attribute: 'objectGUID', value })));
      }),
    );
  });

  it('holds nothing that a filter means something by', () => {
    assert.equal(escapeFilter('a*)(uid=*'), 'a\\2a\\29\\28uid=\\2a');
    assert.equal(escapeFilter('\\\0'), '\\5c\\00');
    assert.equal(escapeFilter('Jörg'), 'J\\c3\\b6rg');
  });
});

describe('a filter', () => {
  it('is read in all its forms', () => {
    for (const text of [
      '(uid=anna)',
      '(&(objectClass=user)(!(mail=*.invalid))(|(ou=a)(ou=b)))',
      '( & (a=b) (c=d) )',
      '(cn=A*b*c)',
      '(age>=5)',
      '(age<=5)',
      '(cn~=anna)',
      '(mail=*)',
      '(userAccountControl:1.2.840.113556.1.4.803:=2)',
      '(ou:dn:=people)',
      '(cn;lang-de=x)',
      '(2.5.4.3=x)',
      '(cn=)',
      '(&)',
    ])
      assert.ok(parseFilter(text), text);
  });

  it('knows an escaped octet for an octet and not for a character', () => {
    assert.equal(bytesOf(parseFilter('(cn=\\c3\\a4)')), bytesOf(parseFilter('(cn=ä)')));
  });

  it('that is none is told with its place', () => {
    for (const text of [
      ...[
        '',
        'uid=anna',
        '(uid=anna',
        '(uid=anna))',
        '((uid=anna))',
        '(uid)',
        '(=x)',
        '(u id=x)',
        '(uid=\\zz)',
      ],
      ...['(uid=a)(uid=b)', '(!)', '(&(a=b)', '(:=x)', `${'(!'.repeat(50)}(a=b)${')'.repeat(50)}`],
    ])
      assert.throws(() => parseFilter(text), FilterProblem, text);
    assert.throws(() => parseFilter('(uid=anna'), /at character/);
  });

  it('never hangs or ends otherwise, whatever it is', () => {
    const unit = fc.constantFrom('(', ')', '&', '|', '!', '=', '*', '\\', 'a', '2', ':', '<', ' ');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 80 }), (text) => {
        try {
          bytesOf(parseFilter(text));
        } catch (cause) {
          assert.ok(cause instanceof FilterProblem);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
