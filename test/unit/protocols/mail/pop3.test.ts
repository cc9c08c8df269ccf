// The POP3 client against a scripted server: every way to log in, every way a server may be odd, and the border of TCP pieces everywhere.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPop3 } from '@platen/edge-server/protocols/mail/pop3';
import { makeCertificate } from '../ipp/test-certificate.ts';
import {
  collect,
  type Pop3Script,
  type Pop3Server,
  settled,
  startPop3Server,
  trouble,
} from './pop3-server.ts';

const never = new AbortController().signal;
type Test = { after(act: () => Promise<void>): void };
const start = async (t: Test, script: Pop3Script = {}): Promise<Pop3Server> => {
  const server = await startPop3Server(script);
  t.after(() => server.stop());
  return server;
};
const MESSAGE = 'Subject: one\r\n\r\nhello\r\n';

test('the end of a message is found wherever TCP cuts it', async (t) => {
  const wire = '+OK 20 octets\r\nSubject: x\r\n\r\n..\r\n...a\r\n.\r\n';
  const cuts = Array.from({ length: wire.length + 1 }, (_, at) => at);
  let cut = 0;
  const server = await start(t, {
    messages: [MESSAGE],
    answers: {
      async RETR(say) {
        say(wire.slice(0, cut));
        await settled();
        say(wire.slice(cut));
      },
    },
  });
  const session = await openPop3(server.options(), never);
  for (cut of cuts)
    assert.equal((await collect(session.body('uid-1', never))).toString(), 'Subject: x\r\n\r\n.\r\n..a\r\n');
  await session.close();
});

test('user and password by SASL PLAIN where offered, else by USER and PASS', async (t) => {
  const sasl = await start(t, {
    capabilities: ['SASL LOGIN PLAIN'],
    answers: {
      AUTH: (say) => say('+ \r\n'),
      [Buffer.from('\0bob\0secret').toString('base64').toUpperCase()]: (say) => say('+OK\r\n'),
    },
  });
  await (await openPop3(sasl.options(), never)).close();
  assert.deepEqual(sasl.heard.slice(0, 4), [
    'CAPA',
    'AUTH PLAIN',
    Buffer.from('\0bob\0secret').toString('base64'),
    'CAPA',
  ]);
  // A server that does not know CAPA.
  const old = await start(t, { answers: { CAPA: (say) => say('-ERR what\r\n') } });
  await (await openPop3(old.options(), never)).close();
  assert.deepEqual(old.heard.slice(0, 3), ['CAPA', 'USER bob', 'PASS secret']);
});

test("XOAUTH2: the token asked for anew, the refusal told in the server's words", async (t) => {
  const wanted = Buffer.from('user=bob\x01auth=Bearer token-1\x01\x01').toString('base64');
  let right = wanted;
  const server = await start(t, {
    answers: {
      AUTH: (say) => say('+ \r\n'),
      [wanted.toUpperCase()]: (say, line) =>
        say(line === right ? '+OK\r\n' : `+ ${Buffer.from('{"status":"401"}').toString('base64')}\r\n`),
      '': (say) => say('-ERR [AUTH] no\r\n'),
    },
  });
  const auth = { kind: 'oauth2', token: async () => Promise.resolve('token-1') } as const;
  await (await openPop3(server.options({ auth }), never)).close();
  assert.deepEqual(server.heard.slice(0, 3), ['CAPA', 'AUTH XOAUTH2', wanted]);
  right = '';
  await assert.rejects(openPop3(server.options({ auth }), never), (error: Error) => {
    trouble('refused')(error);
    assert.match(error.message, /\{"status":"401"\}/);
    return true;
  });
});

test('what -ERR at the login means', async (t) => {
  for (const [text, kind] of [
    ['-ERR [AUTH] wrong', 'refused'],
    ['-ERR wrong user or password', 'refused'],
    ['-ERR', 'refused'],
    ['-ERR [SYS/PERM] gone', 'refused'],
    ['-ERR [SYS/TEMP] disk', 'busy'],
    ['-ERR [IN-USE] you are here', 'busy'],
    ['-ERR mailbox is locked', 'busy'],
    ['-ERR Too many connections', 'busy'],
    ['-ERR [login-delay] slowly', 'busy'],
  ] as const) {
    const server = await start(t, {
      capabilities: ['LOGIN-DELAY 30 USER'],
      answers: { PASS: (say) => say(`${text}\r\n`) },
    });
    await assert.rejects(openPop3(server.options(), never), (error: unknown) => {
      trouble(kind)(error);
      const retryAfterMs = /delay/.test(text) ? 30_000 : undefined;
      assert.equal((error as { retryAfterMs?: number }).retryAfterMs, retryAfterMs);
      return true;
    });
  }
  const full = await start(t, { answers: { greeting: (say) => say('-ERR full\r\n') } });
  await assert.rejects(openPop3(full.options(), never), trouble('busy'));
});

