// Identifiers, random tokens and digits from the system's cryptographic generator: the real implementation behind Deps.
import { randomBytes, randomUUID } from 'node:crypto';
import { fillRandom } from './random-pool.ts';

export interface Ids {
  /** A version 4 UUID (RFC 9562, clause 5.4), for fields that a standard says are UUIDs. */
  uuid(): string;
  /**
   * 48 bits of the time and 80 random ones as 26 lowercase base32 characters: safe in URLs, file names and case-blind systems.
   * Rows that come together lie together, so that many of them touch few pages of an index. No secret: use `token`.
   */
  id(): string;
  /** An unguessable bearer token, base64url without padding; 32 bytes (256 bits) unless told. */
  token(bytes?: number): string;
  /** `count` decimal digits, each equally likely, leading zeros included. */
  digits(count: number): string;
  bytes(count: number): Buffer;
}

// RFC 4648, clause 6, in lowercase.
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** Base32 without padding (RFC 4648, clause 6), lowercase. */
export const toBase32 = (bytes: Uint8Array): string => {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32.charAt((held >>> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + BASE32.charAt((held << (5 - bits)) & 31) : text;
};

/**
 * Uniform decimal digits drawn from `source`: bytes of 250 and above are thrown away, since 256 is no multiple of 10
 * and a plain remainder would make 0 to 5 more likely than 6 to 9.
 */
export const uniformDigits = (count: number, source: (count: number) => Uint8Array): string => {
  if (!Number.isSafeInteger(count) || count < 1)
    throw new RangeError(`digits(${count}): needs a count of 1 or more`);
  let text = '';
  while (text.length < count) {
    for (const byte of source(count - text.length)) {
      if (byte < 250) text += String(byte % 10);
    }
  }
  return text;
};

const TIME_BYTES = 6;

/** The time in milliseconds, then random bytes up to `length`. */
export const timedRandom = (length: number): Buffer => {
  const bytes = Buffer.allocUnsafe(length);
  bytes.writeUIntBE(Date.now(), 0, TIME_BYTES);
  fillRandom(bytes.subarray(TIME_BYTES));
  return bytes;
};

export const systemIds: Ids = {
  uuid: () => randomUUID(),
  id: () => toBase32(timedRandom(16)),
  token: (bytes = 32) => randomBytes(bytes).toString('base64url'),
  digits: (count) => uniformDigits(count, randomBytes),
  bytes: (count) => randomBytes(count),
};
