// Delta row compression (PCL 5 compression mode 3): what changed against the row before, with how far away it lies.

/** At most 8 bytes are replaced by one command. */
const MOST_BYTES = 8;
/** An offset of 31 is followed by more; each 255 by yet more. */
const FULL_OFFSET = 31;

/** `length` bytes from `from` on against those from `seed` on; the place after the last byte in `to`. 0 bytes: the rows are equal. */
export function deltaRow(
  bytes: Uint8Array,
  from: number,
  seed: number,
  length: number,
  to: Uint8Array,
  at: number,
): number {
  let out = at;
  let done = 0;
  let x = 0;
  for (;;) {
    while (x < length && bytes[from + x] === bytes[seed + x]) x += 1;
    if (x >= length) return out;
    let count = 1;
    while (count < MOST_BYTES && x + count < length && bytes[from + x + count] !== bytes[seed + x + count])
      count += 1;
    let offset = x - done;
    to[out++] = ((count - 1) << 5) | Math.min(offset, FULL_OFFSET);
    if (offset >= FULL_OFFSET) {
      offset -= FULL_OFFSET;
      for (; offset >= 255; offset -= 255) to[out++] = 255;
      to[out++] = offset;
    }
    for (let i = 0; i < count; i++) to[out++] = bytes[from + x + i] as number;
    x += count;
    done = x;
  }
}

/** Every second byte changed: a command and a byte each. */
export const deltaAtMost = (length: number): number => length * 2 + 16;
