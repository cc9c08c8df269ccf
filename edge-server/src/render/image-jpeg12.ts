// Decodes JPEGs of 12 bits (ISO 10918-1: extended sequential and progressive DCT, Huffman coded), as medical and film scanners make
// them: sharp reads 8 bits only. The result has 8.
import type sharpType from 'sharp';
import { decodedFile } from './image-decoded.ts';
import { decodeScan, type HuffmanTable, makeTable, type ScanComponent } from './image-jpeg12-scan.ts';
import type { ImageFile } from './image-picture.ts';
import { MAX_IMAGE_SIDE } from './limits.ts';
import { type Refusal, refuse } from './render-outcome.ts';

interface Component extends ScanComponent {
  readonly id: number;
  readonly quantTable: number;
  /** The table as it was when the component's first scan came: it may be defined anew later (B.2.4.1). */
  quant: Float32Array | undefined;
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly progressive: boolean;
  readonly components: readonly Component[];
  readonly mcusAcross: number;
  readonly mcusDown: number;
}

export interface Jpeg12 {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: Buffer;
  readonly damaged: boolean;
}

/** Zigzag order (figure A.6): the place of each coefficient in its block. */
const ZIGZAG = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46,
  53, 60, 61, 54, 47, 55, 62, 63,
];

/** Half of 12 bits, and what turns 12 into 8. */
const LEVEL_SHIFT = 2048;
const TO_8_BITS = 255 / 4095;

export function openJpeg12(sharp: typeof sharpType, bytes: Uint8Array): ImageFile | Refusal {
  const decoded = decodeJpeg12(bytes);
  if (typeof decoded === 'string') {
    return refuse(
      decoded === TOO_LARGE ? 'document-too-large' : 'document-broken',
      `JPEG of 12 bits: ${decoded}`,
    );
  }
  const facts = { grey: decoded.channels === 1, lossy: true };
  return decodedFile(sharp, { ...decoded, ...facts }, MOST_PIXELS);
}

/** Coefficients and samples take 4 bytes for each colour of a pixel: 300 MB at this size. */
const MOST_PIXELS = 25_000_000;

const TOO_LARGE = 'too large';

/** Text says why it cannot be. What is missing at the end is grey. */
export function decodeJpeg12(bytes: Uint8Array): Jpeg12 | string {
  const quants: Float32Array[] = [];
  const tables: { dc: HuffmanTable[]; ac: HuffmanTable[] } = { dc: [], ac: [] };
  let frame: Frame | undefined;
  let restart = 0;
  let transform: number | undefined;
  let whole = false;
  let at = 2;
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff || marker === 0xff || marker === 0 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) break;
    const length = word(bytes, at + 2);
    const segment = bytes.subarray(at + 4, at + 2 + length);
    at += 2 + Math.max(length, 2);
    if (marker === 0xdb) readQuants(segment, quants);
    else if (marker === 0xc4) readTables(segment, tables);
    else if (marker === 0xdd) restart = word(segment, 0);
    else if (marker === 0xee && Buffer.from(segment.subarray(0, 5)).toString() === 'Adobe')
      transform = segment[11];
    else if (marker === 0xc1 || marker === 0xc2) {
      if (frame !== undefined) return 'two frames';
      const read = readFrame(segment, marker === 0xc2);
      if (typeof read === 'string') return read;
      frame = read;
    } else if (marker === 0xda) {
      if (frame === undefined) return 'a scan before its frame';
      const scan = readScan(segment, frame, tables, quants);
      if (scan === undefined) break;
      const result = decodeScan(bytes, at, { ...scan, frame, restart });
      at = result.at;
      whole = result.whole;
      if (!whole) break;
    }
  }
  if (frame === undefined) return 'no frame';
  const closed = bytes[at] === 0xff && bytes[at + 1] === 0xd9;
  return { ...toPixels(frame, transform), damaged: !whole || !closed };
}

function readFrame(segment: Uint8Array, progressive: boolean): Frame | string {
  const [height, width, count = 0] = [word(segment, 1), word(segment, 3), segment[5]];
  if (segment[0] !== 12 || width === 0 || height === 0) return 'no size';
  if (width * height > MOST_PIXELS || Math.max(width, height) > MAX_IMAGE_SIDE) return TOO_LARGE;
  if (count !== 1 && count !== 3) return `${count} components`;
  const stated = Array.from({ length: count }, (_, index) => {
    const [id = 0, sampling = 0, quantTable = 0] = segment.subarray(6 + index * 3);
    return { id, h: sampling >>> 4, v: sampling & 15, quantTable };
  });
  if (stated.some(({ h, v }) => h < 1 || h > 4 || v < 1 || v > 4)) return 'sampling';
  const [most, mostDown] = [Math.max(...stated.map(({ h }) => h)), Math.max(...stated.map(({ v }) => v))];
  const mcusAcross = Math.ceil(width / (8 * most));
  const mcusDown = Math.ceil(height / (8 * mostDown));
  const components = stated.map((component): Component => {
    const blocksAcross = mcusAcross * component.h;
    const blocksDown = mcusDown * component.v;
    return {
      ...component,
      quant: undefined,
      blocksAcross,
      // Blocks that hold pixels: what a scan of this component alone counts (A.2.2).
      usedAcross: Math.ceil((Math.ceil(width / 8) * component.h) / most),
      usedDown: Math.ceil((Math.ceil(height / 8) * component.v) / mostDown),
      coefficients: new Int16Array(blocksAcross * blocksDown * 64),
      predictor: 0,
    };
  });
  return { width, height, progressive, components, mcusAcross, mcusDown };
}

