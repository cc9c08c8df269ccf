// What SNMPv3 does to octets with a user's keys: digests (RFC 3414 sections 6 and 7, RFC 7860) and encryption (DES: RFC 3414
// section 8; AES: RFC 3826). Pure, but for the algorithms this runtime has.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  getCiphers,
  getHashes,
  timingSafeEqual,
} from 'node:crypto';
import {
  type SnmpAuthProtocol,
  type SnmpPrivProtocol,
  type SnmpUserAccess,
} from '@platen/shared/device-credentials';
import { AUTH_WORDS, PRIV_WORDS } from './access.ts';
import { AUTH } from './user-keys.ts';

export interface Algorithms {
  readonly hashes: readonly string[];
  readonly ciphers: readonly string[];
}

let runtime: Algorithms | undefined;

function runtimeAlgorithms(): Algorithms {
  runtime ??= { hashes: getHashes().map((name) => name.toLowerCase()), ciphers: getCiphers() };
  return runtime;
}

/** One sentence about what this runtime lacks for this access; undefined when it lacks nothing. */
export function missingAlgorithm(
  access: Pick<SnmpUserAccess, 'auth' | 'priv'>,
  has: Algorithms = runtimeAlgorithms(),
): string | undefined {
  const { auth, priv } = access;
  if (auth !== undefined && !has.hashes.includes(AUTH[auth.protocol].hash))
    return `this server has no ${AUTH_WORDS[auth.protocol]}: use SHA-256 on the device`;
  if (priv !== undefined && cipherOf(priv.protocol, has) === undefined)
    return `this server has no ${PRIV_WORDS[priv.protocol]}: use AES-128 on the device`;
  return undefined;
}

/**
 * OpenSSL 3 hides single DES, but DES three times with one key is the same function (encrypt, decrypt, encrypt), and triple DES
 * is still there except in FIPS builds.
 */
function cipherOf(priv: SnmpPrivProtocol, { ciphers }: Algorithms): string | undefined {
  const names = { des: 'des-ede3-cbc', aes128: 'aes-128-cfb' }[priv as 'des' | 'aes128'] ?? 'aes-256-cfb';
  return ciphers.includes(names) ? names : undefined;
}

/** The first octets of the keyed digest of a whole message whose digest field is zeros. */
export function digestOf(protocol: SnmpAuthProtocol, key: Buffer, message: Buffer): Buffer {
  const { hash, macBytes } = AUTH[protocol];
  return createHmac(hash, key).update(message).digest().subarray(0, macBytes);
}

/** Whether a message that carries its digest at `at` was made with this key. */
export function isGenuine(protocol: SnmpAuthProtocol, key: Buffer, message: Buffer, at: number): boolean {
  const { macBytes } = AUTH[protocol];
  const told = message.subarray(at, at + macBytes);
  const plain = Buffer.from(message);
  plain.fill(0, at, at + macBytes);
  const ours = digestOf(protocol, key, plain);
  return told.length === ours.length && timingSafeEqual(told, ours);
}

export interface Salted {
  readonly protocol: SnmpPrivProtocol;
  /** As from privacyKey. */
  readonly key: Buffer;
  /** Of the engine that is asked. */
  readonly boots: number;
  readonly time: number;
  /** msgPrivacyParameters: eight octets, never twice with one key. */
  readonly salt: Buffer;
}

export function encrypt(salted: Salted, plain: Buffer): Buffer {
  const { cipher, key, vector } = cipherParts(salted);
  const transform = createCipheriv(cipher, key, vector).setAutoPadding(false);
  return Buffer.concat([transform.update(padded(salted.protocol, plain)), transform.final()]);
}

/** undefined for what cannot have been encrypted so. A wrong key gives octets without sense. */
export function decrypt(salted: Salted, secret: Buffer): Buffer | undefined {
  if (salted.salt.length !== 8) return undefined;
  if (salted.protocol === 'des' && secret.length % DES_BLOCK !== 0) return undefined;
  const { cipher, key, vector } = cipherParts(salted);
  const transform = createDecipheriv(cipher, key, vector).setAutoPadding(false);
  return Buffer.concat([transform.update(secret), transform.final()]);
}

const DES_BLOCK = 8;

/** RFC 3414 section 8.1.1.2: what fills the last block does not matter. */
function padded(protocol: SnmpPrivProtocol, plain: Buffer): Buffer {
  const over = plain.length % DES_BLOCK;
  return protocol !== 'des' || over === 0 ? plain : Buffer.concat([plain, Buffer.alloc(DES_BLOCK - over)]);
}

function cipherParts({ protocol, key, boots, time, salt }: Salted): {
  cipher: string;
  key: Buffer;
  vector: Buffer;
} {
  const cipher = cipherOf(protocol, runtimeAlgorithms()) ?? 'none';
  if (protocol === 'des') {
    const single = key.subarray(0, 8);
    const vector = Buffer.from(key.subarray(8, 16).map((octet, at) => octet ^ (salt[at] ?? 0)));
    return { cipher, key: Buffer.concat([single, single, single]), vector };
  }
  const vector = Buffer.alloc(16);
  vector.writeUInt32BE(boots >>> 0, 0);
  vector.writeUInt32BE(time >>> 0, 4);
  salt.copy(vector, 8);
  return { cipher, key, vector };
}
