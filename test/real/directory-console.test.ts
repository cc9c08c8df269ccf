// A directory connected from the console and from the command line, against a real OpenLDAP: looked at, trusted, tried, previewed, imported, found.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AdminUser } from '@platen/shared/api/admin';
import type {
  AdminDirectories,
  AdminDirectory,
  DirectoryLooked,
  DirectoryPreview,
  DirectoryTested,
} from '@platen/shared/api/admin-directory';
import type { UserSheet } from '@platen/shared/api/admin-people';
import { personLdif, SLAPD_NEEDS, type Slapd, startSlapd, unitLdif } from '../servers/slapd.ts';
import { operatorCall } from '../support/operator.ts';
import { type RunningServer, runServer } from '../support/running-server.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { waitUntil } from '../support/wait-until.ts';
import { runPlaten } from '../unit/cli/run-platen.ts';

const LDIF = [
  unitLdif('people'),
  personLdif({ uid: 'anna', name: 'Anna <b>Berg</b>', mail: 'anna@example.test', password: 'anna pass' }),
  personLdif({ uid: 'joerg', name: '=Jörg+Özil', mail: 'joerg@example.test', password: 'joerg pass' }),
  personLdif({ uid: 'no-mail', name: 'No Mail' }),
].join('\n');

describe('a directory in the console', { skip: skipUnless(...SLAPD_NEEDS) }, () => {
  let slapd: Slapd;
  let server: RunningServer;
  before(async () => {
    slapd = await startSlapd({ ldif: LDIF });
    server = await runServer({ directoryLoopback: true });
  });
  after(async () => {
    await server.close();
    await slapd.stop();
  });

  async function ask<T>(method: string, path: string, body?: object): Promise<T> {
    const to = { dataDir: server.dataDir, httpPort: server.httpPort ?? 0 };
    const answer = await operatorCall(to, method, `/api/admin/${path}`, body);
    assert.ok(answer.status < 300, `${answer.status} ${answer.text}`);
    return answer.json<T>();
  }
  let id = '';

  it('is looked at without a password, and trusted by its fingerprint', async () => {
    const place = { host: slapd.host, port: slapd.tlsPort, security: 'ldaps' };
    const first = await ask<DirectoryLooked>('POST', 'directories/look', place);
    assert.equal(first.ok, true);
    assert.equal(first.certificate?.trusted, false);
    const shown = first.certificate?.fingerprint.replaceAll(':', '').toLowerCase();
    assert.equal(shown, slapd.fingerprint);
    const second = await ask<DirectoryLooked>('POST', 'directories/look', { ...place, tlsPin: shown });
    assert.equal(second.ok, true, JSON.stringify(second.steps));
    assert.deepEqual(second.proposal.bases, [slapd.base]);
    assert.equal(second.proposal.kind, 'openldap');
    const settings = { ...second.proposal, bindName: slapd.rootDn };
    const body = { name: 'House', settings, secret: slapd.rootPassword };
    const added = await ask<AdminDirectory>('POST', 'directories', body);
    assert.equal(added.secretStored, true);
    ({ id } = added);
  });

  it('is tried with the stored password, step by step', async () => {
    const tested = await ask<DirectoryTested>('POST', 'directories/test', { id });
    assert.equal(tested.ok, true, JSON.stringify(tested.steps));
    assert.ok(tested.samples.some(({ email }) => email === 'anna@example.test'));
    const wrong = await ask<DirectoryTested>('POST', 'directories/test', { id, secret: 'wrong' });
    assert.equal(wrong.ok, false);
  });

  it('tells what an import would change, and then does it', async () => {
    const preview = await ask<DirectoryPreview>('POST', `directories/${id}/preview`);
    assert.equal(preview.counts.added, 2);
    const before = await ask<{ total: number }>('GET', 'users?show=directory');
    assert.equal(before.total, 0);
    const begun = await ask<AdminDirectory>('POST', `directories/${id}/import`, {});
    assert.notEqual(begun.importing, undefined);
    const ended = await waitUntil(
      async () => {
        const { directories } = await ask<AdminDirectories>('GET', 'directories');
        const [only] = directories;
        return only?.importing === undefined && only?.lastImport !== undefined ? only : undefined;
      },
      { what: 'the end of the import' },
    );
    assert.equal(ended.lastImport?.problem, undefined);
    assert.equal(ended.lastImport?.counts.added, 2);
    assert.equal(ended.people, 2);
  });

  it('its people are found without accents, are read-only, and are no formula in the file', async () => {
    const { users } = await ask<{ users: AdminUser[] }>('GET', 'users?search=jorg%20ozil');
    assert.deepEqual(
      users.map(({ email, source }) => [email, source]),
      [['joerg@example.test', 'directory']],
    );
    const sheet = await ask<UserSheet>('GET', `users/${users[0]?.id}`);
    assert.deepEqual([sheet.username, sheet.directory?.name], ['joerg', 'House']);
    const to = { dataDir: server.dataDir, httpPort: server.httpPort ?? 0 };
    const csv = await operatorCall(to, 'GET', `/api/admin/users.csv?directory=${id}`);
    assert.match(csv.text, /joerg@example\.test,'=Jörg\+Özil,/);
  });

  it('is imported again, listed and removed from the command line', async () => {
    const world = { wait: (ms: number) => sleep(ms) };
    const platen = (...args: string[]) => runPlaten([...args, '--data-dir', server.dataDir], world as never);
    await slapd.modify(
      'dn: uid=anna,ou=people,dc=example,dc=test\nchangetype: modify\nreplace: cn\ncn: Anna Berg\n',
    );
    const dry = await platen('directory', 'import', 'house', '--dry-run');
    assert.match(dry.out, /1 would be changed/);
    const ran = await platen('directory', 'import', 'House');
    assert.equal(ran.code, 0, ran.err);
    assert.match(ran.out, /1 changed/);
    const secret = join(server.dataDir, 'secret');
    await writeFile(secret, slapd.rootPassword);
    const added = await platen(
      ...['directory', 'add', slapd.host, '--name', 'Again', '--port', String(slapd.tlsPort)],
      ...[
        '--security',
        'ldaps',
        '--pin',
        slapd.fingerprint,
        '--user',
        slapd.rootDn,
        '--password-file',
        secret,
      ],
    );
    assert.equal(added.code, 0, added.err);
    assert.match(added.out, /Search: People are found/);
    assert.match((await platen('directory', 'list')).out, /House .*\n.*Again/);
    assert.match((await platen('directory', 'remove', 'House')).out, /Removed House\. 2 people stay\./);
    const sheet = await ask<{ users: AdminUser[] }>('GET', 'users?search=anna%40example');
    const own = await ask<AdminUser>('PATCH', `users/${sheet.users[0]?.id}`, { name: 'Anna B.' });
    assert.equal(own.name, 'Anna B.');
  });
});
