// Opens the HTTP request that will carry an IPP message and says when it may be written: when the connection stands and
// the printer's certificate is the right one. Before that not one octet leaves, so a failed connection has sent nothing.
import { type ClientRequest, request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type PeerCertificate, TLSSocket } from 'node:tls';
import type { IppConnections } from './connections.ts';
import type { IppTarget } from './printer-uri.ts';

export type IppTrust = {
  /** SHA-256 of the printer's certificate in hex, colons allowed: this one is accepted and no other. */
  readonly pin?: string;
  /** False accepts any certificate; only for reading the fingerprint of a printer that is being registered. */
  readonly rejectUnauthorized?: boolean;
  /** Certificates to trust instead of the system's, PEM. */
  readonly ca?: string;
};

export function openRequest(
  target: IppTarget,
  headers: OutgoingHttpHeaders,
  connections: IppConnections,
  trust: IppTrust,
): ClientRequest {
  const { host, port, path } = target;
  const request = { method: 'POST', host, port, path, headers };
  if (!target.secure) return httpRequest({ ...request, agent: connections.http });
  return httpsRequest({
    ...request,
    agent: connections.https,
    // A pin is compared in whenReady, for each request anew: a kept connection may have been opened without one.
    rejectUnauthorized: trust.pin === undefined && (trust.rejectUnauthorized ?? true),
    ...(trust.ca === undefined ? {} : { ca: trust.ca }),
  });
}

export type Readiness = {
  /** TCP stands; TLS may still fail. */
  onConnected(): void;
  /** Now the request may be written. `fingerprint` is the SHA-256 of the certificate in lower-case hex. */
  onReady(fingerprint: string | undefined): void;
  onWrongCertificate(fingerprint: string | undefined): void;
};

export function whenReady(request: ClientRequest, trust: IppTrust, readiness: Readiness): void {
  request.once('socket', (socket) => {
    const judge = () => {
      if (!(socket instanceof TLSSocket)) {
        readiness.onReady(undefined);
        return;
      }
      // Not getPeerX509Certificate: in Node 20 it takes the certificate out of the connection, and a second request
      // on it would see none. The certificate is an empty object where there is none, whatever the type says.
      const { fingerprint256 }: Partial<PeerCertificate> = socket.getPeerCertificate();
      const fingerprint = normalised(fingerprint256);
      const isRight = trust.pin === undefined || fingerprint === normalised(trust.pin);
      if (isRight) readiness.onReady(fingerprint);
      else readiness.onWrongCertificate(fingerprint);
    };
    if (request.reusedSocket) {
      readiness.onConnected();
      judge();
    } else {
      socket.once('connect', readiness.onConnected);
      socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', judge);
    }
  });
}

const normalised = (fingerprint: string | undefined): string | undefined =>
  fingerprint?.replaceAll(':', '').toLowerCase();
