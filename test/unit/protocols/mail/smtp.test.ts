import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { MailError } from '@platen/edge-server/protocols/mail/mailbox';
import type { MailSender, OutgoingMail } from '@platen/edge-server/protocols/mail/sending';
import { openSmtp, type SmtpOptions } from '@platen/edge-server/protocols/mail/smtp';
import {
  type SmtpStandIn,
  type SmtpStandInOptions,
  startSmtpStandIn,
} from '../../../servers/smtp-stand-in.ts';
import { waitUntil } from '../../../support/wait-until.ts';
import { makeCertificate } from '../ipp/test-certificate.ts';

const never = new AbortController().signal;
const certificate = await makeCertificate('127.0.0.1');
const stops: (() => Promise<void>)[] = [];
after(async () => {
  for (const stop of stops) await stop();
});

async function pair(
  server: SmtpStandInOptions = {},
  client: Partial<SmtpOptions> = {},
): Promise<{ server: SmtpStandIn; sender: MailSender }> {
  const stand = await startSmtpStandIn(server);
  const sender = openSmtp({
    host: '127.0.0.1',
    port: stand.port,
    security: 'none',
    auth: { kind: 'none' },
    trust: {},
    name: 'platen.example',
    ...client,
    timeouts: { idleMs: 60_000, ...client.timeouts },
  });
  stops.push(async () => {
    sender.close();
    await stand.stop();
  });
  return { server: stand, sender };
}

const mail = (set: Partial<OutgoingMail> = {}): OutgoingMail => ({
  envelopeFrom: '',
  from: { address: 'print@example.org', name: 'Platen' },
  to: 'anna@example.org',
  subject: 'Ready',
  text: 'Hello\n.\n..\n',
  html: '<p>Hello</p>',
  messageId: '<report.1@platen.example>',
  headers: {},
  date: 0,
  ...set,
});

test('a message goes to exactly one recipient, from the null sender, and arrives as it was', async () => {
  const { server, sender } = await pair();
  const outcome = await sender.send(mail(), never);
  assert.deepEqual(outcome, { kind: 'sent', detail: '250 2.0.0 Ok: queued as 1' });
  assert.equal(server.lines.filter((line) => line.includes('RCPT')).length, 1);
  assert.ok(server.lines.includes('1 RCPT TO:<anna@example.org>'));
  assert.ok(server.lines.some((line) => line.startsWith('1 MAIL FROM:<>')));
  assert.ok(server.lines.includes('1 EHLO platen.example'));
  assert.match(server.messages[0] ?? '', /\r\nHello\r\n\.\r\n\.\.\r\n/);
});

test('a connection is kept for the next message, and ended politely after a number of them', async () => {
  const { server, sender } = await pair();
  for (let i = 0; i < 25; i++) assert.equal((await sender.send(mail(), never)).kind, 'sent');
  assert.equal(server.connections(), 2);
  assert.equal(server.messages.length, 25);
  await waitUntil(() => server.open() === 1, { what: 'the first connection to end' });
  assert.deepEqual(
    server.lines.filter((line) => line.endsWith('QUIT')),
    ['1 QUIT'],
  );
});

test('a connection without work is ended', async () => {
  const { server, sender } = await pair({}, { timeouts: { idleMs: 10 } });
  assert.equal((await sender.send(mail(), never)).kind, 'sent');
  await waitUntil(() => server.open() === 0, { what: 'the connection to end' });
  assert.ok(server.lines.includes('1 QUIT'));
});

test('messages at the same time have a connection each', async () => {
  const { server, sender } = await pair();
  const outcomes = await Promise.all([1, 2, 3].map(() => sender.send(mail(), never)));
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['sent', 'sent', 'sent'],
  );
  assert.equal(server.connections(), 3);
});

test('a kept connection that the server has ended, or ends now, costs nothing', async () => {
  const { server, sender } = await pair({
    answer: (what, _, nth) => (what === 'MAIL' && nth === 3 ? '421 4.4.2 Idle too long' : undefined),
  });
  assert.equal((await sender.send(mail(), never)).kind, 'sent');
  server.cut();
  assert.equal((await sender.send(mail(), never)).kind, 'sent');
  assert.equal((await sender.send(mail(), never)).kind, 'sent');
  assert.equal(server.messages.length, 3);
  assert.equal(server.connections(), 3);
});

