// Secrets at rest: keyed hashes to find a value again, sealed texts to read it again, wrapped data keys for objects.
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { takeRandom } from './random-pool.ts';
import { deriveKey } from './server-key.ts';

export interface Sealing {
  /** Hex HMAC-SHA-256 of `text` under the purpose's own key: equal texts of one purpose give equal hashes. */
  keyedHash(purpose: string, text: string): string;
  /** base64url of the encrypted text; two seals of one text differ. Opens only under the same purpose. */
  seal(purpose: string, text: string): string;
  /** The text, or undefined when it was changed, cut, sealed for another purpose or by another server. */
  open(purpose: string, sealed: string): string | undefined;
  /** Encrypts an object's data key; `context` (the object's id) must be given again to unwrap it. */
  wrapKey(key: Buffer, context: string): Buffer;
  /** Throws an Error when the wrapped key was changed, or belongs to another context or another server. */
  unwrapKey(wrapped: Uint8Array, context: string): Buffer;
}

// version(1) | nonce(12) | ciphertext | tag(16). A change of algorithm gets a new version byte; old values stay readable.
const VERSION = 1;
// 96 bits is the nonce size GCM is made for (NIST SP 800-38D, 5.2.1.1). Drawn at random, one key is good for 2^32
// seals (same, 8.3): a thousand a minute for eight thousand years.
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

type CipherKey = KeyObject | Uint8Array;

const encrypt = (key: CipherKey, plain: Uint8Array, context: string): Buffer => {
  const nonce = takeRandom(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([
    Buffer.of(VERSION),
    nonce,
    cipher.update(plain),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
};

const decrypt = (key: CipherKey, sealed: Uint8Array, context: string): Buffer | undefined => {
  if (sealed[0] !== VERSION || sealed.length < 1 + NONCE_BYTES + TAG_BYTES) return undefined;
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const plain = decipher.update(sealed.subarray(1 + NONCE_BYTES, -TAG_BYTES));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return plain;
};

/**
 * A purpose is a constant of the code, whose key is derived once and kept; or one person's part of it, `code:<id>`: there may be a hundred
 * thousand of those, each used once in a while, so none is kept.
 */
export const makeSealing = (masterKey: Uint8Array): Sealing => {
  const keys = new Map<string, KeyObject>();
  const keyFor = (use: string): CipherKey => {
    if (use.includes(':')) return deriveKey(masterKey, use);
    const known = keys.get(use);
    if (known) return known;
    const made = createSecretKey(deriveKey(masterKey, use));
    keys.set(use, made);
    return made;
  };

  return {
    keyedHash: (purpose, text) =>
      createHmac('sha256', keyFor(`hash/${purpose}`))
        .update(text)
        .digest('hex'),
    seal: (purpose, text) =>
      encrypt(keyFor(`seal/${purpose}`), Buffer.from(text), purpose).toString('base64url'),
    open: (purpose, sealed) => {
      const bytes = Buffer.from(sealed, 'base64url');
      return decrypt(keyFor(`seal/${purpose}`), bytes, purpose)?.toString();
    },
    wrapKey: (key, context) => encrypt(keyFor('wrap'), key, context),
    unwrapKey: (wrapped, context) => {
      const key = decrypt(keyFor('wrap'), wrapped, context);
      if (!key)
        throw new Error(
          `The wrapped key of ${context} does not open: it was changed, or the server key differs`,
        );
      return key;
    },
  };
};
