// Seals and opens one record of a stored object in place, on the calling thread. No IO; the layout is blob-format.ts's.
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { NONCE_BYTES, TAG_BYTES } from './blob-format.ts';
import { fillRandom } from './random-pool.ts';

// Node's ciphers return each result in memory of its own. Pieces this small stay in the processor's cache while they are
// copied back; whole chunks would each cost fresh pages from the kernel. Measured: 32 KiB needs a quarter less processor
// time than whole chunks, and 16 KiB already pays more for the calls.
const PIECE = 32 * 1024;

interface Stream {
  update(data: Uint8Array): Uint8Array;
}

/** Collects the memory of each piece, which is of no use any more, for a caller that can free it early. */
export type Spent = ArrayBufferLike[] | undefined;

const transform = (stream: Stream, text: Uint8Array, spent: Spent): void => {
  for (let at = 0; at < text.length; at += PIECE) {
    const piece = text.subarray(at, at + PIECE);
    const done = stream.update(piece);
    piece.set(done);
    spent?.push(done.buffer);
  }
};

/** `record` has the plain bytes between room for nonce and tag; afterwards it is ready to be stored. */
export const sealRecord = (record: Uint8Array, key: Uint8Array, context: Uint8Array, spent?: Spent): void => {
  const nonce = record.subarray(0, NONCE_BYTES);
  fillRandom(nonce);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(context);
  transform(cipher, record.subarray(NONCE_BYTES, -TAG_BYTES), spent);
  cipher.final();
  record.set(cipher.getAuthTag(), record.length - TAG_BYTES);
};

/**
 * Decrypts `record` in place: its middle then has the plain bytes. False when it is not what was sealed with this key
 * and context; the plain bytes, which nobody vouches for, are wiped then.
 */
export const openRecord = (
  record: Uint8Array,
  key: Uint8Array,
  context: Uint8Array,
  spent?: Spent,
): boolean => {
  if (record.length < NONCE_BYTES + TAG_BYTES) return false;
  const decipher = createDecipheriv('aes-256-gcm', key, record.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(context);
  decipher.setAuthTag(record.subarray(-TAG_BYTES));
  const text = record.subarray(NONCE_BYTES, -TAG_BYTES);
  transform(decipher, text, spent);
  try {
    decipher.final();
    return true;
  } catch {
    text.fill(0);
    return false;
  }
};

/** The plain bytes of an opened record, and the place for them in one that is to be sealed. */
export const recordText = (record: Uint8Array): Uint8Array => record.subarray(NONCE_BYTES, -TAG_BYTES);
