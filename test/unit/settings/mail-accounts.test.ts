// The store of mail accounts: what may be stored, what becomes of secrets, and that no account that sends is one that is read.
import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import type { MailAccountFields } from '@platen/edge-server/settings/mail-account-fields';
import {
  type MailAccountRow,
  type MailAccounts,
  makeMailAccounts,
} from '@platen/edge-server/settings/mail-accounts';
import { AppError } from '@platen/shared/app-error';
import { type TestDeps, testDeps } from '../../support/deps.ts';

let deps: TestDeps;
let accounts: MailAccounts;
beforeEach(async () => {
  deps = await testDeps();
  accounts = makeMailAccounts(deps);
});
afterEach(() => deps.close());

const reading = (more: Partial<MailAccountFields> = {}): MailAccountFields => ({
  name: 'Print mailbox',
  kind: 'imap',
  receives: true,
  sends: false,
  address: 'print@example.org',
  settings: { auth: 'password', host: 'imap.example.org', user: 'print@example.org' },
  ...more,
});
const sending = (more: Partial<MailAccountFields> = {}): MailAccountFields => ({
  name: 'Answers',
  kind: 'smtp',
  receives: false,
  sends: true,
  address: 'answers@example.org',
  settings: { auth: 'password', host: 'smtp.example.org', user: 'answers@example.org' },
  ...more,
});
const refused =
  (code: string, part = '') =>
  (cause: unknown): boolean =>
    cause instanceof AppError && cause.code === code && cause.message.includes(part);
const audited = async (): Promise<string[]> =>
  (await deps.db.read((tx) => tx.q.select().from(tx.t.audit))).map(({ who, act }) => `${who}: ${act}`);

test('ports and encryption that nobody typed are the usual ones', async () => {
  const kinds: readonly (readonly [MailAccountFields, object])[] = [
    [reading(), { port: 993, security: 'tls' }],
    [reading({ settings: { auth: 'password', host: 'a', user: 'u', security: 'starttls' } }), { port: 143 }],
    [reading({ kind: 'pop3', address: 'p@example.org' }), { port: 995, security: 'tls' }],
    [sending(), { port: 587, security: 'starttls' }],
    [sending({ settings: { auth: 'none', host: 'relay', port: 465 } }), { port: 465, security: 'tls' }],
    [sending({ settings: { auth: 'none', host: 'relay', security: 'none' } }), { port: 25 }],
    [
      reading({ kind: 'ews', settings: { auth: 'password', host: 'mail.example.org', user: 'EX\\p' } }),
      { host: 'https://mail.example.org/EWS/Exchange.asmx' },
    ],
  ];
  for (const [typed, expected] of kinds) {
    const row = await accounts.add(typed, 'test');
    for (const [key, value] of Object.entries(expected)) {
      assert.equal(row.settings[key as keyof typeof row.settings], value, `${typed.kind} ${key}`);
    }
    await accounts.remove(row.id, 'test');
  }
});

test('what a kind has no use for is not stored', async () => {
  const row = await accounts.add(
    sending({
      settings: {
        auth: 'none',
        host: 'relay.example.org',
        folder: 'INBOX',
        authservId: 'mx',
        clientId: 'x',
        user: '',
      },
    }),
    'test',
  );
  assert.deepEqual(row.settings, {
    auth: 'none',
    host: 'relay.example.org',
    security: 'starttls',
    port: 587,
  });
});

