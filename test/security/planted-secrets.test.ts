// Secrets planted along the whole way of a document, and looked for everywhere afterwards: log and crash output, arguments and environment of
// every process, the database and its log, every other file, the backup (threats.md T07; SPEC C4, F5).
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AdminPrinter } from '@platen/shared/api/admin';
import { samplePdf } from '../documents/make-documents.ts';
import { type Daemon, startDaemon } from '../support/daemon.ts';
import { freePort } from '../support/free-port.ts';
import { operatorCall } from '../support/operator.ts';
import { repository } from '../support/repository.ts';
import { type TempDir, tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

let folder: TempDir;
let daemon: Daemon;
let dataDir: string;
let httpPort: number;
let httpsPort: number;
before(async () => {
  folder = await tempDir('planted');
  dataDir = join(folder.path, 'data');
  [httpPort, httpsPort] = [await freePort(), await freePort()];
  daemon = await startDaemon({
    command: process.execPath,
    args: [join(repository, 'edge-server', 'dist', 'main.js'), 'try'],
    // Where a core file or a report of node would be written.
    cwd: folder.path,
    logFile: join(folder.path, 'platen.log'),
    env: {
      PLATEN_DATA_DIR: dataDir,
      PLATEN_HTTP_PORT: String(httpPort),
      PLATEN_HTTPS_PORT: String(httpsPort),
      PLATEN_IPP_PORT: 'off',
      PLATEN_LOG_LEVEL: 'debug',
      NODE_OPTIONS: `--report-uncaught-exception --report-on-fatalerror --report-directory=${folder.path}`,
    },
  });
  await waitUntil(async () => (await fetch(`http://127.0.0.1:${httpPort}/readyz`)).ok, {
    what: 'the server to be ready',
    timeoutMs: 60_000,
  });
});
after(async () => {
  await daemon.stop('SIGKILL');
  await folder.remove();
});

/** Every secret of this test by what it is. */
const planted = new Map<string, string>();
function plant(what: string, secret: string): string {
  assert.ok(secret.length >= 8, `${what} can be looked for`);
  planted.set(what, secret);
  return secret;
}

/** A browser: it keeps what it is given. */
function visitor() {
  const cookies = new Map<string, string>();
  return {
    cookies,
    async call(method: string, path: string, body?: object | Uint8Array) {
      const raw = body instanceof Uint8Array;
      const answer = await fetch(`http://127.0.0.1:${httpPort}${path}`, {
        method,
        redirect: 'manual',
        headers: {
          'x-platen': '1',
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: raw ? Buffer.from(body) : JSON.stringify(body) }),
      });
      for (const cookie of answer.headers.getSetCookie()) {
        const [pair = ''] = cookie.split(';');
        const cut = pair.indexOf('=');
        cookies.set(pair.slice(0, cut), pair.slice(cut + 1));
      }
      const text = await answer.text();
      return { status: answer.status, text, json: <T>() => JSON.parse(text) as T };
    },
  };
}
const operator = (method: string, path: string, body?: object) =>
  operatorCall({ dataDir, httpPort }, method, path, body);

/** What processes say of themselves to everybody on this machine; those that the server started, and theirs. */
async function lookAtProcesses(found: Set<string>): Promise<void> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'latin1').catch(() => '');
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const isOurs = (pid: number): boolean => {
    for (let at: number | undefined = pid, steps = 0; at !== undefined && at > 1 && steps < 50; steps++) {
      if (at === daemon.pid) return true;
      at = parents.get(at);
    }
    return false;
  };
  for (const pid of parents.keys()) {
    if (!isOurs(pid)) continue;
    for (const file of ['cmdline', 'environ'])
      found.add(await readFile(`/proc/${pid}/${file}`, 'latin1').catch(() => ''));
  }
}

async function filesBelow(path: string): Promise<string[]> {
  const names = await readdir(path, { recursive: true, withFileTypes: true });
  return names.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
}

function assertNowhere(text: string | Buffer, where: string): void {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  for (const [what, secret] of planted) assert.ok(!bytes.includes(secret), `${what} is in ${where}`);
}

