// The commands for mail: what they ask, and what a person reads. Passwords come from a file, never from the command line.
import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { afterEach, beforeEach } from 'node:test';
import type { AdminMailAccount } from '@platen/shared/api/admin-mail';
import { type FakeServer, type Reply, refusal, startFakeServer } from './fake-server.ts';
import { NOW, runPlaten } from './run-platen.ts';

let fake: FakeServer;
let answers: Record<string, Reply>;

beforeEach(async () => {
  answers = {};
  fake = await startFakeServer(
    new Proxy(
      {},
      { get: (_, name) => (typeof name === 'string' && name in answers ? () => answers[name] : undefined) },
    ),
  );
});
afterEach(() => fake.close());

const platen = (...args: string[]) => runPlaten([...args, '--data-dir', fake.dataDir]);
const last = () => fake.seen[fake.seen.length - 1];

function anAccount(fields: Partial<AdminMailAccount> = {}): AdminMailAccount {
  return {
    id: 'acc1',
    name: 'Print mailbox',
    kind: 'imap',
    receives: true,
    sends: false,
    address: 'print@example.org',
    settings: { auth: 'password', host: 'imap.example.org', port: 993, security: 'tls' },
    server: 'imap.example.org, port 993, TLS',
    enabled: true,
    secretStored: true,
    tone: 'ok',
    sentence: 'Mail comes in.',
    lastOkAt: NOW - 60_000,
    waiting: 0,
    quarantined: 0,
    ...fields,
  };
}
const sender = anAccount({
  id: 'acc2',
  name: 'Answers',
  kind: 'smtp',
  receives: false,
  sends: true,
  address: 'answers@example.org',
  server: 'smtp.example.org, port 587, STARTTLS',
  sentence: 'The mail server does not answer.',
});
const mail = (accounts: AdminMailAccount[], more = {}): Reply => ({
  json: {
    accounts,
    notes: [],
    counts: { requests: 0, quarantined: 0, outbox: 0, outboxFailed: 0 },
    ...more,
  },
});

test('accounts are listed with what waits for a person', async () => {
  answers['GET /api/admin/mail'] = mail([anAccount(), sender], {
    counts: { requests: 1, quarantined: 2, outbox: 4, outboxFailed: 1 },
  });
  const ran = await platen('mail', 'list');
  assert.equal(
    ran.out,
    [
      'ID    NAME           USE       ADDRESS              CONDITION                         SERVER',
      'acc1  Print mailbox  receives  print@example.org    Mail comes in.                    imap.example.org, port 993, TLS',
      'acc2  Answers        sends     answers@example.org  The mail server does not answer.  smtp.example.org, port 587, STARTTLS',
      '',
      '1 sender waits for approval.',
      '2 messages were set aside.',
      '1 message could not be sent.',
      '',
    ].join('\n'),
  );
});

test('without accounts the list says how to add one', async () => {
  answers['GET /api/admin/mail'] = mail([]);
  assert.match((await platen('mail', 'list')).out, /platen mail add ADDRESS --kind KIND/);
});

test('an account is added with the password of a file, and tried at once', async () => {
  answers['POST /api/admin/mail/accounts'] = { status: 201, json: anAccount() };
  answers['POST /api/admin/mail/test'] = {
    json: { receive: { ok: true, sentence: 'Signed in. 3 messages are there.', messages: 3 } },
  };
  const file = join(fake.dataDir, 'secret');
  await writeFile(file, 'open sesame\nsecond line\n');
  const ran = await platen(
    ...['mail', 'add', 'print@example.org', '--kind', 'imap', '--host', 'imap.example.org'],
    ...['--processed-folder', 'Printed', '--password-file', file, '--name', 'Print mailbox'],
  );
  await rm(file);
  assert.equal(ran.code, 0, ran.err);
  assert.deepEqual(fake.seen[0]?.json, {
    name: 'Print mailbox',
    kind: 'imap',
    receives: true,
    sends: false,
    address: 'print@example.org',
    settings: {
      auth: 'password',
      host: 'imap.example.org',
      user: 'print@example.org',
      processedFolder: 'Printed',
    },
    secret: 'open sesame',
  });
  assert.deepEqual(last()?.json, { id: 'acc1' });
  assert.equal(ran.out, 'Added Print mailbox as acc1. Trying it ...\nSigned in. 3 messages are there.\n');
});

