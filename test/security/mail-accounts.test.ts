// Mail accounts over the API: no answer, log or audit entry holds a secret, no server is spoken to that must not be, and asking for a code by mail
// tells nobody who has an account (threats.md T18, T36; SPEC A8).
import assert from 'node:assert/strict';
import { createServer, type Server as TcpServer } from 'node:net';
import { after, before, test } from 'node:test';
import type { AdminMail, AdminMailAccount, Outbox } from '@platen/shared/api/admin-mail';
import { type Client, type RunningServer, runServer } from '../support/running-server.ts';
import { waitUntil } from '../support/wait-until.ts';

let server: RunningServer;
let admin: Client;
before(async () => {
  server = await runServer();
  await server.app.admins.setup(server.setupToken ?? '', 'anna', 'correct horse battery');
  admin = server.client();
  const signedIn = await admin.call('POST', '/api/admin/session', {
    body: { name: 'anna', password: 'correct horse battery' },
  });
  assert.equal(signedIn.status, 200);
});
after(() => server.close());

const SECRET = 'Tr0ub4dor-and-3';
const reading = {
  name: 'Print mailbox',
  kind: 'imap',
  receives: true,
  sends: false,
  address: 'print@example.org',
  settings: { auth: 'password', host: '192.0.2.1', user: 'print@example.org' },
  enabled: false,
} as const;
const sending = {
  ...reading,
  name: 'Answers',
  kind: 'smtp',
  receives: false,
  sends: true,
  address: 'answers@example.org',
  settings: { auth: 'password', host: '192.0.2.1', user: 'answers@example.org' },
} as const;
const codeOf = (json: unknown): string => (json as { error?: { code: string } }).error?.code ?? '';

test('no answer, no log line and no audit entry holds the secret of an account', async () => {
  const added = await admin.call('POST', '/api/admin/mail/accounts', {
    body: { ...reading, secret: SECRET },
  });
  assert.equal(added.status, 201, added.bytes.toString());
  const { id } = added.json as AdminMailAccount;
  const answers = [added];
  answers.push(await admin.call('GET', '/api/admin/mail'));
  answers.push(await admin.call('PATCH', `/api/admin/mail/accounts/${id}`, { body: { name: 'Other' } }));
  // A wrong body is not told again either.
  answers.push(
    await admin.call('POST', '/api/admin/mail/accounts', {
      body: { ...reading, secret: SECRET, address: '' },
    }),
  );
  answers.push(
    await admin.call('POST', '/api/admin/mail/test', {
      body: { account: { ...reading, secret: SECRET, settings: { ...reading.settings, host: '127.0.0.1' } } },
    }),
  );
  for (const answer of answers) {
    assert.ok(!answer.bytes.toString().includes(SECRET));
    assert.ok(!answer.bytes.toString().includes('secretSealed'));
  }
  assert.equal((answers[1]?.json as AdminMail).accounts[0]?.secretStored, true);
  const audit = await server.app.db.read((tx) => tx.q.select().from(tx.t.audit));
  assert.ok(!JSON.stringify(audit).includes(SECRET));
  assert.ok(!server.logged.join('').includes(SECRET));
  await admin.call('DELETE', `/api/admin/mail/accounts/${id}`);
});

test('an account that sends and one that is read are never the same mailbox, in either order', async () => {
  const reader = (await admin.call('POST', '/api/admin/mail/accounts', { body: reading }))
    .json as AdminMailAccount;
  const loop = { ...sending, address: 'PRINT+loop@Example.org' };
  const refused = await admin.call('POST', '/api/admin/mail/accounts', { body: loop });
  assert.deepEqual([refused.status, codeOf(refused.json)], [422, 'mail-account-is-sender']);
  const sender = (await admin.call('POST', '/api/admin/mail/accounts', { body: sending }))
    .json as AdminMailAccount;
  for (const [id, address] of [
    [reader.id, sending.address],
    [sender.id, reading.address],
  ] as const) {
    const changed = await admin.call('PATCH', `/api/admin/mail/accounts/${id}`, { body: { address } });
    assert.equal(codeOf(changed.json), 'mail-account-is-sender');
  }
  for (const { id } of [reader, sender]) await admin.call('DELETE', `/api/admin/mail/accounts/${id}`);
});

