// What the IMAP and POP3 clients are told before they connect, and the check of a server's certificate against it. Nothing secret may
// leave before certificateTrouble has found none.
import { isIP } from 'node:net';
import { type ConnectionOptions, type PeerCertificate, TLSSocket } from 'node:tls';
import type { MailSecurity } from '@platen/shared/mail';
import type { Log } from '../../deps.ts';
import { type TlsTrust, tlsChecks } from '../tls-trust.ts';
import { MailError } from './mailbox.ts';

export type ReadAuth =
  | { readonly kind: 'password'; readonly password: string }
  /** The token is asked for anew at each connection; it is handed on by XOAUTH2 (or OAUTHBEARER, RFC 7628). */
  | { readonly kind: 'oauth2'; readonly token: (signal: AbortSignal) => Promise<string> };

export interface ReadTimeouts {
  /** Until TCP, TLS and the greeting are there. */
  readonly connectMs: number;
  /** Without one octet from the server while it owes an answer. No answer may take ten times as long in all. */
  readonly answerMs: number;
  /** Of one IDLE; then the server is asked for a sign of life. */
  readonly idleMs: number;
}

export interface ReadOptions {
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  readonly user: string;
  readonly auth: ReadAuth;
  /** POP3 has none and ignores it. */
  readonly folder: string;
  readonly trust: TlsTrust;
  readonly log?: Pick<Log, 'debug'> | undefined;
  readonly timeouts?: Partial<ReadTimeouts> | undefined;
}

const DEFAULTS: ReadTimeouts = {
  connectMs: 30_000,
  // Servers hold back the answer to a wrong password for up to half a minute.
  answerMs: 60_000,
  // Servers may end an IDLE after 30 minutes (RFC 2177 section 3); routers forget silent connections after ten.
  idleMs: 9 * 60_000,
};

/** How many times `answerMs` one answer may take while octets keep coming. */
export const LONGEST_ANSWER = 10;

export const timeoutsOf = (options: ReadOptions): ReadTimeouts => ({
  connectMs: options.timeouts?.connectMs ?? DEFAULTS.connectMs,
  answerMs: options.timeouts?.answerMs ?? DEFAULTS.answerMs,
  idleMs: options.timeouts?.idleMs ?? DEFAULTS.idleMs,
});

/**
 * What an account can never work with. A line break or NUL in a name or password would become a command of its own.
 * @throws MailError
 */
export function checkOptions({ user, auth, security, trust }: ReadOptions): void {
  const secrets = auth.kind === 'password' ? [user, auth.password] : [user];
  if (secrets.some((text) => text === '' || /[\r\n\0]/.test(text)))
    throw new MailError('refused', 'user name or password is empty or holds a line break');
  if (security === 'none' && trust.pin !== undefined)
    throw new MailError('certificate', 'a certificate is asked for, but the connection is not encrypted');
}

/** For tls.connect. A pin is compared by certificateTrouble, not by node. */
export function tlsOptions({ host, trust }: ReadOptions): ConnectionOptions {
  // RFC 6066 section 3: no addresses in SNI.
  return { ...tlsChecks(trust), host, ...(isIP(host) === 0 ? { servername: host } : {}) };
}

/** What is wrong with the other side of `connection`; undefined when secrets may be sent. Anything but an encrypted socket is wrong. */
export function certificateTrouble(
  connection: unknown,
  { security, trust }: ReadOptions,
): MailError | undefined {
  if (security === 'none') return undefined;
  if (!(connection instanceof TLSSocket))
    return new MailError('certificate', 'the connection is not encrypted');
  const { fingerprint256 }: Partial<PeerCertificate> = connection.getPeerCertificate();
  if (trust.pin === undefined) {
    if (connection.authorized || trust.rejectUnauthorized === false) return undefined;
    return new MailError(
      'certificate',
      `the server's certificate does not verify (${fingerprint256 ?? 'none'})`,
    );
  }
  if (plain(fingerprint256 ?? '') === plain(trust.pin)) return undefined;
  return new MailError(
    'certificate',
    `the server's certificate is not the one that is asked for; its SHA-256 is ${fingerprint256 ?? 'unknown'}`,
  );
}

const plain = (fingerprint: string): string => fingerprint.replaceAll(':', '').trim().toLowerCase();
