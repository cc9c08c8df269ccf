// Random bytes for the hot path: drawn from the system's generator a few kilobytes at a time, since each call into OpenSSL costs
// more than the bytes.
import { randomFillSync } from 'node:crypto';

const pool = Buffer.allocUnsafeSlow(4096);
let used = pool.length;

/** Fills `target` with random bytes; none is handed out twice, and the pool forgets what it gave. */
export function fillRandom(target: Uint8Array): void {
  if (target.length > pool.length) {
    randomFillSync(target);
    return;
  }
  if (used + target.length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const given = pool.subarray(used, used + target.length);
  target.set(given);
  given.fill(0);
  used += target.length;
}

export function takeRandom(count: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(count);
  fillRandom(bytes);
  return bytes;
}
