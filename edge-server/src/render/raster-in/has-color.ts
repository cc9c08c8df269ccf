// Whether pixels of three colours are coloured to the eye.
import { COLOUR_THRESHOLD } from '../limits.ts';

/** Pixels of `unit` bytes from `from` to `to`; `step` bytes from one colour to the next. */
export function hasColor(bytes: Uint8Array, from: number, to: number, unit: number, step: number): boolean {
  for (let at = from; at < to; at += unit) {
    const r = bytes[at] as number;
    const g = bytes[at + step] as number;
    const b = bytes[at + 2 * step] as number;
    if (Math.max(r, g, b) - Math.min(r, g, b) >= COLOUR_THRESHOLD) return true;
  }
  return false;
}
