// Is this a certificate that the server can use, and will browsers take it? Puts the chain into order, finds the key, says what is wrong.
// Pure but for the list of well-known authorities that Node carries.
import { type KeyObject, X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import type { CertificateFacts, CertificateFinding } from '@platen/shared/api/admin-certificate';
import {
  factsOf,
  isFor,
  isSelfSigned,
  isSignedWeakly,
  keyStrength,
  keyWords,
  personOf,
} from './certificate-facts.ts';
import type { ReadUpload } from './certificate-upload.ts';
import { finding } from './certificate-words.ts';

type Chain = readonly [X509Certificate, ...X509Certificate[]];

export interface JudgeFacts {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Names under which this server is opened. */
  readonly wanted: readonly string[];
}

export interface KeysAtHand {
  /** Of a request that waits for its certificate. */
  readonly request?: KeyObject | undefined;
  readonly current?: KeyObject | undefined;
}

export interface Judged {
  readonly findings: readonly CertificateFinding[];
  readonly certificate?: CertificateFacts;
  readonly keyFrom?: 'upload' | 'request' | 'current';
  /** PEM of chain and key, where nothing stands against using them. */
  readonly usable?: { readonly cert: string; readonly key: string };
}

const DAY_MS = 24 * 3_600_000;
/** As the first warning by mail (certificate-watch.ts). */
const SOON_DAYS = 30;
/** Apple's systems, for certificates of every authority; those known to browsers issue for far less. */
const LONGEST_DAYS = 825;
/** RFC 5280 section 4.2.1.12: id-kp-serverAuth and anyExtendedKeyUsage. */
const FOR_SERVERS: readonly string[] = ['1.3.6.1.5.5.7.3.1', '2.5.29.37.0'];

export function judgeUpload(upload: ReadUpload, keys: KeysAtHand, facts: JudgeFacts): Judged {
  const troubles = upload.troubles.map((code) => finding(code));
  const { certs } = upload;
  if (certs.length === 0) {
    const lonely = upload.keys.length > 0 && troubles.length === 0;
    return { findings: lonely ? [finding('no-certificate')] : troubles };
  }
  const candidates: readonly (readonly ['upload' | 'request' | 'current', KeyObject])[] = [
    ...upload.keys.map((key) => ['upload', key] as const),
    ...(keys.request === undefined ? [] : [['request', keys.request] as const]),
    ...(keys.current === undefined ? [] : [['current', keys.current] as const]),
  ];
  const leaf = findLeaf(
    certs,
    candidates.map(([, key]) => key),
  );
  const chain = chainOf(leaf, certs);
  const found = candidates.find(([, key]) => leaf.checkPrivateKey(key));
  const findings = [
    ...troubles,
    // What could not be read may well be the key.
    ...(found !== undefined || troubles.length > 0
      ? []
      : [finding(upload.keys.length > 0 ? 'key-mismatch' : 'no-key')]),
    ...judgeChain(chain, facts),
    ...orderOf(certs, chain),
  ];
  const certificate = factsOf(chain);
  if (found === undefined) return { findings, certificate };
  const [keyFrom, key] = found;
  if (findings.some(({ level }) => level === 'stop')) return { findings, certificate, keyFrom };
  const usable = { cert: pemOf(chain), key: key.export({ format: 'pem', type: 'pkcs8' }).toString() };
  return { findings, certificate, keyFrom, usable };
}

/** What is wrong with a certificate, whoever's its key is. `chain`: the server's first. */
export function judgeChain(chain: Chain, { now, wanted }: JudgeFacts): CertificateFinding[] {
  const [cert] = chain;
  const from = Date.parse(cert.validFrom);
  const until = Date.parse(cert.validTo);
  const left = until - now;
  const strength = keyStrength(cert.publicKey);
  const key = keyWords(cert.publicKey);
  // Node calls the extended key usage so.
  const purposes = cert.keyUsage as readonly string[] | undefined;
  const days = Math.round((until - from) / DAY_MS);
  return [
    ...(left <= 0 ? [finding('expired', { date: dateOf(until) })] : []),
    ...(from > now ? [finding('not-yet', { date: dateOf(from) })] : []),
    ...(strength === 'good' ? [] : [finding(strength === 'weak' ? 'weak-key' : 'odd-key', { key })]),
    ...(isSignedWeakly(cert) && !isSelfSigned(cert) ? [finding('weak-signature')] : []),
    ...(purposes === undefined || purposes.some((one) => FOR_SERVERS.includes(one))
      ? []
      : [finding('not-for-servers')]),
    ...names(cert, wanted),
    ...completeness(chain),
    ...(days > LONGEST_DAYS ? [finding('too-long', { days })] : []),
    ...(left > 0 && left <= SOON_DAYS * DAY_MS
      ? [finding('ends-soon', { days: daysWords(left), date: dateOf(until) })]
      : []),
  ];
}

/** "12 days"; what is less than one is "less than a day". */
export function daysWords(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  if (days < 1) return 'less than a day';
  return days === 1 ? '1 day' : `${days} days`;
}

const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

function names(cert: X509Certificate, wanted: readonly string[]): CertificateFinding[] {
  if (cert.subjectAltName === undefined) return [finding('no-names')];
  const missing = wanted.filter((name) => !isFor(cert, name));
  return missing.length === 0 ? [] : [finding('name-mismatch', { names: missing.join(', ') })];
}

function completeness(chain: Chain): CertificateFinding[] {
  const [cert] = chain;
  if (isSelfSigned(cert)) return [finding('self-signed')];
  const last = chain[chain.length - 1] ?? cert;
  if (isSelfSigned(last)) {
    return isWellKnown(last) ? [] : [finding('private-root', { issuer: personOf(last.subject) })];
  }
  return hasKnownIssuer(last) ? [] : [finding('chain-incomplete', { issuer: personOf(last.issuer) })];
}

/** By subject; parsed when they are first asked for, which takes a few milliseconds. */
let roots: ReadonlyMap<string, readonly X509Certificate[]> | undefined;
function rootsNamed(subject: string): readonly X509Certificate[] {
  if (roots === undefined) {
    const all = new Map<string, X509Certificate[]>();
    for (const pem of rootCertificates) {
      const root = new X509Certificate(pem);
      all.set(root.subject, [...(all.get(root.subject) ?? []), root]);
    }
    roots = all;
  }
  return roots.get(subject) ?? [];
}
const isWellKnown = (root: X509Certificate): boolean =>
  rootsNamed(root.subject).some(({ fingerprint256 }) => fingerprint256 === root.fingerprint256);
const hasKnownIssuer = (cert: X509Certificate): boolean =>
  rootsNamed(cert.issuer).some((root) => cert.verify(root.publicKey));

/** The one with a key here; else the one that issued none of the others. */
function findLeaf(certs: readonly X509Certificate[], keys: readonly KeyObject[]): X509Certificate {
  const withKey = certs.find((cert) => keys.some((key) => cert.checkPrivateKey(key)));
  const last = certs.find((cert) => !certs.some((other) => other !== cert && issued(cert, other)));
  const found = withKey ?? last ?? certs[0];
  if (found === undefined) throw new Error('there is at least one certificate');
  return found;
}

const issued = (issuer: X509Certificate, cert: X509Certificate): boolean =>
  cert.issuer === issuer.subject && cert.verify(issuer.publicKey);

/** From the leaf upwards, as RFC 8446 section 4.4.2 wants it sent. */
export function chainOf(leaf: X509Certificate, certs: readonly X509Certificate[]): Chain {
  const chain: [X509Certificate, ...X509Certificate[]] = [leaf];
  for (;;) {
    const last = chain[chain.length - 1] ?? leaf;
    const issuer = isSelfSigned(last)
      ? undefined
      : certs.find((cert) => !chain.includes(cert) && issued(cert, last));
    if (issuer === undefined) return chain;
    chain.push(issuer);
  }
}

function orderOf(certs: readonly X509Certificate[], chain: Chain): CertificateFinding[] {
  const left = certs.filter((cert) => !chain.includes(cert));
  const kept = certs.filter((cert) => chain.includes(cert));
  return [
    ...(kept.every((cert, at) => cert === chain[at]) ? [] : [finding('reordered')]),
    ...(left.length === 0
      ? []
      : [finding('left-out', { names: left.map(({ subject }) => personOf(subject)).join(', ') })]),
  ];
}

const pemOf = (chain: Chain): string => chain.map((cert) => cert.toString()).join('');
