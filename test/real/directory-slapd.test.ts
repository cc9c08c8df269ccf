// Directories against a real OpenLDAP: ways to connect, import, signing in, looking up senders, and what goes wrong.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DirectorySettings } from '@platen/shared/directory';
import { personLdif, SLAPD_NEEDS, type Slapd, startSlapd, unitLdif } from '../servers/slapd.ts';
import { type DirectorySite, directorySettings, directorySite } from '../support/directory-site.ts';
import { skipUnless } from '../support/skip-unless.ts';

const CROWD = 1_205;
/** Groups that one person is in, besides those that matter. */
const MANY_GROUPS = 10_000;
const signal = (): AbortSignal => AbortSignal.timeout(60_000);

const GROUPS = `dn: cn=print admins,ou=groups,dc=example,dc=test
objectClass: groupOfNames
cn: print admins
member: uid=anna,ou=people,dc=example,dc=test

dn: cn=desk,ou=groups,dc=example,dc=test
objectClass: posixGroup
cn: desk
gidNumber: 7
memberUid: bea
memberUid: anna
`;

function ldif(): string {
  const parts = [
    ...['people', 'groups', 'crowd', 'other'].map(unitLdif),
    personLdif({ uid: 'anna', name: 'Anna Berg', mail: 'anna@example.test', password: 'anna pass' }),
    personLdif({ uid: 'bea', name: 'Bea Ö. Klein', mail: 'Bea@Example.test', password: 'bea pass' }),
    personLdif({ uid: 'no-mail', name: 'No Mail', password: 'x y z' }),
    personLdif({ uid: 'twin', name: 'Twin', mail: 'anna@example.test', password: 'twin pass' }),
    personLdif({ uid: 'star*(uid=*)', name: 'Odd (Name)', mail: 'odd@example.test', password: 'odd pass' }),
    GROUPS,
    'dn: ou=elsewhere,dc=example,dc=test\nobjectClass: referral\nobjectClass: extensibleObject\nou: elsewhere\nref: ldap://127.0.0.1:9/dc=else,dc=test\n',
  ];
  for (let at = 0; at < CROWD; at++)
    parts.push(personLdif({ uid: `c${at}`, name: `Crowd ${at}`, mail: `c${at}@example.test`, ou: 'crowd' }));
  for (let at = 0; at < MANY_GROUPS; at++)
    parts.push(
      `dn: cn=g${at},ou=groups,dc=example,dc=test\nobjectClass: groupOfNames\ncn: g${at}\nmember: uid=anna,ou=people,dc=example,dc=test\n`,
    );
  return parts.join('\n');
}

