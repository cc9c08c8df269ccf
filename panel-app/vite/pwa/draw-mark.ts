// The mark of the portal as PNG (PNG Third Edition): the printer of portal.html's icon, drawn here so that the build needs no picture library.
import { crc32, deflateSync } from 'node:zlib';

type Point = readonly [number, number];

/** The lines of the mark on its 32 x 32 grid, 2 wide with round ends; the tray is a closed one. */
const LINES: readonly (readonly Point[])[] = [
  [
    [11, 13],
    [11, 8],
    [21, 8],
    [21, 13],
  ],
  [
    [11, 22],
    [8, 22],
    [8, 14],
    [9, 13],
    [23, 13],
    [24, 14],
    [24, 22],
    [21, 22],
  ],
  [
    [11, 19],
    [21, 19],
    [21, 25],
    [11, 25],
    [11, 19],
  ],
];
const GRID = 32;
/** rgb of #0b5fd8. */
const BLUE: readonly number[] = [0x0b, 0x5f, 0xd8];

function toSegment([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

function toLines(point: Point): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const line of LINES) {
    for (let i = 1; i < line.length; i++) {
      const [a, b] = [line[i - 1], line[i]];
      if (a !== undefined && b !== undefined) nearest = Math.min(nearest, toSegment(point, a, b));
    }
  }
  return nearest;
}

/** Negative inside. */
function toRoundedSquare([x, y]: Point, radius: number): number {
  const [dx, dy] = [x, y].map((value) => Math.abs(value - GRID / 2) - GRID / 2 + radius) as [number, number];
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/**
 * @param size pixels a side.
 * @param shape `round`: rounded corners, transparent outside. `full`: blue to the edges and the mark smaller, where the system cuts its own shape
 * (maskable icons keep what matters within the middle 80 %) or shows no transparency (iOS).
 */
export function drawMark(size: number, shape: 'round' | 'full'): Buffer {
  const rows = Buffer.alloc(size * (1 + size * 4));
  const pixel = GRID / size;
  // One pixel wide, so that edges are smooth.
  const cover = (distance: number): number => Math.max(0, Math.min(1, 0.5 - distance / pixel));
  const shrink = shape === 'full' ? 0.82 : 1;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const at: Point = [(column + 0.5) * pixel, (row + 0.5) * pixel];
      // The mark's middle is at 16, 16.5 of the grid.
      const inMark: Point = [(at[0] - 16) / shrink + 16, (at[1] - 16) / shrink + 16.5];
      const white = cover((toLines(inMark) - 1) * shrink);
      const alpha = shape === 'full' ? 1 : cover(toRoundedSquare(at, 8));
      const to = row * (1 + size * 4) + 1 + column * 4;
      BLUE.forEach((value, index) => {
        rows[to + index] = Math.round(value + (255 - value) * white);
      });
      rows[to + 3] = Math.round(alpha * 255);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits, colour with transparency.
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
