// The first words with a mail server, step by step, as a person would try them by hand: look its name up, connect, greet, TLS. Each step
// with its time, what was said, and where it stopped. No user name, no password and no message is sent.
import { lookup as dnsLookup } from 'node:dns/promises';
import { isIP, type Socket, connect as tcpConnect } from 'node:net';
import { createInterface } from 'node:readline';
import { connect as tlsConnect } from 'node:tls';
import { cleanText } from '../ipp/clean-text.ts';
import type { TlsTrust } from '../tls-trust.ts';

export const FIRST_WORDS = ['lookup', 'connect', 'greeting', 'starttls', 'tls'] as const;
export type FirstWord = (typeof FIRST_WORDS)[number];

/** Why a step stopped, in a word that a cure can be written for. */
export type FirstWordsTrouble =
  | 'unknown-name'
  | 'refused'
  | 'silent'
  | 'not-this-protocol'
  | 'no-starttls'
  | 'no-tls'
  | 'untrusted'
  | 'wrong-pin';

export interface FirstWordStep {
  readonly step: FirstWord;
  readonly ok: boolean;
  /** Milliseconds. */
  readonly ms: number;
  /** What the other side said or showed, one clean line. */
  readonly said?: string;
  readonly trouble?: FirstWordsTrouble;
}

export interface FirstWordsAsk {
  readonly host: string;
  readonly port: number;
  /** https: Exchange and Graph, whose greeting is TLS itself. */
  readonly protocol: 'imap' | 'pop3' | 'smtp' | 'https';
  readonly security: 'tls' | 'starttls' | 'none';
  readonly trust: TlsTrust;
  readonly monotonic: () => number;
}

/** A greeting is a line; what is longer is no mail server's. */
const LONGEST = 200;
/** Lines of an answer to EHLO: servers have a dozen extensions. */
const MOST_LINES = 100;
const GREETING = { imap: /^\* (OK|PREAUTH)/i, pop3: /^\+OK/i, smtp: /^220[ -]/ } as const;

class Stopped extends Error {
  readonly trouble: FirstWordsTrouble;
  constructor(trouble: FirstWordsTrouble, said: string) {
    super(said);
    this.name = 'Stopped';
    this.trouble = trouble;
  }
}

/** The steps that were taken; the last one is the one that failed, if any did. Never rejects: a signal that aborts is a silent server. */
export async function firstWords(ask: FirstWordsAsk, signal: AbortSignal): Promise<readonly FirstWordStep[]> {
  const steps: FirstWordStep[] = [];
  let socket: Socket | undefined;
  const cut = () => socket?.destroy(new Error('Nothing came in time.'));
  signal.addEventListener('abort', cut, { once: true });
  const take = async <T>(step: FirstWord, act: () => Promise<{ said: string; value: T }>): Promise<T> => {
    const from = ask.monotonic();
    const ms = (): number => Math.max(0, Math.round(ask.monotonic() - from));
    try {
      signal.throwIfAborted();
      const { said, value } = await act();
      steps.push({ step, ok: true, ms: ms(), said: cleanText(said, LONGEST) });
      return value;
    } catch (cause) {
      const stopped = cause instanceof Stopped ? cause : new Stopped(troubleOf(step, cause), sayCause(cause));
      steps.push({
        step,
        ok: false,
        ms: ms(),
        said: cleanText(stopped.message, LONGEST),
        trouble: stopped.trouble,
      });
      throw stopped;
    }
  };
  try {
    const { host, port } = ask;
    const address = await take('lookup', () => find(host));
    socket = await take('connect', () => open(address, port, (opened) => (socket = opened)));
    const { protocol } = ask;
    // Plain HTTP has neither greeting nor TLS.
    if (protocol === 'https' && ask.security === 'none') return steps;
    if (protocol !== 'https' && ask.security !== 'tls') {
      const plain = socket;
      await take('greeting', () => greet(plain, protocol));
      if (ask.security === 'none') return steps;
      await take('starttls', () => startTls(plain, protocol));
    }
    const under = socket;
    const secure = await take('tls', () => handshake(under, ask));
    socket = secure;
    if (protocol !== 'https' && ask.security === 'tls') await take('greeting', () => greet(secure, protocol));
  } catch (cause) {
    if (!(cause instanceof Stopped)) throw cause;
  } finally {
    signal.removeEventListener('abort', cut);
    socket?.destroy();
  }
  return steps;
}

async function find(host: string): Promise<{ said: string; value: string }> {
  if (isIP(host) !== 0) return { said: host, value: host };
  const all = await dnsLookup(host, { all: true });
  const [first] = all;
  if (first === undefined) throw new Stopped('unknown-name', 'no address');
  return { said: all.map(({ address }) => address).join(', '), value: first.address };
}

