// A POP3 server for tests whose every answer may be replaced, octet by octet: for what no honest server would say.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setImmediate as turn } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import type { ReadOptions } from '@platen/edge-server/protocols/mail/connect-options';
import { MailError } from '@platen/edge-server/protocols/mail/mailbox';

export type Say = (data: string | Uint8Array) => void;

export type Pop3Script = {
  /** As they are on the wire between "+OK" and the final dot: stuffed, with CRLF. */
  readonly messages?: readonly (string | Uint8Array)[];
  readonly capabilities?: readonly string[];
  /** Answers by command word, or "greeting"; whoever is not named answers as an honest server. */
  readonly answers?: Readonly<
    Record<string, (say: Say, line: string, socket: Socket) => void | Promise<void>>
  >;
  readonly tls?: { readonly cert: string; readonly key: string };
};

export type Pop3Server = {
  readonly port: number;
  /** Every line that clients have sent, in order. */
  readonly heard: readonly string[];
  readonly options: (more?: Partial<ReadOptions>) => ReadOptions;
  stop(): Promise<void>;
};

export const startPop3Server = async (script: Pop3Script = {}): Promise<Pop3Server> => {
  const { messages = [], capabilities = ['TOP', 'UIDL', 'USER'], answers = {} } = script;
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const numbered = (line: string): string | Uint8Array | undefined =>
    messages[Number(line.split(' ')[1]) - 1];
  const list = (valueOf: (message: string | Uint8Array, number: number) => string): string =>
    `+OK\r\n${messages.map((message, at) => `${String(at + 1)} ${valueOf(message, at + 1)}\r\n`).join('')}.\r\n`;

  const honest = (line: string): string | Uint8Array => {
    const [word = ''] = line.toUpperCase().split(' ');
    const message = numbered(line);
    switch (word) {
      case 'CAPA':
        return `+OK\r\n${capabilities.map((name) => `${name}\r\n`).join('')}.\r\n`;
      case 'LIST':
        return list((text) => String(text.length));
      case 'UIDL':
        return list((_, number) => `uid-${String(number)}`);
      case 'TOP':
        return message === undefined
          ? '-ERR no such message\r\n'
          : `+OK\r\n${Buffer.from(message).toString('latin1').split('\r\n\r\n')[0] ?? ''}\r\n\r\n.\r\n`;
      case 'RETR':
        return message === undefined
          ? '-ERR no such message\r\n'
          : Buffer.concat([Buffer.from('+OK\r\n'), Buffer.from(message), Buffer.from('.\r\n')]);
      default:
        return '+OK\r\n';
    }
  };

  const serve = async (socket: Socket, isGreeted: boolean): Promise<void> => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    const say: Say = (data) => {
      if (!socket.destroyed) socket.write(typeof data === 'string' ? Buffer.from(data, 'latin1') : data);
    };
    const answer = async (word: string, line: string): Promise<void> => {
      const own = answers[word];
      if (own === undefined) say(word === 'greeting' ? '+OK ready\r\n' : honest(line));
      else await own(say, line, socket);
    };
    if (!isGreeted) await answer('greeting', '');
    for await (const line of createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })) {
      heard.push(line);
      const [word = ''] = line.toUpperCase().split(' ');
      await answer(word, line);
      if (word === 'STLS' && script.tls !== undefined && answers['STLS'] === undefined) {
        await serve(new TLSSocket(socket, { isServer: true, ...script.tls }), true);
        return;
      }
      if (word === 'QUIT' && answers['QUIT'] === undefined) socket.end();
    }
  };
  const server = createServer({ noDelay: true }, (socket) => {
    serve(socket, false).catch(() => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const { port } = address;
  return {
    port,
    heard,
    options: (more = {}) => ({
      host: '127.0.0.1',
      port,
      security: 'none',
      user: 'bob',
      auth: { kind: 'password', password: 'secret' },
      folder: '',
      trust: {},
      timeouts: { connectMs: 5_000, answerMs: 5_000 },
      ...more,
    }),
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};

/** Lets the other side read what was written before more is written, so that a border of pieces is one on the wire too. */
export const settled = async (): Promise<void> => {
  for (let count = 0; count < 3; count += 1) await turn();
};

export const trouble =
  (...kinds: readonly string[]) =>
  (error: unknown): true => {
    assert.ok(error instanceof MailError, String(error));
    assert.ok(kinds.includes(error.trouble), `${error.trouble}: ${error.message}`);
    return true;
  };

export const collect = async (source: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
};