test('a relay needs no password, a client ID means OAuth 2, and graph sends when told to', async () => {
  answers['POST /api/admin/mail/accounts'] = { status: 201, json: sender };
  answers['POST /api/admin/mail/test'] = { json: { send: { ok: true, sentence: 'Mail can be sent.' } } };
  await platen(
    'mail',
    'add',
    'a@example.org',
    '--kind',
    'smtp',
    '--host',
    'relay',
    '--no-sign-in',
    '--port',
    '25',
  );
  assert.deepEqual(fake.seen[0]?.json, {
    name: 'a@example.org',
    kind: 'smtp',
    receives: false,
    sends: true,
    address: 'a@example.org',
    settings: { auth: 'none', host: 'relay', port: 25 },
  });
  const file = join(fake.dataDir, 'secret');
  await writeFile(file, 'client secret');
  await platen(
    ...['mail', 'add', 'a@example.org', '--kind', 'graph', '--send', '--tenant', 'example.org'],
    ...['--client-id', 'app-1', '--password-file', file],
  );
  const asked = fake.seen[2]?.json as { settings: object; sends: boolean; secret: string };
  assert.deepEqual(asked.settings, { auth: 'oauth2', tenant: 'example.org', clientId: 'app-1' });
  assert.deepEqual([asked.sends, asked.secret], [true, 'client secret']);
});

test('mistakes are told before anything is sent', async () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['mail', 'add', 'a@example.org'], /--kind is missing/],
    [['mail', 'add', 'a@example.org', '--kind', 'mapi'], /There is no kind "mapi".*imap, pop3/s],
    [['mail', 'add', 'a@example.org', '--kind', 'imap', '--port', 'x'], /--port is "x"/],
    [['mail', 'add', 'a@example.org', '--kind', 'imap', '--security', 'ssl'], /no security "ssl"/],
    [['mail', 'add', 'a@example.org', '--kind', 'imap', '--ca-file', '/no/such'], /cannot be read/],
  ];
  for (const [args, expected] of cases) {
    const ran = await platen(...args);
    assert.equal(ran.code, 2, args.join(' '));
    assert.match(ran.err, expected);
  }
  assert.equal(fake.seen.length, 0);
});

test('what the mail server refused ends with an exit code, and an unknown certificate with its fingerprint', async () => {
  answers['GET /api/admin/mail'] = mail([anAccount()]);
  answers['POST /api/admin/mail/test'] = {
    json: {
      receive: {
        ok: false,
        code: 'mail-account-certificate',
        sentence: 'The certificate of the mail server is not trusted.',
        detail: 'self-signed certificate',
      },
      fingerprint: 'ab12',
    },
  };
  const ran = await platen('mail', 'test', 'PRINT@example.org');
  assert.equal(ran.code, 1);
  assert.equal(ran.err, 'The certificate of the mail server is not trusted.\nself-signed certificate\n');
  assert.match(ran.out, /fingerprint ab12\nIf that is the right one, trust it with: --pin/);
});

test('a test message goes through the account in use, or the one that is named', async () => {
  answers['GET /api/admin/mail'] = mail([anAccount(), sender]);
  answers['POST /api/admin/mail/test'] = {
    json: { send: { ok: true, sentence: 'A message is on its way to anna@example.org.' } },
  };
  const ran = await platen('mail', 'send-test', 'anna@example.org');
  assert.equal(ran.out, 'A message is on its way to anna@example.org.\n');
  assert.deepEqual(last()?.json, { id: 'acc2', sendTo: 'anna@example.org' });
  assert.match(
    (await platen('mail', 'send-test', 'anna@example.org', '--account', 'Print mailbox')).err,
    /Print mailbox does not send/,
  );
  answers['GET /api/admin/mail'] = mail([anAccount()]);
  assert.match((await platen('mail', 'send-test', 'anna@example.org')).err, /No mail account sends/);
});

test('an account is removed by name; an unknown one and a loop are told in words', async () => {
  answers['GET /api/admin/mail'] = mail([anAccount(), sender]);
  answers['DELETE /api/admin/mail/accounts/acc2'] = { json: { ok: true } };
  assert.equal((await platen('mail', 'remove', 'answers')).out, 'Removed Answers.\n');
  assert.match((await platen('mail', 'remove', 'nothing')).err, /There is no mail account "nothing"/);
  answers['POST /api/admin/mail/accounts'] = refusal(
    422,
    'mail-account-is-sender',
    'Mail must be sent from another address than it is received at, or it would answer itself.',
  );
  const ran = await platen(
    'mail',
    'add',
    'print@example.org',
    '--kind',
    'smtp',
    '--host',
    'relay',
    '--no-sign-in',
  );
  assert.equal(ran.code, 1);
  assert.match(ran.err, /another address than it is received at/);
});
