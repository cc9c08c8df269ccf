// Certificates in bundles: PKCS #7 (RFC 5652) as Windows authorities hand them out, and PKCS #12 (RFC 7292) with its key. Loads node-forge, so
// certificate-upload.ts imports this file only when one is brought.
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import type { Found } from './certificate-found.ts';

type Asn1 = forge.asn1.Asn1;
type Bag = forge.pkcs12.Bag;

/** Rounds of a passphrase's hash, all of a file together. openssl writes 2,048, Firefox 600,000; millions would hold up the server. */
const MOST_ROUNDS = 1_500_000;
const { Class, Type } = forge.asn1;

/** False when it is none. */
export function readPkcs7(der: Buffer, found: Found): boolean {
  const root = parse(der);
  const [kind, content] = partsOf(root);
  if (oidOf(kind) !== forge.pki.oids['signedData']) return false;
  const signed = partsOf(content)[0];
  // certificates [0] IMPLICIT (section 5.1).
  const set = partsOf(signed).find(
    ({ tagClass, type }) => tagClass === Class.CONTEXT_SPECIFIC && Number(type) === 0,
  );
  for (const one of partsOf(set)) addCert(one, found);
  return true;
}

/** False when it is none. */
export function readPkcs12(der: Buffer, passphrase: string | undefined, found: Found): boolean {
  const root = parse(der);
  const [version, safe] = partsOf(root);
  if (
    root === undefined ||
    version?.type !== Type.INTEGER ||
    oidOf(partsOf(safe)[0]) !== forge.pki.oids['data']
  )
    return false;
  if (hasTooManyRounds(der)) {
    found.troubles.add('too-many-rounds');
    return true;
  }
  const read = open(root, passphrase);
  if (typeof read === 'string') {
    found.troubles.add(read);
    return true;
  }
  for (const { safeBags } of read.safeContents) for (const bag of safeBags) addBag(bag, found);
  return true;
}

function open(
  root: Asn1,
  passphrase: string | undefined,
): forge.pkcs12.Pkcs12Pfx | 'passphrase-needed' | 'passphrase-wrong' | 'pfx-unreadable' {
  const given = passphrase ?? '';
  const first = attempt(root, given);
  // Old algorithms take a passphrase as UTF-16 (RFC 7292 appendix B.1), and forge does; PBES2 takes its UTF-8. The first attempt has
  // compared the MAC, which is of the old kind in both cases, and the copy goes without.
  const isAscii = /^[\x20-\x7e]*$/.test(given);
  const read =
    first !== 'unreadable' || isAscii
      ? first
      : attempt({ ...root, value: partsOf(root).slice(0, 2) }, Buffer.from(given).toString('latin1'));
  if (read === 'unreadable') return 'pfx-unreadable';
  if (read !== 'wrong') return read;
  return given === '' ? 'passphrase-needed' : 'passphrase-wrong';
}

function attempt(root: Asn1, passphrase: string): forge.pkcs12.Pkcs12Pfx | 'wrong' | 'unreadable' {
  try {
    return forge.pkcs12.pkcs12FromAsn1(root, true, passphrase);
  } catch (cause) {
    return cause instanceof Error && /MAC could not be verified/.test(cause.message) ? 'wrong' : 'unreadable';
  }
}

function addBag(bag: Bag, found: Found): void {
  if (bag.type === forge.pki.oids['certBag']) {
    const asn1 = bag.cert == null ? bag.asn1 : forge.pki.certificateToAsn1(bag.cert);
    addCert(asn1, found);
  } else if (bag.key != null || bag.asn1 !== undefined) {
    const key = keyOf(bag);
    if (key === undefined) found.troubles.add('pfx-unreadable');
    else found.keys.push(key);
  }
}

/** forge knows RSA; of other keys it keeps the PKCS #8. */
function keyOf(bag: Bag): KeyObject | undefined {
  try {
    if (bag.key != null) return createPrivateKey(forge.pki.privateKeyToPem(bag.key));
    return createPrivateKey({ key: derOf(bag.asn1), format: 'der', type: 'pkcs8' });
  } catch {
    return undefined;
  }
}

function addCert(asn1: Asn1, found: Found): void {
  try {
    found.certs.push(new X509Certificate(derOf(asn1)));
  } catch {
    found.troubles.add('not-understood');
  }
}

/** Before anything is decrypted: a file that asks for hours of work is refused. Counts are what follows a salt (RFC 8018 appendix A). */
export function hasTooManyRounds(der: Buffer): boolean {
  let rounds = 0;
  const walk = (value: Asn1 | undefined, depth: number): void => {
    // Nothing real is nested deeper; content of octet strings is read, too, since the safe is in one.
    if (value === undefined || depth > 24) return;
    const parts = partsOf(value);
    for (const [at, part] of parts.entries()) {
      const before = parts[at - 1];
      if (part.type === Type.INTEGER && before?.type === Type.OCTETSTRING && typeof part.value === 'string')
        rounds += part.value.length > 6 ? Number.POSITIVE_INFINITY : numberOf(part.value);
      walk(part, depth + 1);
    }
    if (value.type === Type.OCTETSTRING && typeof value.value === 'string' && value.value.startsWith('0'))
      walk(parse(Buffer.from(value.value, 'latin1')), depth + 1);
  };
  walk(parse(der), 0);
  return rounds > MOST_ROUNDS;
}

const numberOf = (bytes: string): number =>
  Number.parseInt(Buffer.from(bytes, 'latin1').toString('hex') || '0', 16);

function parse(der: Buffer): Asn1 | undefined {
  try {
    // Strict is about lengths; BER, which RFC 7292 allows, is read all the same.
    return forge.asn1.fromDer(der.toString('latin1'), true);
  } catch {
    return undefined;
  }
}

const partsOf = (value: Asn1 | undefined): Asn1[] => (Array.isArray(value?.value) ? value.value : []);

const oidOf = (value: Asn1 | undefined): string | undefined =>
  value?.type === Type.OID && typeof value.value === 'string' ? forge.asn1.derToOid(value.value) : undefined;

const derOf = (value: Asn1): Buffer => Buffer.from(forge.asn1.toDer(value).getBytes(), 'latin1');
