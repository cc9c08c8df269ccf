// The two papers text is set on, in points.
import type { ImageMedia } from './render-outcome.ts';

export const POINTS_PER_MM = 72 / 25.4;

/** Short and long side: PWG 5101.1 names give millimetres and inches. */
export const PAPER_POINTS: Readonly<Record<ImageMedia, readonly [number, number]>> = {
  iso_a4_210x297mm: [210 * POINTS_PER_MM, 297 * POINTS_PER_MM],
  'na_letter_8.5x11in': [8.5 * 72, 11 * 72],
};
