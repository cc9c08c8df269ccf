// Directories against a real Active Directory domain (Samba): LDAPS, StartTLS, Kerberos, what it refuses, and what people of it are.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { runProgram } from '@platen/edge-server/platform/run-program';
import type { DirectorySettings } from '@platen/shared/directory';
import { needsRoot, SAMBA_NEEDS, type SambaDc, startSambaDc } from '../servers/samba-dc.ts';
import { personLdif, SLAPD_NEEDS, type Slapd, startSlapd, unitLdif } from '../servers/slapd.ts';
import { type DirectorySite, directorySettings, directorySite } from '../support/directory-site.ts';
import { skipUnless } from '../support/skip-unless.ts';

const PASSWORD = 'Pa55-word!';
const signal = (): AbortSignal => AbortSignal.timeout(60_000);

describe('a directory on Active Directory', {
  skip: skipUnless(...SAMBA_NEEDS, ...SLAPD_NEEDS) || needsRoot(),
}, () => {
  let dc: SambaDc;
  let slapd: Slapd;
  let site: DirectorySite;
  const settings = (more: Partial<DirectorySettings> = {}): DirectorySettings =>
    directorySettings({
      ...{ host: dc.address, port: 636, security: 'ldaps', authority: dc.authority },
      ...{ kind: 'active-directory', bindName: dc.adminName, bases: [`OU=Staff,${dc.base}`] },
      ...{ domain: dc.domain, shortDomain: dc.shortDomain },
      fields: { username: 'sAMAccountName', email: 'mail', name: 'displayName', key: 'objectGUID' },
      ...more,
    });
  const kerberos = (more: Partial<DirectorySettings> = {}): DirectorySettings =>
    settings({
      ...{ host: dc.hostName, port: 389, security: 'none', bind: 'gssapi', bindName: 'Administrator' },
      ...more,
    });
  const add = (name: string, given: DirectorySettings, secret = dc.adminPassword) =>
    site.directories.add({ name, settings: given, secret }, 'admin:test');
  const removeAll = async (): Promise<void> => {
    for (const { id } of await site.directories.list()) await site.directories.remove(id, 'admin:test');
    await site.deps.db.write(async (tx) => void (await tx.q.delete(tx.t.users)));
  };
  const stepsOf = async (given: DirectorySettings, secret = dc.adminPassword) =>
    (await site.directories.test({ settings: given, secret }, signal())).steps;

  before(async () => {
    [dc, slapd] = await Promise.all([
      startSambaDc(),
      startSlapd({
        ldif: `${unitLdif('people')}\n${personLdif({ uid: 'dora', name: 'Dora', mail: 'dora@other.test', password: 'dora pass' })}`,
      }),
    ]);
    await dc.tool('ou', 'create', 'OU=Staff');
    const create = (user: string, ...more: string[]) =>
      dc.tool('user', 'create', user, PASSWORD, '--userou=OU=Staff', ...more);
    await create('anna', '--mail-address=anna@example.test', '--given-name=Anna', '--surname=Ärmel');
    await create('bea', '--mail-address=bea@example.test', '--given-name=Bea', '--surname=Berg');
    await create('carl', '--mail-address=carl@example.test', '--given-name=Carl', '--surname=Dorn');
    await dc.tool('user', 'disable', 'carl');
    site = await directorySite({ run: dc.run, hosts: { [dc.hostName]: dc.address } });
    // Its clock is compared with the domain controller's.
    site.deps.pass(Date.now() - site.deps.clock.now());
  });
  after(async () => {
    await site?.close();
    await Promise.all([dc?.stop(), slapd?.stop()]);
  });

  it('says what it is to anybody', async () => {
    const looked = await site.directories.look({ host: dc.address }, signal());
    assert.equal(looked.proposal.kind, 'active-directory');
    assert.equal(looked.proposal.domain, dc.domain);
    assert.equal(looked.proposal.security, 'ldaps');
  });

  it('is tried over LDAPS, StartTLS and Kerberos', async () => {
    for (const given of [settings(), settings({ port: 389, security: 'starttls' }), kerberos()]) {
      const steps = await stepsOf(given);
      assert.deepEqual(
        steps.filter(({ ok }) => !ok),
        [],
        given.bind,
      );
      assert.equal(steps.at(-1)?.what, 'Search');
      assert.equal(
        steps.some(({ what }) => what === 'Clock'),
        given.bind === 'gssapi',
      );
    }
  });

  it('is refused with a password and no encryption, before anything is sent', async () => {
    await assert.rejects(add('Plain', settings({ port: 389, security: 'none' })), { code: 'bad-setting' });
    await assert.rejects(add('Both', kerberos({ port: 636, security: 'ldaps' })), { code: 'bad-setting' });
  });

  it('names what is wrong with Kerberos: password, account, realm, service', async () => {
    const failing = async (given: DirectorySettings, secret = dc.adminPassword) =>
      (await stepsOf(given, secret)).find(({ ok }) => !ok)?.detail ?? '';
    assert.match(await failing(kerberos(), 'wrong'), /name or password is wrong/);
    assert.match(await failing(kerberos({ bindName: 'nobody' })), /does not know this account/);
    assert.match(await failing(kerberos({ bindName: 'carl' }), PASSWORD), /switched off or locked/);
    assert.match(await failing(kerberos({ domain: 'other.test' })), /does not know this account|realm/);
    const bare = await directorySite({
      run: (ask) => runProgram({ ...ask, program: `${ask.program}-is-not-here` }),
      hosts: { [dc.hostName]: dc.address },
    });
    try {
      const { steps } = await bare.directories.test(
        { settings: kerberos(), secret: dc.adminPassword },
        signal(),
      );
      assert.match(steps.find(({ what }) => what === 'Sign in')?.detail ?? '', /kinit is not installed/);
    } finally {
      await bare.close();
    }
  });

  for (const way of ['LDAPS', 'Kerberos'] as const) {
    it(`imports over ${way}, and switches off who is disabled there`, async () => {
      const { id } = await add('AD', way === 'LDAPS' ? settings() : kerberos());
      const first = await site.directories.importNow(id, 'admin:test');
      assert.equal(first.problem, undefined);
      assert.deepEqual([first.counts.added, first.counts.skipped], [2, 1]);
      const anna = (await site.people()).get('anna');
      assert.equal(anna?.name, 'Anna Ärmel');
      assert.match(anna?.directoryKey ?? '', /^[0-9a-f]{32}$/);
      await dc.tool('user', 'disable', 'bea');
      try {
        const second = await site.directories.importNow(id, 'admin:test');
        assert.equal(second.counts.disabled, 1);
        const bea = (await site.people()).get('bea');
        assert.equal(bea?.disabledBy, 'directory');
        assert.deepEqual(await site.signIn.check({ user: 'bea', password: PASSWORD }, signal()), {
          kind: 'wrong',
        });
      } finally {
        await dc.tool('user', 'enable', 'bea');
      }
      const third = await site.directories.importNow(id, 'admin:test');
      assert.equal(third.counts.enabled, 1);
      assert.equal((await site.people()).get('bea')?.disabledAt, null);
      await removeAll();
    });

    it(`signs people in over ${way}`, async () => {
      await add('AD', way === 'LDAPS' ? settings() : kerberos());
      const check = (user: string, password: string) => site.signIn.check({ user, password }, signal());
      const ok = await check('anna', PASSWORD);
      assert.equal(ok.kind, 'ok', JSON.stringify(ok));
      for (const user of ['ADEX\\anna', `anna@${dc.domain}`, 'anna@example.test'])
        assert.deepEqual(await check(user, PASSWORD), ok, user);
      assert.deepEqual(await check('anna', 'wrong'), { kind: 'wrong' });
      assert.deepEqual(await check('anna', ''), { kind: 'wrong' });
      assert.deepEqual(await check('carl', PASSWORD), { kind: 'wrong' });
      assert.deepEqual(await check('nobody', PASSWORD), { kind: 'wrong' });
      await removeAll();
    });
  }

  it('takes Kerberos for the search and StartTLS for passwords of people', async () => {
    // One host name for both: the certificate names the address only, so it is pinned.
    const looked = await site.directories.look(
      { host: dc.address, port: 389, security: 'starttls' },
      signal(),
    );
    const { authority: _, ...rest } = kerberos({ security: 'starttls' });
    await add('AD', { ...rest, tlsPin: looked.certificate?.fingerprint ?? '' });
    assert.equal((await site.signIn.check({ user: 'anna', password: PASSWORD }, signal())).kind, 'ok');
    assert.deepEqual(await site.signIn.check({ user: 'anna', password: 'wrong' }, signal()), {
      kind: 'wrong',
    });
    await removeAll();
  });

  it('asks several domains in their order, each for its own', async () => {
    await add('AD', settings());
    await site.directories.add(
      {
        name: 'LDAP',
        settings: directorySettings({
          port: slapd.tlsPort,
          authority: slapd.authority,
          shortDomain: 'OTHER',
        }),
        secret: slapd.rootPassword,
      },
      'admin:test',
    );
    const check = (user: string, password: string) => site.signIn.check({ user, password }, signal());
    assert.equal((await check('dora', 'dora pass')).kind, 'ok');
    assert.equal((await check('OTHER\\dora', 'dora pass')).kind, 'ok');
    assert.equal((await check('anna', PASSWORD)).kind, 'ok');
    assert.equal((await check('ADEX\\dora', 'dora pass')).kind, 'wrong');
    assert.equal((await check('OTHER\\anna', PASSWORD)).kind, 'wrong');
    await removeAll();
  });

  it('finds administrators in groups of groups', async () => {
    await dc.tool('group', 'add', 'print-admins');
    await dc.tool('group', 'add', 'it-people');
    await dc.tool('group', 'addmembers', 'print-admins', 'it-people');
    await dc.tool('group', 'addmembers', 'it-people', 'anna');
    const dn = `CN=print-admins,CN=Users,${dc.base}`;
    for (const given of [settings(), kerberos()]) {
      const { id } = await add('AD', { ...given, adminGroups: [{ dn, role: 'operator' }] });
      await site.directories.importNow(id, 'admin:test');
      const people = await site.people();
      const [anna, bea] = [people.get('anna'), people.get('bea')];
      assert.ok(anna && bea);
      assert.equal(await site.adminRole(anna, signal()), 'operator');
      assert.equal(await site.adminRole(bea, signal()), undefined);
      await removeAll();
    }
  });

  it('says how far apart the clocks are before Kerberos does', async () => {
    site.deps.pass(11 * 60_000);
    const clock = (await stepsOf(kerberos())).find(({ what }) => what === 'Clock');
    assert.equal(clock?.ok, false);
    assert.match(clock?.detail ?? '', /11 minutes before/);
  });
});
