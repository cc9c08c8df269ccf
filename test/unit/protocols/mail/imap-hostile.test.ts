// IMAP servers that fall silent, break off, flood or talk nonsense at every step: always a MailError, never a hang, never the memory.
import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { openImap } from '@platen/edge-server/protocols/mail/imap';
import type { MailboxSession } from '@platen/edge-server/protocols/mail/mailbox';
import { type Asked, type ImapScript, type ImapServer, type Say, startImapServer } from './imap-server.ts';
import { collect, trouble } from './pop3-server.ts';

const never = new AbortController().signal;
const RAW = Buffer.from(`Subject: one\r\n\r\n${'hello\r\n'.repeat(30_000)}`);
type Test = { after(act: () => Promise<void>): void };
const start = async (t: Test, script: ImapScript): Promise<ImapServer> => {
  const server = await startImapServer({ mails: [{ uid: 7, raw: RAW }], ...script });
  t.after(() => server.stop());
  return server;
};

/** Everything a session can be asked for. */
const everything = async (session: MailboxSession, signal: AbortSignal): Promise<void> => {
  const uids = (await session.list(signal)).mails.map(({ uid }) => uid);
  for await (const { header } of session.headers(uids, signal)) assert.ok(header.length > 0);
  for (const uid of uids) await collect(session.body(uid, signal));
  await session.wait(20, signal);
  await session.remove(uids, 'Processed', signal);
  await session.remove(uids, undefined, signal);
};
// Long where the server does answer: a busy machine is not a silent server.
const whole = async (server: ImapServer, signal = never, answerMs = 20_000): Promise<void> => {
  const timeouts = { connectMs: Math.min(answerMs, 5_000), answerMs };
  const session = await openImap(server.options({ timeouts }), signal);
  try {
    await everything(session, signal);
  } finally {
    await session.close();
    assert.equal(session.ended, true);
  }
};
const STEPS = [
  'greeting',
  'LOGIN',
  'CAPABILITY',
  'SELECT',
  'NOOP',
  'UID FETCH',
  'IDLE',
  'DONE',
  'UID MOVE',
  'UID STORE',
  'UID EXPUNGE',
] as const;

test('the session that the others break is a good one', async (t) => {
  await whole(await start(t, {}));
});

for (const step of STEPS) {
  test(`silence after ${step} is not waited out`, async (t) => {
    await assert.rejects(
      whole(await start(t, { answers: { [step]: () => undefined } }), never, 150),
      trouble('unreachable'),
    );
  });
  test(`silence after ${step} is given up when nobody waits any more`, async (t) => {
    const given = new AbortController();
    const server = await start(t, { answers: { [step]: () => void setImmediate(() => given.abort()) } });
    await assert.rejects(whole(server, given.signal, 60_000), trouble('unreachable'));
  });
  test(`a connection that breaks at ${step} is a broken connection`, async (t) => {
    for (const words of ['', '* ', '* OK half', '* 1 FETCH (UID 7 BODY[] {100}\r\nabc', '+']) {
      const server = await start(t, {
        answers: {
          [step]: (say, { socket }) => {
            say(words);
            socket.destroySoon();
          },
        },
      });
      await assert.rejects(whole(server), trouble('unreachable'), words);
    }
  });
  test(`nonsense at ${step} is not taken for an answer`, async (t) => {
    for (const nonsense of [
      'HTTP/1.1 400 Bad Request\r\n\r\n',
      '\0\0\0\r\n',
      '* \r\n* (((\r\n* 1 FETCH\r\n* x FETCH (\r\n',
      'ZZ99 OK I am another\r\n',
      '\x16\x03\x01\x02\r\n',
      `* ${'('.repeat(1_000)}\r\n`,
      '* 4294967296 EXISTS\r\n* -1 EXPUNGE\r\n',
    ]) {
      const server = await start(t, { answers: { [step]: (say) => say(nonsense) } });
      await assert.rejects(
        whole(server, never, 200),
        trouble('unreachable', 'protocol'),
        JSON.stringify(nonsense),
      );
    }
  });
}

