// The IMAP client against a scripted server: odd but possible ways of a server, and what is made of its refusals.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openImap } from '@platen/edge-server/protocols/mail/imap';
import type { MailboxSession } from '@platen/edge-server/protocols/mail/mailbox';
import { makeCertificate } from '../ipp/test-certificate.ts';
import {
  fetched,
  type ImapScript,
  type ImapServer,
  type ScriptedMail,
  startImapServer,
} from './imap-server.ts';
import { collect, trouble } from './pop3-server.ts';

const never = new AbortController().signal;
type Test = { after(act: () => Promise<void>): void };
const start = async (t: Test, script: ImapScript = {}): Promise<ImapServer> => {
  const server = await startImapServer(script);
  t.after(() => server.stop());
  return server;
};
const open = async (
  t: Test,
  script: ImapScript,
): Promise<{ server: ImapServer; session: MailboxSession }> => {
  const server = await start(t, script);
  const session = await openImap(server.options(), never);
  t.after(() => session.close());
  return { server, session };
};
const message = (length: number): Buffer => {
  const head = Buffer.from('Subject: one\r\n\r\n');
  return Buffer.concat([head, Buffer.alloc(length - head.length, 'abc\xe4\r\n', 'latin1')]);
};
const MAIL: ScriptedMail = { uid: 7, raw: message(400_000) };

test('what the server tells of other messages in between is not taken for the one asked for', async (t) => {
  const { session } = await open(t, {
    mails: [MAIL],
    answers: {
      'UID FETCH': (say, { tag, line }) => {
        say('* 2 FETCH (FLAGS (\\Seen) UID 8)\r\n* 9 EXISTS\r\n');
        say(fetched({ uid: 8, raw: message(100) }, 2, line));
        say(fetched(MAIL, 1, line));
        say(`* 1 FETCH (FLAGS (\\Seen) UID 7)\r\n${tag} OK done\r\n`);
      },
    },
  });
  assert.ok((await collect(session.body('7', never))).equals(MAIL.raw));
  const headers: unknown[] = [];
  for await (const { uid, header } of session.headers(['7'], never))
    headers.push([uid, Buffer.from(header).toString()]);
  assert.deepEqual(headers, [['7', 'Subject: one\r\n\r\n']]);
});

test('a guessed size is forgiven once the server has said that nothing follows', async (t) => {
  for (const size of [1, 100_000, 399_999, 400_001, 500_000, 4_000_000]) {
    const { session } = await open(t, { mails: [{ ...MAIL, size }] });
    assert.ok((await collect(session.body('7', never))).equals(MAIL.raw), String(size));
  }
  for (const length of [17, 131_071, 131_072, 131_073, 262_144, 262_145]) {
    const raw = message(length);
    const { session, server } = await open(t, { mails: [{ uid: 7, raw }] });
    assert.ok((await collect(session.body('7', never))).equals(raw), String(length));
    // Small mail costs one question.
    if (length < 131_072) assert.equal(server.heard.filter((line) => line.startsWith('UID FETCH')).length, 1);
  }
});

test('a server that ignores the window is believed when it sends exactly the whole', async (t) => {
  const whole = (mail: ScriptedMail): ImapScript => ({
    mails: [mail],
    answers: {
      'UID FETCH': (say, { tag, line }) => {
        say(fetched(mail, 1, line, true));
        say(`${tag} OK done\r\n`);
      },
    },
  });
  const right = await open(t, whole(MAIL));
  assert.ok((await collect(right.session.body('7', never))).equals(MAIL.raw));
  const wrong = await open(t, whole({ ...MAIL, size: 400_001 }));
  await assert.rejects(collect(wrong.session.body('7', never)), trouble('protocol'));
  assert.equal(wrong.session.ended, true);
});

test('a message that goes while it is fetched is gone, and a fetch that is refused is told', async (t) => {
  let left = 2;
  const gone = await open(t, {
    mails: [MAIL],
    answers: {
      'UID FETCH': (say, { tag, line }) => {
        left -= 1;
        if (left >= 0) say(fetched(MAIL, 1, line));
        say(`${tag} OK done\r\n`);
      },
    },
  });
  await assert.rejects(collect(gone.session.body('7', never)), trouble('gone'));
  await assert.rejects(collect(gone.session.body('8', never)), trouble('gone'));
  for (const [text, kind] of [
    ['NO [SERVERBUG] out of order', 'busy'],
    ['NO [UNAVAILABLE] later', 'busy'],
    ['NO cannot', 'protocol'],
    ['BAD what', 'protocol'],
  ] as const) {
    const { session } = await open(t, {
      answers: { 'UID FETCH': (say, { tag }) => say(`${tag} ${text}\r\n`) },
    });
    await assert.rejects(collect(session.body('7', never)), trouble(kind), text);
    // It is the server's answer, not a broken connection.
    assert.equal(session.ended, false);
  }
});

