// The POP3 client against a real Dovecot: plain, STLS and TLS, with everything a mailbox session promises.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { ReadOptions } from '@platen/edge-server/protocols/mail/connect-options';
import { MailError } from '@platen/edge-server/protocols/mail/mailbox';
import { openPop3 } from '@platen/edge-server/protocols/mail/pop3';
import { type Dovecot, startDovecot } from '../servers/dovecot.ts';
import { largeMail } from '../servers/dovecot-large-mail.ts';
import { skipUnless } from '../support/skip-unless.ts';

const skip = skipUnless('dovecot');
const NAMES = ['plain', 'starttls', 'tls', 'cut', 'big', 'wrong', 'dots', 'half', 'kept', 'wait'];
let dovecot: Dovecot;
before(async () => {
  if (skip === false)
    dovecot = await startDovecot({ users: Object.fromEntries(NAMES.map((name) => [name, 'secret'])) });
});
after(async () => {
  if (skip === false) await dovecot.stop();
});

const never = new AbortController().signal;
const options = (user: string, more: Partial<ReadOptions> = {}): ReadOptions => ({
  host: dovecot.host,
  port: dovecot.pop3Port,
  security: 'none',
  user,
  auth: { kind: 'password', password: 'secret' },
  folder: '',
  trust: { ca: dovecot.ca },
  ...more,
});
const collect = async (source: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
};
const mail = (subject: string, body = 'hello\r\n'): string =>
  `From: a@example.test\r\nTo: b@example.test\r\nSubject: ${subject}\r\n\r\n${body}`;
const trouble = (kind: string) => (error: unknown) => {
  assert.ok(error instanceof MailError, String(error));
  assert.equal(error.trouble, kind, error.message);
  return true;
};

for (const [user, security, port] of [
  ['plain', 'none', 'pop3Port'],
  ['starttls', 'starttls', 'pop3Port'],
  ['tls', 'tls', 'pop3sPort'],
] as const)
  test(`POP3 with ${security}: listed, headers, body, removed after QUIT`, { skip }, async () => {
    for (const subject of ['one', 'two', 'three']) await dovecot.deliver(user, mail(subject));
    const session = await openPop3(options(user, { security, port: dovecot[port] }), never);
    const { mails, epoch } = await session.list(never);
    assert.equal(epoch, '');
    assert.equal(mails.length, 3);
    const subjects: string[] = [];
    for await (const { header } of session.headers([...mails.map(({ uid }) => uid), 'unknown'], never)) {
      const text = Buffer.from(header).toString('latin1');
      assert.ok(text.endsWith('\r\n\r\n'));
      subjects.push(/^Subject: (.*)\r$/m.exec(text)?.[1] ?? '');
    }
    assert.deepEqual(subjects, ['one', 'two', 'three']);
    const [first, second] = mails;
    assert.ok(first !== undefined && second !== undefined);
    const body = await collect(session.body(first.uid, never));
    assert.equal(body.length, first.size);
    assert.match(body.toString('latin1'), /\r\nSubject: one\r\n\r\nhello\r\n$/);
    await assert.rejects(collect(session.body('unknown', never)), trouble('gone'));
    assert.deepEqual(await session.remove([first.uid, second.uid], 'ignored', never), [
      first.uid,
      second.uid,
    ]);
    assert.equal(session.ended, true);
    assert.equal(await dovecot.mailCount(user), 1);
    await session.close();
  });

test('a wrong password is a refusal; a certificate is judged before the password leaves', {
  skip,
}, async () => {
  const auth = { kind: 'password', password: 'wrong' } as const;
  await assert.rejects(openPop3(options('wrong', { auth }), never), trouble('refused'));
  const port = dovecot.pop3sPort;
  await assert.rejects(
    openPop3(options('wrong', { security: 'tls', port, trust: {} }), never),
    trouble('certificate'),
  );
  for (const security of ['tls', 'starttls'] as const) {
    const at = { security, port: security === 'tls' ? port : dovecot.pop3Port };
    const logins = (await dovecot.log()).match(/Login: user=<wrong>/g)?.length ?? 0;
    const pin = 'ab'.repeat(32);
    await assert.rejects(
      openPop3(options('wrong', { ...at, trust: { pin } }), never),
      trouble('certificate'),
    );
    assert.equal((await dovecot.log()).match(/Login: user=<wrong>/g)?.length ?? 0, logins);
    const session = await openPop3(
      options('wrong', { ...at, trust: { pin: dovecot.fingerprint.toUpperCase() } }),
      never,
    );
    await session.close();
  }
});