test('no account makes the server speak to itself, to metadata or to link-local addresses', async () => {
  let connections = 0;
  const trap: TcpServer = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((done) => trap.listen(0, '127.0.0.1', done));
  const { port } = trap.address() as { port: number };
  const hosts = [
    ...['127.0.0.1', 'localhost', '::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1', '0.0.0.0'],
    ...['169.254.169.254', '169.254.1.1', 'fe80::1', '224.0.0.1', '255.255.255.255', '2002:7f00:1::'],
  ];
  for (const host of hosts) {
    for (const account of [reading, sending]) {
      const answer = await admin.call('POST', '/api/admin/mail/test', {
        body: { account: { ...account, secret: SECRET, settings: { ...account.settings, host, port } } },
      });
      assert.deepEqual([answer.status, codeOf(answer.json)], [422, 'bad-setting'], `${host} ${account.kind}`);
    }
  }
  const token = {
    ...reading.settings,
    auth: 'oauth2',
    clientId: 'c',
    tokenUrl: `https://127.0.0.1:${port}/`,
  };
  const answer = await admin.call('POST', '/api/admin/mail/test', {
    body: { account: { ...reading, secret: SECRET, settings: token } },
  });
  assert.equal(codeOf(answer.json), 'bad-setting');
  assert.equal(connections, 0);
  await new Promise((done) => trap.close(done));
});

test('the stored secret is not sent to another server that was typed for a test', async () => {
  const { id } = (
    await admin.call('POST', '/api/admin/mail/accounts', { body: { ...reading, secret: SECRET } })
  ).json as AdminMailAccount;
  // 192.0.2.0/24 is nobody's (RFC 5737): the wait for it is not needed, because without a secret nothing is opened.
  const account = { ...reading, settings: { ...reading.settings, host: '192.0.2.7' } };
  const answer = await admin.call('POST', '/api/admin/mail/test', { body: { id, account } });
  assert.equal(answer.status, 200, answer.bytes.toString());
  const { receive } = answer.json as { receive: { ok: boolean; code: string; detail: string } };
  assert.deepEqual(
    [receive.ok, receive.code, receive.detail],
    [false, 'mail-account-refused', 'No password is stored for this account.'],
  );
  await admin.call('DELETE', `/api/admin/mail/accounts/${id}`);
});

test('asking for a code by mail answers the same for everybody, and mails only who is known, a few times a day', async () => {
  await server.app.users.add('known@example.org');
  const portal = server.client();
  const ask = (email: string) => portal.call('POST', '/api/portal/code-by-mail', { body: { email } });
  const outbox = async () => {
    const answer = await admin.call('GET', '/api/admin/mail/outbox');
    return (answer.json as Outbox).entries;
  };
  const most = server.app.settings.now().mail.codesPerDay;
  const said = new Set<string>();
  for (let i = 0; i < most + 3; i++) {
    for (const email of ['known@example.org', 'Unknown@example.org']) {
      const { status, bytes, headers } = await ask(email);
      said.add(`${status} ${bytes.toString()} ${Object.keys(headers).sort().join()}`);
    }
  }
  assert.equal(said.size, 1, [...said].join('\n'));
  await waitUntil(async () => (await outbox()).length >= most, { what: 'all of them in the outbox' });
  const queued = await outbox();
  assert.equal(queued.length, most);
  assert.ok(queued.every(({ recipient, kind }) => recipient === 'known@example.org' && kind === 'code'));
  assert.equal((await ask('not an address')).status, 422);
});

test('one network cannot walk through a list of addresses', async () => {
  const portal = server.client();
  let status = 200;
  let asked = 0;
  while (status === 200 && asked < 300) {
    asked += 1;
    status = (
      await portal.call('POST', '/api/portal/code-by-mail', { body: { email: `a${asked}@example.org` } })
    ).status;
  }
  assert.equal(status, 429);
});

test('what is left of a message or of mail to be sent answers to one order only', async () => {
  const [first] = ((await admin.call('GET', '/api/admin/mail/outbox')).json as Outbox).entries;
  assert.ok(first !== undefined);
  const drop = `/api/admin/mail/outbox/${first.id}/drop`;
  assert.equal((await admin.call('POST', drop)).status, 200);
  assert.equal((await admin.call('POST', drop)).status, 404);
  assert.equal((await admin.call('POST', `/api/admin/mail/outbox/${first.id}/retry`)).status, 404);
  assert.equal((await admin.call('POST', '/api/admin/mail/messages/none/retry')).status, 404);
  assert.equal((await admin.call('DELETE', '/api/admin/mail/messages/none')).status, 404);
});
