// Directories that stand in for another one (threats T36 to T39): what they learn.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openDirectories } from '@platen/edge-server/open-directories';
import { makeDirectoryWire } from '@platen/edge-server/people/directory-wire';
import { runProgram } from '@platen/edge-server/platform/run-program';
import type { DirectorySettings } from '@platen/shared/directory';
import { type FakeLdap, type FakeLdapOptions, result, startFakeLdap } from '../servers/fake-ldap.ts';
import { testDeps } from '../support/deps.ts';
import { directorySettings, directorySite } from '../support/directory-site.ts';
import { endedCertificate } from '../support/ended-certificate.ts';
import { makeCertificate } from '../unit/protocols/ipp/test-certificate.ts';

const SECRET = 'the-secret-of-the-account';
const signal = (): AbortSignal => AbortSignal.timeout(30_000);
const started: FakeLdap[] = [];
const start = async (options?: FakeLdapOptions): Promise<FakeLdap> => {
  const fake = await startFakeLdap(options);
  started.push(fake);
  return fake;
};
after(async () => {
  for (const fake of started) await fake.stop();
});

const at = (fake: FakeLdap, more: Partial<DirectorySettings> = {}): DirectorySettings =>
  directorySettings({ port: fake.port, bases: ['dc=example,dc=test'], ...more });

describe('a password', () => {
  it('goes to nobody whose certificate is ended, made out to another host, made by nobody known, or not the pinned one', async () => {
    const good = await makeCertificate('127.0.0.1');
    const other = await makeCertificate('127.0.0.9');
    const ended = await endedCertificate('127.0.0.1');
    const site = await directorySite();
    try {
      for (const from of ['start', 'starttls'] as const) {
        const security = from === 'start' ? 'ldaps' : 'starttls';
        for (const [shown, trust] of [
          [good, {}],
          [other, { authority: other.cert }],
          [ended, { authority: ended.cert }],
          [good, { authority: good.cert, tlsPin: 'ab'.repeat(32) }],
        ] as const) {
          const fake = await start({ tls: { cert: shown.cert, key: shown.key, from } });
          const settings = at(fake, { security, ...trust });
          const { id } = await site.directories.add(
            { name: `n${fake.port}`, settings, secret: SECRET },
            'admin:test',
          );
          const tested = await site.directories.test(id, signal());
          assert.equal(tested.ok, false);
          const { problem } = await site.directories.importNow(id, 'admin:test');
          assert.match(problem ?? '', /could not prove who it is/);
          const found = await site.signIn.check({ user: 'anna', password: 'anna-secret' }, signal());
          assert.equal(found.kind, 'unavailable');
          assert.equal(fake.told().includes(SECRET), false);
          assert.equal(fake.told().includes('anna-secret'), false);
          assert.equal(fake.told().includes('anna'), false);
          await site.directories.remove(id, 'admin:test');
        }
      }
    } finally {
      await site.close();
    }
  });

  it('does not leave when StartTLS is refused, ignored, or followed by words in the clear', async () => {
    const { cert, key } = await makeCertificate('127.0.0.1');
    const site = await directorySite({ timeouts: { connectMs: 2_000, answerMs: 500 } });
    try {
      for (const options of [
        { startTls: { code: 2 } },
        { startTls: { code: 52 } },
        { tls: { cert, key, from: 'starttls' as const }, startTls: { code: 0, inject: result(2, 0x61, 0) } },
        { startTls: { code: 0 } },
      ]) {
        const fake = await start(options);
        const settings = at(fake, { security: 'starttls', authority: cert });
        const tested = await site.directories.test({ settings, secret: SECRET }, signal());
        assert.equal(tested.ok, false);
        assert.equal(fake.told().includes(SECRET), false);
        // Nothing but the request for StartTLS, and what a handshake begins with.
        assert.equal(fake.told().includes('dc=example'), false);
      }
    } finally {
      await site.close();
    }
  });

  it('is not sent without encryption, whatever the settings say', async () => {
    const fake = await start();
    const wire = makeDirectoryWire({
      run: runProgram,
      addressesOf: async () => ({ ok: true, addresses: ['127.0.0.1'] }),
    });
    await assert.rejects(wire.open(at(fake, { security: 'none' }), SECRET, signal()), {
      trouble: 'insecure',
    });
    assert.equal(fake.told().length, 0);
  });

  it('that is empty, blank or holds a NUL is wrong before any socket is opened', async () => {
    const { cert, key } = await makeCertificate('127.0.0.1');
    const fake = await start({ tls: { cert, key, from: 'start' } });
    const site = await directorySite();
    try {
      await site.directories.add(
        { name: 'd', settings: at(fake, { authority: cert }), secret: SECRET },
        'admin:test',
      );
      for (const password of ['', ' ', '\t \n', '\0', 'right\0', '\0right', '\u00a0'])
        assert.deepEqual(await site.signIn.check({ user: 'anna', password }, signal()), { kind: 'wrong' });
      for (const user of ['', '  ', 'a\0b', 'a\nb', 'x'.repeat(300)])
        assert.deepEqual(await site.signIn.check({ user, password: 'right' }, signal()), { kind: 'wrong' });
      assert.equal(fake.connections(), 0);
    } finally {
      await site.close();
    }
  });

  it('of the account is forgotten when server, port, protection or account change, and a rogue server learns nothing', async () => {
    const { cert, key } = await makeCertificate('127.0.0.1');
    const good = await start({ tls: { cert, key, from: 'start' } });
    const rogue = await start({ tls: { cert, key, from: 'start' } });
    const site = await directorySite();
    try {
      const settings = at(good, { authority: cert });
      for (const more of [
        { port: rogue.port },
        { host: 'localhost' },
        { security: 'starttls' as const },
        { bindName: 'cn=other,dc=example,dc=test' },
      ]) {
        const { id } = await site.directories.add({ name: 'd', settings, secret: SECRET }, 'admin:test');
        const kept = await site.directories.change(
          id,
          { settings: { ...settings, filter: '(uid=*)' } },
          'admin:test',
        );
        assert.notEqual(kept.secretSealed, null);
        // Neither a test of other settings nor the change itself shows the stored one.
        await site.directories.test({ id, settings: { ...settings, ...more } }, signal());
        const changed = await site.directories.change(
          id,
          { settings: { ...settings, ...more } },
          'admin:test',
        );
        assert.equal(changed.secretSealed, null);
        const back = await site.directories.change(id, { settings }, 'admin:test');
        assert.equal(back.secretSealed, null);
        await site.directories.importNow(id, 'admin:test');
        await site.directories.remove(id, 'admin:test');
      }
      assert.equal(rogue.told().includes(SECRET), false);
      assert.equal(site.deps.logged.join('\n').includes(SECRET), false);
    } finally {
      await site.close();
    }
  });
});

