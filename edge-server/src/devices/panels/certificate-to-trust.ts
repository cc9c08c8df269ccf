// Which certificate a device is given so that it trusts this server: the last of the chain, which vouches for the others.
import { X509Certificate } from 'node:crypto';

/** DER, from PEM with the server's own certificate first; undefined where there is none. */
export function certificateToTrust(pem: string | undefined): Uint8Array | undefined {
  const found = pem?.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const last = found[found.length - 1];
  return last === undefined ? undefined : new X509Certificate(last).raw;
}
