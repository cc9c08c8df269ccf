// Opens the HTTP and HTTPS listeners: time limits for slow clients, an orderly close. What is answered is the given listener's business.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

export interface Listener {
  /** The port really taken (0 was asked for any). */
  readonly port: number;
  /** Stops taking connections, lets running answers end for up to `graceMs`, then cuts the rest. */
  close(graceMs: number): Promise<void>;
  /** Serves this certificate to new connections from now on. */
  setCertificate(cert: string, key: string): void;
}

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** PEM; TLS when given. */
  readonly tls?: { readonly cert: string; readonly key: string };
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

/** Rejects with the system's error (EADDRINUSE, EACCES) when the port cannot be had. */
export async function listen(options: ListenOptions): Promise<Listener> {
  const settings = {
    headersTimeout: HEADERS_MS,
    // No limit on the whole request: 1 GB over a slow link takes long, and a stalled one is cut by SILENT_MS.
    requestTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: CHECK_MS,
    // Answers go out in one piece; waiting for more to send only delays them.
    noDelay: true,
  };
  const server: Server =
    options.tls === undefined
      ? createServer(settings, options.listener)
      : createTlsServer({ ...settings, ...options.tls, ...TLS }, options.listener);
  server.timeout = SILENT_MS;
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
      if ('setSecureContext' in server && typeof server.setSecureContext === 'function') {
        // A context of its own: what is not said again falls back to Node's defaults.
        server.setSecureContext({ cert, key, ...TLS });
      }
    },
    close: (graceMs) =>
      new Promise<void>((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
