// Reads a QR code (ISO/IEC 18004:2015) from a picture, squarely drawn and nothing hidden, as a camera's program would: finds the modules, undoes the
// mask, checks every block by its error correction. It corrects no errors. Of the encoder it knows only which modules hold data.
import assert from 'node:assert/strict';
import sharp from 'sharp';
import { encode, QrCodeDataType } from 'uqr';

/** Versions 1 to 15. For each level by its two format bits (clause 7.9.1): error correction octets of a block and blocks (table 9), by version. */
const BLOCKS: Readonly<Record<number, readonly (readonly [octets: number, blocks: number])[]>> = {
  // L
  1: pairs('7,1 10,1 15,1 20,1 26,1 18,2 20,2 24,2 30,2 18,4 20,4 24,4 26,4 30,4 22,6'),
  // M
  0: pairs('10,1 16,1 26,1 18,2 24,2 16,4 18,4 22,4 22,5 26,5 30,5 22,8 22,9 24,9 24,10'),
  // Q
  3: pairs('13,1 22,1 18,2 26,2 18,4 24,4 18,6 22,6 20,8 24,8 28,8 26,10 24,12 20,16 30,12'),
  // H
  2: pairs('17,1 28,1 22,2 16,4 22,4 28,4 26,5 26,6 24,8 28,8 24,11 28,11 22,16 24,16 24,18'),
};

/** Clause 7.8.2, table 10: where the value is 0, the module is turned. */
const MASKS: readonly ((i: number, j: number) => number)[] = [
  (i, j) => (i + j) % 2,
  (i) => i % 2,
  (_, j) => j % 3,
  (i, j) => (i + j) % 3,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2,
  (i, j) => ((i * j) % 2) + ((i * j) % 3),
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2,
];

export interface QrReading {
  readonly text: string;
  /** 1 to 15. */
  readonly version: number;
  /** Light modules on the narrowest side: the standard wants 4. */
  readonly quiet: number;
  /** Of one module, in pixels of the picture. */
  readonly modulePixels: number;
}

/** @param picture of any kind that sharp reads, with the code alone in it. Throws where it is no readable code. */
export async function readQr(picture: Buffer): Promise<QrReading> {
  const { data, info } = await sharp(picture)
    .flatten({ background: '#fff' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const isDark = (x: number, y: number): boolean => (data[(y * info.width + x) * info.channels] ?? 255) < 128;
  const columns = Array.from({ length: info.width }, (_, x) => x);
  const rows = Array.from({ length: info.height }, (_, y) => y);
  const darkRows = rows.filter((y) => columns.some((x) => isDark(x, y)));
  const darkColumns = columns.filter((x) => rows.some((y) => isDark(x, y)));
  const [top = 0, left = 0] = [darkRows[0], darkColumns[0]];
  const side = (darkColumns.at(-1) ?? 0) + 1 - left;
  assert.equal((darkRows.at(-1) ?? 0) + 1 - top, side, 'a code is square');
  // The upper edge of the finder pattern is 7 dark modules and ends at its light separator (clause 6.3.3).
  const edge = columns.slice(left).findIndex((x) => !isDark(x, top));
  const modulePixels = side / Math.round(side / (edge / 7));
  const size = Math.round(side / modulePixels);
  const modules = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) =>
      isDark(Math.floor(left + (column + 0.5) * modulePixels), Math.floor(top + (row + 0.5) * modulePixels)),
    ),
  );
  const margins = [top, left, info.width - left - side, info.height - top - side];
  const version = (size - 17) / 4;
  assert.ok(Number.isInteger(version) && version >= 1 && version <= 15, `${size} modules are no version`);
  return {
    text: textOf(modules, version),
    version,
    quiet: Math.min(...margins) / modulePixels,
    modulePixels,
  };
}

