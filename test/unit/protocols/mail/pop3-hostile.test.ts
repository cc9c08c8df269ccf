// POP3 servers that fall silent, break off, flood or talk nonsense at every step: always a MailError, never a hang, never the memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MailboxSession } from '@platen/edge-server/protocols/mail/mailbox';
import { openPop3 } from '@platen/edge-server/protocols/mail/pop3';
import {
  collect,
  type Pop3Script,
  type Pop3Server,
  type Say,
  startPop3Server,
  trouble,
} from './pop3-server.ts';

const never = new AbortController().signal;
const MESSAGE = 'Subject: one\r\n\r\nhello\r\n';
type Test = { after(act: () => Promise<void>): void };
const start = async (t: Test, script: Pop3Script): Promise<Pop3Server> => {
  const server = await startPop3Server({ messages: [MESSAGE], ...script });
  t.after(() => server.stop());
  return server;
};

/** Everything a session can be asked for. */
const everything = async (session: MailboxSession, signal: AbortSignal): Promise<void> => {
  const uids = (await session.list(signal)).mails.map(({ uid }) => uid);
  for await (const { header } of session.headers(uids, signal)) assert.ok(header.length > 0);
  for (const uid of uids) await collect(session.body(uid, signal));
  await session.remove(uids, undefined, signal);
};
// Long where the server does answer: a busy machine is not a silent server.
const whole = async (server: Pop3Server, signal = never, answerMs = 20_000): Promise<void> => {
  const session = await openPop3(server.options({ timeouts: { connectMs: 5_000, answerMs } }), signal);
  try {
    await everything(session, signal);
  } finally {
    await session.close();
    assert.equal(session.ended, true);
  }
};
const STEPS = ['greeting', 'CAPA', 'USER', 'PASS', 'LIST', 'UIDL', 'TOP', 'RETR', 'DELE', 'QUIT'] as const;

for (const step of STEPS) {
  test(`silence after ${step} is not waited out`, async (t) => {
    await assert.rejects(
      whole(await start(t, { answers: { [step]: () => undefined } }), never, 60),
      trouble('unreachable'),
    );
  });
  test(`silence after ${step} is given up when nobody waits any more`, async (t) => {
    const given = new AbortController();
    const server = await start(t, { answers: { [step]: () => void setImmediate(() => given.abort()) } });
    await assert.rejects(whole(server, given.signal, 60_000), trouble('unreachable'));
  });
  test(`a connection that breaks at ${step} is a broken connection`, async (t) => {
    for (const words of ['', '+', '+OK', '+OK\r', '+OK half\r\nof a li']) {
      const server = await start(t, {
        answers: {
          [step]: (say, _, socket) => {
            say(words);
            socket.destroySoon();
          },
        },
      });
      const answersInOneLine = ['greeting', 'USER', 'PASS', 'DELE', 'QUIT'].includes(step);
      await assert
        .rejects(
          whole(server),
          answersInOneLine && words.includes('\n')
            ? trouble('unreachable', 'protocol')
            : trouble('unreachable'),
        )
        .catch((error: unknown) => {
          // The last word was all that was wanted.
          if (step !== 'QUIT' || !words.includes('\n')) throw error;
        });
    }
  });
  test(`nonsense at ${step} is not taken for an answer`, async (t) => {
    for (const nonsense of [
      'HTTP/1.1 400 Bad Request\r\n',
      '\0\0\0\r\n',
      '+OKAY\r\n',
      ' +OK\r\n',
      '\r\n',
      '\x16\x03\x01\x02\r\n',
    ]) {
      const server = await start(t, { answers: { [step]: (say) => say(nonsense) } });
      await assert.rejects(whole(server), trouble('protocol'), JSON.stringify(nonsense));
    }
  });
  test(`a line without an end at ${step} is cut off`, async (t) => {
    let said = 0;
    const flood = (say: Say): void => {
      for (said = 0; said < 64; said += 1) say('+OK '.repeat(1_024));
    };
    await assert.rejects(whole(await start(t, { answers: { [step]: flood } })), trouble('protocol'));
  });
}

test('a list without an end is cut off, whatever it lists', async (t) => {
  const line = { CAPA: 'X-WHATEVER\r\n', LIST: '1 2\r\n', UIDL: '1 a\r\n' };
  for (const [step, text] of Object.entries(line)) {
    let written = 0;
    const flood = async (
      say: Say,
      _: string,
      socket: {
        destroyed: boolean;
        writableNeedDrain: boolean;
        once(event: 'drain' | 'close', act: () => void): void;
      },
    ): Promise<void> => {
      say('+OK\r\n');
      const block = text.repeat(5_000);
      while (!socket.destroyed) {
        say(block);
        written += block.length;
        if (socket.writableNeedDrain)
          await new Promise<void>((resolve) => {
            socket.once('drain', resolve);
            socket.once('close', resolve);
          });
      }
    };
    await assert.rejects(
      whole(await start(t, { answers: { [step]: flood } }), never, 20_000),
      trouble('protocol'),
    );
    // What the client read, and what lay in buffers on the way.
    assert.ok(written < 40 * 1024 * 1024, `${step}: ${String(written)}`);
  }
});

test('a reader that does not read stops the server', async (t) => {
  let written = 0;
  const server = await start(t, {
    answers: {
      async RETR(say, _, socket) {
        say('+OK\r\n');
        const block = 'x'.repeat(65_536);
        while (!socket.destroyed) {
          say(block);
          written += block.length;
          if (socket.writableNeedDrain)
            await new Promise<void>((resolve) => {
              socket.once('drain', resolve);
              socket.once('close', resolve);
            });
        }
      },
    },
  });
  const session = await openPop3(server.options(), never);
  const body = session.body('uid-1', never)[Symbol.asyncIterator]();
  await body.next();
  let before = -1;
  while (before !== written) {
    before = written;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  assert.ok(written < 32 * 1024 * 1024, String(written));
  await body.return?.();
  await session.close();
});

test('NULs and lines of no meaning in a list are passed over', async (t) => {
  const server = await start(t, {
    answers: {
      UIDL: (say) => say('+OK\r\n1 uid-1\r\n\0\0\r\nx y\r\n2\r\n3 \r\n999999999999 a\r\n4 a\0b\r\n.\r\n'),
      LIST: (say) => say('+OK\r\n1 many\r\n-1 5\r\n1e9 5\r\n.\r\n'),
    },
  });
  const session = await openPop3(server.options(), never);
  assert.deepEqual((await session.list(never)).mails, [
    { uid: 'uid-1', size: undefined },
    { uid: 'a', size: undefined },
  ]);
  await session.close();
});

test('a name or password that would be a command of its own never leaves', async (t) => {
  const server = await start(t, {});
  for (const more of [
    { user: 'bob\r\nDELE 1' },
    { user: '' },
    { auth: { kind: 'password', password: 'a\nb' } },
    { auth: { kind: 'password', password: 'a\0b' } },
  ] as const)
    await assert.rejects(openPop3(server.options(more), never), trouble('refused'));
  assert.deepEqual(server.heard, []);
});
