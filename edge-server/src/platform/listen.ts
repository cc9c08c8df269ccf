// Opens the HTTP and HTTPS listeners: time limits for slow clients, an orderly close. What is answered is the given listener's business.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { cutTrickles } from './cut-trickles.ts';

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

export interface Listener {
  /** The port really taken (0 was asked for any). */
  readonly port: number;
  /** Stops taking connections, lets running answers end for up to `graceMs`, then cuts the rest. */
  close(graceMs: number): Promise<void>;
  /** Serves this certificate to new connections from now on. */
  setCertificate(cert: string, key: string): void;
  /** Asks new connections for a certificate of these authorities (PEM); undefined: for none. A connection without one is served all the same. */
  setAuthorities(authorities: string | undefined): void;
}

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** PEM; TLS when given. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Who does not begin with TLS is spoken to without it, on the same port. */
  readonly plainToo?: boolean;
  /** As `setAuthorities`. */
  readonly authorities?: string | undefined;
  /** Largest request header; Node's own bound (16 KiB) unless told. */
  readonly maxHeaderBytes?: number;
  /** Milliseconds for the whole request header; HEADERS_MS unless told. */
  readonly headersMs?: number;
  /** How often bodies that drip are looked for, in milliseconds; a minute unless told. */
  readonly trickleMs?: number;
  readonly listener: RequestListener;
}

/**
 * "Intermediate" of Mozilla's server side TLS, without finite-field Diffie-Hellman: TLS 1.2 with forward secrecy and authenticated
 * encryption, TLS 1.3 as OpenSSL has it. Browsers since 2014 and the panels of devices since about 2016 speak it. Session tickets stay on.
 */
const TLS = {
  minVersion: 'TLSv1.2',
  ciphers: [
    'TLS_AES_128_GCM_SHA256',
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
  ].join(':'),
  ecdhCurve: 'X25519:P-256:P-384',
  // Phones without AES in hardware choose ChaCha20; all of these are good.
  honorCipherOrder: false,
} as const;

/** A client that has not sent its whole header by then is cut (threats.md T11). */
const HEADERS_MS = 20_000;
/** A connection on which nothing moves, in either direction: a phone in a lift may pause an upload this long. */
const SILENT_MS = 60_000;
/** How often node looks for connections over their time. */
const CHECK_MS = 5_000;
/** Longer than the panel's polling pauses, so that each panel keeps one connection. */
const KEEP_ALIVE_MS = 65_000;
/** RFC 8446 section 5.1: the first octet of a TLS connection is that of a handshake record; no HTTP method begins with it. */
const HANDSHAKE = 0x16;

/** Rejects with the system's error (EADDRINUSE, EACCES) when the port cannot be had. */
export async function listen(options: ListenOptions): Promise<Listener> {
  const settings = {
    headersTimeout: options.headersMs ?? HEADERS_MS,
    // No limit on the whole request: 1 GB over a slow link takes long, and a stalled one is cut by SILENT_MS.
    requestTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: Math.min(options.headersMs ?? CHECK_MS, CHECK_MS),
    // Answers go out in one piece; waiting for more to send only delays them.
    noDelay: true,
    ...(options.maxHeaderBytes === undefined ? {} : { maxHeaderSize: options.maxHeaderBytes }),
  };
  const asked = askFor(options.authorities);
  const tls =
    options.tls === undefined
      ? undefined
      : createTlsServer({ ...settings, ...options.tls, ...TLS, ...asked }, options.listener);
  const server: Server = tls ?? createServer(settings, options.listener);
  const undecided = tls !== undefined && options.plainToo === true ? takePlainToo(tls) : undefined;
  let current = { ...options.tls, authorities: options.authorities };
  const renew = (): void => {
    if (tls === undefined) return;
    const { cert, key, authorities } = current;
    const { requestCert, ca } = askFor(authorities);
    // A context of its own: what is not said again falls back to Node's defaults. Sessions of the one before cannot be resumed in it.
    tls.setSecureContext({ cert, key, ca, ...TLS });
    // Node reads it for each connection, and has no other way to change it.
    Object.assign(tls, { requestCert });
  };
  server.timeout = SILENT_MS;
  cutTrickles(server, options.trickleMs);
  // A broken handshake or garbage instead of HTTP is the client's affair.
  server.on('clientError', (_cause, socket) => {
    if (socket.writable)
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: options.host, port: options.port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    setCertificate: (cert, key) => {
      current = { ...current, cert, key };
      renew();
    },
    setAuthorities: (authorities) => {
      if (authorities === current.authorities) return;
      current = { ...current, authorities };
      renew();
    },
    close: (graceMs) =>
      new Promise<void>((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
        for (const socket of undecided ?? []) socket.destroy();
      }),
  };
}

/** Who has no certificate, or one of another authority, is not turned away by TLS: `authorized` says it to whoever answers. */
const askFor = (authorities: string | undefined) => ({
  requestCert: authorities !== undefined,
  rejectUnauthorized: false,
  ca: authorities,
});

/** Looks at the first octet of each connection before TLS or HTTP has it. @returns the connections that have not sent one yet. */
function takePlainToo(server: TlsServer): ReadonlySet<Socket> {
  const undecided = new Set<Socket>();
  const handshake = server.listeners('connection');
  server.removeAllListeners('connection');
  const decide = (socket: Socket): void => {
    const first = socket.read(1) as Buffer | null;
    if (first === null) {
      socket.once('readable', () => decide(socket));
      return;
    }
    undecided.delete(socket);
    socket.off('close', forget).off('error', forget).setTimeout(0);
    socket.off('timeout', cut);
    socket.unshift(first);
    if (first[0] === HANDSHAKE) for (const begin of handshake) begin.call(server, socket);
    // What comes out of a handshake is an HTTP connection; this one is one already, with the same limits and the same end.
    else server.emit('secureConnection', socket);
  };
  function forget(this: Socket): void {
    undecided.delete(this);
  }
  function cut(this: Socket): void {
    this.destroy();
  }
  server.on('connection', (socket: Socket) => {
    undecided.add(socket);
    socket.once('close', forget).once('error', forget);
    socket.setTimeout(HEADERS_MS, cut);
    decide(socket);
  });
  return undecided;
}
