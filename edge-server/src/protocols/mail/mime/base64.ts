// Decodes base64 as it comes (RFC 2045 section 6.8): everything outside the alphabet is passed over, and what follows an end mark is
// decoded too, since some programs join encoded pieces.
import type { Decoder } from './decoder.ts';

const OTHER = 255;
const PAD = 254;

const VALUES = new Uint8Array(256).fill(OTHER);
for (const [value, char] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  VALUES[char.charCodeAt(0)] = value;
// The alphabet for addresses (RFC 4648 section 5), which some programs take by mistake.
VALUES['-'.charCodeAt(0)] = 62;
VALUES['_'.charCodeAt(0)] = 63;
VALUES['='.charCodeAt(0)] = PAD;

export function makeBase64Decoder(): Decoder {
  let group = 0;
  let count = 0;

  /** The octets of a group that is not full: two characters hold one, three hold two. */
  const rest = (out: Uint8Array, at: number): number => {
    let length = at;
    if (count >= 2) {
      out[length] = (count === 2 ? group >> 4 : group >> 10) & 0xff;
      length += 1;
    }
    if (count === 3) {
      out[length] = (group >> 2) & 0xff;
      length += 1;
    }
    group = 0;
    count = 0;
    return length;
  };

  return {
    write: (chunk) => {
      const out = Buffer.allocUnsafe(chunk.length + 3);
      let length = 0;
      for (let at = 0; at < chunk.length; at += 1) {
        const value = VALUES[chunk[at] ?? 0] ?? OTHER;
        if (value === OTHER) continue;
        if (value === PAD) {
          length = rest(out, length);
          continue;
        }
        group = (group << 6) | value;
        count += 1;
        if (count === 4) {
          out[length] = (group >> 16) & 0xff;
          out[length + 1] = (group >> 8) & 0xff;
          out[length + 2] = group & 0xff;
          length += 3;
          group = 0;
          count = 0;
        }
      }
      return out.subarray(0, length);
    },
    end: () => {
      const out = Buffer.allocUnsafe(2);
      return out.subarray(0, rest(out, 0));
    },
  };
}