for (const extensions of [['PIPELINING'], []]) {
  const how = extensions.length > 0 ? 'with pipelining' : 'without pipelining';
  const cases = [
    ['MAIL', '451 4.3.0 Later', 'rejected', false],
    ['RCPT', '450 4.2.0 Greylisted', 'rejected', false],
    ['RCPT', '550 5.1.1 No such user', 'rejected', true],
    ['RCPT', '503 5.5.1 Sender?', 'rejected', false],
    ['DATA', '554 5.7.1 No', 'rejected', true],
    ['message', '452 4.3.1 Full', 'rejected', false],
    ['message', '554 5.6.0 Spam', 'rejected', true],
    ['message', '421 4.3.2 Closing', 'busy', false],
    ['MAIL', '421 4.3.2 Closing', 'busy', false],
    ['RCPT', '530 5.7.0 Authentication required', 'refused', false],
    ['MAIL', 'cut', 'unreachable', false],
    ['RCPT', 'cut', 'unreachable', false],
    ['DATA', 'cut', 'unreachable', false],
    ['RCPT', 'silence', 'unreachable', false],
  ] as const;
  for (const [what, answer, trouble, permanent] of cases)
    test(`${how}, "${answer}" to ${what} is proof that it was not sent: ${trouble}`, async () => {
      const { server, sender } = await pair(
        { extensions, answer: (asked) => (asked === what ? answer : undefined) },
        { timeouts: answer === 'silence' ? { answerMs: 300 } : {} },
      );
      const outcome = await sender.send(mail(), never);
      assert.equal(outcome.kind, 'not-sent');
      assert.ok(outcome.kind === 'not-sent' && outcome.trouble === trouble, JSON.stringify(outcome));
      assert.equal(outcome.permanent, permanent);
      assert.equal(server.messages.length, 0);
      // It was not tried a second time.
      assert.equal(server.connections(), 1);
    });
  for (const answer of ['cut', 'silence', 'half', '354 What'] as const)
    test(`${how}, "${answer}" after the final dot leaves unknown whether it was sent`, async () => {
      const { server, sender } = await pair(
        { extensions, answer: (asked) => (asked === 'message' ? answer : undefined) },
        { timeouts: { endOfDataMs: answer === 'silence' ? 100 : 60_000 } },
      );
      const outcome = await sender.send(mail(), never);
      assert.equal(outcome.kind, 'unknown', JSON.stringify(outcome));
      assert.equal(server.connections(), 1);
    });
}

test('a server that refuses the recipient and takes DATA all the same gets an empty message, for nobody', async () => {
  const { server, sender } = await pair({
    answer: (what) =>
      what === 'RCPT' ? '550 5.1.1 No such user' : what === 'DATA' ? '354 Go on' : undefined,
  });
  const outcome = await sender.send(mail(), never);
  assert.ok(outcome.kind === 'not-sent' && outcome.permanent && outcome.trouble === 'rejected');
  assert.deepEqual(server.messages, ['\r\n']);
});

test('a server that takes no null sender gets the address of the account, from then on at once', async () => {
  const { server, sender } = await pair({
    answer: (what, line) =>
      what === 'MAIL' && line.startsWith('MAIL FROM:<>') ? '501 5.1.7 Bad sender' : undefined,
  });
  assert.equal((await sender.send(mail(), never)).kind, 'sent');
  assert.equal((await sender.send(mail(), never)).kind, 'sent');
  const senders = server.lines
    .filter((line) => line.includes('MAIL FROM'))
    .map((line) => line.slice(2).split(' SIZE')[0]);
  assert.deepEqual(senders, [
    'MAIL FROM:<>',
    'MAIL FROM:<print@example.org>',
    'MAIL FROM:<print@example.org>',
  ]);
});

test('a message larger than the server takes is refused before it is sent', async () => {
  const { sender } = await pair({ extensions: ['SIZE 500'] });
  const outcome = await sender.send(mail({ text: 'x'.repeat(1000) }), never);
  assert.ok(outcome.kind === 'not-sent' && outcome.permanent && outcome.trouble === 'rejected');
});

test('stopping before the message has left is proof; afterwards its answer is waited for a little', async () => {
  const stop = new AbortController();
  const { sender } = await pair({
    answer: (what) => {
      if (what !== 'RCPT') return undefined;
      stop.abort(new Error('stop'));
      return 'silence';
    },
  });
  const outcome = await sender.send(mail(), stop.signal);
  assert.ok(outcome.kind === 'not-sent' && !outcome.permanent, JSON.stringify(outcome));

  const late = new AbortController();
  const slow = await pair({
    answer: (what) => {
      if (what === 'message') late.abort(new Error('stop'));
      return undefined;
    },
  });
  assert.equal((await slow.sender.send(mail(), late.signal)).kind, 'sent');
});

test('a server that is not there, or does not greet, is unreachable', async () => {
  const { server, sender } = await pair();
  await server.stop();
  const gone = await sender.send(mail(), never);
  assert.ok(
    gone.kind === 'not-sent' && gone.trouble === 'unreachable' && !gone.permanent,
    JSON.stringify(gone),
  );
  const mute = await pair(
    { answer: (what) => (what === 'greeting' ? 'silence' : undefined) },
    { timeouts: { greetingMs: 100, connectMs: 50 } },
  );
  await assert.rejects(mute.sender.verify(never), troubled('unreachable'));
  const rude = await pair({ answer: (what) => (what === 'greeting' ? '554 5.7.1 Blocked' : undefined) });
  await assert.rejects(rude.sender.verify(never), troubled('protocol'));
  const busy = await pair({ answer: (what) => (what === 'greeting' ? '421 4.7.0 Too many' : undefined) });
  await assert.rejects(busy.sender.verify(never), troubled('busy'));
});