test('STLS is insisted on, nothing said before it counts, and the certificate is judged before the login', async (t) => {
  const tls = await makeCertificate('127.0.0.1');
  const server = await start(t, { messages: [MESSAGE], tls });
  const options = server.options({ security: 'starttls' });
  const session = await openPop3({ ...options, trust: { pin: tls.fingerprint } }, never);
  assert.equal((await session.list(never)).mails.length, 1);
  await session.close();
  assert.deepEqual(server.heard.slice(0, 4), ['CAPA', 'STLS', 'CAPA', 'USER bob']);
  const before = server.heard.length;
  await assert.rejects(
    openPop3({ ...options, trust: { pin: '00'.repeat(32) } }, never),
    trouble('certificate'),
  );
  await assert.rejects(openPop3(options, never), trouble('certificate'));
  assert.deepEqual(server.heard.slice(before), ['CAPA', 'STLS', 'CAPA', 'STLS']);

  const without = await start(t, { answers: { STLS: (say) => say('-ERR no\r\n') } });
  await assert.rejects(openPop3(without.options({ security: 'starttls' }), never), trouble('protocol'));
  assert.deepEqual(without.heard, ['CAPA', 'STLS']);
  const injecting = await start(t, { tls, answers: { STLS: (say) => say('+OK\r\n+OK believe me\r\n') } });
  await assert.rejects(openPop3(injecting.options({ security: 'starttls' }), never), trouble('protocol'));
});

test('without UIDL a message is known by size and header, wherever it stands and whatever was read', async (t) => {
  const twice = 'Subject: same\r\n\r\nx\r\n';
  let messages = [MESSAGE, twice, twice];
  const top = (number: number): string => (messages[number - 1] ?? '').split('\r\n\r\n')[0] ?? '';
  let status = '';
  const answers: Pop3Script['answers'] = {
    UIDL: (say) => say('-ERR what\r\n'),
    LIST: (say) =>
      say(
        `+OK\r\n${messages.map((text, at) => `${String(at + 1)} ${String(text.length)}\r\n`).join('')}.\r\n`,
      ),
    TOP: (say, line) => say(`+OK\r\n${top(Number(line.split(' ')[1]))}\r\n${status}\r\n.\r\n`),
  };
  const server = await start(t, { capabilities: [], answers });
  const uids = async (): Promise<string[]> => {
    const session = await openPop3(server.options(), never);
    const { mails } = await session.list(never);
    await session.close();
    return mails.map(({ uid }) => uid);
  };
  const all = await uids();
  assert.equal(new Set(all).size, 3);
  status = 'Status: RO\r\n';
  assert.deepEqual(await uids(), all);
  messages = [twice, twice];
  assert.deepEqual(await uids(), all.slice(1));
  // One that says it has unique ids and does not tell them: everything would look new.
  const odd = await start(t, {
    capabilities: ['UIDL'],
    messages: [MESSAGE],
    answers: { UIDL: (say) => say('-ERR later\r\n') },
  });
  const session = await openPop3(odd.options(), never);
  await assert.rejects(session.list(never), trouble('protocol'));
  await session.close();
});

test('one unique id for two messages is one message', async (t) => {
  const server = await start(t, {
    messages: [MESSAGE, MESSAGE],
    answers: { UIDL: (say) => say('+OK\r\n1 same\r\n2 same\r\n.\r\n') },
  });
  const session = await openPop3(server.options(), never);
  assert.deepEqual((await session.list(never)).mails, [{ uid: 'same', size: MESSAGE.length }]);
  await session.close();
});

test('a server without TOP sends the whole message for its header', async (t) => {
  const server = await start(t, { messages: [MESSAGE], answers: { TOP: (say) => say('-ERR what\r\n') } });
  const session = await openPop3(server.options(), never);
  for await (const { header } of session.headers(['uid-1'], never))
    assert.equal(Buffer.from(header).toString(), 'Subject: one\r\n\r\n');
  await session.close();
});

