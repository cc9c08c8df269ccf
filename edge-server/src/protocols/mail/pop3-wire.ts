// One POP3 connection (RFC 1939) as lines and texts: bounded in time and octets, encrypted as configured, the certificate judged before
// anything is sent. Knows no commands but STLS.
import { type Socket, connect as tcpConnect } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import {
  certificateTrouble,
  LONGEST_ANSWER,
  type ReadOptions,
  timeoutsOf,
  tlsOptions,
} from './connect-options.ts';
import { connectionError, shownLine } from './connection-error.ts';
import { MailError } from './mailbox.ts';
import { feeder, type Limits } from './pop3-feed.ts';
import { pop3Text } from './pop3-text.ts';

export interface Pop3Answer {
  /** +OK, -ERR, or + (the server waits for more, RFC 5034). */
  readonly status: 'ok' | 'error' | 'more';
  /** What follows the status on its line. */
  readonly text: string;
}

export interface Pop3Wire {
  /** @param line Without its CRLF. */
  send(line: string): void;
  answer(signal: AbortSignal): Promise<Pop3Answer>;
  /** The rest of a multi-line answer as it comes, dots taken off, within `ms` in all. Left early, the connection is over. */
  text(limits: Limits): AsyncGenerator<Buffer, void, undefined>;
  /** Wraps the connection in TLS and judges the certificate. */
  encrypt(signal: AbortSignal): Promise<void>;
  readonly ended: () => boolean;
  destroy(): void;
}

/** RFC 1939 section 3 says 512; servers add lists of what they can do. */
const LONGEST_LINE = 8 * 1024;
/** TCP, and TLS where security is tls. @throws MailError */
export async function connectPop3(options: ReadOptions, signal: AbortSignal): Promise<Pop3Wire> {
  const { host, port, security } = options;
  const { connectMs, answerMs } = timeoutsOf(options);
  let plain = tcpConnect({ host, port, noDelay: true, keepAlive: true });
  const doing = `connecting to ${host}`;
  await stands(plain, 'connect', { signal, ms: connectMs, doing });
  const feed = feeder();
  if (security !== 'tls') feed.from(plain);

  const encrypt = async (signal: AbortSignal): Promise<void> => {
    // Octets that came with the answer to STLS were put there by somebody who wants them read as encrypted.
    if (feed.leave().length > 0) {
      plain.destroy();
      throw new MailError('protocol', 'the server spoke before TLS began');
    }
    const encrypted = tlsConnect({ ...tlsOptions(options), socket: plain });
    await stands(encrypted, 'secureConnect', { signal, ms: connectMs, doing: `starting TLS with ${host}` });
    const trouble = certificateTrouble(encrypted, options);
    if (trouble !== undefined) {
      encrypted.destroy();
      throw trouble;
    }
    plain = encrypted;
    feed.from(encrypted);
  };
  if (security === 'tls') await encrypt(signal);

  const more = async (signal: AbortSignal, until: number): Promise<Buffer> => {
    const ms = Math.min(answerMs, until - performance.now());
    try {
      return await feed.next({ signal, ms });
    } catch (error) {
      plain.destroy();
      throw connectionError(error, `talking to ${host}`);
    }
  };
  const tooMuch = (detail: string): MailError => {
    plain.destroy();
    return new MailError('protocol', detail);
  };

  return {
    send(line) {
      plain.write(`${line}\r\n`);
    },
    async answer(signal) {
      const until = performance.now() + answerMs * LONGEST_ANSWER;
      const pieces: Buffer[] = [];
      let length = 0;
      for (;;) {
        const chunk = await more(signal, until);
        const end = chunk.indexOf(0x0a);
        const piece = end === -1 ? chunk : chunk.subarray(0, end);
        length += piece.length;
        if (length > LONGEST_LINE) throw tooMuch('the server sends a line without an end');
        pieces.push(piece);
        if (end === -1) continue;
        feed.putBack(chunk.subarray(end + 1));
        const answer = answerOf(Buffer.concat(pieces).toString('latin1').replace(/\r$/, ''));
        if (answer === undefined) throw tooMuch('the server answers with something that is no POP3');
        return answer;
      }
    },
    async *text({ signal, ms }) {
      const until = performance.now() + ms;
      const text = pop3Text();
      let whole = false;
      try {
        for (;;) {
          const chunk = await more(signal, until);
          const { text: octets, rest } = text.push(chunk);
          if (rest !== undefined) {
            feed.putBack(rest);
            whole = true;
          }
          if (octets.length > 0) yield octets;
          if (rest !== undefined) return;
        }
      } finally {
        if (!whole) plain.destroy();
      }
    },
    encrypt,
    ended: () => plain.destroyed || feed.ended(),
    destroy: () => plain.destroy(),
  };
}

/** RFC 1939 section 3; "+" alone or with base64 after it is RFC 5034's challenge. */
function answerOf(line: string): Pop3Answer | undefined {
  const [, word = '', text = ''] = /^(\+OK|-ERR|\+)(?: (.*)|$)/i.exec(line) ?? [];
  if (/^\+OK$/i.test(word)) return { status: 'ok', text };
  if (/^-ERR$/i.test(word)) return { status: 'error', text: shownLine(text) };
  return word === '+' ? { status: 'more', text } : undefined;
}

/** Resolves at `event`. @throws MailError, and the socket is gone then */
function stands(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  { signal, ms, doing }: Limits & { doing: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: unknown): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.off('error', settle);
      socket.off('close', onClose);
      // One that nobody reads from may break too.
      socket.on('error', () => undefined);
      if (error === undefined) {
        resolve();
        return;
      }
      socket.destroy();
      reject(connectionError(error, doing));
    };
    const onAbort = (): void =>
      settle(new MailError('unreachable', `given up while ${doing}`, { cause: signal.reason }));
    const onClose = (): void => settle(new MailError('unreachable', `the connection ended while ${doing}`));
    const timer = setTimeout(
      () => settle(new MailError('unreachable', `no answer in time while ${doing}`)),
      ms,
    );
    socket.once(event, () => settle());
    socket.once('error', settle);
    socket.once('close', onClose);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}
