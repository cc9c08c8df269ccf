// An SMTP server that misbehaves on command: answers what a test says, cuts the connection where it says, and keeps what it was told. Takes
// every message otherwise. Implements of RFC 5321, 3207 and 4954 what a client needs; for a real server see postfix.ts.
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import type { TestCertificate } from '../unit/protocols/ipp/test-certificate.ts';

/** The answer, with its code; 'cut' ends the connection instead; 'silence' answers nothing; 'half' sends half an answer and cuts. */
export type SmtpAnswer = string | 'cut' | 'silence' | 'half';

export interface SmtpStandInOptions {
  /** With it, STARTTLS is offered, or everything is encrypted (`implicit`). */
  readonly tls?: TestCertificate;
  readonly implicit?: boolean;
  /** More lines of EHLO; default PIPELINING, SIZE 10000000 and AUTH PLAIN XOAUTH2. */
  readonly extensions?: readonly string[];
  /**
   * Asked for every command (its verb: EHLO, MAIL, RCPT, DATA, AUTH, ...), for 'greeting', and for 'message' when the final dot has come.
   * Undefined: the usual answer.
   */
  readonly answer?: (what: string, line: string, nth: number) => SmtpAnswer | undefined;
}

export interface SmtpStandIn {
  readonly port: number;
  /** Lines of all connections, each with the number of its connection in front: "1 MAIL FROM:<>". */
  readonly lines: string[];
  /** Messages as they came, dot-unstuffed. */
  readonly messages: string[];
  /** Connections so far. */
  readonly connections: () => number;
  readonly open: () => number;
  /** Ends every connection at once. */
  cut(): void;
  stop(): Promise<void>;
}

const EXTENSIONS = ['PIPELINING', 'SIZE 10000000', 'AUTH PLAIN XOAUTH2', '8BITMIME'];

export async function startSmtpStandIn(options: SmtpStandInOptions = {}): Promise<SmtpStandIn> {
  const { tls, implicit = false } = options;
  const lines: string[] = [];
  const messages: string[] = [];
  const sockets = new Set<Socket>();
  const counts = new Map<string, number>();
  let connections = 0;

  function ask(what: string, line: string, usual: string): SmtpAnswer {
    const nth = (counts.get(what) ?? 0) + 1;
    counts.set(what, nth);
    return options.answer?.(what, line, nth) ?? usual;
  }

  function serve(first: Socket): void {
    const number = ++connections;
    let socket = first;
    let held = '';
    let inData = false;
    let recipients = 0;
    sockets.add(first);
    first.on('close', () => sockets.delete(first));
    const say = (answer: SmtpAnswer): void => {
      if (answer === 'silence') return;
      if (answer === 'cut') return void first.destroy();
      if (answer === 'half') return void socket.write('250 2.0.0 O', () => first.destroy());
      socket.write(`${answer}\r\n`);
    };
    const listen = (on: Socket): void => {
      on.on('error', () => undefined);
      on.on('data', (chunk) => {
        held += chunk.toString('latin1');
        take();
      });
    };

    function take(): void {
      for (;;) {
        if (inData && held.startsWith('.\r\n')) {
          held = held.slice(3);
          message('');
          continue;
        }
        const end = inData ? held.indexOf('\r\n.\r\n') : held.indexOf('\r\n');
        if (end < 0) return;
        const got = held.slice(0, end);
        held = held.slice(end + (inData ? 5 : 2));
        if (inData) message(got);
        else command(got);
      }
    }

    function message(got: string): void {
      inData = false;
      const answer = ask('message', got, `250 2.0.0 Ok: queued as ${messages.length + 1}`);
      if (/^2/.test(answer) || answer === 'cut' || answer === 'half' || answer === 'silence')
        messages.push(`${got.replaceAll('\r\n..', '\r\n.')}\r\n`);
      say(answer);
    }

    function command(line: string): void {
      lines.push(`${number} ${line}`);
      const verb = line.split(/[\s:]/)[0]?.toUpperCase() ?? '';
      const answer = ask(verb, line, usual(verb));
      say(answer);
      if (verb === 'MAIL') recipients = 0;
      if (verb === 'RCPT' && answer.startsWith('2')) recipients++;
      if (verb === 'DATA' && answer.startsWith('354')) inData = true;
      if (verb === 'QUIT') socket.end();
      if (verb === 'STARTTLS' && answer.startsWith('220') && tls !== undefined) {
        socket.removeAllListeners('data');
        held = '';
        socket = new TLSSocket(first, { isServer: true, cert: tls.cert, key: tls.key });
        listen(socket);
      }
    }

    function usual(verb: string): string {
      const offered = tls === undefined || implicit || socket instanceof TLSSocket ? [] : ['STARTTLS'];
      const extensions = [...(options.extensions ?? EXTENSIONS), ...offered];
      switch (verb) {
        case 'EHLO':
          return ['250-stand-in', ...extensions.map((one) => `250-${one}`), '250 HELP'].join('\r\n');
        case 'AUTH':
          return '235 2.7.0 Accepted';
        case 'DATA':
          return recipients > 0 ? '354 Go on' : '503 5.5.1 No recipient';
        case 'STARTTLS':
          return '220 Ready';
        case 'QUIT':
          return '221 Bye';
        default:
          return '250 Ok';
      }
    }

    listen(first);
    say(ask('greeting', '', '220 stand-in ESMTP'));
  }

  const server: Server =
    implicit && tls !== undefined
      ? createTlsServer({ cert: tls.cert, key: tls.key }, serve)
      : createServer(serve);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    lines,
    messages,
    connections: () => connections,
    open: () => sockets.size,
    cut,
    stop: () => {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
