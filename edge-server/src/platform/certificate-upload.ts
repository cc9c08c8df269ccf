// Reads what an administrator brings as a certificate: PEM in any order, DER, PKCS #7 and PKCS #12, keys with and without a passphrase.
// Says what is in it; whether that makes a usable certificate is certificate-judge.ts's.
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { Found, UploadTrouble } from './certificate-found.ts';

export interface ReadUpload {
  readonly certs: readonly X509Certificate[];
  readonly keys: readonly KeyObject[];
  readonly troubles: readonly UploadTrouble[];
}

/** A chain has three or four; a bundle of all roots of a system is not what is meant. */
const MOST_CERTS = 30;
const PEM = /-----BEGIN ([A-Z0-9 ]{1,40})-----[\s\S]*?-----END \1-----/g;

/** @param passphrase of keys and PKCS #12 files. Never throws: what cannot be read is among the troubles. */
export async function readUpload(
  files: readonly Buffer[],
  passphrase: string | undefined,
): Promise<ReadUpload> {
  const found: Found = { certs: [], keys: [], troubles: new Set() };
  for (const file of files) {
    const text = file.toString('latin1');
    const blocks = [...text.matchAll(PEM)];
    for (const [block, label = ''] of blocks) await readBlock(block, label, passphrase, found);
    if (blocks.length === 0) await readBinary(file, passphrase, found);
  }
  const { certs, keys, troubles } = found;
  if (certs.length > MOST_CERTS) return { certs: [], keys: [], troubles: ['too-many'] };
  if (certs.length === 0 && keys.length === 0 && troubles.size === 0) troubles.add('empty');
  return { certs: eachOnce(certs), keys, troubles: [...troubles] };
}

async function readBlock(
  block: string,
  label: string,
  passphrase: string | undefined,
  found: Found,
): Promise<void> {
  if (label === 'CERTIFICATE' || label === 'X509 CERTIFICATE') {
    const cert = readCert(block.replaceAll(label, 'CERTIFICATE'));
    if (cert === undefined) found.troubles.add('not-understood');
    else found.certs.push(cert);
  } else if (label.endsWith('PRIVATE KEY')) {
    await readKey(block, passphrase, found);
  } else if (label.endsWith('CERTIFICATE REQUEST')) {
    found.troubles.add('a-request');
  } else if (label === 'PKCS7' || label === 'CMS') {
    const { readPkcs7 } = await import('./certificate-bundles.ts');
    const body = block.replace(/-----[^-]*-----/g, '');
    readPkcs7(Buffer.from(body, 'base64'), found);
  }
  // Parameters and public keys, which openssl likes to put before a key, tell nothing new.
}

async function readBinary(file: Buffer, passphrase: string | undefined, found: Found): Promise<void> {
  if (file.every((byte) => byte <= 0x20)) return;
  const cert = readCert(file);
  if (cert !== undefined) {
    found.certs.push(cert);
    return;
  }
  // Everything else in DER begins with a SEQUENCE (X.690 section 8.9).
  if (file[0] !== 0x30) {
    found.troubles.add('not-understood');
    return;
  }
  const { readPkcs7, readPkcs12 } = await import('./certificate-bundles.ts');
  if (readPkcs7(file, found) || readPkcs12(file, passphrase, found)) return;
  const key = readPlainKey(file);
  if (key === undefined) found.troubles.add('not-understood');
  else found.keys.push(key);
}

function readCert(from: string | Buffer): X509Certificate | undefined {
  try {
    const cert = new X509Certificate(from);
    // Read late by Node: a key that makes no sense would throw wherever it is first looked at.
    return cert.publicKey.asymmetricKeyType === undefined ? undefined : cert;
  } catch {
    return undefined;
  }
}

/** PKCS #8, or PKCS #1 of RSA. */
function readPlainKey(der: Buffer): KeyObject | undefined {
  for (const type of ['pkcs8', 'pkcs1'] as const) {
    try {
      return createPrivateKey({ key: der, format: 'der', type });
    } catch {
      // The other form is tried.
    }
  }
  return undefined;
}

async function readKey(pem: string, passphrase: string | undefined, found: Found): Promise<void> {
  const locked = /ENCRYPTED/.test(pem);
  if (locked && (passphrase ?? '') === '') {
    found.troubles.add('passphrase-needed');
    return;
  }
  if (pem.includes('BEGIN ENCRYPTED')) {
    const { hasTooManyRounds } = await import('./certificate-bundles.ts');
    if (hasTooManyRounds(Buffer.from(pem.replace(/-----[^-]*-----/g, ''), 'base64'))) {
      found.troubles.add('too-many-rounds');
      return;
    }
  }
  try {
    found.keys.push(createPrivateKey(locked ? { key: pem, passphrase: passphrase ?? '' } : pem));
  } catch {
    // OpenSSL tells a wrong passphrase and broken content apart by luck only.
    found.troubles.add(locked ? 'passphrase-wrong' : 'not-understood');
  }
}

function eachOnce(certs: readonly X509Certificate[]): X509Certificate[] {
  return [...new Map(certs.map((cert) => [cert.fingerprint256, cert])).values()];
}
