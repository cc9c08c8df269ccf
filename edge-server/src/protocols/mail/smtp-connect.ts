// One SMTP connection (RFC 5321), encrypted as configured and logged in: the certificate is judged before the server learns anything
// but our name. Sends no mail by itself; smtp.ts does.
import { isIP, type Socket, connect as tcpConnect } from 'node:net';
import { type ConnectionOptions, TLSSocket, connect as tlsConnect } from 'node:tls';
import type { MailSecurity } from '@platen/shared/mail';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { type TlsTrust, tlsChecks } from '../tls-trust.ts';
import { MailError } from './mailbox.ts';
import { whyNoSession } from './smtp-outcome.ts';

export type SmtpAuth =
  | { readonly kind: 'none' }
  | { readonly kind: 'password'; readonly user: string; readonly password: string }
  /** XOAUTH2; `token` gives a bearer token and throws MailError. */
  | {
      readonly kind: 'oauth2';
      readonly user: string;
      readonly token: (signal: AbortSignal) => Promise<string>;
    };

export interface SmtpOptions {
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  readonly auth: SmtpAuth;
  readonly trust: TlsTrust;
  /** What EHLO says we are: a host name or an address literal. Absent: the machine's name where it is a full one. */
  readonly name?: string | undefined;
  readonly timeouts?: Partial<SmtpTimeouts> | undefined;
}

export interface SmtpTimeouts {
  /** For TCP and TLS together. */
  readonly connectMs: number;
  /** For the greeting: servers let strangers wait (RFC 5321 section 4.5.3.2.1 asks for 5 minutes; nobody waits longer than a few seconds). */
  readonly greetingMs: number;
  /** Without an octet from the server, for every command but the next. */
  readonly answerMs: number;
  /** After the final dot: RFC 5321 section 4.5.3.2.6. Giving up earlier would leave unknown what a slow server does with the message. */
  readonly endOfDataMs: number;
  /** How long a connection without work is kept, so that the next message needs none of its own. */
  readonly idleMs: number;
}

export const SMTP_TIMEOUTS: SmtpTimeouts = {
  connectMs: 20_000,
  greetingMs: 60_000,
  answerMs: 120_000,
  endOfDataMs: 600_000,
  idleMs: 5_000,
};

/** No honest answer is longer; Exchange's longest EHLO answers have 1 kB. */
const LONGEST_ANSWER = 64 * 1024;

/** Connected, encrypted, logged in. @throws MailError */
export async function connectSmtp(options: SmtpOptions, signal: AbortSignal): Promise<SMTPConnection> {
  const { host, port, security, auth } = options;
  const timeouts = { ...SMTP_TIMEOUTS, ...options.timeouts };
  signal.throwIfAborted();
  // First of all: a token that is not to be had needs no connection.
  const token = auth.kind === 'oauth2' ? await auth.token(signal) : undefined;
  const tls = tlsOptions(host, options.trust);
  const socket = await reach(options, tls, timeouts.connectMs, signal);
  const connection = new SMTPConnection({
    host,
    port,
    connection: socket,
    secure: security === 'tls',
    secured: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls,
    // It counts from here and is the frame of greeting and STARTTLS.
    connectionTimeout: timeouts.greetingMs + timeouts.connectMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.answerMs,
    // The last answer has been read when we close: there is nothing to wait for.
    socketCloseTimeout: 1_000,
    maxResponseSize: LONGEST_ANSWER,
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(token === undefined || auth.kind !== 'oauth2' ? {} : { customAuth: xoauth2(auth.user, token) }),
  });
  // A connection may break while nothing is asked of it; `destroyed` tells then, and an error event without a listener would end the process.
  connection.on('error', () => undefined);
  try {
    await settled(connection, signal, (done) => connection.connect((error) => done(error ?? null)));
    checkEncryption(connection, options);
    if (auth.kind !== 'none') {
      if (!connection.allowsAuth)
        throw new MailError('protocol', `${host} offers no sign-in on this connection.`);
      const login =
        auth.kind === 'password'
          ? { user: auth.user, pass: auth.password }
          : { user: auth.user, method: BEARER };
      await settled(connection, signal, (done) => connection.login(login, (error) => done(error)));
    }
    return connection;
  } catch (cause) {
    connection.close();
    throw whyNoSession(cause, host, signal);
  }
}

