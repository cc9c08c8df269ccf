// The icon of the panel app on a device's menu: a sheet coming out of a printer, drawn here as a PNG (W3C PNG, ISO/IEC 15948). The size
// that devices want is not documented; they scale what they get.
import { crc32, deflateSync } from 'node:zlib';

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
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  // Eight bits, true colour, the only compression and filter methods there are, not interlaced.
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
