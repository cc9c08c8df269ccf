// Printing with a Kerberos ticket (HTTP Negotiate): a real Active Directory domain (Samba), its keytab, and curl as the computer that prints. The
// server knows nothing of the domain but the keytab: no KDC is named to it, and none is there any more when tickets are taken.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { statusName } from '@platen/edge-server/protocols/ipp/codes';
import { decodeMessage } from '@platen/edge-server/protocols/ipp/decode';
import { needsRoot, SAMBA_NEEDS, type SambaDc, startSambaDc } from '../servers/samba-dc.ts';
import { ippCall } from '../support/ipp-call.ts';
import { ippRequestHeader } from '../support/ipp-request.ts';
import { type RunningServer, runServer } from '../support/running-server.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { tempDir } from '../support/temp-dir.ts';

const run = promisify(execFile);
const HOST = 'print.ad.example.test';
const PASSWORD = 'Pa55-word!';
const skip = skipUnless(...SAMBA_NEEDS, 'curl') || needsRoot();

describe('printing with a Kerberos ticket', { skip }, () => {
  let dc: SambaDc;
  let server: RunningServer;
  let folder: Awaited<ReturnType<typeof tempDir>>;
  let userId: string;
  const file = (name: string): string => join(folder.path, name);
  const keytab = process.env['KRB5_KTNAME'];

  before(async () => {
    folder = await tempDir('kerberos');
    dc = await startSambaDc();
    for (const name of ['anna', 'bert', 'print-service']) await dc.tool('user', 'create', name, PASSWORD);
    // A password of its own: the oldest kind of key is made from nothing else, and the same password would be the same key.
    await dc.tool('user', 'create', 'other-service', 'An0ther-word!');
    await dc.tool('spn', 'add', `HTTP/${HOST}`, 'print-service');
    await dc.tool('spn', 'add', 'HTTP/other.ad.example.test', 'other-service');
    await dc.exportKeytab(file('http.keytab'), `HTTP/${HOST}`);
    await writeFile(
      file('krb5.conf'),
      `[libdefaults]
  default_realm = AD.EXAMPLE.TEST
  dns_lookup_kdc = false
  dns_lookup_realm = false
  rdns = false
  dns_canonicalize_hostname = false
[realms]
  AD.EXAMPLE.TEST = {
    kdc = ${dc.address}:88
  }
[domain_realm]
  .ad.example.test = AD.EXAMPLE.TEST
`,
    );
    server = await runServer({ ippPort: 0 });
    ({
      user: { id: userId },
    } = await server.app.users.add('anna@ad.example.test'));
    await server.app.settings.change('print.keytab', file('http.keytab'), 'test');
    await server.app.settings.change('print.kerberos', true, 'test');
    for (const name of ['anna', 'bert']) await kinit(name);
    for (const name of ['anna', 'bert']) {
      // The tickets for the service are fetched while there is a KDC.
      await run('kvno', [`HTTP/${HOST}@AD.EXAMPLE.TEST`, 'HTTP/other.ad.example.test@AD.EXAMPLE.TEST'], {
        env: as(name),
      });
    }
    dc.freeze();
  });
  after(async () => {
    await server?.close();
    await dc?.stop();
    await folder.remove();
    if (keytab === undefined) delete process.env['KRB5_KTNAME'];
    else process.env['KRB5_KTNAME'] = keytab;
  });

  const as = (name: string) => ({
    ...process.env,
    KRB5_CONFIG: file('krb5.conf'),
    KRB5CCNAME: `FILE:${file(`${name}.cc`)}`,
  });
  const kinit = async (name: string): Promise<void> => {
    const child = run('kinit', [`${name}@AD.EXAMPLE.TEST`], { env: as(name) });
    child.child.stdin?.end(`${PASSWORD}\n`);
    await child;
  };

  /** Prints as a computer of the domain does. @returns HTTP's status, IPP's word, and the headers of all answers. */
  async function print(
    name: string | undefined,
    host = HOST,
    more: readonly string[] = [],
  ): Promise<{ status: number; word: string | undefined; headers: string; sent: string }> {
    const port = server.printPort() ?? 0;
    const document = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n%%EOF\n');
    const request = ippRequestHeader({ host, port, operation: 'Print-Job' });
    await writeFile(file('request'), Buffer.concat([request, document]));
    const { stderr } = await run(
      'curl',
      [
        ...['-sv', '-k', '--http1.1', '--resolve', `${host}:${port}:127.0.0.1`],
        ...(name === undefined ? [] : ['--negotiate', '-u', ':']),
        ...['-H', 'Content-Type: application/ipp', '--data-binary', `@${file('request')}`],
        ...['-o', file('answer'), ...more, `https://${host}:${port}/ipp/print`],
      ],
      { env: name === undefined ? process.env : as(name) },
    );
    const statuses = [...stderr.matchAll(/^< HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
    const { readFile } = await import('node:fs/promises');
    const decoded = decodeMessage(await readFile(file('answer')).catch(() => Buffer.alloc(0)));
    return {
      status: statuses.at(-1) ?? 0,
      word: decoded.ok ? statusName(decoded.message.code) : undefined,
      headers: stderr,
      sent: /^> Authorization: Negotiate (\S+)/m.exec(stderr)?.[1] ?? '',
    };
  }
  const documents = async (): Promise<string[]> =>
    (await server.app.db.read((tx) => tx.q.select().from(tx.t.jobs))).map(({ ownerId }) => ownerId);

  test('whoever has a ticket prints without a question, and both sides have proved who they are', async () => {
    const printed = await print('anna');
    assert.equal(printed.status, 200, printed.headers);
    assert.equal(printed.word, 'successful-ok');
    assert.match(printed.headers, /^< WWW-Authenticate: Negotiate \S{20,}/im);
    assert.deepEqual(await documents(), [userId]);
  });

  test('without a ticket both ways are offered; with the switch off only the password is', async () => {
    const asked = await print(undefined);
    assert.equal(asked.status, 401);
    assert.match(asked.headers, /^< WWW-Authenticate: Negotiate\r?$/im);
    assert.match(asked.headers, /^< WWW-Authenticate: Basic /im);
    await server.app.settings.change('print.kerberos', false, 'test');
    const off = await print(undefined);
    assert.doesNotMatch(off.headers, /Negotiate/i);
    await server.app.settings.change('print.kerberos', true, 'test');
  });

  test('a person of the domain without an account here gets a sentence and no endless prompt', async () => {
    const nobody = await print('bert');
    assert.deepEqual([nobody.status, nobody.word], [200, 'client-error-forbidden']);
    assert.equal((await documents()).length, 1);
  });

  test('a ticket for another service, one that was shown before, and one that is none are refused', async () => {
    const wrong = await print('anna', 'other.ad.example.test');
    assert.equal(wrong.status, 401, 'the keytab has no such key');
    const { sent } = await print('anna', HOST, ['-H', 'X-Once: 1']);
    assert.ok(sent.length > 100);
    const before = (await documents()).length;
    for (const token of [sent, sent.slice(0, -8), `${sent.slice(0, 400)}AAAA`, 'YIIB', 'TlRMTVNTUAABAAAA']) {
      const again = await ippCall({
        port: server.printPort() ?? 0,
        operation: 'Validate-Job',
        headers: { authorization: `Negotiate ${token}` },
      });
      assert.equal(again.status, 401);
      // Who has shown a bad ticket would show it for ever: a password is asked for instead.
      assert.ok(!again.challenges.some((challenge) => challenge.startsWith('Negotiate')));
      assert.ok(again.challenges.some((challenge) => challenge.startsWith('Basic')));
    }
    assert.equal((await documents()).length, before);
    const log = server.logged.join('\n');
    assert.ok(!log.includes(sent.slice(0, 60)) && !log.includes(sent.slice(-60)), 'no ticket is in the log');
    assert.match(log, /a Kerberos ticket was refused/);
  });

  test('the doctor says whether the keytab can be read', async () => {
    const finding = async () => (await server.app.doctor()).find(({ id }) => id === 'print-kerberos');
    assert.equal((await finding())?.ok, true);
    await server.app.settings.change('print.keytab', file('none.keytab'), 'test');
    const missing = await finding();
    assert.equal(missing?.ok, false);
    assert.match(missing?.sentence ?? '', /none\.keytab/);
  });
});