test('what cannot work is refused with the field it is about', async () => {
  const wrong: readonly (readonly [MailAccountFields, string])[] = [
    [reading({ sends: true }), 'IMAP can only receive'],
    [sending({ receives: true }), 'SMTP can only send'],
    [reading({ receives: false }), 'say whether it receives or sends'],
    [reading({ settings: { auth: 'password', user: 'u' } }), 'Setting host: it is missing'],
    [reading({ settings: { auth: 'password', host: 'imap.example.org' } }), 'Setting user'],
    [reading({ settings: { auth: 'none', host: 'imap.example.org' } }), 'IMAP cannot do this'],
    [reading({ settings: { auth: 'password', host: 'imap.example.org/x', user: 'u' } }), 'Setting host'],
    [reading({ settings: { auth: 'oauth2', host: 'h', user: 'u', tenant: 't' } }), 'Setting clientId'],
    [reading({ settings: { auth: 'oauth2', host: 'h', user: 'u', clientId: 'c' } }), 'Setting tenant'],
    [
      reading({ settings: { auth: 'oauth2', host: 'h', user: 'u', clientId: 'c', tenant: '../x' } }),
      'Setting tenant',
    ],
    [
      reading({ settings: { auth: 'oauth2', host: 'h', user: 'u', clientId: 'c', tokenUrl: 'http://x/' } }),
      'Setting tokenUrl',
    ],
    [reading({ settings: { auth: 'password', host: 'h', user: 'u', tlsPin: 'abc' } }), 'Setting tlsPin'],
    [reading({ settings: { auth: 'password', host: 'h', user: 'u', ca: 'abc' } }), 'Setting ca'],
    [
      reading({ kind: 'ews', settings: { auth: 'password', host: 'http://mail.example.org/', user: 'u' } }),
      'Setting host',
    ],
    [
      reading({
        kind: 'ews',
        settings: { auth: 'password', host: 'https://u:p@mail.example.org/', user: 'u' },
      }),
      'no user name and no password',
    ],
    [reading({ kind: 'graph' }), 'Setting auth'],
  ];
  for (const [typed, part] of wrong) {
    await assert.rejects(accounts.add(typed, 'test'), refused('bad-setting', part), part);
  }
  await assert.rejects(accounts.add(reading({ address: 'print' }), 'test'), refused('bad-email'));
  assert.equal((await accounts.list()).length, 0);
});

test('a secret is sealed, found again, and never in a row as it is', async () => {
  const row = await accounts.add({ ...reading(), secret: 'open sesame' }, 'admin:anna');
  assert.equal(accounts.secretOf(row), 'open sesame');
  const stored = await deps.db.read((tx) => tx.q.select().from(tx.t.mailAccounts));
  assert.ok(!JSON.stringify(stored).includes('sesame'));
  const kept = await accounts.edit(row.id, { name: 'Print' }, 'admin:anna');
  assert.equal(accounts.secretOf(kept), 'open sesame');
  const other = await accounts.edit(row.id, { secret: 'another' }, 'admin:anna');
  assert.equal(accounts.secretOf(other), 'another');
  assert.equal(accounts.secretOf(await accounts.edit(row.id, { secret: null }, 'admin:anna')), undefined);
  assert.ok(!deps.logged.join().includes('sesame'));
});

test('another server, user, token address or the end of encryption forgets the secret', async () => {
  const changes: readonly MailAccountFields['settings'][] = [
    { auth: 'password', host: 'imap.evil.example', user: 'print@example.org' },
    { auth: 'password', host: 'imap.example.org', user: 'other@example.org' },
    { auth: 'password', host: 'imap.example.org', user: 'print@example.org', security: 'none' },
    {
      auth: 'oauth2',
      host: 'imap.example.org',
      user: 'print@example.org',
      clientId: 'c',
      tokenUrl: 'https://evil.example/',
    },
  ];
  for (const settings of changes) {
    const row = await accounts.add({ ...reading(), secret: 'open sesame' }, 'test');
    const changed = await accounts.edit(row.id, { settings }, 'test');
    assert.equal(changed.secretSealed, null, JSON.stringify(settings));
    const given = await accounts.edit(row.id, { settings: reading().settings, secret: 'new one' }, 'test');
    assert.equal(accounts.secretOf(given), 'new one');
    await accounts.remove(row.id, 'test');
  }
  const row = await accounts.add({ ...reading(), secret: 'open sesame' }, 'test');
  const same = await accounts.edit(
    row.id,
    { settings: { ...row.settings, processedFolder: 'Printed' } },
    'test',
  );
  assert.equal(accounts.secretOf(same), 'open sesame');
});

