// What a certificate says of itself, for people: names, issuer, key, how it was signed. Reads the certificate and nothing else.
import type { KeyObject, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { CertificateFacts } from '@platen/shared/api/admin-certificate';
import { namesOf } from './certificate.ts';

/** @param chain the server's certificate first, then its issuers upwards. */
export function factsOf(chain: readonly [X509Certificate, ...X509Certificate[]]): CertificateFacts {
  const [cert, ...issuers] = chain;
  return {
    names: namesOf(cert),
    subject: personOf(cert.subject),
    issuer: personOf(cert.issuer),
    notBefore: Date.parse(cert.validFrom),
    notAfter: Date.parse(cert.validTo),
    key: keyWords(cert.publicKey),
    sha256: cert.fingerprint256,
    serial: cert.serialNumber,
    selfSigned: isSelfSigned(cert),
    chain: issuers.map(({ subject }) => personOf(subject)),
  };
}

/** Not checkIssued(): to that, a key that is not for signing certificates cannot have signed even its own. */
export const isSelfSigned = (cert: X509Certificate): boolean =>
  cert.issuer === cert.subject && cert.verify(cert.publicKey);

/** Of a distinguished name ("O=Example\nCN=print"), what a person would call it. */
export function personOf(name: string): string {
  const parts = new Map(name.split('\n').map((line) => splitOnce(line)));
  return parts.get('CN') ?? parts.get('OU') ?? parts.get('O') ?? name.replaceAll('\n', ', ');
}

function splitOnce(line: string): [string, string] {
  const at = line.indexOf('=');
  return [line.slice(0, at), line.slice(at + 1)];
}

const CURVES: Readonly<Record<string, string>> = {
  prime256v1: 'P-256',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
};

export function keyWords(key: KeyObject): string {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === 'ec') return CURVES[details?.namedCurve ?? ''] ?? `EC ${details?.namedCurve ?? ''}`;
  if (type === 'rsa' || type === 'rsa-pss') return `RSA ${details?.modulusLength ?? ''}`;
  return (type ?? 'unknown').toUpperCase();
}

/** NIST SP 800-57 part 1, table 2: 112 bits of strength, below which no browser goes either. */
const LEAST_RSA_BITS = 2048;

/** weak: too short. odd: no browser takes it for a server. */
export function keyStrength(key: KeyObject): 'good' | 'weak' | 'odd' {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === 'rsa') return (details?.modulusLength ?? 0) >= LEAST_RSA_BITS ? 'good' : 'weak';
  return type === 'ec' && (details?.namedCurve ?? '') in CURVES ? 'good' : 'odd';
}

/** Does it stand for this DNS name or address? Wildcards count as RFC 6125 section 6.4.3 says; the common name does not. */
export function isFor(cert: X509Certificate, name: string): boolean {
  if (isIP(name) > 0) return cert.checkIP(name) !== undefined;
  return cert.checkHost(name, { subject: 'never', wildcards: true, partialWildcards: false }) !== undefined;
}

/** DER of the object identifiers, RFC 8017 appendix C and RFC 5758 section 3.2: signatures over MD5 and SHA-1. */
const BROKEN_SIGNATURES = ['2a864886f70d010104', '2a864886f70d010105', '2a8648ce3d0401'];

/** Signed over a hash for which second certificates can be made. */
export function isSignedWeakly(cert: X509Certificate): boolean {
  const whole = contentOf(cert.raw, 0);
  // Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, ... } (RFC 5280 section 4.1).
  const signed = contentOf(cert.raw, whole.from);
  const algorithm = contentOf(cert.raw, signed.to);
  const oid = contentOf(cert.raw, algorithm.from);
  return BROKEN_SIGNATURES.includes(cert.raw.subarray(oid.from, oid.to).toString('hex'));
}

/** Where the content of the DER value at `at` begins and ends (X.690 section 8.1.3). The caller's bytes were parsed by OpenSSL before. */
function contentOf(der: Buffer, at: number): { readonly from: number; readonly to: number } {
  const first = der[at + 1] ?? 0;
  if (first < 0x80) return { from: at + 2, to: at + 2 + first };
  const size = first & 0x7f;
  const from = at + 2 + size;
  return { from, to: from + der.readUIntBE(at + 2, size) };
}
