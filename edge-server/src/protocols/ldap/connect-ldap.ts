// A TCP connection to a directory, encrypted as configured and its certificate judged, before one octet is sent that says anything: with
// StartTLS (RFC 4511 section 4.14) the request for it is all that goes out in the clear.
import { isIP, type Socket, connect as tcpConnect } from 'node:net';
import {
  type ConnectionOptions,
  type PeerCertificate,
  type TLSSocket,
  connect as tlsConnect,
} from 'node:tls';
import type { DIRECTORY_SECURITIES } from '@platen/shared/directory';
import { cleanText } from '../ipp/clean-text.ts';
import { type TlsTrust, tlsChecks } from '../tls-trust.ts';
import { decodeResponse, RESPONSE } from './decode-response.ts';
import { readFrames } from './frame-reader.ts';
import { LdapError } from './ldap-error.ts';

export interface LdapPlace {
  /** As configured: what the certificate has to name. */
  readonly host: string;
  /** What it resolved to when it was checked: nothing else is connected to, in this order. */
  readonly addresses: readonly string[];
  readonly port: number;
  readonly security: (typeof DIRECTORY_SECURITIES)[number];
  readonly trust: TlsTrust;
  /** Until TCP and TLS stand, and without a word while an answer is owed. */
  readonly timeouts?: { readonly connectMs?: number; readonly answerMs?: number } | undefined;
}

export interface LdapCertificate {
  /** SHA-256 in hex with colons. */
  readonly fingerprint: string;
  readonly subject: string;
  readonly issuer: string;
  /** Unix ms. */
  readonly notAfter: number | undefined;
  /** It is the pinned one, or it verifies and names the host. Where it is not, no password may be sent. */
  readonly trusted: boolean;
}

interface Connected {
  readonly socket: Socket;
  readonly certificate: LdapCertificate | undefined;
}

/** A directory is on the same network or one hop away: whoever needs longer does not work, and people wait at a panel. */
const CONNECT_MS = 5_000;
/** ExtendedRequest [APPLICATION 23] with OID 1.3.6.1.4.1.1466.20037, message 1. */
const START_TLS = Buffer.concat([
  Buffer.from('301d02010177188016', 'hex'),
  Buffer.from('1.3.6.1.4.1.1466.20037', 'latin1'),
]);

/** @returns a socket whose other end is who it says it is, unless `trust` says that this does not matter. Rejects with LdapError or the signal's reason. */
export async function connectLdap(place: LdapPlace, signal: AbortSignal): Promise<Connected> {
  const timeoutMs = place.timeouts?.connectMs ?? CONNECT_MS;
  let last: unknown = new LdapError('unreachable', `${place.host} has no address`);
  for (const address of place.addresses) {
    signal.throwIfAborted();
    try {
      return await connectTo(address, place, timeoutMs, signal);
    } catch (cause) {
      signal.throwIfAborted();
      // Only what never answered is worth trying at another address; a wrong certificate is an answer.
      if (!(cause instanceof LdapError) || cause.trouble !== 'unreachable') throw cause;
      last = cause;
    }
  }
  throw last;
}

