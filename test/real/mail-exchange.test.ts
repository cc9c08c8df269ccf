// A real EWS client, DavMail, against the Exchange stand-in: what it shows to a mail program by IMAP is what our own EWS client reads,
// and what either removes or sends is removed and sent for both.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import type { ReadOptions } from '@platen/edge-server/protocols/mail/connect-options';
import { openEws } from '@platen/edge-server/protocols/mail/ews';
import { ewsSender } from '@platen/edge-server/protocols/mail/ews-sender';
import { openImap } from '@platen/edge-server/protocols/mail/imap';
import type { MailboxSession } from '@platen/edge-server/protocols/mail/mailbox';
import { startDavmail } from '../servers/davmail.ts';
import { startEwsServer } from '../servers/ews-server.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { mailNamed, outgoing, whole } from '../unit/protocols/mail/exchange-mails.ts';

const skip = skipUnless('davmail-server', 'java', 'curl');
const { signal } = new AbortController();
const USER = { user: 'print@example.test', password: 'hush-hush' };

async function sendThrough(port: number, message: string): Promise<void> {
  const curl = spawn('curl', [
    ...['--silent', '--show-error', '--max-time', '60'],
    // With the mechanism that curl picks by itself DavMail denies the login.
    ...['--login-options', 'AUTH=LOGIN', '--user', `${USER.user}:${USER.password}`],
    ...['--mail-from', USER.user, '--mail-rcpt', 'ann@example.test', '--upload-file', '-'],
    `smtp://127.0.0.1:${port}`,
  ]);
  curl.stdin.end(message);
  const said = text(curl.stderr);
  const [status] = (await once(curl, 'exit')) as [number];
  assert.equal(status, 0, await said);
}

async function readAll(box: MailboxSession): Promise<Buffer[]> {
  const read: Buffer[] = [];
  for (const { uid } of (await box.list(signal)).mails) read.push(await whole(box.body(uid, signal)));
  return read;
}

test('DavMail and our own client see, remove and send the same', { skip }, async (t) => {
  const exchange = await startEwsServer(USER);
  t.after(() => exchange.stop());
  const { store } = exchange;
  const mails = [
    mailNamed('one'),
    mailNamed('two', `${'text '.repeat(40)}\r\n`.repeat(2_000)),
    mailNamed('three'),
  ];
  for (const mail of mails) exchange.deliver(mail);
  const davmail = await startDavmail(exchange.url);
  t.after(() => davmail.stop());

  const place = { url: exchange.url, auth: { kind: 'password', ...USER } as const, trust: {} };
  const ours = await openEws(place, signal);
  t.after(() => ours.close());
  const imap: ReadOptions = {
    ...{ host: '127.0.0.1', port: davmail.imapPort, security: 'none', folder: 'INBOX', trust: {} },
    user: USER.user,
    auth: { kind: 'password', password: USER.password },
  };
  const theirs = await openImap(imap, signal);
  t.after(() => theirs.close());

  assert.deepEqual(await readAll(ours), mails);
  assert.deepEqual(await readAll(theirs), mails);

  const [first] = (await theirs.list(signal)).mails;
  const uid = first?.uid ?? '';
  assert.deepEqual(await theirs.remove([uid], 'Trash', signal), [uid]);
  assert.deepEqual(await readAll(ours), mails.slice(1), 'what a mail program moves is gone for us');
  const [second] = (await ours.list(signal)).mails;
  await ours.remove([second?.uid ?? ''], undefined, signal);
  exchange.deliver(mailNamed('four'));
  const again = await openImap(imap, signal);
  t.after(() => again.close());
  assert.deepEqual(await readAll(again), [mails[2], mailNamed('four')], 'and the other way round');

  await sendThrough(davmail.smtpPort, mailNamed('from DavMail').toString());
  const sender = ewsSender(place);
  t.after(() => sender.close());
  assert.equal((await sender.send(outgoing({ subject: 'from us' }), signal)).kind, 'sent');
  const subjects = store.sent.map((message) => /^Subject: (.*)\r$/m.exec(message.toString('latin1'))?.[1]);
  assert.deepEqual(subjects, ['from DavMail', 'from us']);

  const asked = new Set(exchange.seen.map(({ operation }) => operation));
  for (const operation of ['GetFolder', 'FindItem', 'GetItem', 'MoveItem', 'DeleteItem', 'CreateItem'])
    assert.ok(asked.has(operation), operation);
});
