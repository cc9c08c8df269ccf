// What the doctor says about mail.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { MailAccountRow } from '@platen/edge-server/flow/store/mail-accounts';
import { examineMail } from '@platen/edge-server/mail-doctor';

const anAccount = (set: Partial<MailAccountRow> = {}): MailAccountRow => ({
  id: 'acc1',
  name: 'Print mailbox',
  kind: 'imap',
  receives: true,
  sends: false,
  address: 'print@example.org',
  settings: { auth: 'password', host: 'imap.example.org' },
  secretSealed: null,
  enabled: true,
  state: { lastOkAt: 1 },
  holder: '',
  leaseUntil: 0,
  fence: 0,
  createdAt: 1,
  changedAt: 1,
  removedAt: null,
  ...set,
});
const sender = anAccount({ id: 'acc2', name: 'Answers', kind: 'smtp', receives: false, sends: true });

const examine = (accounts: MailAccountRow[], counts = { quarantined: 0, unsent: 0 }) =>
  examineMail({ accounts: async () => accounts, counts: async () => counts, trust: () => 'everyone' });
const wrong = async (...args: Parameters<typeof examine>) =>
  (await examine(...args)).filter(({ ok }) => !ok).map(({ id, sentence }) => `${id}: ${sentence}`);

test('a site without mail hears nothing of it', async () => {
  assert.deepEqual(await examine([]), []);
  assert.deepEqual(await examine([anAccount({ enabled: false })], { quarantined: 3, unsent: 1 }), []);
});

test('accounts that work are said to', async () => {
  const checks = await examine([anAccount(), { ...sender, state: null }]);
  assert.deepEqual(
    checks.map(({ ok, sentence }) => [ok, sentence]),
    [
      [true, 'Mail is taken from Print mailbox.'],
      [true, 'Answers was not tried yet.'],
    ],
  );
});

test('an account in trouble is told with what the server said and what to do', async () => {
  const state = { trouble: 'mail-account-refused', detail: 'NO wrong password', troubleSince: 1 };
  const [check] = await examine([anAccount({ state }), sender]);
  assert.deepEqual(check, {
    id: 'mail:acc1',
    ok: false,
    sentence: 'Print mailbox: The mail server refused the user name or password.',
    cure: 'Test it in the console (Mail) or with: platen mail test acc1. The server: NO wrong password',
  });
  // A code of another release is no reason to say nothing.
  const odd = anAccount({ state: { trouble: 'of-tomorrow' } });
  assert.deepEqual(await wrong([odd, sender]), ['mail:acc1: Print mailbox: of-tomorrow']);
});

test('mail that is taken and never answered is wrong, as is what waits for a person', async () => {
  assert.deepEqual(await wrong([anAccount()], { quarantined: 1, unsent: 2 }), [
    'mail-answers: Mail is taken, but no account sends: nobody gets an answer or a code.',
    'mail-quarantine: 1 message was set aside after three tries.',
    'mail-outbox: 2 messages could not be sent.',
  ]);
});

test('pinned certificates and unencrypted accounts are told without being wrong', async () => {
  const pinned = anAccount({ settings: { auth: 'password', tlsPin: 'ab'.repeat(32) } });
  const plain = { ...sender, settings: { auth: 'none', security: 'none' } as const };
  const checks = await examine([pinned, plain]);
  assert.deepEqual(
    checks.map(({ id, ok }) => [id, ok]),
    [
      ['mail:acc1', true],
      ['mail:acc2', true],
      ['mail-pin:acc1', true],
      ['mail-plain:acc2', true],
    ],
  );
});

test('a mailbox that refuses everybody is found', async () => {
  const examined = async (settings: MailAccountRow['settings']) =>
    (
      await examineMail({
        accounts: async () => [anAccount({ settings }), sender],
        counts: async () => ({ quarantined: 0, unsent: 0 }),
        trust: () => 'verified',
      })
    ).filter(({ id }) => id.startsWith('mail-trust'));
  assert.equal((await examined({ auth: 'none' })).length, 1);
  assert.deepEqual(await examined({ auth: 'none', authservId: 'mx.example.org' }), []);
});
