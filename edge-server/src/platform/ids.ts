// Random identifiers, tokens and digits from the system's cryptographic generator: the real implementation behind Deps.
import { randomBytes, randomUUID } from 'node:crypto';

export interface Ids {
  /** A version 4 UUID (RFC 9562, clause 5.4), for fields that a standard says are UUIDs. */
  uuid(): string;
  /** 128 random bits as 26 lowercase base32 characters: safe in URLs, file names and case-blind systems. */
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

export const systemIds: Ids = {
  uuid: () => randomUUID(),
  id: () => toBase32(randomBytes(16)),
  token: (bytes = 32) => randomBytes(bytes).toString('base64url'),
  digits: (count) => uniformDigits(count, randomBytes),
  bytes: (count) => randomBytes(count),
};