function textOf(modules: readonly (readonly boolean[])[], version: number): string {
  const { level, mask } = formatOf(modules);
  const rule = MASKS[mask];
  const [correction, blocks] = BLOCKS[level]?.[version - 1] ?? [0, 1];
  assert.ok(rule !== undefined && correction > 0, 'the format information cannot be read');
  const octets: number[] = [];
  let count = 0;
  for (const [row, column] of dataPlaces(version)) {
    const bit = Number(modules[row]?.[column] === true) ^ Number(rule(row, column) === 0);
    octets[count >> 3] = ((octets[count >> 3] ?? 0) << 1) | bit;
    count += 1;
  }
  const all = octets.slice(0, count >> 3);
  // The shorter blocks come first; octets are taken from each in turn (clause 7.6).
  const length = all.length - correction * blocks;
  const longFrom = blocks - (length % blocks);
  const parts: number[][] = Array.from({ length: blocks }, () => []);
  const sizeOfPart = (block: number): number => Math.floor(length / blocks) + (block >= longFrom ? 1 : 0);
  let at = 0;
  for (let turn = 0; at < length; turn += 1) {
    for (let block = 0; block < blocks; block += 1)
      if (turn < sizeOfPart(block)) parts[block]?.push(all[at++] ?? 0);
  }
  const checked = parts.map((part, block) => [
    ...part,
    ...Array.from({ length: correction }, (_, turn) => all[length + turn * blocks + block] ?? 0),
  ]);
  for (const block of checked) assertUndamaged(block, correction);
  return bytesOf(parts.flat(), version);
}

/** Both copies of the format information must say the same; its own error correction is left out (clause 7.9.1). */
function formatOf(modules: readonly (readonly boolean[])[]): { level: number; mask: number } {
  const size = modules.length;
  const read = (places: readonly (readonly [row: number, column: number])[]): number =>
    places.reduce((bits, [row, column]) => (bits << 1) | Number(modules[row]?.[column] === true), 0);
  const across = [0, 1, 2, 3, 4, 5, 7, 8].map((column) => [8, column] as const);
  const up = [7, 5, 4, 3, 2, 1, 0].map((row) => [row, 8] as const);
  const below = Array.from({ length: 7 }, (_, at) => [size - 1 - at, 8] as const);
  const right = Array.from({ length: 8 }, (_, at) => [8, size - 8 + at] as const);
  const bits = read([...across, ...up]);
  assert.equal(read([...below, ...right]), bits, 'the two copies of the format information differ');
  const format = bits ^ 0x5412;
  return { level: format >> 13, mask: (format >> 10) & 7 };
}

/** Two columns at a time from the right, upwards and downwards in turn, past the timing column (clause 7.7.3). */
function* dataPlaces(version: number): Generator<readonly [row: number, column: number]> {
  const { types } = encode('', { border: 0, minVersion: version, maxVersion: version });
  const size = types.length;
  let upwards = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const row = upwards ? size - 1 - step : step;
      for (const column of [right, right - 1])
        if (types[row]?.[column] === QrCodeDataType.Data) yield [row, column];
    }
    upwards = !upwards;
  }
}

/** One segment of octets (clause 7.4.5): what addresses are written in. */
function bytesOf(octets: readonly number[], version: number): string {
  const bits = octets.map((octet) => octet.toString(2).padStart(8, '0')).join('');
  assert.equal(bits.slice(0, 4), '0100', 'not a segment of octets');
  const start = version < 10 ? 12 : 20;
  const length = Number.parseInt(bits.slice(4, start), 2);
  const octetAt = (at: number): number => Number.parseInt(bits.slice(start + at * 8, start + at * 8 + 8), 2);
  return Buffer.from(Array.from({ length }, (_, at) => octetAt(at))).toString('utf8');
}

/** A block without errors is zero at every root of its generator: plain multiplication in GF(256) (clause 7.5.2). */
function assertUndamaged(block: readonly number[], roots: number): void {
  const multiply = (a: number, b: number): number => {
    let product = 0;
    for (let bit = 7; bit >= 0; bit -= 1) {
      product = (product << 1) ^ (product & 0x80 ? 0x11d : 0);
      if ((b >> bit) & 1) product ^= a;
    }
    return product;
  };
  let root = 1;
  for (let at = 0; at < roots; at += 1) {
    const rest = block.reduce((sum, octet) => multiply(sum, root) ^ octet, 0);
    assert.equal(rest, 0, 'a block is damaged');
    root = multiply(root, 2);
  }
}

function pairs(text: string): readonly (readonly [number, number])[] {
  return text.split(' ').map((pair) => {
    const [octets = 0, blocks = 0] = pair.split(',').map(Number);
    return [octets, blocks];
  });
}
