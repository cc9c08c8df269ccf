// Pixels of four bytes as pixels of three: R, G, B.

/** The first `count` pixels from pixel `from` on. */
export function threeOfFour(pixels: Uint8Array, from: number, count: number, to: Uint8Array, at = 0): void {
  const words = new Uint32Array(pixels.buffer, pixels.byteOffset + from * 4, count);
  let out = at;
  for (let i = 0; i < count; i++) {
    const word = words[i] as number;
    to[out] = word & 255;
    to[out + 1] = (word >>> 8) & 255;
    to[out + 2] = (word >>> 16) & 255;
    out += 3;
  }
}
