// An IMAP server for tests whose every answer may be replaced, octet by octet: for what no honest server would say. One folder, no more
// of the protocol than the client uses.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { TLSSocket } from 'node:tls';
import type { ReadOptions } from '@platen/edge-server/protocols/mail/connect-options';

export type Say = (data: string | Uint8Array) => void;
export type Asked = {
  readonly tag: string;
  readonly words: readonly string[];
  readonly line: string;
  readonly socket: Socket;
};

export type ScriptedMail = {
  readonly uid: number;
  readonly raw: Buffer;
  readonly size?: number;
  readonly flags?: string;
};

export type ImapScript = {
  readonly mails?: readonly ScriptedMail[];
  /** Default: IDLE, UIDPLUS, MOVE. */
  readonly capabilities?: string;
  readonly permanentFlags?: string;
  /** Answers by command ("UID FETCH" is one), or "greeting"; whoever is not named answers as an honest server. */
  readonly answers?: Readonly<Record<string, (say: Say, asked: Asked) => void | Promise<void>>>;
  readonly tls?: { readonly cert: string; readonly key: string };
};

export type ImapServer = {
  readonly port: number;
  /** Every line that clients have sent, without its tag. */
  readonly heard: readonly string[];
  readonly options: (more?: Partial<ReadOptions>) => ReadOptions;
  stop(): Promise<void>;
};

/** The answer to one UID FETCH as an honest server gives it; `change` may replace octets and size. */
export const fetched = (mail: ScriptedMail, seq: number, line: string, wholeAlways = false): Buffer => {
  const items: (string | Buffer)[] = [`* ${String(seq)} FETCH (UID ${String(mail.uid)}`];
  if (line.includes('RFC822.SIZE')) items.push(` RFC822.SIZE ${String(mail.size ?? mail.raw.length)}`);
  if (line.includes('FLAGS')) items.push(` FLAGS (${mail.flags ?? ''})`);
  const [, section = '', start, length] = /BODY\.PEEK\[([A-Z]*)\](?:<(\d+)\.(\d+)>)?/.exec(line) ?? [];
  if (line.includes('BODY.PEEK[')) {
    const end = mail.raw.indexOf('\r\n\r\n') + 4;
    const whole = section === 'HEADER' ? mail.raw.subarray(0, end) : mail.raw;
    const from = Number(start ?? 0);
    const octets = wholeAlways || start === undefined ? whole : whole.subarray(from, from + Number(length));
    items.push(
      ` BODY[${section}]${start === undefined ? '' : `<${start}>`} {${String(octets.length)}}\r\n`,
      octets,
    );
  }
  items.push(')\r\n');
  return Buffer.concat(items.map((item) => (typeof item === 'string' ? Buffer.from(item, 'latin1') : item)));
};

const asks = (set: string, uid: number): boolean =>
  set.split(',').some((part) => {
    const [from = '', to = from] = part.split(':');
    return uid >= Number(from) && (to === '*' || uid <= Number(to));
  });

export const startImapServer = async (script: ImapScript = {}): Promise<ImapServer> => {
  const {
    mails = [],
    capabilities = 'IDLE UIDPLUS MOVE',
    permanentFlags = '\\Seen \\Deleted \\*',
    answers = {},
  } = script;
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const can = `IMAP4rev1 ${capabilities}`;

  const honest = (say: Say, { tag, words, line }: Asked): void => {
    const ok = `${tag} OK done\r\n`;
    switch (words[0]) {
      case 'CAPABILITY':
        say(`* CAPABILITY ${can}\r\n${ok}`);
        return;
      case 'NAMESPACE':
        say(`* NAMESPACE (("" "/")) NIL NIL\r\n${ok}`);
        return;
      case 'LIST':
      case 'LSUB':
        say(`* ${words[0]} () "/" ${words[2] === '""' ? '""' : 'INBOX'}\r\n${ok}`);
        return;
      case 'SELECT':
        say(
          `* FLAGS (\\Seen \\Deleted)\r\n* OK [PERMANENTFLAGS (${permanentFlags})] ok\r\n* ${String(mails.length)} EXISTS\r\n` +
            `* OK [UIDVALIDITY 77] ok\r\n* OK [UIDNEXT 1000] ok\r\n${tag} OK [READ-WRITE] done\r\n`,
        );
        return;
      case 'UID FETCH':
        for (const [at, mail] of mails.entries())
          if (asks(words[1] ?? '', mail.uid)) say(fetched(mail, at + 1, line));
        say(ok);
        return;
      case 'IDLE':
        say('+ idling\r\n');
        return;
      case 'LOGOUT':
        say(`* BYE bye\r\n${ok}`);
        return;
      default:
        say(ok);
    }
  };

  const serve = async (socket: Socket, isGreeted: boolean): Promise<void> => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    const say: Say = (data) => {
      if (!socket.destroyed) socket.write(typeof data === 'string' ? Buffer.from(data, 'latin1') : data);
    };
    const answer = async (asked: Asked): Promise<void> => {
      const own = answers[asked.words[0] ?? ''];
      if (own !== undefined) await own(say, asked);
      else if (asked.words[0] === 'greeting') say(`* OK [CAPABILITY ${can}] ready\r\n`);
      else honest(say, asked);
    };
    if (!isGreeted) await answer({ tag: '*', words: ['greeting'], line: '', socket });
    let idling = '';
    for await (const text of createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (text === 'DONE') {
        heard.push(text);
        const own = answers['DONE'];
        if (own === undefined) say(`${idling} OK done\r\n`);
        else await own(say, { tag: idling, words: ['DONE'], line: text, socket });
        continue;
      }
      const [, tag = '', line = ''] = /^(\S+) (.*)$/.exec(text) ?? [undefined, '', text];
      heard.push(line);
      const given = line.split(' ');
      const words = given[0] === 'UID' ? [`UID ${given[1] ?? ''}`, ...given.slice(2)] : given;
      if (words[0] === 'IDLE') idling = tag;
      await answer({ tag, words, line, socket });
      if (words[0] === 'STARTTLS' && script.tls !== undefined && answers['STARTTLS'] === undefined) {
        await serve(new TLSSocket(socket, { isServer: true, ...script.tls }), true);
        return;
      }
      if (words[0] === 'LOGOUT' && answers['LOGOUT'] === undefined) socket.end();
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
      folder: 'INBOX',
      trust: {},
      timeouts: { connectMs: 5_000, answerMs: 20_000 },
      ...more,
    }),
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};
