// Decides whether a picture holds colour, from its pixels.
import { COLOUR_THRESHOLD } from './limits.ts';
import type { PageColor } from './render-outcome.ts';

/** `channels` bytes per pixel, R, G, B first; 1 or 2 channels are grey by themselves. */
export function findColor(pixels: Uint8Array, channels: number): PageColor {
  if (channels < 3) return 'monochrome';
  for (let at = 0; at + 2 < pixels.length; at += channels) {
    const r = pixels[at] ?? 0;
    const g = pixels[at + 1] ?? 0;
    const b = pixels[at + 2] ?? 0;
    if (Math.max(r, g, b) - Math.min(r, g, b) >= COLOUR_THRESHOLD) return 'color';
  }
  return 'monochrome';
}