test('dots, eight-bit octets and a missing last line end come as they were', { skip }, async () => {
  const text = Buffer.concat([
    Buffer.from('Subject: dots\r\n\r\n.\r\n..\r\n...x\r\n\r\n.\r\n'),
    Buffer.from(
      Array.from({ length: 256 }, (_, octet) => octet).filter((octet) => ![0, 10, 13].includes(octet)),
    ),
    Buffer.from('\r\n.end\r\n'),
  ]);
  await dovecot.deliver('dots', text);
  const session = await openPop3(options('dots'), never);
  const { mails } = await session.list(never);
  const body = await collect(session.body(mails[0]?.uid ?? '', never));
  assert.ok(body.subarray(-text.length).equals(text));
  await session.close();
});

test('100 MB come whole while the memory stays where it is', { skip }, async () => {
  await dovecot.deliver('big', mail('first'));
  const large = largeMail(100 * 1024 * 1024);
  await writeFile(join(dovecot.maildir('big'), 'new', '1.large.host'), large.pieces(), { mode: 0o666 });
  const session = await openPop3(options('big', { security: 'tls', port: dovecot.pop3sPort }), never);
  const { mails } = await session.list(never);
  const big = mails.find(({ size }) => size === large.length);
  assert.ok(big !== undefined);
  global.gc?.();
  const before = process.memoryUsage().rss;
  let most = 0;
  let length = 0;
  const hash = createHash('sha256');
  for await (const piece of session.body(big.uid, never)) {
    hash.update(piece);
    length += piece.length;
    most = Math.max(most, process.memoryUsage().rss);
  }
  assert.equal(length, large.length);
  assert.equal(hash.digest('hex'), large.sha256);
  // The process of the test grows by itself, too; the server's own figure is the bench's (`npm run bench mail attachment`).
  assert.ok(most - before < 72 * 1024 * 1024, `${String((most - before) >> 20)} MB more`);
  await session.close();
});

test('a server that dies in a message fails it, and nothing is removed', { skip }, async () => {
  await dovecot.deliver('cut', mail('first'));
  const large = largeMail(20 * 1024 * 1024);
  await writeFile(join(dovecot.maildir('cut'), 'new', '1.large.host'), large.pieces(), { mode: 0o666 });
  const session = await openPop3(options('cut'), never);
  const { mails } = await session.list(never);
  const big = mails.find(({ size }) => size === large.length);
  assert.ok(big !== undefined);
  let length = 0;
  await assert.rejects(async () => {
    for await (const piece of session.body(big.uid, never)) {
      if (length === 0) await dovecot.cut();
      length += piece.length;
    }
  }, trouble('unreachable'));
  assert.ok(length < large.length);
  assert.equal(session.ended, true);
  await session.close();
  const next = await openPop3(options('cut'), never);
  assert.equal((await next.list(never)).mails.length, 2);
  await next.close();
});

test('a session that is closed or cut has removed nothing', { skip }, async () => {
  await dovecot.deliver('kept', mail('stays'));
  const session = await openPop3(options('kept'), never);
  const [first] = (await session.list(never)).mails;
  assert.ok(first !== undefined);
  const given = new AbortController();
  const removing = session.remove([first.uid], undefined, given.signal);
  given.abort();
  await assert.rejects(removing, trouble('unreachable'));
  assert.equal(session.ended, true);
  assert.equal(await dovecot.mailCount('kept'), 1);
  const again = await openPop3(options('kept'), never);
  assert.deepEqual((await again.list(never)).mails, [first]);
  await again.close();
  assert.equal(await dovecot.mailCount('kept'), 1);
});

test('waiting ends the session, so that the next one sees what has come; it can be woken and given up', {
  skip,
}, async () => {
  const session = await openPop3(options('wait'), never);
  assert.deepEqual((await session.list(never)).mails, []);
  const waiting = session.wait(60_000, never);
  await dovecot.deliver('wait', mail('new'));
  session.wake();
  await waiting;
  assert.equal(session.ended, true);
  const next = await openPop3(options('wait'), never);
  assert.equal((await next.list(never)).mails.length, 1);
  const given = new AbortController();
  setTimeout(() => given.abort(), 20);
  await assert.rejects(next.wait(60_000, given.signal), trouble('unreachable'));
});
