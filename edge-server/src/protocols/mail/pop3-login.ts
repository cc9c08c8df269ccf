// Greeting, STLS (RFC 2595), what the server can do (CAPA, RFC 2449), and the login: SASL where offered (RFC 5034), else USER and PASS.
import type { ReadOptions } from './connect-options.ts';
import { shownLine, soundsBusy } from './connection-error.ts';
import { MailError } from './mailbox.ts';
import type { Pop3Answer, Pop3Wire } from './pop3-wire.ts';

export interface Pop3Capabilities {
  /** Upper case. */
  readonly names: ReadonlySet<string>;
  /** SASL mechanisms, upper case. */
  readonly mechanisms: ReadonlySet<string>;
  /** Seconds between logins that the server asks for (LOGIN-DELAY). */
  readonly loginDelay: number | undefined;
}

/** Of a capability list; honest ones have some 300. */
const MOST_CAPABILITIES = 64 * 1024;

/** @throws MailError */
export async function pop3Login(
  wire: Pop3Wire,
  options: ReadOptions,
  limits: { readonly signal: AbortSignal; readonly ms: number },
): Promise<Pop3Capabilities> {
  const { signal } = limits;
  const { security, auth, user } = options;
  // First of all: a token that is not to be had needs no login.
  const token = auth.kind === 'oauth2' ? await auth.token(signal) : undefined;
  const greeting = await wire.answer(signal);
  if (greeting.status !== 'ok') throw pop3Refusal(greeting, 'connecting', 'busy');
  let can = await capabilities(wire, limits);
  if (security === 'starttls') {
    // Asked for even where it is not listed: not every server has CAPA.
    wire.send('STLS');
    const answer = await wire.answer(signal);
    if (answer.status !== 'ok') throw new MailError('protocol', 'the server does not offer STLS');
    await wire.encrypt(signal);
    // What was said before TLS may have been said by anybody.
    can = await capabilities(wire, limits);
  }
  if (token !== undefined) {
    const secret = `user=${user}\x01auth=Bearer ${token}\x01\x01`;
    await authenticate(wire, 'XOAUTH2', secret, can, signal);
  } else if (auth.kind === 'password') {
    if (can.mechanisms.has('PLAIN'))
      await authenticate(wire, 'PLAIN', `\0${user}\0${auth.password}`, can, signal);
    else await userAndPass(wire, user, auth.password, can, signal);
  }
  // A server may offer more to those it knows (RFC 2449 section 4).
  return capabilities(wire, limits);
}

/** The mechanism's one answer is sent when asked for, not with the command: that line would be too long for some servers. */
async function authenticate(
  wire: Pop3Wire,
  mechanism: 'PLAIN' | 'XOAUTH2',
  secret: string,
  can: Pop3Capabilities,
  signal: AbortSignal,
): Promise<void> {
  wire.send(`AUTH ${mechanism}`);
  let answer = await wire.answer(signal);
  if (answer.status === 'more') {
    wire.send(Buffer.from(secret).toString('base64'));
    answer = await wire.answer(signal);
  }
  if (answer.status === 'more') {
    // XOAUTH2 tells here, in base64, why it refuses, and then waits for an empty line.
    const why = shownLine(Buffer.from(answer.text, 'base64').toString('utf8'));
    wire.send('');
    answer = await wire.answer(signal);
    if (answer.status === 'error') answer = { status: 'error', text: `${answer.text} ${why}`.trim() };
  }
  if (answer.status !== 'ok') throw pop3Refusal(answer, 'logging in', 'refused', can);
}

async function userAndPass(
  wire: Pop3Wire,
  user: string,
  password: string,
  can: Pop3Capabilities,
  signal: AbortSignal,
): Promise<void> {
  for (const line of [`USER ${user}`, `PASS ${password}`]) {
    wire.send(line);
    const answer = await wire.answer(signal);
    if (answer.status !== 'ok') throw pop3Refusal(answer, 'logging in', 'refused', can);
  }
}

/** Nothing known where the server does not understand the question. */
async function capabilities(
  wire: Pop3Wire,
  { signal, ms }: { readonly signal: AbortSignal; readonly ms: number },
): Promise<Pop3Capabilities> {
  wire.send('CAPA');
  const answer = await wire.answer(signal);
  const names = new Set<string>();
  const mechanisms = new Set<string>();
  let loginDelay: number | undefined;
  if (answer.status === 'ok') {
    for (const line of await wholeText(wire, { signal, ms, most: MOST_CAPABILITIES })) {
      const [name = '', ...more] = line.toUpperCase().split(' ');
      names.add(name);
      if (name === 'SASL') for (const mechanism of more) mechanisms.add(mechanism);
      if (name === 'LOGIN-DELAY' && /^\d{1,6}$/.test(more[0] ?? '')) loginDelay = Number(more[0]);
    }
  }
  return { names, mechanisms, loginDelay };
}

/** The lines of a multi-line answer that is expected to be short. @throws MailError when it is longer than `most` octets */
export async function wholeText(
  wire: Pop3Wire,
  { signal, ms, most }: { readonly signal: AbortSignal; readonly ms: number; readonly most: number },
): Promise<string[]> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of wire.text({ signal, ms })) {
    length += piece.length;
    if (length > most) throw new MailError('protocol', 'the server sends a list without an end');
    pieces.push(piece);
  }
  const lines = Buffer.concat(pieces).toString('latin1').split('\r\n');
  return lines.filter((line) => line !== '');
}

/**
 * What -ERR means: by its code (RFC 2449 section 8, RFC 3206), else by its words, else `otherwise`.
 */
export function pop3Refusal(
  answer: Pop3Answer,
  doing: string,
  otherwise: MailError['trouble'],
  can?: Pop3Capabilities,
): MailError {
  const code = /^\[([A-Z/-]{1,40})\]/i.exec(answer.text)?.[1]?.toUpperCase();
  const detail = `the server said no while ${doing}: ${answer.text}`;
  const seconds = can?.loginDelay;
  if (code === 'LOGIN-DELAY')
    return new MailError('busy', detail, seconds === undefined ? {} : { retryAfterMs: seconds * 1_000 });
  if (code === 'IN-USE' || code === 'SYS/TEMP') return new MailError('busy', detail);
  // RFC 3206 section 4: nothing that another try would mend.
  if (code === 'AUTH' || code === 'SYS/PERM') return new MailError('refused', detail);
  return new MailError(soundsBusy(answer.text) ? 'busy' : otherwise, detail);
}