describe('a directory on OpenLDAP', { skip: skipUnless(...SLAPD_NEEDS) }, () => {
  let slapd: Slapd;
  let site: DirectorySite;
  const settings = (more: Partial<DirectorySettings> = {}): DirectorySettings =>
    directorySettings({
      port: slapd.tlsPort,
      authority: slapd.authority,
      bases: [`ou=people,${slapd.base}`],
      ...more,
    });
  const add = (name: string, more: Partial<DirectorySettings> = {}, secret = slapd.rootPassword) =>
    site.directories.add({ name, settings: settings(more), secret }, 'admin:test');
  const removeAll = async (): Promise<void> => {
    for (const { id } of await site.directories.list()) await site.directories.remove(id, 'admin:test');
    await site.deps.db.write(async (tx) => void (await tx.q.delete(tx.t.users)));
  };

  before(async () => {
    slapd = await startSlapd({ ldif: ldif() });
    site = await directorySite();
  });
  after(async () => {
    await site?.close();
    await slapd?.stop();
  });

  it('is tried step by step over LDAPS and StartTLS', async () => {
    for (const more of [{}, { port: slapd.port, security: 'starttls' as const }]) {
      const tested = await site.directories.test(
        { settings: settings(more), secret: slapd.rootPassword },
        signal(),
      );
      assert.deepEqual(
        tested.steps.map(({ what, ok }) => `${what} ${ok}`),
        ['Reach true', 'Encrypt true', 'Sign in true', 'Containers true', 'Search true'],
      );
      assert.equal(tested.certificate?.trusted, true);
      assert.ok(tested.samples.some(({ username }) => username === 'anna'));
    }
  });

  it('is known by its pinned certificate, and refused with another one', async () => {
    const { authority: _, ...rest } = settings({ tlsPin: slapd.fingerprint });
    const good = await site.directories.test({ settings: rest, secret: slapd.rootPassword }, signal());
    assert.equal(good.ok, true);
    const bad = await site.directories.test(
      { settings: { ...rest, tlsPin: 'ab'.repeat(32) }, secret: slapd.rootPassword },
      signal(),
    );
    assert.deepEqual(bad.steps.at(-1)?.what, 'Encrypt');
    assert.equal(bad.ok, false);
  });

  it('says what it is to anybody, with settings to begin with', async () => {
    const looked = await site.directories.look(
      { host: slapd.host, port: slapd.tlsPort, security: 'ldaps' },
      signal(),
    );
    assert.equal(looked.ok, true);
    assert.equal(looked.proposal.kind, 'openldap');
    assert.deepEqual(looked.proposal.bases, [slapd.base]);
    assert.equal(looked.proposal.domain, 'example.test');
    assert.equal(looked.certificate?.trusted, false);
    const pin = looked.certificate?.fingerprint.replaceAll(':', '').toLowerCase();
    assert.equal(pin, slapd.fingerprint);
  });

  it('names the step that fails: wrong password, wrong container, nobody found, no address', async () => {
    const failing = async (more: Partial<DirectorySettings>, secret = slapd.rootPassword) => {
      const { steps } = await site.directories.test({ settings: settings(more), secret }, signal());
      return steps.find(({ ok }) => !ok);
    };
    assert.equal((await failing({}, 'wrong'))?.what, 'Sign in');
    assert.match((await failing({ bases: ['ou=nowhere,dc=example,dc=test'] }))?.detail ?? '', /nowhere/);
    assert.match((await failing({ filter: '(uid=nobody)' }))?.detail ?? '', /Nobody was found/);
    const fields = { ...settings().fields, email: 'telephoneNumber' };
    assert.match((await failing({ fields }))?.detail ?? '', /telephoneNumber/);
    assert.equal(
      (await failing({ adminGroups: [{ dn: 'cn=x,dc=example,dc=test', role: 'auditor' }] }))?.what,
      'Administrators',
    );
  });

  it('imports people once, and tells what it left out', async () => {
    const { id } = await add('Main');
    const preview = await site.directories.preview(id, signal());
    assert.equal(preview.counts.added, 3);
    assert.equal(preview.counts.skipped, 2);
    assert.equal(preview.samples.filter(({ what }) => what === 'skipped').length, 2);
    assert.deepEqual(
      preview.samples.find(({ who }) => who === 'bea@example.test'),
      { what: 'added', who: 'bea@example.test', detail: 'Bea Ö. Klein' },
    );
    assert.equal((await site.people()).size, 0);
    const first = await site.directories.importNow(id, 'admin:test');
    assert.equal(first.problem, undefined);
    assert.deepEqual(first.counts, { ...preview.counts, seen: 5 });
    const anna = (await site.people()).get('anna');
    assert.equal(anna?.name, 'Anna Berg');
    assert.equal(anna?.source, 'directory');
    assert.match(await site.users.ownCode(anna?.id ?? ''), /^\d{8,}$/);
    assert.equal((await site.people()).get('bea')?.email, 'bea@example.test');
    const again = await site.directories.importNow(id, 'admin:test');
    assert.equal(again.counts.unchanged, 3);
    assert.equal(again.counts.added, 0);
    assert.equal(again.counts.disabled, 0);
    await removeAll();
  });

  it('reads all pages of a container with more people than a page', async () => {
    const { id } = await add('Crowd', { bases: [`ou=crowd,${slapd.base}`] });
    const { counts, problem } = await site.directories.importNow(id, 'admin:test');
    assert.equal(problem, undefined);
    assert.equal(counts.added, CROWD);
    const codes = new Set([...(await site.people()).values()].map(({ codeHash }) => codeHash));
    assert.equal(codes.size, CROWD);
    await removeAll();
  });

  it('follows people who are renamed and moved, by what never changes', async () => {
    const { id } = await add('Main', { bases: [`ou=people,${slapd.base}`, `ou=other,${slapd.base}`] });
    await site.directories.importNow(id, 'admin:test');
    const before = (await site.people()).get('bea');
    await slapd.modify(
      `dn: uid=bea,ou=people,${slapd.base}\nchangetype: moddn\nnewrdn: uid=beate\ndeleteoldrdn: 1\nnewsuperior: ou=other,${slapd.base}\n\n` +
        `dn: uid=beate,ou=other,${slapd.base}\nchangetype: modify\nreplace: mail\nmail: beate@example.test\n`,
    );
    const { counts } = await site.directories.importNow(id, 'admin:test');
    assert.equal(counts.changed, 1);
    assert.equal(counts.disabled, 0);
    const moved = (await site.people()).get('beate');
    assert.equal(moved?.id, before?.id);
    assert.equal(moved?.email, 'beate@example.test');
    await slapd.modify(
      `dn: uid=beate,ou=other,${slapd.base}\nchangetype: moddn\nnewrdn: uid=bea\ndeleteoldrdn: 1\nnewsuperior: ou=people,${slapd.base}\n\n` +
        `dn: uid=bea,ou=people,${slapd.base}\nchangetype: modify\nreplace: mail\nmail: bea@example.test\n`,
    );
    await removeAll();
  });

  it('counts references to other servers, and follows none', async () => {
    const tested = await site.directories.test(
      { settings: settings({ bases: [slapd.base] }), secret: slapd.rootPassword },
      signal(),
    );
    assert.equal(tested.ok, true);
    assert.match(tested.steps.at(-1)?.detail ?? '', /refers to other servers/);
    const away = await add('Referred', { bases: [`ou=elsewhere,${slapd.base}`] });
    const { problem } = await site.directories.importNow(away.id, 'admin:test');
    assert.match(problem ?? '', /shows nobody/);
    await removeAll();
  });

  it('signs people in by user name and by address, and nobody else', async () => {
    await add('Main', { domain: 'corp.example.test', shortDomain: 'CORP' });
    const check = (user: string, password: string) => site.signIn.check({ user, password }, signal());
    const ok = await check('anna', 'anna pass');
    assert.equal(ok.kind, 'ok');
    for (const user of ['ANNA', 'CORP\\anna', 'anna@corp.example.test'])
      assert.deepEqual(await check(user, 'anna pass'), ok, user);
    const bea = await check('bea@example.test', 'bea pass');
    assert.equal(bea.kind, 'ok');
    for (const [user, password] of [
      ['anna', 'bea pass'],
      ['anna', ''],
      ['anna', '   '],
      ['anna', 'anna pass\0'],
      ['nobody', 'anna pass'],
      ['*', 'anna pass'],
      ['anna)(uid=*', 'anna pass'],
      ['a*', 'anna pass'],
      ['OTHER\\anna', 'anna pass'],
      ['', 'anna pass'],
    ] as const)
      assert.deepEqual(await check(user, password), { kind: 'wrong' }, `${user} ${password}`);
    // A name that is made of everything a filter means something by is a name like any other.
    assert.equal((await check('star*(uid=*)', 'odd pass')).kind, 'ok');
    assert.equal((await check('no-mail', 'x y z')).kind, 'unavailable');
    // Their address is anna's, who has it already.
    assert.equal((await check('twin', 'twin pass')).kind, 'unavailable');
    assert.equal((await site.people()).size, 3);
    await removeAll();
  });

  it('asks several directories in their order', async () => {
    const first = await add('First', { bases: [`ou=crowd,${slapd.base}`] });
    const second = await add('Second');
    const found = await site.signIn.check({ user: 'anna', password: 'anna pass' }, signal());
    assert.equal(found.kind, 'ok');
    assert.equal((await site.people()).get('anna')?.directoryId, second.id);
    const ordered = await site.directories.order([second.id, first.id], 'admin:test');
    assert.deepEqual(
      ordered.map(({ id }) => id),
      [second.id, first.id],
    );
    assert.equal(await site.signIn.any(), true);
    await removeAll();
    assert.equal(await site.signIn.any(), false);
  });

  it('knows an unknown sender, and makes the account when the message is accepted', async () => {
    await add('Main');
    const found = await site.lookup.lookup('bea@example.test', signal());
    assert.deepEqual(found, { email: 'bea@example.test', name: 'Bea Ö. Klein', off: false });
    assert.equal(await site.lookup.lookup('stranger@example.test', signal()), undefined);
    assert.equal(await site.lookup.lookup('*@example.test', signal()), undefined);
    const id = await site.deps.db.write((tx) => site.lookup.takeFound(tx, 'bea@example.test'));
    assert.equal((await site.people()).get('bea')?.id, id);
    await removeAll();
  });

  it('names administrators by their groups, in however many others they are', async () => {
    const groups = [
      { dn: `cn=desk,ou=groups,${slapd.base}`, role: 'helpdesk' as const },
      { dn: `cn=print admins,ou=groups,${slapd.base}`, role: 'administrator' as const },
      { dn: `cn=gone,ou=groups,${slapd.base}`, role: 'operator' as const },
    ];
    const { id } = await add('Main', { adminGroups: groups });
    await site.directories.importNow(id, 'admin:test');
    const people = await site.people();
    const roleOf = async (name: string) => {
      const user = people.get(name);
      assert.ok(user);
      return site.adminRole(user, signal());
    };
    assert.equal(await roleOf('anna'), 'administrator');
    assert.equal(await roleOf('bea'), 'helpdesk');
    assert.equal(await roleOf('star*(uid=*)'), undefined);
    const anna = people.get('anna');
    assert.ok(anna);
    assert.equal(await site.adminRole({ ...anna, disabledAt: 1 }, signal()), undefined);
    await removeAll();
  });

  it('says that a directory which hangs is away, and goes on when it is back', async () => {
    const patient = await directorySite({ timeouts: { connectMs: 2_000, answerMs: 300 } });
    try {
      const { id } = await patient.directories.add(
        { name: 'Main', settings: settings(), secret: slapd.rootPassword },
        'admin:test',
      );
      slapd.freeze();
      const away = await patient.signIn.check({ user: 'anna', password: 'anna pass' }, signal());
      assert.equal(away.kind, 'unavailable');
      await assert.rejects(patient.lookup.lookup('anna@example.test', signal()), {
        code: 'directory-no-answer',
      });
      const { problem } = await patient.directories.importNow(id, 'admin:test');
      assert.match(problem ?? '', /does not answer/);
      assert.ok((await patient.directories.find(id)).state?.down !== undefined);
      slapd.thaw();
      assert.equal(
        (await patient.signIn.check({ user: 'anna', password: 'anna pass' }, signal())).kind,
        'ok',
      );
      assert.equal((await patient.directories.importNow(id, 'admin:test')).problem, undefined);
      assert.equal((await patient.directories.find(id)).state?.down, undefined);
    } finally {
      slapd.thaw();
      await patient.close();
    }
  });
});