test('no secret of a whole job is anywhere it does not belong', {
  skip: process.platform !== 'linux',
}, async () => {
  const said = new Set<string>();
  const watching = new AbortController();
  const watch = (async () => {
    while (!watching.signal.aborted) {
      await lookAtProcesses(said);
      await sleep(25);
    }
  })();
  let backup: Buffer;
  try {
    // A person, who mistypes first.
    const email = 'planted@example.org';
    const added = (await operator('POST', '/api/admin/users', { email, name: 'Planted' })).json<{
      code?: string;
    }>();
    const code = plant('the confirmation code', added.code ?? '');
    const person = visitor();
    const wrongCode = plant('a wrong code', '90817263');
    await person.call('POST', '/api/portal/session', { email, code: wrongCode });
    const signedIn = await person.call('POST', '/api/portal/session', { email, code });
    assert.equal(signedIn.status, 200, signedIn.text);
    plant('the portal session', person.cookies.get('platen_portal') ?? '');

    // Documents: a plain one, and one under a password.
    const password = plant('the password of a document', 'doc-Pa55word-4711');
    const lock = { user: password, owner: 'owner-of-the-lock', printing: true } as const;
    const send = async (name: string, pdf: Uint8Array) =>
      (await person.call('POST', `/api/portal/documents?name=${name}`, pdf)).json<{ job: { id: string } }>()
        .job.id;
    const plain = await send('plain.pdf', await samplePdf({ pages: 1, bytes: 100_000 }));
    const locked = await send('locked.pdf', await samplePdf({ lock }));
    const stateOf = async (id: string) =>
      (await person.call('GET', `/api/portal/jobs/${id}`)).json<{ job: { state: string } }>().job.state;
    await waitUntil(async () => (await stateOf(locked)) === 'locked', {
      what: 'the lock to be seen',
      timeoutMs: 60_000,
    });
    await person.call('POST', `/api/portal/jobs/${locked}/unlock`, { password: 'wrong-Pa55word' });
    await person.call('POST', `/api/portal/jobs/${locked}/unlock`, { password });
    await waitUntil(async () => (await stateOf(plain)) === 'held', {
      what: 'the conversion',
      timeoutMs: 60_000,
    });

    // A printer with access to it, and its panel.
    const { printers } = (await operator('GET', '/api/admin/printers')).json<{ printers: AdminPrinter[] }>();
    const [printer] = printers;
    assert.ok(printer);
    const credentials = {
      snmp: {
        version: '3',
        user: 'monitor',
        auth: { protocol: 'sha256', key: plant('an SNMP key', 'snmp-auth-key-4711') },
        priv: { protocol: 'aes128', key: plant('another SNMP key', 'snmp-priv-key-4711') },
      },
      admin: { name: 'admin', password: plant('the password of a device', 'device-Pa55word-4711') },
    };
    const kept = await operator('PUT', `/api/admin/printers/${printer.id}/credentials`, credentials);
    assert.equal(kept.status, 200, kept.text);
    const panel = visitor();
    const panelPath = (
      await operator('POST', `/api/admin/printers/${printer.id}/panel-key`)
    ).json<AdminPrinter>().panelPath;
    plant('the key of a panel', panelPath.split('/').pop() ?? '');
    await panel.call('GET', panelPath);
    await panel.call('POST', '/api/panel/session', { code: wrongCode });
    const atPanel = await panel.call('POST', '/api/panel/session', { code });
    assert.equal(atPanel.status, 200, atPanel.text);
    plant('the panel session', panel.cookies.get('platen_panel_session') ?? '');
    const released = await panel.call('POST', '/api/panel/release', { jobs: [{ id: plain }] });
    assert.equal(released.status, 200, released.text);
    await waitUntil(async () => (await stateOf(plain)) === 'printed', {
      what: 'the print',
      timeoutMs: 60_000,
    });

    // Mail and a directory, neither of which answers.
    const nowhere = await freePort();
    const mail = await operator('POST', '/api/admin/mail/accounts', {
      name: 'Planted',
      kind: 'imap',
      receives: true,
      sends: false,
      address: 'print@example.org',
      settings: { auth: 'password', host: '127.0.0.1', port: nowhere, user: 'print@example.org' },
      secret: plant('the password of a mailbox', 'mail-Pa55word-4711'),
    });
    assert.equal(mail.status, 201, mail.text);
    await operator('POST', '/api/admin/mail/test', { id: mail.json<{ id: string }>().id });
    const directory = await operator('POST', '/api/admin/directories', {
      name: 'Planted',
      enabled: true,
      secret: plant('the password of a directory account', 'ldap-Pa55word-4711'),
      settings: {
        host: '127.0.0.1',
        port: nowhere,
        security: 'ldaps',
        bind: 'simple',
        bindName: 'cn=search,dc=example,dc=org',
        bases: ['dc=example,dc=org'],
        filter: '',
        kind: 'openldap',
        fields: { username: 'uid', email: 'mail', name: 'cn', key: 'entryUUID' },
        import: { on: false, everyHours: 24, disableMissing: false, mostDisabled: 0.2 },
        signIn: true,
        onBoard: false,
      },
    });
    assert.equal(directory.status, 201, directory.text);
    await visitor().call('POST', '/api/portal/session', {
      user: 'anna',
      password: plant('the directory password of a person', 'anna-Pa55word-4711'),
    });

    // Administrators and programs.
    const wrongPassword = plant('the wrong password of an administrator', 'admin-Pa55word-4711');
    await visitor().call('POST', '/api/admin/session', { name: 'anna', password: wrongPassword });
    const token = await operator('POST', '/api/admin/tokens', { name: 'Planted', scopes: ['health:read'] });
    plant('an API token', token.json<{ token: string }>().token);
    await fetch(`http://127.0.0.1:${httpPort}/metrics?token=${planted.get('an API token') ?? ''}`, {
      headers: { authorization: `Bearer ${planted.get('an API token') ?? ''}` },
    });
    const hook = await operator('POST', '/api/admin/webhooks', {
      name: 'Planted',
      url: 'https://192.0.2.1/hook',
      events: ['user.added'],
      titles: false,
    });
    plant('the secret of a webhook', hook.json<{ secret: string }>().secret);
    await operator('POST', '/api/admin/users', { email: 'second@example.org', name: 'Second' });

    // A backup, under a passphrase of its own and with another one stored.
    const stored = plant('the stored passphrase of backups', 'stored-passphrase-4711');
    assert.equal((await operator('PUT', '/api/admin/backup/passphrase', { passphrase: stored })).status, 200);
    const operatorFile = JSON.parse(await readFile(join(dataDir, 'run', 'server.json'), 'utf8')) as {
      token: string;
    };
    plant('the pass of the command line', operatorFile.token);
    const file = await fetch(`http://127.0.0.1:${httpPort}/api/admin/backup/file`, {
      method: 'POST',
      headers: {
        'x-platen': '1',
        'content-type': 'application/json',
        authorization: `Bearer ${operatorFile.token}`,
      },
      body: JSON.stringify({ passphrase: plant('the passphrase of a backup', 'backup-passphrase-4711') }),
    });
    assert.equal(file.status, 200);
    backup = Buffer.from(await file.arrayBuffer());
    assert.ok(backup.length > 100_000);
    // What must not be in the clear in a backup: the key of everything.
    const serverKey = await readFile(join(dataDir, 'keys', 'server.key'));
    assert.ok(!backup.includes(serverKey), 'the server key is not in the backup in the clear');
  } finally {
    watching.abort();
    await watch;
  }

  // A crash, with all of that in memory: node and the kernel may write what they like into the folders looked at below.
  process.kill(daemon.pid, 'SIGABRT');
  await daemon.ended;

  assert.ok(planted.size >= 18, `${planted.size} secrets were planted`);
  assertNowhere(backup, 'the backup');
  assert.ok(
    [...said].some((text) => text.includes('main.js')),
    'the processes were looked at',
  );
  for (const text of said) assertNowhere(text, `arguments or environment of a process: ${text.slice(0, 80)}`);
  const log = await daemon.log();
  assert.ok(log.includes('"level":"debug"'), 'the log was as talkative as it gets');
  assertNowhere(log, 'the log');
  let looked = 0;
  for (const path of await filesBelow(folder.path)) {
    // The one file whose business the pass of the command line is; only the server's account reads it.
    const bytes = await readFile(path);
    if (path === join(dataDir, 'run', 'server.json')) continue;
    assertNowhere(bytes, path);
    looked += 1;
  }
  assert.ok(looked > 10, `${looked} files were looked at`);
});
