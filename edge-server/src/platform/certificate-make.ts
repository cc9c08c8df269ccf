// Makes a self-signed certificate. Loads the X.509 package, so certificate.ts imports this file only when one is made.
import 'reflect-metadata';
import { createPrivateKey } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';

export interface SelfSignedRequest {
  /** DNS names and IP addresses; the first is the common name. */
  names: readonly string[];
  /** The subject's organisation: by it the certificate is known as our own later. */
  organization: string;
  /** Milliseconds since 1970. */
  notBefore: number;
  notAfter: number;
  /** PEM of the P-256 key to use; a new one is made when there is none. */
  key: string | undefined;
}

// P-256: the one curve that every printer's and browser's TLS takes.
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;

// X.520 upper bound of a common name.
const LONGEST_COMMON_NAME = 64;

const toGeneralName = (value: string): x509.JsonGeneralName => ({
  type: isIP(value) > 0 ? 'ip' : 'dns',
  value,
});

const importPair = async (pem: string) => {
  const jwk = createPrivateKey(pem).export({ format: 'jwk' });
  const { d: _private, ...open } = jwk;
  return {
    privateKey: await crypto.subtle.importKey('jwk', jwk, CURVE, true, ['sign']),
    publicKey: await crypto.subtle.importKey('jwk', open, CURVE, true, ['verify']),
  };
};

/** PEM of certificate and key (PKCS #8). Throws when `key` is no P-256 key. */
export const makeSelfSigned = async (request: SelfSignedRequest): Promise<{ cert: string; key: string }> => {
  const { names, organization, key } = request;
  x509.cryptoProvider.set(crypto);
  const keys =
    key === undefined
      ? await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify'])
      : await importPair(key);
  const commonName = names.find((name) => name.length <= LONGEST_COMMON_NAME) ?? organization;
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [commonName] }, { O: [organization] }],
    notBefore: new Date(request.notBefore),
    notAfter: new Date(request.notAfter),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(names.map(toGeneralName)),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const lines = pkcs8.match(/.{1,64}/g) ?? [];
  return {
    cert: `${cert.toString('pem')}\n`,
    key: `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`,
  };
};