function readQuants(segment: Uint8Array, quants: Float32Array[]): void {
  for (let at = 0; at < segment.length; ) {
    const head = segment[at++] ?? 0;
    const size = head >>> 4 === 0 ? 1 : 2;
    if (at + 64 * size > segment.length) return;
    quants[head & 3] = Float32Array.from({ length: 64 }, (_, index) =>
      size === 1 ? (segment[at + index] ?? 0) : word(segment, at + index * 2),
    );
    at += 64 * size;
  }
}

function readTables(segment: Uint8Array, tables: { dc: HuffmanTable[]; ac: HuffmanTable[] }): void {
  for (let at = 0; at + 17 <= segment.length; ) {
    const head = segment[at] ?? 0;
    const counts = segment.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    tables[head >>> 4 === 0 ? 'dc' : 'ac'][head & 3] = makeTable(
      counts,
      segment.subarray(at + 17, at + 17 + total),
    );
    at += 17 + total;
  }
}

function readScan(
  segment: Uint8Array,
  frame: Frame,
  tables: { readonly dc: readonly HuffmanTable[]; readonly ac: readonly HuffmanTable[] },
  quants: readonly Float32Array[],
) {
  const count = segment[0] ?? 0;
  const components: { component: Component; dc: HuffmanTable; ac: HuffmanTable }[] = [];
  for (let index = 0; index < count; index++) {
    const [id, selectors = 0] = segment.subarray(1 + index * 2);
    const component = frame.components.find((candidate) => candidate.id === id);
    if (component === undefined) return undefined;
    component.quant ??= quants[component.quantTable];
    const none = makeTable(new Uint8Array(16), new Uint8Array(0));
    components.push({
      component,
      dc: tables.dc[selectors >>> 4] ?? none,
      ac: tables.ac[selectors & 15] ?? none,
    });
  }
  const [from = 0, to = 63, approximation = 0] = segment.subarray(1 + count * 2);
  if (components.length === 0 || from > to || to > 63) return undefined;
  return { components, from, to, high: approximation >>> 4, low: approximation & 15 };
}

function toPixels({ width, height, components, mcusAcross, mcusDown }: Frame, transform: number | undefined) {
  const channels = components.length === 1 ? 1 : 3;
  const planes = components.map((component) => inverse(component, mcusAcross, mcusDown));
  const data = Buffer.alloc(width * height * channels);
  const [most, mostDown] = [
    Math.max(...components.map(({ h }) => h)),
    Math.max(...components.map(({ v }) => v)),
  ];
  // Each channel is put where it belongs, enlarged by repeating; then the colours are turned where they stand.
  planes.forEach((plane, channel) => {
    const { h = 1, v = 1, blocksAcross = 0 } = components[channel] ?? {};
    for (let y = 0; y < height; y++) {
      const row = Math.floor((y * v) / mostDown) * blocksAcross * 8;
      for (let x = 0, at = y * width * channels + channel; x < width; x++, at += channels) {
        data[at] = plane[row + Math.floor((x * h) / most)] ?? 0;
      }
    }
  });
  if (channels === 3 && transform !== 0) toRgb(data);
  return { width, height, channels, data } as const;
}

/** YCbCr of the whole range (JFIF 1.02) to RGB. */
function toRgb(data: Buffer): void {
  const clamp = (value: number): number => Math.max(0, Math.min(255, Math.round(value)));
  for (let at = 0; at < data.length; at += 3) {
    const [y = 0, cb = 0, cr = 0] = [data[at], (data[at + 1] ?? 0) - 128, (data[at + 2] ?? 0) - 128];
    data[at] = clamp(y + 1.402 * cr);
    data[at + 1] = clamp(y - 0.344_136 * cb - 0.714_136 * cr);
    data[at + 2] = clamp(y + 1.772 * cb);
  }
}

/** cos((2x + 1)uπ / 16) with the factor of A.3.3, for x and u. */
const COSINES = Float32Array.from({ length: 64 }, (_, index) => {
  const [x, u] = [index >>> 3, index & 7];
  return (Math.cos(((2 * x + 1) * u * Math.PI) / 16) / 2) * (u === 0 ? Math.SQRT1_2 : 1);
});

/** The samples of one component in 8 bits, block rows one after the other as lines. */
function inverse(component: Component, mcusAcross: number, mcusDown: number): Uint8ClampedArray {
  const { coefficients, quant, blocksAcross, h, v } = component;
  const stride = mcusAcross * h * 8;
  const plane = new Uint8ClampedArray(stride * mcusDown * v * 8);
  const block = new Float32Array(64);
  const half = new Float32Array(64);
  for (let index = 0; index * 64 < coefficients.length; index++) {
    for (let k = 0; k < 64; k++)
      block[ZIGZAG[k] ?? 0] = (coefficients[index * 64 + k] ?? 0) * (quant?.[k] ?? 1);
    multiply(block, half);
    multiply(half, block);
    const corner = Math.floor(index / blocksAcross) * 8 * stride + (index % blocksAcross) * 8;
    for (let k = 0; k < 64; k++) {
      plane[corner + (k >>> 3) * stride + (k & 7)] = ((block[k] ?? 0) + LEVEL_SHIFT) * TO_8_BITS;
    }
  }
  return plane;
}

/** One direction of the inverse transform (A.3.3); rows become columns, so that twice is both. */
function multiply(from: Float32Array, to: Float32Array): void {
  for (let row = 0; row < 8; row++) {
    for (let x = 0; x < 8; x++) {
      let sum = 0;
      for (let u = 0; u < 8; u++) sum += (from[row * 8 + u] ?? 0) * (COSINES[x * 8 + u] ?? 0);
      to[x * 8 + row] = sum;
    }
  }
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
