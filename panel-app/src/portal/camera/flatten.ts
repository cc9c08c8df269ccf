// Makes a photographed sheet a flat page: straightened, its paper white, its ink dark. Pure work on pixels, a band of rows at a time, so that a phone
// stays awake meanwhile.
import { type Corners, distance, homography, mapPoint } from './homography.ts';

export type Pixels = Pick<ImageData, 'width' | 'height' | 'data'>;
/** `black`: nothing but black and white, smallest and sharpest for writing. */
export const LOOKS = ['colour', 'grey', 'black'] as const;
export type PageLook = (typeof LOOKS)[number];

/** Sheets by their longer side in parts of the shorter one, and in millimetres as printed. */
export const SHEETS = { a4: { width: 210, height: 297 }, letter: { width: 215.9, height: 279.4 } } as const;
export type Sheet = keyof typeof SHEETS;

/** Pixels of the longer side: 200 a inch of A4, as faxes and scanners send writing. */
const LONG_SIDE = 2339;
/** Rows between two breaths of the page. */
const BAND = 64;
/** Cells along the shorter side whose paper is measured: shadows of hands and phones are larger. */
const CELLS = 24;

export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** Pixels of the straightened page: upright or lying as the sheet was, and no finer than the picture. */
export function pageSize(corners: Corners, sheet: Sheet): PageSize {
  const [a, b, c, d] = corners;
  const across = (distance(a, b) + distance(d, c)) / 2;
  const down = (distance(a, d) + distance(b, c)) / 2;
  const { width, height } = SHEETS[sheet];
  const long = Math.round(Math.min(LONG_SIDE, Math.max(across, down)));
  const short = Math.round((long * width) / height);
  return across > down ? { width: long, height: short } : { width: short, height: long };
}

const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** The sheet within `corners` (pixels of `picture`), straightened. undefined: they are no four corners, or `signal` fired. */
export async function straighten(
  picture: Pixels,
  corners: Corners,
  size: PageSize,
  signal: AbortSignal,
  pause: () => Promise<void> = breathe,
): Promise<Pixels | undefined> {
  const map = homography(size.width, size.height, corners);
  if (map === undefined) return undefined;
  const out = new Uint8ClampedArray(size.width * size.height * 4);
  const { data, width, height } = picture;
  for (let y = 0; y < size.height; y++) {
    if (y % BAND === 0) {
      await pause();
      if (signal.aborted) return undefined;
    }
    for (let x = 0; x < size.width; x++) {
      const at = mapPoint(map, x + 0.5, y + 0.5);
      const u = Math.max(0, Math.min(width - 1.001, at.x - 0.5));
      const v = Math.max(0, Math.min(height - 1.001, at.y - 0.5));
      const [left, top] = [Math.floor(u), Math.floor(v)];
      const [fx, fy] = [u - left, v - top];
      const one = (top * width + left) * 4;
      const below = one + width * 4;
      const to = (y * size.width + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        const upper = (data[one + channel] ?? 0) * (1 - fx) + (data[one + 4 + channel] ?? 0) * fx;
        const lower = (data[below + channel] ?? 0) * (1 - fx) + (data[below + 4 + channel] ?? 0) * fx;
        out[to + channel] = upper * (1 - fy) + lower * fy;
      }
      out[to + 3] = 255;
    }
  }
  return { width: size.width, height: size.height, data: out };
}

/** How bright the paper is in each cell: of its brightest tenth, so that writing does not count. */
function paperLight({ width, height, data }: Pixels): {
  columns: number;
  rows: number;
  cell: number;
  light: Float32Array;
} {
  const cell = Math.max(8, Math.round(Math.min(width, height) / CELLS));
  const [columns, rows] = [Math.ceil(width / cell), Math.ceil(height / cell)];
  const light = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const values: number[] = [];
      // Every third pixel tells as much.
      for (let y = row * cell; y < Math.min(height, (row + 1) * cell); y += 3) {
        for (let x = column * cell; x < Math.min(width, (column + 1) * cell); x += 3) {
          const at = (y * width + x) * 4;
          values.push(((data[at] ?? 0) * 299 + (data[at + 1] ?? 0) * 587 + (data[at + 2] ?? 0) * 114) / 1000);
        }
      }
      values.sort((a, b) => a - b);
      light[row * columns + column] = values[Math.floor(values.length * 0.9)] ?? 255;
    }
  }
  // Where a picture or a heading fills a cell its paper is as bright as that of the brightest one beside it, nearly.
  const levelled = light.map((value, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    let most = value;
    for (let r = Math.max(0, row - 2); r <= Math.min(rows - 1, row + 2); r++)
      for (let c = Math.max(0, column - 2); c <= Math.min(columns - 1, column + 2); c++)
        most = Math.max(most, light[r * columns + c] ?? 0);
    return Math.max(value, most * 0.85, 32);
  });
  return { columns, rows, cell, light: levelled };
}

/** Under this share of the paper's light is ink, above the other one is paper; between them it rises evenly. */
const INK = 0.35;
const PAPER = 0.88;
/** What counts as ink where there is nothing but black and white. */
const BLACK = 0.72;

/** Whitens the paper and darkens the ink, in place. @returns false: `signal` fired. */
export async function cleanUp(
  page: Pixels,
  look: PageLook,
  signal: AbortSignal,
  pause: () => Promise<void> = breathe,
): Promise<boolean> {
  const { width, height, data } = page;
  const { columns, rows, cell, light } = paperLight(page);
  for (let y = 0; y < height; y++) {
    if (y % BAND === 0) {
      await pause();
      if (signal.aborted) return false;
    }
    const v = Math.max(0, Math.min(rows - 1, y / cell - 0.5));
    const top = Math.floor(v);
    const under = Math.min(rows - 1, top + 1);
    for (let x = 0; x < width; x++) {
      const u = Math.max(0, Math.min(columns - 1, x / cell - 0.5));
      const left = Math.floor(u);
      const right = Math.min(columns - 1, left + 1);
      const mix = (row: number): number =>
        (light[row * columns + left] ?? 255) * (1 - (u - left)) +
        (light[row * columns + right] ?? 255) * (u - left);
      const paper = mix(top) * (1 - (v - top)) + mix(under) * (v - top);
      const at = (y * width + x) * 4;
      const [r = 0, g = 0, b = 0] = [data[at], data[at + 1], data[at + 2]];
      const grey = (r * 299 + g * 587 + b * 114) / 1000;
      const share = grey / paper;
      if (look === 'black') {
        data.fill(share < BLACK ? 0 : 255, at, at + 3);
        continue;
      }
      const wanted = 255 * Math.max(0, Math.min(1, (share - INK) / (PAPER - INK)));
      if (look === 'grey') {
        data.fill(wanted, at, at + 3);
        continue;
      }
      // Each colour keeps its distance from grey, less where it becomes white.
      const keep = (255 / paper) * (1 - Math.max(0, (wanted - 200) / 55));
      data[at] = wanted + (r - grey) * keep;
      data[at + 1] = wanted + (g - grey) * keep;
      data[at + 2] = wanted + (b - grey) * keep;
    }
  }
  return true;
}

/** One bit a pixel, 1 white, rows filled to whole bytes, as PDF takes it (ISO 32000-2, 8.9.5.2). */
export function toBits({ width, height, data }: Pixels): Uint8Array {
  const stride = Math.ceil(width / 8);
  const bits = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if ((data[(y * width + x) * 4] ?? 0) > 127) {
        const at = y * stride + (x >> 3);
        bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
      }
  return bits;
}