test('a pause that the server asks for is handed on, not slept through', async (t) => {
  const text = 'Request is throttled. Suggested Backoff Time: 92415 milliseconds';
  const { session } = await open(t, {
    answers: { 'UID FETCH': (say, { tag }) => say(`${tag} BAD ${text}\r\n`) },
  });
  await assert.rejects(collect(session.body('7', never)), (error: unknown) => {
    trouble('busy')(error);
    assert.equal((error as { retryAfterMs?: number }).retryAfterMs, 92_415);
    return true;
  });
});

test('what a refused login means', async (t) => {
  for (const [text, kind] of [
    ['NO [AUTHENTICATIONFAILED] wrong', 'refused'],
    ['NO LOGIN failed.', 'refused'],
    ['NO [ALERT] application-specific password required', 'refused'],
    ['NO [LIMIT] connections', 'busy'],
    ['NO [UNAVAILABLE] later', 'busy'],
    ['NO Too many simultaneous connections', 'busy'],
    ['BAD User is authenticated but not connected.', 'busy'],
  ] as const) {
    const server = await start(t, { answers: { LOGIN: (say, { tag }) => say(`${tag} ${text}\r\n`) } });
    await assert.rejects(openImap(server.options(), never), trouble(kind), text);
  }
  const disabled = await start(t, { capabilities: 'LOGINDISABLED' });
  await assert.rejects(openImap(disabled.options(), never), trouble('refused'));
  assert.ok(disabled.heard.every((line) => !line.includes('secret')));
  const full = await start(t, {
    answers: { greeting: (say) => say('* BYE Too many connections from you\r\n') },
  });
  await assert.rejects(openImap(full.options(), never), trouble('busy'));
  const closing = await start(t, { answers: { greeting: (say) => say('* BYE going down\r\n') } });
  await assert.rejects(openImap(closing.options(), never), trouble('unreachable'));
});

test('XOAUTH2 and OAUTHBEARER hand the token on; a refused one is a refusal', async (t) => {
  const token = async (): Promise<string> => Promise.resolve('token-1');
  for (const [mechanism, secret] of [
    ['XOAUTH2', 'user=bob\x01auth=Bearer token-1\x01\x01'],
    ['OAUTHBEARER', 'n,a=bob,\x01host=127.0.0.1\x01port='],
  ] as const) {
    const server = await start(t, { capabilities: `AUTH=${mechanism} AUTH=PLAIN` });
    await (await openImap(server.options({ auth: { kind: 'oauth2', token } }), never)).close();
    const [, , sent = ''] = server.heard.find((line) => line.startsWith('AUTHENTICATE'))?.split(' ') ?? [];
    assert.ok(Buffer.from(sent, 'base64').toString().startsWith(secret));
  }
  const wrong = await start(t, {
    capabilities: 'AUTH=XOAUTH2',
    answers: {
      AUTHENTICATE: (say, { tag, socket }) => {
        say(`+ ${Buffer.from('{"status":"400"}').toString('base64')}\r\n`);
        socket.once('data', () => say(`${tag} NO AUTHENTICATE failed.\r\n`));
      },
    },
  });
  await assert.rejects(
    openImap(wrong.options({ auth: { kind: 'oauth2', token } }), never),
    trouble('refused'),
  );
  const none = await start(t);
  await assert.rejects(
    openImap(none.options({ auth: { kind: 'oauth2', token } }), never),
    trouble('refused'),
  );
  assert.ok(none.heard.every((line) => !/LOGIN|AUTHENTICATE/.test(line)));
});

test('STARTTLS is insisted on, and nothing secret leaves before the certificate is right', async (t) => {
  const tls = await makeCertificate('127.0.0.1');
  const server = await start(t, { capabilities: 'STARTTLS UIDPLUS', tls });
  const options = server.options({ security: 'starttls' });
  const session = await openImap({ ...options, trust: { pin: tls.fingerprint } }, never);
  await session.close();
  assert.ok(server.heard.some((line) => line.startsWith('LOGIN')));
  const before = server.heard.length;
  await assert.rejects(
    openImap({ ...options, trust: { pin: '00'.repeat(32) } }, never),
    trouble('certificate'),
  );
  await assert.rejects(openImap(options, never), trouble('certificate'));
  assert.ok(server.heard.slice(before).every((line) => !/LOGIN|AUTHENTICATE/.test(line)));

  for (const script of [
    { capabilities: 'UIDPLUS' },
    { capabilities: 'STARTTLS', answers: { STARTTLS: (say, { tag }) => say(`${tag} NO not today\r\n`) } },
    {
      capabilities: 'STARTTLS',
      tls,
      answers: { STARTTLS: (say, { tag }) => say(`${tag} OK\r\n* OK injected\r\n`) },
    },
    // Logged in already, says the server: as whom, and over what?
    { capabilities: 'STARTTLS', tls, answers: { greeting: (say) => say('* PREAUTH welcome\r\n') } },
  ] satisfies readonly ImapScript[]) {
    const poor = await start(t, script);
    await assert.rejects(
      openImap(poor.options({ security: 'starttls', trust: { ca: tls.cert } }), never),
      trouble('protocol'),
    );
    assert.ok(poor.heard.every((line) => !/LOGIN|AUTHENTICATE|SELECT/.test(line)));
  }
});