test('the end of a header is found wherever TCP cuts it, and a longer one than allowed is cut', async (t) => {
  const wire = '+OK\r\nA: b\r\nC: d\r\n\r\nbody\r\n.\r\n';
  let cut = 0;
  let endless = false;
  const server = await start(t, {
    messages: [MESSAGE],
    answers: {
      async TOP(say) {
        if (endless) {
          say(`+OK\r\n${'X: y\r\n'.repeat(500_000)}.\r\n`);
          return;
        }
        say(wire.slice(0, cut));
        await settled();
        say(wire.slice(cut));
      },
    },
  });
  const session = await openPop3(server.options(), never);
  const header = async (): Promise<Buffer> => {
    for await (const found of session.headers(['uid-1'], never)) return Buffer.from(found.header);
    throw new Error('no header');
  };
  for (cut = 0; cut <= wire.length; cut += 1)
    assert.equal((await header()).toString(), 'A: b\r\nC: d\r\n\r\n');
  endless = true;
  assert.equal((await header()).length, 1024 * 1024);
  await session.close();
});

test('a wrong size in the list is forgiven; dots that were not doubled are found out', async (t) => {
  const LIST = (size: number) => (say: (data: string) => void) => say(`+OK\r\n1 ${String(size)}\r\n.\r\n`);
  for (const size of [1, 20, 1_000]) {
    const server = await start(t, { messages: [MESSAGE], answers: { LIST: LIST(size) } });
    const session = await openPop3(server.options(), never);
    assert.equal((await collect(session.body('uid-1', never))).toString(), MESSAGE);
    assert.ok(server.heard.includes('NOOP'));
    await session.close();
  }
  // What stands after the lone dot would otherwise be read as answers, and half a message would be taken for a whole one.
  const raw = 'Subject: x\r\n\r\nfirst\r\n.\r\n+OKay, the rest\r\n';
  const server = await start(t, { messages: [raw] });
  const session = await openPop3(server.options(), never);
  await assert.rejects(collect(session.body('uid-1', never)), trouble('protocol'));
  assert.equal(session.ended, true);
});

test('removed is what QUIT has confirmed, and nothing else', async (t) => {
  const messages = [MESSAGE, MESSAGE, MESSAGE];
  const server = await start(t, {
    messages,
    answers: { DELE: (say, line) => say(line === 'DELE 2' ? '-ERR already\r\n' : '+OK\r\n') },
  });
  const session = await openPop3(server.options(), never);
  assert.deepEqual(await session.remove([], undefined, never), []);
  assert.equal(session.ended, false);
  // What is not there any more is out; what the server would not mark is not.
  assert.deepEqual(await session.remove(['uid-1', 'uid-2', 'old'], undefined, never), ['uid-1', 'old']);
  assert.equal(session.ended, true);
  assert.equal(server.heard.at(-1), 'QUIT');
  for (const [QUIT, kind] of [
    [(say: (data: string) => void) => say('-ERR [SYS/TEMP] some not removed\r\n'), 'busy'],
    [(_: unknown, __: string, socket: { destroy(): void }) => socket.destroy(), 'unreachable'],
    [() => undefined, 'unreachable'],
  ] as const) {
    const failing = await start(t, {
      messages,
      answers: { QUIT: (say, line, socket) => void QUIT(say, line, socket) },
    });
    const options = failing.options({ timeouts: { answerMs: 50 } });
    const session = await openPop3(options, never);
    await assert.rejects(session.remove(['uid-1'], undefined, never), trouble(kind));
    assert.equal(session.ended, true);
  }
});

test('a DELE without an answer is never followed by QUIT', async (t) => {
  const server = await start(t, { messages: [MESSAGE], answers: { DELE: () => undefined } });
  const session = await openPop3(server.options({ timeouts: { answerMs: 50 } }), never);
  await assert.rejects(session.remove(['uid-1'], undefined, never), trouble('unreachable'));
  await session.close();
  assert.equal(server.heard.at(-1), 'DELE 1');
});

test('a body that nobody reads to its end ends the session', async (t) => {
  const server = await start(t, { messages: [`${MESSAGE}${'x'.repeat(1_000_000)}\r\n`] });
  const session = await openPop3(server.options(), never);
  for await (const piece of session.body('uid-1', never)) {
    assert.ok(piece.length > 0);
    break;
  }
  assert.equal(session.ended, true);
  await assert.rejects(collect(session.body('uid-1', never)), trouble('unreachable'));
});
