// A certificate authority for tests: a root, an intermediate below it, certificates for servers as good or as bad as asked for.
import 'reflect-metadata';
import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGN = { name: 'ECDSA', hash: 'SHA-256' } as const;
const DAY = 24 * 3_600_000;

export interface IssueAsk {
  readonly names?: readonly string[];
  /** A person's: email addresses (rfc822Name) and user principal names (otherName). */
  readonly emails?: readonly string[];
  readonly principals?: readonly string[];
  /** Milliseconds since 1970. */
  readonly notBefore?: number;
  readonly notAfter?: number;
  readonly usage?: 'server' | 'client';
  /** Of the certificate; made when absent. */
  readonly publicKey?: KeyObject;
  readonly rsa?: number;
  /** Signed by the root itself. */
  readonly byRoot?: boolean;
}

export interface Issued {
  /** PEM, the certificate alone. */
  readonly cert: string;
  /** PEM; '' when the public key was given. */
  readonly key: string;
}

export interface TestCa {
  readonly root: string;
  readonly intermediate: string;
  readonly issue: (ask?: IssueAsk) => Promise<Issued>;
}

const pem = (bytes: ArrayBuffer, label: string): string =>
  `-----BEGIN ${label}-----\n${(
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  ).join('\n')}\n-----END ${label}-----\n`;

let serial = 1;
const nextSerial = (): string => (0x5000 + serial++).toString(16);

export async function makeTestCa(name = 'Test', now = Date.now()): Promise<TestCa> {
  x509.cryptoProvider.set(crypto);
  const make = () => crypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
  const rootKeys = await make();
  const middleKeys = await make();
  const authority = [
    new x509.BasicConstraintsExtension(true, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
  ];
  const life = { notBefore: new Date(now - 400 * DAY), notAfter: new Date(now + 4000 * DAY) };
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: nextSerial(),
    name: `CN=${name} Root`,
    keys: rootKeys,
    signingAlgorithm: SIGN,
    extensions: authority,
    ...life,
  });
  const intermediate = await x509.X509CertificateGenerator.create({
    serialNumber: nextSerial(),
    subject: `CN=${name} Intermediate`,
    issuer: root.subject,
    publicKey: middleKeys.publicKey,
    signingKey: rootKeys.privateKey,
    signingAlgorithm: SIGN,
    extensions: authority,
    ...life,
  });

  return {
    root: `${root.toString('pem')}\n`,
    intermediate: `${intermediate.toString('pem')}\n`,
    issue: async (ask = {}) => {
      const others = [
        ...(ask.emails ?? []).map((value) => ({ type: 'email', value }) as const),
        ...(ask.principals ?? []).map((value) => ({ type: 'upn', value }) as const),
      ];
      const names = ask.names ?? (others.length > 0 ? [] : ['print.example.org']);
      const rsa = {
        name: 'RSASSA-PKCS1-v1_5',
        hash: 'SHA-256',
        modulusLength: ask.rsa ?? 2048,
        publicExponent: new Uint8Array([1, 0, 1]),
      };
      const keys =
        ask.publicKey !== undefined
          ? undefined
          : await (ask.rsa === undefined ? make() : crypto.subtle.generateKey(rsa, true, ['sign', 'verify']));
      const given = ask.publicKey?.type === 'private' ? createPublicKey(ask.publicKey) : ask.publicKey;
      const spki = given?.export({ type: 'spki', format: 'der' });
      const publicKey = keys?.publicKey ?? new x509.PublicKey(spki ?? Buffer.alloc(0));
      const made = await x509.X509CertificateGenerator.create({
        serialNumber: nextSerial(),
        subject: `CN=${names[0] ?? 'none'}`,
        issuer: ask.byRoot === true ? root.subject : intermediate.subject,
        publicKey,
        signingKey: ask.byRoot === true ? rootKeys.privateKey : middleKeys.privateKey,
        signingAlgorithm: SIGN,
        notBefore: new Date(ask.notBefore ?? now - DAY),
        notAfter: new Date(ask.notAfter ?? now + 90 * DAY),
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          new x509.ExtendedKeyUsageExtension([
            ask.usage === 'client' ? x509.ExtendedKeyUsage.clientAuth : x509.ExtendedKeyUsage.serverAuth,
          ]),
          ...(others.length + names.length === 0
            ? []
            : [
                new x509.SubjectAlternativeNameExtension([
                  ...names.map((value) => ({ type: isIP(value) > 0 ? 'ip' : 'dns', value }) as const),
                  ...others,
                ]),
              ]),
        ],
      });
      const key =
        keys === undefined ? '' : pem(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
      return { cert: `${made.toString('pem')}\n`, key };
    },
  };
}

/** "AB:CD:...", as a TLS client sees it. */
export const fingerprintOf = (cert: string): string => new X509Certificate(cert).fingerprint256;