test('an account that sends is never one that is read, whichever came first and however it is spelled', async () => {
  const loop = refused('mail-account-is-sender');
  const reader = await accounts.add(reading(), 'test');
  await assert.rejects(accounts.add(sending({ address: 'Print+x@Example.org' }), 'test'), loop);
  await assert.rejects(
    accounts.add(sending({ settings: { ...sending().settings, user: 'print@example.org' } }), 'test'),
    loop,
  );
  const sender = await accounts.add(sending(), 'test');
  await assert.rejects(accounts.edit(reader.id, { address: 'answers@example.org' }, 'test'), loop);
  await assert.rejects(accounts.edit(sender.id, { address: 'print@example.org' }, 'test'), loop);
  await assert.rejects(
    accounts.add(reading({ address: 'third@example.org', settings: sending().settings }), 'test'),
    loop,
  );
  // Switching one off is no way around.
  await accounts.edit(reader.id, { enabled: false }, 'test');
  await assert.rejects(accounts.add(sending({ address: 'print@example.org' }), 'test'), loop);
  await accounts.remove(reader.id, 'test');
  await accounts.edit(sender.id, { address: 'print@example.org' }, 'test');
});

test('one account of Exchange or Graph cannot do both', async () => {
  const settings = {
    auth: 'oauth2',
    clientId: 'c',
    tenant: 'example.org',
    mailbox: 'print@example.org',
  } as const;
  for (const kind of ['ews', 'graph'] as const) {
    const host = kind === 'ews' ? { host: 'mail.example.org' } : {};
    const both = reading({ kind, sends: true, settings: { ...settings, ...host } });
    await assert.rejects(accounts.add(both, 'test'), refused('mail-account-is-sender'));
    const one = await accounts.add({ ...both, sends: false }, 'test');
    await accounts.remove(one.id, 'test');
  }
});

test('two that read the same mailbox may stand beside each other', async () => {
  await accounts.add(reading(), 'test');
  await accounts.add(reading({ settings: { ...reading().settings, folder: 'Second' } }), 'test');
  assert.equal((await accounts.list()).length, 2);
});

test('every change is in the audit without the secret, and told after its commit', async () => {
  const told: string[] = [];
  const end = accounts.onChange((id) => told.push(id));
  const row = await accounts.add({ ...reading(), secret: 'open sesame' }, 'admin:anna');
  await accounts.edit(row.id, { name: 'Other' }, 'command line');
  await assert.rejects(accounts.edit(row.id, { kind: 'smtp' }, 'command line'));
  await accounts.remove(row.id, 'admin:anna');
  assert.deepEqual(told, [row.id, row.id, row.id]);
  end();
  await accounts.add(sending(), 'admin:anna');
  assert.equal(told.length, 3);
  assert.deepEqual(await audited(), [
    'admin:anna: added mail account',
    'command line: changed mail account',
    'admin:anna: removed mail account',
    'admin:anna: added mail account',
  ]);
  const text = JSON.stringify(await deps.db.read((tx) => tx.q.select().from(tx.t.audit)));
  assert.ok(!text.includes('sesame'));
});

test('a changed account is outdated for whoever reads it, and forgets what was wrong', async () => {
  const row = await accounts.add(reading(), 'test');
  await deps.db.write(async (tx) => {
    await tx.q
      .update(tx.t.mailAccounts)
      .set({ holder: 'one', leaseUntil: 9e12, fence: 7, state: { trouble: 'mail-account-refused' } });
  });
  await accounts.edit(row.id, { name: 'Other' }, 'test');
  const now: MailAccountRow = await accounts.find(row.id);
  assert.deepEqual([now.holder, now.leaseUntil, now.fence, now.state], ['', 0, 8, null]);
});

test('a removed account is gone, with its secret', async () => {
  const row = await accounts.add({ ...reading(), secret: 'open sesame' }, 'test');
  await accounts.remove(row.id, 'test');
  for (const act of [
    accounts.find(row.id),
    accounts.edit(row.id, { name: 'x' }, 'test'),
    accounts.remove(row.id, 'test'),
  ]) {
    await assert.rejects(act, refused('not-found'));
  }
  const [stored] = await deps.db.read((tx) => tx.q.select().from(tx.t.mailAccounts));
  assert.equal(stored?.secretSealed, null);
});
