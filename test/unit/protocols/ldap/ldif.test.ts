import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LdapEntry } from '@platen/edge-server/protocols/ldap/ldap-entry';
import { readLdif } from '@platen/edge-server/protocols/ldap/ldif';
import fc from 'fast-check';

async function read(chunks: readonly string[]): Promise<{ entries: LdapEntry[]; references: number }> {
  const told = { references: 0 };
  const entries: LdapEntry[] = [];
  const feed = async function* () {
    for (const chunk of chunks) yield Buffer.from(chunk);
  };
  for await (const entry of readLdif(feed(), told)) entries.push(entry);
  return { entries, references: told.references };
}
const plain = (entries: readonly LdapEntry[]) =>
  entries.map(({ dn, values }) => ({
    dn,
    ...Object.fromEntries([...values].map(([name, all]) => [name, all.map(String)])),
  }));

const TEXT = `# extended LDIF
#
# refldap://ad.example.test/CN=Configuration
version: 1

dn: CN=Anna,DC=x
cn: Anna
mail: a@x
mail: b@x
displayName:: QW5uYSDDhA==
description: a long
  line
photo:< file:///etc/passwd

dn:: Q049w4QsREM9eA==
cn: Second
`;

describe('LDIF', () => {
  it('gives entries with all values, base64 and continued lines put right, and opens no file', async () => {
    const { entries, references } = await read([TEXT]);
    assert.equal(references, 1);
    assert.deepEqual(plain(entries), [
      {
        dn: 'CN=Anna,DC=x',
        cn: ['Anna'],
        mail: ['a@x', 'b@x'],
        displayname: ['Anna Ä'],
        description: ['a long line'],
      },
      { dn: 'CN=Ä,DC=x', cn: ['Second'] },
    ]);
  });

  it('is the same however it is cut into pieces', async () => {
    const whole = plain((await read([TEXT])).entries);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 }),
        async (sizes) => {
          const chunks: string[] = [];
          let at = 0;
          for (let turn = 0; at < TEXT.length; turn++) {
            const size = sizes[turn % sizes.length] ?? 1;
            chunks.push(TEXT.slice(at, at + size));
            at += size;
          }
          assert.deepEqual(plain((await read(chunks)).entries), whole);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('with a line or a value without an end keeps the beginning only', async () => {
    const { entries } = await read([
      'dn: CN=x\nphoto:: ',
      ...Array.from({ length: 200 }, () => 'QUJD'.repeat(500)),
      '\ncn: x\n',
    ]);
    assert.deepEqual(plain(entries), [{ dn: 'CN=x', cn: ['x'] }]);
    const many = await read([`dn: CN=x\n${'member: CN=y\n'.repeat(10_000)}`]);
    assert.equal(many.entries[0]?.values.get('member')?.length, 200);
  });

  it('that is none is refused', async () => {
    await assert.rejects(read(['Segmentation fault\n']), { name: 'LdapError' });
  });
});