/** Resolves when `start` calls back without an error; rejects with its error, the connection's, or the signal's reason. */
export function settled(
  connection: SMTPConnection,
  signal: AbortSignal,
  start: (done: (error: unknown) => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error: unknown): void => {
      connection.off('error', end);
      connection.off('end', gone);
      signal.removeEventListener('abort', stop);
      if (error === null || error === undefined) resolve();
      else reject(error instanceof Error ? error : new Error(String(error)));
    };
    // Later than the callback of what was under way: that one knows more.
    const gone = (): void => void setImmediate(end, new Error('The server closed the connection.'));
    const stop = (): void => end(signal.reason ?? new Error('stopped'));
    connection.on('error', end);
    connection.on('end', gone);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    else start(end);
  });
}

function tlsOptions(host: string, trust: TlsTrust): ConnectionOptions {
  // RFC 6066 section 3: no address in server_name.
  return { ...tlsChecks(trust), ...(isIP(host) === 0 ? { servername: host } : {}) };
}

/** TCP, and TLS from the first octet where so configured; the certificate is judged. */
function reach(
  { host, port, security, trust }: SmtpOptions,
  tls: ConnectionOptions,
  withinMs: number,
  signal: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const encrypted = security === 'tls';
    const socket = encrypted ? tlsConnect({ ...tls, host, port }) : tcpConnect({ host, port });
    const end = (error?: unknown): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      socket.off('close', closed);
      if (error === undefined) return resolve(socket);
      socket.destroy();
      reject(whyNoSession(error, host, signal));
    };
    const stop = (): void => end(signal.reason ?? new Error('stopped'));
    const closed = (): void => end(new MailError('unreachable', `${host} closed the connection at once.`));
    const timer = setTimeout(
      () => end(new MailError('unreachable', `${host} port ${port} does not answer.`)),
      withinMs,
    );
    signal.addEventListener('abort', stop, { once: true });
    // Stays for good: nodemailer adds its own, and an error in between must not end the process.
    socket.on('error', end);
    socket.once('close', closed);
    socket.once(encrypted ? 'secureConnect' : 'connect', () =>
      encrypted && !isPinned(socket, trust) ? end(wrongPin(host)) : end(),
    );
  });
}

/** After EHLO, before the user's name and secret leave. */
function checkEncryption(connection: SMTPConnection, { host, security, trust }: SmtpOptions): void {
  if (security === 'none') return;
  const socket = connection._socket;
  if (!connection.secure || !(socket instanceof TLSSocket))
    throw new MailError('protocol', `The connection to ${host} is not encrypted.`);
  if (!isPinned(socket, trust)) throw wrongPin(host);
}

function isPinned(socket: Socket, { pin }: TlsTrust): boolean {
  if (pin === undefined) return true;
  if (!(socket instanceof TLSSocket)) return false;
  const plain = (fingerprint: string | undefined): string | undefined =>
    fingerprint?.replaceAll(':', '').toLowerCase();
  // An empty object where there is no certificate, whatever the type says.
  const { fingerprint256 }: { fingerprint256?: string } = socket.getPeerCertificate();
  return plain(fingerprint256) === plain(pin);
}

const wrongPin = (host: string): MailError =>
  new MailError('certificate', `${host} shows another certificate than the one that was accepted.`);

/** Our handler's name in nodemailer: under XOAUTH2 it would want its own kind of token source. */
const BEARER = 'OUR-XOAUTH2';

/** The SASL exchange that Google and Microsoft call XOAUTH2: a refusal comes as a challenge that has to be answered with nothing. */
function xoauth2(user: string, token: string): SMTPConnection.CustomAuthenticationHandlers {
  const secret = Buffer.from(`user=${user}\u0001auth=Bearer ${token}\u0001\u0001`).toString('base64');
  return {
    [BEARER]: async ({ sendCommand }) => {
      let answer = await sendCommand(`AUTH XOAUTH2 ${secret}`);
      if (answer.status === 334) answer = await sendCommand('');
      if (answer.status !== 235) throw new Error('The token was refused');
    },
  };
}
