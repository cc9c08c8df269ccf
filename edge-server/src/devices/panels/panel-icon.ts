// The icon of the panel app on a device's menu: a sheet coming out of a printer, drawn here as a PNG (W3C PNG, ISO/IEC 15948). The size
// that devices want is not documented; they scale what they get.
import { writePng } from './write-png.ts';

const SIDE = 64;

const BLUE = [0x1f, 0x4e, 0x8c] as const;
const WHITE = [0xff, 0xff, 0xff] as const;

/** Left, top, right, bottom (excluded), later ones over earlier ones. */
const BOXES: readonly (readonly [number, number, number, number, readonly [number, number, number]])[] = [
  // The printer's body, and its output slot.
  [8, 24, 56, 48, WHITE],
  [14, 38, 50, 42, BLUE],
  // The sheet above and the sheet below.
  [18, 8, 46, 22, WHITE],
  [18, 40, 46, 58, WHITE],
  [23, 45, 41, 47, BLUE],
  [23, 51, 35, 53, BLUE],
];

/** 64 x 64, eight bits of red, green and blue. */
export function panelIcon(): Buffer {
  // A filter octet of 0 (none) in front of each row.
  const raw = Buffer.alloc(SIDE * (SIDE * 3 + 1));
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const box = BOXES.findLast(
        ([left, top, right, bottom]) => x >= left && x < right && y >= top && y < bottom,
      );
      raw.set(box?.[4] ?? BLUE, y * (SIDE * 3 + 1) + 1 + x * 3);
    }
  }
  return writePng('rgb', SIDE, SIDE, raw);
}