async function connectTo(
  address: string,
  place: LdapPlace,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Connected> {
  const where = `${place.host}:${place.port}`;
  const socket = tcpConnect({ host: address, port: place.port });
  try {
    await opened(socket, 'connect', { timeoutMs, signal, where });
    socket.setNoDelay(true);
    if (place.security === 'none') return { socket, certificate: undefined };
    if (place.security === 'starttls') await askForTls(socket, timeoutMs, signal);
    return await secure(socket, place, { timeoutMs, signal, where });
  } catch (cause) {
    socket.destroy();
    throw cause;
  }
}

async function askForTls(socket: Socket, timeoutMs: number, signal: AbortSignal): Promise<void> {
  const frames = readFrames(socket);
  try {
    socket.write(START_TLS);
    const answer = decodeResponse(await frames.next(timeoutMs, signal));
    if (answer.kind !== 'result' || answer.tag !== RESPONSE.extended)
      throw new LdapError('protocol', 'the directory did not answer the request for encryption');
    if (answer.code !== 0) {
      const words = cleanText(answer.message, 200);
      throw new LdapError('insecure', `the directory refuses StartTLS${words === '' ? '' : `: ${words}`}`);
    }
    // What came in the clear after the answer would be taken for the server's own words (as CVE-2021-33515 in mail).
    if (frames.left() > 0)
      throw new LdapError('protocol', 'the directory went on in the clear after StartTLS');
  } finally {
    frames.detach();
  }
}

interface Waiting {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly where: string;
}

async function secure(socket: Socket, { host, trust }: LdapPlace, waiting: Waiting): Promise<Connected> {
  const options: ConnectionOptions = {
    ...tlsChecks(trust),
    socket,
    host,
    minVersion: 'TLSv1.2',
    // RFC 6066 section 3: no addresses in SNI. Node checks the certificate against `host` all the same.
    ...(isIP(host) === 0 ? { servername: host } : {}),
  };
  const tls = tlsConnect(options);
  try {
    await opened(tls, 'secureConnect', waiting);
    return { socket: tls, certificate: judge(tls, trust) };
  } catch (cause) {
    tls.destroy();
    throw cause;
  }
}

/** Node has verified chain and name unless a pin was given; then it is this certificate or none. */
function judge(tls: TLSSocket, trust: TlsTrust): LdapCertificate {
  const shown: Partial<PeerCertificate> = tls.getPeerCertificate();
  const { fingerprint256: fingerprint = '' } = shown;
  const isPinned = trust.pin !== undefined && plain(fingerprint) === plain(trust.pin);
  const trusted = trust.pin === undefined ? tls.authorized : isPinned;
  if (!trusted && trust.rejectUnauthorized !== false) {
    if (trust.pin === undefined)
      throw new LdapError(
        'certificate',
        `the certificate does not verify: ${String(tls.authorizationError)}`,
      );
    const said = fingerprint === '' ? 'unknown' : fingerprint;
    throw new LdapError('certificate', `the certificate is not the pinned one; its SHA-256 is ${said}`);
  }
  const until = Date.parse(shown.valid_to ?? '');
  return {
    fingerprint,
    subject: cleanText([shown.subject?.CN ?? shown.subjectaltname ?? ''].flat().join(', '), 200),
    issuer: cleanText([shown.issuer?.CN ?? shown.issuer?.O ?? ''].flat().join(', '), 200),
    notAfter: Number.isNaN(until) ? undefined : until,
    trusted,
  };
}

const plain = (fingerprint: string): string => fingerprint.replaceAll(':', '').trim().toLowerCase();

function opened(socket: Socket, event: string, { timeoutMs, signal, where }: Waiting): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.off(event, onOpen).off('error', onError).off('close', onClose);
      // A socket that nobody listens to any more must not end the process.
      socket.on('error', ignored);
      settle();
    };
    const fail = (error: unknown): void => done(() => reject(error));
    const onOpen = (): void => done(resolve);
    const onError = (error: Error): void => fail(connectionError(error, where));
    const onClose = (): void => fail(new LdapError('unreachable', `${where} closed the connection`));
    const onAbort = (): void => fail(signal.reason);
    const timer = setTimeout(() => {
      const seconds = Math.round(timeoutMs / 1000);
      fail(new LdapError('unreachable', `${where} did not answer within ${seconds} seconds`));
    }, timeoutMs);
    socket.once(event, onOpen).once('error', onError).once('close', onClose);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}

const ignored = (): void => undefined;

/** OpenSSL's words for a chain that does not verify, as Node hands them on, besides those that begin with CERT_ or ERR_TLS_CERT_. */
const CERTIFICATE_CODES =
  /^(CERT_|ERR_TLS_CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|INVALID_|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH)/;

function connectionError(error: Error, where: string): LdapError {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const message = cleanText(error.message, 200);
  if (CERTIFICATE_CODES.test(code))
    return new LdapError('certificate', `the certificate does not verify: ${message}`, { cause: error });
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_'))
    return new LdapError('protocol', `${where} does not speak TLS`, { cause: error });
  return new LdapError('unreachable', `${where} cannot be reached (${code === '' ? message : code})`, {
    cause: error,
  });
}