/** As much as is taken until the client has had enough; resolves with how much that was. */
const flood = async (say: Say, socket: Socket, text: string): Promise<number> => {
  const block = Buffer.from(text.repeat(Math.ceil(65_536 / text.length)), 'latin1');
  let written = 0;
  socket.setMaxListeners(0);
  while (!socket.destroyed) {
    say(block);
    written += block.length;
    if (socket.writableNeedDrain)
      await new Promise<void>((resolve) => {
        socket.once('drain', resolve);
        socket.once('close', resolve);
      });
  }
  return written;
};

/** Long lines: the library takes its time over each, and this is about octets. */
const LONG = 'still-here'.repeat(200);

for (const [what, first, text] of [
  ['a line without an end', '* OK ', 'x'],
  ['lines without an end', '', `* OK ${LONG}\r\n`],
  ['a listing without an end', '', `* LIST () "/" ${LONG}\r\n`],
  ['news without an end', '', `* 1 FETCH (UID 7 FLAGS (${LONG}))\r\n`],
  ['a literal without an end', '* 1 FETCH (UID 7 BODY[] {2000000000}\r\n', 'x'],
] as const)
  test(`${what} is cut off at every step`, async (t) => {
    for (const step of ['SELECT', 'NOOP', 'UID FETCH', 'IDLE'] as const) {
      let written: Promise<number> | undefined;
      const answer = (say: Say, { socket }: Asked): Promise<void> => {
        say(first);
        written = flood(say, socket, text);
        return written.then(() => undefined);
      };
      const server = await start(t, { answers: { [step]: answer } });
      const before = process.memoryUsage().rss;
      await assert.rejects(whole(server), trouble('protocol'), `${what} at ${step}`);
      // The most that any command may bring, a second of it, and what lies in buffers on the way.
      assert.ok(((await written) ?? 0) < 200 * 1024 * 1024, `${what} at ${step}: ${String(await written)}`);
      assert.ok(process.memoryUsage().rss - before < 150 * 1024 * 1024, `${what} at ${step}`);
    }
  });

test('a message that comes in crumbs, or never ends, is not waited for', async (t) => {
  const crumbs = await start(t, {
    answers: {
      'UID FETCH': (say, { tag, line }) =>
        say(
          line.includes('BODY')
            ? `* 1 FETCH (UID 7 RFC822.SIZE 1000000 BODY[] {1}\r\nx)\r\n${tag} OK\r\n`
            : `* 1 FETCH (UID 7 RFC822.SIZE 1000000 FLAGS ())\r\n${tag} OK\r\n`,
        ),
    },
  });
  const session = await openImap(crumbs.options(), never);
  await assert.rejects(collect(session.body('7', never)), trouble('protocol'));
  assert.equal(session.ended, true);
  const endless = await start(t, {
    answers: {
      'UID FETCH': (say, { tag, line }) => {
        const length = Number(/\.(\d+)>/.exec(line)?.[1] ?? 0);
        say(
          `* 1 FETCH (UID 7 RFC822.SIZE 1 BODY[] {${String(length)}}\r\n${'x'.repeat(length)})\r\n${tag} OK\r\n`,
        );
      },
    },
  });
  const other = await openImap(endless.options(), never);
  let length = 0;
  await assert.rejects(async () => {
    for await (const piece of other.body('7', never)) length += piece.length;
  }, trouble('protocol'));
  assert.ok(length < 80 * 1024 * 1024);
});

test('an answer of which a part could not be understood is no answer', async (t) => {
  const server = await start(t, {
    answers: {
      'UID FETCH': (say, { tag }) =>
        say(`* 1 FETCH (UID 7 RFC822.SIZE 5 FLAGS ())\r\n* 2 FETCH (UID 8 "open\r\n${tag} OK done\r\n`),
    },
  });
  const session = await openImap(server.options(), never);
  // Message 8 is there, and a listing without it would say that it is gone.
  await assert.rejects(session.list(never), trouble('protocol'));
});

test('text in a message that looks like an answer stays text', async (t) => {
  const raw = Buffer.from(
    'Subject: x\r\n\r\n)\r\n* 1 EXPUNGE\r\n* BYE\r\nA1 OK\r\n{5}\r\n+ go\r\n1 OK\r\n2 OK\r\n',
  );
  const server = await start(t, { mails: [{ uid: 7, raw }] });
  const session = await openImap(server.options(), never);
  assert.ok((await collect(session.body('7', never))).equals(raw));
  await session.close();
});
