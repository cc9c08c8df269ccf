// A request for a certificate (PKCS #10, RFC 2986) with a new key of its own. Loads the X.509 package, so it is imported when one is made.
import 'reflect-metadata';
import { createPublicKey } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';
import type { KeyKind } from '@platen/shared/api/admin-certificate';
import { keyWords } from './certificate-facts.ts';

export interface MadeRequest {
  /** PEM for people, DER for ACME. */
  readonly pem: string;
  readonly der: Buffer;
  /** PEM, PKCS #8. */
  readonly key: string;
}

const ALGORITHMS = {
  // P-256: the one curve that every printer's and browser's TLS takes.
  p256: {
    make: { name: 'ECDSA', namedCurve: 'P-256' },
    sign: { name: 'ECDSA', hash: 'SHA-256' },
  },
  // For authorities and devices that know RSA only. 3072 bits have the same strength as P-256 (NIST SP 800-57 part 1, table 2).
  rsa3072: {
    make: {
      name: 'RSASSA-PKCS1-v1_5',
      modulusLength: 3072,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: 'SHA-256',
    },
    sign: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  },
} as const;

/** X.520 upper bound of a common name. */
const LONGEST_COMMON_NAME = 64;

/** @param names DNS names, wildcards too, and addresses; the first short one is the common name. */
export async function makeRequest(ask: {
  readonly names: readonly string[];
  readonly key: KeyKind;
  readonly organization?: string | undefined;
}): Promise<MadeRequest> {
  x509.cryptoProvider.set(crypto);
  const { make, sign } = ALGORITHMS[ask.key];
  const keys = await crypto.subtle.generateKey(make, true, ['sign', 'verify']);
  const commonName = ask.names.find((name) => name.length <= LONGEST_COMMON_NAME && isIP(name) === 0);
  const organization = ask.organization?.trim() ?? '';
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: [
      ...(commonName === undefined ? [] : [{ CN: [commonName] }]),
      ...(organization === '' ? [] : [{ O: [organization] }]),
    ],
    keys,
    signingAlgorithm: sign,
    extensions: [
      new x509.SubjectAlternativeNameExtension(
        ask.names.map((value): x509.JsonGeneralName => ({ type: isIP(value) > 0 ? 'ip' : 'dns', value })),
      ),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    ],
  });
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const lines = pkcs8.match(/.{1,64}/g) ?? [];
  return {
    pem: `${request.toString('pem')}\n`,
    der: Buffer.from(request.rawData),
    key: `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`,
  };
}

/** What a waiting request asks for. @param key PEM of its key */
export function describeRequest(pem: string, key: string): { names: string[]; key: string } {
  const request = new x509.Pkcs10CertificateRequest(pem);
  const alternative = request.extensions.find((one) => one instanceof x509.SubjectAlternativeNameExtension);
  const names = alternative?.names.toJSON() ?? [];
  return { names: names.map(({ value }) => value), key: keyWords(createPublicKey(key)) };
}