test('signing in with a password or a token, and being refused', async () => {
  const auth = { kind: 'password', user: 'print', password: 'secret' } as const;
  const good = await pair({}, { auth });
  await good.sender.verify(never);
  assert.ok(good.server.lines.includes(`1 AUTH PLAIN ${Buffer.from('\0print\0secret').toString('base64')}`));

  const bad = await pair({ answer: (what) => (what === 'AUTH' ? '535 5.7.8 Wrong' : undefined) }, { auth });
  await assert.rejects(bad.sender.verify(never), troubled('refused'));
  const outcome = await bad.sender.send(mail(), never);
  assert.ok(outcome.kind === 'not-sent' && outcome.trouble === 'refused' && !outcome.permanent);
  assert.doesNotMatch(JSON.stringify(outcome), /secret/);

  const later = await pair({ answer: (what) => (what === 'AUTH' ? '454 4.7.0 Later' : undefined) }, { auth });
  await assert.rejects(later.sender.verify(never), troubled('busy'));

  const none = await pair({ extensions: [] }, { auth });
  await assert.rejects(none.sender.verify(never), troubled('protocol'));

  let asked = 0;
  const token = {
    kind: 'oauth2',
    user: 'print@example.org',
    token: () => Promise.resolve(`token${++asked}`),
  } as const;
  const cloud = await pair({}, { auth: token });
  await cloud.sender.verify(never);
  const xoauth2 = Buffer.from('user=print@example.org\u0001auth=Bearer token1\u0001\u0001').toString(
    'base64',
  );
  assert.ok(cloud.server.lines.includes(`1 AUTH XOAUTH2 ${xoauth2}`));

  const stale = await pair(
    {
      answer: (what) =>
        what === 'AUTH' ? '334 eyJzdGF0dXMiOiI0MDEifQ==' : what === '' ? '535 5.7.3 No' : undefined,
    },
    { auth: token },
  );
  await assert.rejects(stale.sender.verify(never), troubled('refused'));

  const untold = { ...token, token: () => Promise.reject(new MailError('refused', 'Wrong client secret')) };
  const silent = await pair({}, { auth: untold });
  await assert.rejects(silent.sender.verify(never), troubled('refused'));
  assert.equal(silent.server.connections(), 0);
});

for (const security of ['tls', 'starttls'] as const) {
  const implicit = security === 'tls';
  const auth = { kind: 'password', user: 'print', password: 'secret' } as const;
  const tell = (line: string): boolean => line.includes('AUTH') || line.includes('MAIL');

  test(`${security}: a certificate is verified, against the given ones or the system's`, async () => {
    const good = await pair(
      { tls: certificate, implicit },
      { security, auth, trust: { ca: certificate.cert } },
    );
    assert.equal((await good.sender.send(mail(), never)).kind, 'sent');
    const strange = await pair({ tls: certificate, implicit }, { security, auth });
    await assert.rejects(strange.sender.verify(never), troubled('certificate'));
    const outcome = await strange.sender.send(mail(), never);
    assert.ok(outcome.kind === 'not-sent' && outcome.trouble === 'certificate' && !outcome.permanent);
    assert.ok(!strange.server.lines.some(tell));
  });

  test(`${security}: a pinned certificate is taken, another one learns neither name nor secret`, async () => {
    const good = await pair(
      { tls: certificate, implicit },
      { security, auth, trust: { pin: certificate.fingerprint } },
    );
    assert.equal((await good.sender.send(mail(), never)).kind, 'sent');
    const other = await pair(
      { tls: certificate, implicit },
      { security, auth, trust: { pin: 'ab'.repeat(32) } },
    );
    await assert.rejects(other.sender.verify(never), troubled('certificate'));
    assert.ok(!other.server.lines.some(tell));
  });
}

test('STARTTLS is insisted on: a server without it learns neither name nor secret', async () => {
  const auth = { kind: 'password', user: 'print', password: 'secret' } as const;
  for (const answer of ['502 5.5.1 What', '454 4.7.0 Not now', 'cut'] as const) {
    const { server, sender } = await pair(
      { answer: (what) => (what === 'STARTTLS' ? answer : undefined) },
      { security: 'starttls', auth },
    );
    await assert.rejects(sender.verify(never), MailError);
    assert.ok(!server.lines.some((line) => line.includes('AUTH') || line.includes('MAIL')));
  }
});

const troubled =
  (trouble: string) =>
  (error: unknown): boolean =>
    error instanceof MailError && error.trouble === trouble
      ? true
      : assert.fail(
          `${trouble} wanted, got ${error instanceof MailError ? error.trouble : ''} ${String(error)}`,
        );
