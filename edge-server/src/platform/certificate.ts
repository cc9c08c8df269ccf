// The server's TLS certificate in `<dataDir>/tls/`: the administrator's own, or a self-signed one made and renewed here.
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { durableWrite, makeDirectory } from './durable-write.ts';

export interface CertificateDescription {
  /** DNS names and IP addresses it is good for. */
  names: string[];
  /** Milliseconds since 1970. */
  notBefore: number;
  notAfter: number;
  selfSigned: boolean;
  /** SHA-256 of the certificate, in pairs of hex digits with colons, as browsers show it. */
  sha256: string;
}

export interface ServerCertificate {
  /** PEM, perhaps with the chain behind it. */
  cert: string;
  /** PEM. */
  key: string;
  description: CertificateDescription;
  /** `administrator`: never changed or renewed by us; watch `notAfter`. */
  from: 'platen' | 'administrator';
  /** True when it was made just now: clients that remember the old one will ask. */
  fresh: boolean;
}

export interface CertificateOptions {
  dataDir: string;
  /** The machine's names and addresses, most important first; localhost and the loopback addresses are added. */
  names: readonly string[];
  /** Milliseconds since 1970. */
  now: number;
}

// How a certificate of ours is told from an administrator's, who may well bring a self-signed one too.
const OUR_ORGANIZATION = 'Platen self-signed';

const DAY_MS = 24 * 60 * 60 * 1000;
// Apple's systems refuse TLS certificates that are valid for more than 825 days, self-signed ones included.
const VALID_DAYS = 825;
// Printers' clocks are often wrong; one that is hours behind must not find the certificate not yet valid.
const BACKDATED_DAYS = 1;
const RENEW_DAYS = 30;

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

// Letters, digits, hyphens (RFC 952, RFC 1123), and underscores, which Windows host names have. Anything else is no name
// that a client could ask for.
const DNS_NAME =
  /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/;

/** The names a certificate of this machine carries: valid ones, each once, the loopback names last. */
export const certificateNames = (names: readonly string[]): string[] => {
  const wanted = new Set<string>();
  for (const given of [...names, ...LOOPBACK]) {
    const name = given.trim().toLowerCase().replace(/\.$/, '');
    // An IPv6 address with a zone ("fe80::1%eth0") means something on this machine only.
    if (isIP(name) > 0 ? !name.includes('%') : DNS_NAME.test(name)) wanted.add(name);
  }
  return [...wanted];
};

/** As typed with spaces, commas or lines between them: lower case, each once. Nothing is checked. */
export const splitNames = (text: string): string[] => [
  ...new Set(
    text
      .toLowerCase()
      .split(/[\s,;]+/)
      .map((name) => name.replace(/\.$/, ''))
      .filter((name) => name !== ''),
  ),
];

/** A name or address that a certificate may carry; a wildcard stands for one label at the front. */
export const isCertificateName = (name: string): boolean =>
  isIP(name) > 0 ? !name.includes('%') : DNS_NAME.test(name.replace(/^\*\./, ''));

/** Throws when `cert` is no PEM certificate; of a chain the first is described. */
export const describeCertificate = (cert: string): CertificateDescription => {
  const parsed = new X509Certificate(cert);
  return {
    names: namesOf(parsed),
    notBefore: Date.parse(parsed.validFrom),
    notAfter: Date.parse(parsed.validTo),
    // Not checkIssued(): to that, a key that is not for signing certificates cannot have signed even its own.
    selfSigned: parsed.issuer === parsed.subject && parsed.verify(parsed.publicKey),
    sha256: parsed.fingerprint256,
  };
};

/** The names it is good for. */
// "DNS:a.example, IP Address:10.0.0.1"; a name with a comma or quote in it is a JSON string.
export const namesOf = (cert: X509Certificate): string[] => {
  const names: string[] = [];
  for (const match of (cert.subjectAltName ?? '').matchAll(/(?:DNS|IP Address):("(?:[^"\\]|\\.)*"|[^,]*)/g)) {
    const name = match[1] ?? '';
    names.push(name.startsWith('"') ? String(JSON.parse(name)) : name);
  }
  return names;
};

const covers = (cert: X509Certificate, names: readonly string[]): boolean =>
  names.every(
    (name) =>
      (isIP(name) > 0 ? cert.checkIP(name) : cert.checkHost(name, { wildcards: false })) !== undefined,
  );

const readIfThere = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`${path} cannot be read. Give it to the account the server runs under.`, {
      cause: error,
    });
  }
};

const parse = <T>(path: string, cure: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw new Error(`${path} ${cure}`, { cause: error });
  }
};

const parseKey = (path: string, pem: string): KeyObject =>
  parse(
    path,
    'is no private key in PEM form without a passphrase. Replace it, or remove it together with cert.pem.',
    () => createPrivateKey(pem),
  );

const isP256 = (key: KeyObject): boolean =>
  key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';

/**
 * Reads, or makes, the certificate. Ours is made again when it ends within 30 days or lacks one of today's names; the
 * key stays, so that whoever pinned it need not ask again. Throws an Error that names the file and the cure when an
 * administrator's files do not go together. Call it daily: `fresh` says when the listening server must be told.
 */
export const loadCertificate = async (options: CertificateOptions): Promise<ServerCertificate> => {
  const folder = join(options.dataDir, 'tls');
  const certPath = join(folder, 'cert.pem');
  const keyPath = join(folder, 'key.pem');
  const names = certificateNames(options.names);
  const cert = await readIfThere(certPath);
  const key = await readIfThere(keyPath);
  const privateKey = key === undefined ? undefined : parseKey(keyPath, key);

  if (cert !== undefined) {
    const parsed = parse(
      certPath,
      'is no certificate in PEM form. Replace it, or remove it and key.pem.',
      () => {
        return new X509Certificate(cert);
      },
    );
    const matches = privateKey !== undefined && parsed.checkPrivateKey(privateKey);
    const ours = parsed.subject.split('\n').includes(`O=${OUR_ORGANIZATION}`);
    const ending = Date.parse(parsed.validTo) - options.now < RENEW_DAYS * DAY_MS;
    if (key !== undefined && matches && (!ours || (!ending && covers(parsed, names)))) {
      const from = ours ? 'platen' : 'administrator';
      return { cert, key, description: describeCertificate(cert), from, fresh: false };
    }
    if (!ours) {
      throw new Error(
        `${keyPath} ${key === undefined ? 'is missing' : 'does not belong to the certificate'} in ${certPath}. ` +
          'Put the key that belongs to it there, or remove both files to have a self-signed certificate made.',
      );
    }
  }
  if (privateKey && !isP256(privateKey)) {
    throw new Error(
      `${keyPath} is there without its certificate. Put the certificate into ${certPath}, or remove the key to have ` +
        'a self-signed certificate made.',
    );
  }
  const { makeSelfSigned } = await import('./certificate-make.ts');
  const made = await makeSelfSigned({
    names,
    organization: OUR_ORGANIZATION,
    notBefore: options.now - BACKDATED_DAYS * DAY_MS,
    notAfter: options.now + (VALID_DAYS - BACKDATED_DAYS) * DAY_MS,
    key,
  });
  await makeDirectory(folder);
  // The key first: after a crash in between, the next start makes a certificate for the key it finds.
  if (key === undefined) await durableWrite(keyPath, made.key);
  await durableWrite(certPath, made.cert, { mode: 0o644 });
  const kept = { cert: made.cert, key: key ?? made.key };
  return { ...kept, description: describeCertificate(made.cert), from: 'platen', fresh: true };
};