test('the mark depends on what the folder keeps, and nothing is marked where nothing can be', async (t) => {
  const mails = [
    { uid: 1, raw: MAIL.raw, flags: '$platendone' },
    { uid: 2, raw: MAIL.raw, flags: '\\Seen' },
    { uid: 3, raw: MAIL.raw },
  ];
  for (const [permanentFlags, listed, stored] of [
    ['\\Seen \\*', ['2', '3'], 'UID STORE 3 +FLAGS ($PlatenDone)'],
    ['\\Seen $PLATENDONE', ['2', '3'], 'UID STORE 3 +FLAGS ($PLATENDONE)'],
    ['\\Seen', ['3'], 'UID STORE 3 +FLAGS (\\Seen)'],
    ['', ['2', '3'], undefined],
  ] as const) {
    const { server, session } = await open(t, { capabilities: 'IDLE', permanentFlags, mails });
    assert.deepEqual(
      (await session.list(never)).mails.map(({ uid }) => uid),
      listed,
      permanentFlags,
    );
    assert.deepEqual(await session.remove(['3'], 'Processed', never), stored === undefined ? [] : ['3']);
    assert.equal(
      server.heard.find((line) => line.startsWith('UID STORE')),
      stored,
    );
    assert.ok(server.heard.every((line) => !/EXPUNGE|COPY|MOVE/.test(line)));
  }
  // Where messages can be removed, what people have read is still to be taken.
  const { session } = await open(t, { capabilities: 'UIDPLUS', permanentFlags: '\\Seen', mails });
  assert.equal((await session.list(never)).mails.length, 2);
});

test('what the server would not do is not told as done', async (t) => {
  const no =
    (code: string) =>
    (say: (data: string) => void, { tag }: { tag: string }) =>
      say(`${tag} NO ${code}\r\n`);
  const moving = await open(t, { answers: { 'UID MOVE': no('[OVERQUOTA] full') } });
  await assert.rejects(moving.session.remove(['7'], 'Processed', never), trouble('protocol'));
  assert.ok(moving.server.heard.includes('CREATE Processed'));
  for (const step of ['UID STORE', 'UID EXPUNGE']) {
    const { session, server } = await open(t, { answers: { [step]: no('[UNAVAILABLE] later') } });
    await assert.rejects(session.remove(['7'], undefined, never), trouble('busy'), step);
    assert.ok(!server.heard.includes('EXPUNGE'));
  }
  const copying = await open(t, { capabilities: 'UIDPLUS', answers: { 'UID COPY': no('[LIMIT] later') } });
  await assert.rejects(copying.session.remove(['7'], 'Processed', never), trouble('busy'));
  assert.ok(copying.server.heard.every((line) => !line.startsWith('UID STORE')));
});

test('a server that refuses IDLE, ends it itself, or has none: the time passes', async (t) => {
  for (const script of [
    { capabilities: 'UIDPLUS' },
    { answers: { IDLE: (say, { tag }) => say(`${tag} NO not now\r\n`) } },
    { answers: { IDLE: (say, { tag }) => say(`+ idling\r\n${tag} OK enough\r\n`) } },
  ] satisfies readonly ImapScript[]) {
    const { server, session } = await open(t, script);
    await session.wait(60, never);
    assert.ok(server.heard.includes('NOOP'));
    assert.equal(session.ended, false);
  }
  const deaf = await start(t, { answers: { IDLE: () => undefined } });
  const session = await openImap(deaf.options({ timeouts: { answerMs: 60 } }), never);
  await assert.rejects(session.wait(30, never), trouble('unreachable'));
});

test('news that came before the wait ends it at once', async (t) => {
  let count = 1;
  const { server, session } = await open(t, {
    mails: [MAIL],
    answers: {
      'UID FETCH': (say, { tag, line }) => {
        count += 1;
        say(fetched(MAIL, 1, line));
        say(`* ${String(count)} EXISTS\r\n${tag} OK done\r\n`);
      },
    },
  });
  await session.list(never);
  await session.wait(600_000, never);
  assert.ok(!server.heard.includes('IDLE'));
});
