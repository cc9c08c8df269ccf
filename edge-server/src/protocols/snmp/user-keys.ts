// Keys of SNMPv3 users: from the password to the key for one engine (RFC 3414 sections 2.6 and A.2, RFC 7860), stretched where
// AES-256 needs more octets than the digest gives. Pure.
import { createHash } from 'node:crypto';
import type { SnmpAuthProtocol, SnmpPrivProtocol } from '@platen/shared/device-credentials';

interface AuthFacts {
  /** Name in OpenSSL. */
  readonly hash: string;
  /** Octets of the digest that travel (RFC 3414 sections 6 and 7, RFC 7860 section 4). */
  readonly macBytes: number;
}

export const AUTH: Readonly<Record<SnmpAuthProtocol, AuthFacts>> = {
  md5: { hash: 'md5', macBytes: 12 },
  sha1: { hash: 'sha1', macBytes: 12 },
  sha224: { hash: 'sha224', macBytes: 16 },
  sha256: { hash: 'sha256', macBytes: 24 },
  sha384: { hash: 'sha384', macBytes: 32 },
  sha512: { hash: 'sha512', macBytes: 48 },
};

/** Octets of key each way of encrypting takes; DES takes eight and eight for its initial vector. */
const PRIV_KEY_BYTES: Readonly<Record<SnmpPrivProtocol, number>> = {
  des: 16,
  aes128: 16,
  'aes256-blumenthal': 32,
  'aes256-reeder': 32,
};

/** RFC 3414 section A.2: the password is repeated to this many octets. */
const STRETCHED_BYTES = 1_048_576;

/** Ku: the same for every device, and the costly half (a megabyte hashed): keep it. */
export function passwordKey(protocol: SnmpAuthProtocol, password: string): Buffer {
  const octets = Buffer.from(password, 'utf8');
  return createHash(AUTH[protocol].hash).update(Buffer.alloc(STRETCHED_BYTES, octets)).digest();
}

/** Kul: of no use with any other engine. */
export function localKey(protocol: SnmpAuthProtocol, key: Buffer, engineId: Buffer): Buffer {
  return createHash(AUTH[protocol].hash).update(key).update(engineId).update(key).digest();
}

/** The key for encrypting, from the password's Ku, with as many octets as `priv` needs. */
export function privacyKey(
  auth: SnmpAuthProtocol,
  priv: SnmpPrivProtocol,
  key: Buffer,
  engineId: Buffer,
): Buffer {
  const needed = PRIV_KEY_BYTES[priv];
  let local = localKey(auth, key, engineId);
  let last = local;
  while (local.length < needed) {
    // Reeder runs the whole way from password to key again, with the last key as the password; Blumenthal hashes what there is.
    last = priv === 'aes256-reeder' ? againLocal(auth, last, engineId) : digest(auth, local);
    local = Buffer.concat([local, last]);
  }
  return local.subarray(0, needed);
}

function againLocal(auth: SnmpAuthProtocol, key: Buffer, engineId: Buffer): Buffer {
  const stretched = digest(auth, Buffer.alloc(STRETCHED_BYTES, key));
  return localKey(auth, stretched, engineId);
}

function digest(auth: SnmpAuthProtocol, octets: Buffer): Buffer {
  return createHash(AUTH[auth].hash).update(octets).digest();
}
