// Mail accounts over the API against a real Dovecot and a real Postfix: what the console's "Test" says, certificates that are pinned, and a message sent.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { AdminMailAccount, MailTested } from '@platen/shared/api/admin-mail';
import { type Dovecot, startDovecot } from '../servers/dovecot.ts';
import { startGraphServer } from '../servers/graph-server.ts';
import { startOauthServer } from '../servers/oauth-server.ts';
import { type Postfix, startPostfix } from '../servers/postfix.ts';
import { type Client, type RunningServer, runServer } from '../support/running-server.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { waitUntil } from '../support/wait-until.ts';

describe('mail accounts', { skip: skipUnless('postfix', 'dovecot') }, () => {
  let dovecot: Dovecot;
  let postfix: Postfix;
  let server: RunningServer;
  let admin: Client;
  before(async () => {
    dovecot = await startDovecot({ users: { print: 'secret', bob: 'secret' } });
    postfix = await startPostfix({ lmtpPort: dovecot.lmtpPort });
    server = await runServer({ mailLoopback: true });
    await server.app.admins.setup(server.setupToken ?? '', 'anna', 'correct horse battery');
    admin = server.client();
    await admin.call('POST', '/api/admin/session', {
      body: { name: 'anna', password: 'correct horse battery' },
    });
    await dovecot.deliver('print', 'From: anna@example.test\nSubject: One\n\nText\n');
  });
  after(async () => {
    await server.close();
    await postfix.stop();
    await dovecot.stop();
  });

  const tried = async (body: unknown): Promise<MailTested> => {
    const answer = await admin.call('POST', '/api/admin/mail/test', { body });
    assert.equal(answer.status, 200, answer.bytes.toString());
    return answer.json as MailTested;
  };
  const reading = (settings: object, more: object = {}) => ({
    name: 'Print',
    kind: 'imap',
    receives: true,
    sends: false,
    address: 'print@example.test',
    secret: 'secret',
    enabled: false,
    ...more,
    settings: { auth: 'password', host: dovecot.host, user: 'print', ...settings },
  });

  test('a mailbox is counted over each protocol and each encryption', async () => {
    const { imapPort, imapsPort, pop3Port, pop3sPort, ca } = dovecot;
    const ways = [
      reading({ port: imapsPort, security: 'tls', ca }),
      reading({ port: imapPort, security: 'starttls', ca }),
      reading({ port: imapPort, security: 'none' }),
      reading({ port: pop3sPort, security: 'tls', ca }, { kind: 'pop3' }),
      reading({ port: pop3Port, security: 'starttls', ca }, { kind: 'pop3' }),
    ];
    for (const account of ways) {
      const { receive } = await tried({ account });
      assert.deepEqual(
        [receive?.ok, receive?.sentence, receive?.messages],
        [true, 'Signed in. 1 message is there.', 1],
        JSON.stringify({ account, receive }),
      );
    }
    assert.equal(await dovecot.mailCount('print'), 1, 'nothing was taken');
  });

  test('an unknown certificate is shown with its fingerprint over each protocol, and accepted once it is pinned', async () => {
    const { imapPort, imapsPort, pop3Port, pop3sPort } = dovecot;
    const ways = [
      reading({ port: imapsPort, security: 'tls' }),
      reading({ port: imapPort, security: 'starttls' }),
      reading({ port: pop3sPort, security: 'tls' }, { kind: 'pop3' }),
      reading({ port: pop3Port, security: 'starttls' }, { kind: 'pop3' }),
    ];
    for (const account of ways) {
      const { receive, fingerprint } = await tried({ account });
      assert.deepEqual([receive?.code, fingerprint], ['mail-account-certificate', dovecot.fingerprint]);
      const pinned = { ...account, settings: { ...account.settings, tlsPin: fingerprint } };
      assert.equal((await tried({ account: pinned })).receive?.ok, true);
      const wrong = { ...account, settings: { ...account.settings, tlsPin: 'ab'.repeat(32) } };
      assert.equal((await tried({ account: wrong })).receive?.code, 'mail-account-certificate');
    }
  });

  test('a wrong password and a port where nobody listens are told apart', async () => {
    const { imapsPort, ca } = dovecot;
    const wrong = reading({ port: imapsPort, security: 'tls', ca }, { secret: 'guess' });
    assert.equal((await tried({ account: wrong })).receive?.code, 'mail-account-refused');
    const nobody = reading({ port: 1, security: 'tls', ca });
    assert.equal((await tried({ account: nobody })).receive?.code, 'mail-account-unreachable');
  });

  test('a stored account is tried with its secret, and told to be well', async () => {
    const account = { ...reading({ port: dovecot.imapsPort, security: 'tls', ca: dovecot.ca }) };
    const { id } = (await admin.call('POST', '/api/admin/mail/accounts', { body: account }))
      .json as AdminMailAccount;
    assert.equal((await tried({ id })).receive?.ok, true);
    const row = await server.app.mail.accounts.find(id);
    assert.notEqual(row.state?.lastOkAt, undefined);
    // The same server and user as typed, without the password: the stored one is used.
    const { secret: _secret, ...typed } = account;
    assert.equal((await tried({ id, account: typed })).receive?.ok, true);
    await admin.call('DELETE', `/api/admin/mail/accounts/${id}`);
  });

  test('a message is sent over each encryption, and an unknown certificate is shown', async () => {
    const sending = (settings: object) => ({
      name: 'Answers',
      kind: 'smtp',
      receives: false,
      sends: true,
      address: 'answers@example.test',
      settings: { auth: 'none', host: postfix.host, ...settings },
    });
    const { smtpPort, smtpsPort, ca } = postfix;
    const ways = [
      sending({ port: smtpPort, security: 'none' }),
      sending({ port: smtpPort, security: 'starttls', ca }),
      sending({ port: smtpsPort, security: 'tls', ca }),
    ];
    let arrived = 0;
    for (const account of ways) {
      assert.equal((await tried({ account })).send?.sentence, 'Signed in. Mail can be sent.');
      const { send } = await tried({ account, sendTo: 'bob@example.test' });
      assert.deepEqual([send?.ok, send?.sentence], [true, 'A message is on its way to bob@example.test.']);
      arrived += 1;
      await waitUntil(async () => (await dovecot.mailCount('bob')) === arrived, { what: 'the message' });
    }
    const elsewhere = await tried({ account: ways[0], sendTo: 'bob@elsewhere.test' });
    assert.equal(elsewhere.send?.ok, false);
    for (const [port, security] of [
      [smtpPort, 'starttls'],
      [smtpsPort, 'tls'],
    ]) {
      const { send, fingerprint } = await tried({ account: sending({ port, security }) });
      assert.deepEqual([send?.code, fingerprint], ['mail-account-certificate', postfix.fingerprint]);
    }
  });

  test('Graph is opened with a token that the secret brought', async () => {
    const oauth = await startOauthServer();
    const graph = await startGraphServer({ mailbox: 'print@example.test', takesToken: oauth.isGood });
    graph.deliver(Buffer.from('From: anna@example.test\r\nSubject: One\r\n\r\nText\r\n'));
    const { tokenUrl, clientId, clientSecret } = oauth;
    const account = {
      ...reading({}, { kind: 'graph', secret: clientSecret }),
      settings: { auth: 'oauth2', host: graph.base, tokenUrl, clientId },
    };
    assert.equal((await tried({ account })).receive?.messages, 1);
    assert.equal(
      (await tried({ account: { ...account, secret: 'x' } })).receive?.code,
      'mail-account-refused',
    );
    await graph.stop();
    await oauth.stop();
  });
});
