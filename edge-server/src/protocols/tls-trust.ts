// Which certificate a device may show, and the wait until it has shown it: before that not one octet of a request may leave,
// so a connection to somebody else has told them nothing. For every protocol that goes over HTTP.
import type { ClientRequest } from 'node:http';
import { type PeerCertificate, TLSSocket } from 'node:tls';

export type TlsTrust = {
  /** SHA-256 of the device's certificate in hex, colons allowed: this one is accepted and no other. */
  readonly pin?: string;
  /** False accepts any certificate; only for reading the fingerprint of a device that is being registered. */
  readonly rejectUnauthorized?: boolean;
  /** Certificates to trust instead of the system's, PEM. */
  readonly ca?: string;
};

/** What node's TLS is to check by itself. A pin is compared in whenReady, for each request anew. */
export function tlsChecks(trust: TlsTrust): { rejectUnauthorized: boolean; ca?: string } {
  return {
    rejectUnauthorized: trust.pin === undefined && (trust.rejectUnauthorized ?? true),
    ...(trust.ca === undefined ? {} : { ca: trust.ca }),
  };
}

export type Readiness = {
  /** TCP stands; TLS may still fail. */
  onConnected(): void;
  /** Now the request may be written. `fingerprint` is the SHA-256 of the certificate in lower-case hex. */
  onReady(fingerprint: string | undefined): void;
  onWrongCertificate(fingerprint: string | undefined): void;
};

export function whenReady(request: ClientRequest, trust: TlsTrust, readiness: Readiness): void {
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