describe('the address of a directory', () => {
  it('may be none inside this server, of a link, of a metadata service, or in disguise', async () => {
    const deps = await testDeps();
    const fake = await start();
    const opened = openDirectories(
      { deps, holder: 'this' },
      {
        sessions: { endOfUsers: async () => undefined } as never,
        allowLoopback: false,
        ownPorts: () => [],
      },
    );
    try {
      for (const host of [
        ...['127.0.0.1', 'localhost', '::1', '::ffff:127.0.0.1', '0.0.0.0', '127.1', '0x7f.1', '2130706433'],
        ...[
          '169.254.169.254',
          'fd00:ec2::254',
          '100.100.100.200',
          'fe80::1',
          '2002:7f00:1::',
          '64:ff9b::7f00:1',
        ],
      ]) {
        const looked = await opened.directories.look({ host, port: fake.port, security: 'none' }, signal());
        assert.equal(looked.ok, false, host);
      }
      assert.equal(fake.connections(), 0);
    } finally {
      await opened.runs.stop();
      await deps.close();
    }
  });

  it('is resolved once: the socket goes to what was checked', async () => {
    const fake = await start();
    let asked = 0;
    const wire = makeDirectoryWire({
      run: runProgram,
      addressesOf: async () => {
        asked++;
        return { ok: true, addresses: ['127.0.0.1'] };
      },
    });
    // A name that no resolver knows: were it looked up again, nothing would be reached.
    const settings = at(fake, {
      host: 'directory.invalid',
      security: 'none',
      bind: 'anonymous',
      signIn: false,
    });
    const session = await wire.open(settings, undefined, signal());
    await session.close();
    assert.equal(asked, 1);
    assert.equal(fake.connections(), 1);
  });
});
