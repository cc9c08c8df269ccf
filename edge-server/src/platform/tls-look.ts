// Looks at the TLS that this server itself offers, as a client that knows nothing of it: protocol, chain, certificate. Sends nothing.
import { isIP } from 'node:net';
import { connect } from 'node:tls';

export interface TlsLook {
  /** "TLSv1.3". */
  readonly protocol: string;
  /** SHA-256 in lower-case hex. */
  readonly sha256: string;
  readonly issuer: string;
  /** `trusted` by this machine; `self-signed`; `private`: an authority that this machine does not know; `incomplete`: the issuer's certificate is missing. */
  readonly chain: 'trusted' | 'self-signed' | 'private' | 'incomplete';
}

/** @param name asked for in the handshake. Rejects with the system's error, or when the signal aborts. */
export const lookAtTls = (at: {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly signal: AbortSignal;
}): Promise<TlsLook> =>
  new Promise((resolve, reject) => {
    at.signal.throwIfAborted();
    const socket = connect({
      host: at.host,
      port: at.port,
      // What is wrong with it is what is looked for; nothing is said to whoever shows it.
      rejectUnauthorized: false,
      ...(isIP(at.name) === 0 ? { servername: at.name } : {}),
    });
    const end = (settle: () => void): void => {
      at.signal.removeEventListener('abort', onAbort);
      socket.destroy();
      settle();
    };
    const onAbort = (): void => end(() => reject(new Error('No TLS handshake in time.')));
    at.signal.addEventListener('abort', onAbort, { once: true });
    socket.once('error', (cause) => end(() => reject(cause)));
    socket.once('secureConnect', () => {
      const shown = socket.getPeerCertificate();
      const reason: unknown = socket.authorizationError;
      const look: TlsLook = {
        protocol: socket.getProtocol() ?? 'unknown',
        sha256: shown.fingerprint256.replaceAll(':', '').toLowerCase(),
        issuer: nameOf(shown.issuer.CN, shown.issuer.O),
        chain: socket.authorized ? 'trusted' : chainOf(reasonOf(reason)),
      };
      end(() => resolve(look));
    });
  });

// Node gives the reason as an Error or, of old, as its code alone.
const reasonOf = (reason: unknown): string =>
  reason instanceof Error && 'code' in reason ? String(reason.code) : String(reason);

/** OpenSSL's verification results (openssl-verification-options(1)). */
const chainOf = (code: string): TlsLook['chain'] => {
  switch (code) {
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return 'self-signed';
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return 'incomplete';
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return 'private';
    default:
      // The name or the dates: told by the checks of those.
      return 'trusted';
  }
};

const nameOf = (...names: readonly (string | readonly string[] | undefined)[]): string =>
  names.flat().find((name) => name !== undefined && name !== '') ?? 'its issuer';