/** @param opened is told of the socket before it stands, so that a wait can be cut. */
function open(
  address: string,
  port: number,
  opened: (socket: Socket) => void,
): Promise<{ said: string; value: Socket }> {
  return new Promise((resolve, reject) => {
    const socket = tcpConnect({ host: address, port });
    opened(socket);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      // From here on whoever reads hears of the end by "close".
      socket.on('error', () => undefined);
      resolve({ said: `${isIP(address) === 6 ? `[${address}]` : address}:${port}`, value: socket });
    });
  });
}

type Plain = Exclude<FirstWordsAsk['protocol'], 'https'>;

const START_TLS: Readonly<Record<Plain, { readonly say: string; readonly end: RegExp }>> = {
  imap: { say: 'a STARTTLS', end: /^a /i },
  pop3: { say: 'STLS', end: /^(\+OK|-ERR)/i },
  smtp: { say: 'STARTTLS', end: /^\d{3} / },
};

async function greet(socket: Socket, protocol: Plain): Promise<{ said: string; value: undefined }> {
  const line = await lineThat(socket, undefined, () => true);
  if (!GREETING[protocol].test(line)) throw new Stopped('not-this-protocol', line);
  return { said: line, value: undefined };
}

/** RFC 9051 section 6.2.1, RFC 2595 section 4, RFC 3207. */
async function startTls(socket: Socket, protocol: Plain): Promise<{ said: string; value: undefined }> {
  if (protocol === 'smtp') {
    const hello = await lineThat(socket, 'EHLO [127.0.0.1]', (line) => /^(250 |[45]\d\d)/.test(line));
    if (!hello.startsWith('250')) throw new Stopped('no-starttls', hello);
  }
  const { say, end } = START_TLS[protocol];
  const line = await lineThat(socket, say, (one) => end.test(one));
  if (!/^(a OK|\+OK|220 )/i.test(line)) throw new Stopped('no-starttls', line);
  return { said: line, value: undefined };
}

/** The first line that fits, after `say` was said. Rejects when the other side ends. */
async function lineThat(
  socket: Socket,
  say: string | undefined,
  fits: (line: string) => boolean,
): Promise<string> {
  const lines = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY });
  try {
    if (say !== undefined) socket.write(`${say}\r\n`);
    let seen = 0;
    for await (const line of lines) {
      if (fits(line)) return line;
      seen += 1;
      if (seen > MOST_LINES) throw new Stopped('not-this-protocol', line);
    }
    throw new Stopped('silent', socket.errored?.message ?? 'The connection was ended without a word.');
  } finally {
    lines.close();
    socket.removeAllListeners('data');
    socket.resume();
    socket.pause();
  }
}

function handshake(
  socket: Socket,
  { host, trust, protocol }: FirstWordsAsk,
): Promise<{ said: string; value: Socket }> {
  return new Promise((resolve, reject) => {
    const secure = tlsConnect({
      socket,
      // What is wrong with it is told below; nothing secret is sent on this connection.
      rejectUnauthorized: false,
      ...(trust.ca === undefined ? {} : { ca: trust.ca }),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(protocol === 'https' ? { ALPNProtocols: ['http/1.1'] } : {}),
    });
    secure.once('error', reject);
    secure.once('close', () =>
      reject(new Stopped('no-tls', 'The connection was ended instead of a handshake.')),
    );
    secure.once('secureConnect', () => {
      const shown = secure.getPeerCertificate();
      const until = Number.isNaN(Date.parse(shown.valid_to))
        ? ''
        : `, good until ${new Date(shown.valid_to).toISOString().slice(0, 10)}`;
      const said = `${secure.getProtocol() ?? 'TLS'}, certificate of ${text(shown.subject.CN) ?? host} by ${text(shown.issuer.O) ?? text(shown.issuer.CN) ?? 'an unnamed authority'}${until}`;
      const plain = (hex: string): string => hex.replaceAll(':', '').toLowerCase();
      if (trust.pin !== undefined && plain(trust.pin) !== plain(shown.fingerprint256)) {
        reject(new Stopped('wrong-pin', said));
      } else if (trust.pin === undefined && !secure.authorized) {
        const why: unknown = secure.authorizationError;
        reject(new Stopped('untrusted', `${said}: ${why instanceof Error ? why.message : String(why)}`));
      } else resolve({ said, value: secure });
    });
  });
}

const text = (name: string | readonly string[] | undefined): string | undefined =>
  typeof name === 'string' ? name : name?.[0];

function troubleOf(step: FirstWord, cause: unknown): FirstWordsTrouble {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (step === 'lookup') return 'unknown-name';
  if (code === 'ECONNREFUSED') return 'refused';
  if (step === 'tls') return 'no-tls';
  return 'silent';
}

function sayCause(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  // A name with several addresses fails with all their reasons, and an empty message of its own.
  if (cause instanceof AggregateError && cause.message === '') return cause.errors.map(sayCause).join('; ');
  return cause.message;
}
