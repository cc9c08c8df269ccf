// PackBits (TIFF 6.0 section 9), which PCL 5 calls compression mode 2 and PCL XL eRLECompression.

/** Packs `length` bytes from `from` on into `to` at `at`; the place after the last byte. At worst 1 byte in 128 is added, and 1. */
export function packBits(
  bytes: Uint8Array,
  from: number,
  length: number,
  to: Uint8Array,
  at: number,
): number {
  const end = from + length;
  let out = at;
  let x = from;
  while (x < end) {
    const value = bytes[x] as number;
    const limit = Math.min(end, x + 128);
    let next = x + 1;
    while (next < limit && bytes[next] === value) next += 1;
    if (next - x >= 2) {
      // 1 - n as a signed byte: n copies of what follows.
      to[out++] = 257 - (next - x);
      to[out++] = value;
    } else {
      // Two equal bytes inside a literal cost less than a run and a new literal; three do not.
      while (
        next < limit &&
        !(bytes[next] === bytes[next + 1] && bytes[next] === bytes[next + 2] && next + 2 < end)
      )
        next += 1;
      to[out++] = next - x - 1;
      for (let i = x; i < next; i++) to[out++] = bytes[i] as number;
    }
    x = next;
  }
  return out;
}

export const packedAtMost = (length: number): number => length + Math.ceil(length / 128) + 1;
