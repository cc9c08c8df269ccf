// How a mail key is written and read: sixteen characters of Crockford's base32 in four groups, XXXX-XXXX-XXXX-XXXX.
//
// 16 characters are 80 bits. Rule of delivery-and-mail.md section 8, P = H * G / N: a key counts only for the account it was mailed to, whose
// sender has at most 10 wrong tries before each wait of 1 to 16 minutes (people/guess-budget.ts), so G < 1,440 a day; H is that person's
// live keys, at most some 400 (200 documents listed, two keys each). P = 400 * 1,440 / 2^80 = 5e-19 a day, against 1e-6 for codes. Even if
// every key of a site with a million documents were open to a million guesses a day, P would be 8e-13. So 128 bits would make the subject
// longer and nothing safer. Below 112 bits ASVS 5.0 6.5.2 asks for a hash: the keyed one (mail-keys.ts) is it.

/** Without I, L, O and U: none can be taken for a digit, and no word comes about (Crockford, base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 16;
const GROUP = 4;
const BITS = 5;

/** Random bytes a key is made of: 80 bits. */
export const KEY_BYTES = (CHARACTERS * BITS) / 8;

/** @param bytes KEY_BYTES of them. */
export function writeKey(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let at = CHARACTERS - 1; at >= 0; at--) {
    text += ALPHABET.charAt(Number((bits >> BigInt(at * BITS)) & 31n));
    if (at % GROUP === 0 && at > 0) text += '-';
  }
  return text;
}

/** The key's characters without groups, as they are hashed; undefined for what cannot be a key. Takes what people and mail programs make of one. */
export function readKey(typed: string): string | undefined {
  const text = typed
    .toUpperCase()
    .replace(/[\s\-\u2010-\u2015.]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');
  if (text.length !== CHARACTERS) return undefined;
  return [...text].every((character) => ALPHABET.includes(character)) ? text : undefined;
}
