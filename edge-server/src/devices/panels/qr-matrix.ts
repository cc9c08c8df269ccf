// Draws the codewords of a QR code into its square of dark and light modules (ISO/IEC 18004 sections 6 and 7.7 to 7.10).
import type { Codewords } from './qr-codewords.ts';
import { penaltyOf } from './qr-penalty.ts';

/** Rows of modules; true is dark. */
export type QrMatrix = readonly (readonly boolean[])[];

type Modules = boolean[][];
type Mask = (row: number, column: number) => boolean;

/** Section 7.8.2, table 10. */
export const MASKS: readonly Mask[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

export const sizeOf = (version: number): number => version * 4 + 17;

/** The mask with the lowest penalty is taken (section 7.8.3). */
export function drawQr({ version, octets }: Codewords): QrMatrix {
  const size = sizeOf(version);
  const fixed = fixedPatterns(version);
  const drawn = MASKS.map((mask, number) => {
    const modules = fixed.map((row) => row.map((module) => module === true));
    drawFormat(modules, number);
    let bit = 0;
    for (const [row, column] of dataPlaces(version, fixed)) {
      const value = (((octets[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
      const line = modules[row];
      if (line !== undefined) line[column] = value !== mask(row, column);
      bit++;
    }
    return { modules, penalty: penaltyOf(modules, size) };
  });
  drawn.sort((a, b) => a.penalty - b.penalty);
  return drawn[0]?.modules ?? [];
}

/** Everything that is not data, as dark and light; undefined where data goes. Places of the format are light until drawn. */
export function fixedPatterns(version: number): (boolean | undefined)[][] {
  const size = sizeOf(version);
  const modules: (boolean | undefined)[][] = Array.from({ length: size }, () =>
    new Array<boolean | undefined>(size).fill(undefined),
  );
  const set = (row: number, column: number, dark: boolean): void => {
    const line = modules[row];
    if (line !== undefined && column >= 0 && column < size) line[column] = dark;
  };
  // Timing patterns (section 6.3.5).
  for (let at = 0; at < size; at++) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  // Finder patterns with their separators (section 6.3.3).
  for (const [top, left] of [
    [0, 0],
    [0, size - 7],
    [size - 7, 0],
  ] as const) {
    for (let row = -1; row <= 7; row++) {
      for (let column = -1; column <= 7; column++) {
        const ring = Math.max(Math.abs(row - 3), Math.abs(column - 3));
        set(top + row, left + column, ring !== 2 && ring !== 4);
      }
    }
  }
  // Alignment patterns (section 6.3.6), not where a finder pattern is.
  const centres = alignmentCentres(version);
  const last = centres.length - 1;
  centres.forEach((middleRow, i) => {
    centres.forEach((middleColumn, j) => {
      if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) return;
      for (let row = -2; row <= 2; row++) {
        for (let column = -2; column <= 2; column++) {
          set(middleRow + row, middleColumn + column, Math.max(Math.abs(row), Math.abs(column)) !== 1);
        }
      }
    });
  });
  for (const [row, column] of formatPlaces(size).flat()) set(row, column, false);
  // The one module that is always dark (section 7.9.1).
  set(size - 8, 8, true);
  if (version >= 7) drawVersion(version, size, set);
  return modules;
}

function alignmentCentres(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const size = sizeOf(version);
  // Evenly spaced from the end, by an even step (annex E).
  const step = Math.ceil((size - 13) / (2 * count - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, i) => size - 7 - (count - 2 - i) * step)];
}

/** Version information: 6 bits and 12 of a BCH code (annex D), twice. */
function drawVersion(
  version: number,
  size: number,
  set: (r: number, c: number, dark: boolean) => void,
): void {
  const bits = (version << 12) | remainder(version, 12, 0x1f25);
  for (let at = 0; at < 18; at++) {
    const dark = ((bits >> at) & 1) === 1;
    set(Math.floor(at / 3), size - 11 + (at % 3), dark);
    set(size - 11 + (at % 3), Math.floor(at / 3), dark);
  }
}

/** Places of the 15 format bits, lowest bit first, in both copies (section 7.9.1). */
function formatPlaces(size: number): (readonly [number, number])[][] {
  const around: (readonly [number, number])[] = [];
  for (let at = 0; at < 6; at++) around.push([at, 8]);
  around.push([7, 8], [8, 8], [8, 7]);
  for (let at = 9; at < 15; at++) around.push([8, 14 - at]);
  const apart: (readonly [number, number])[] = [];
  for (let at = 0; at < 8; at++) apart.push([8, size - 1 - at]);
  for (let at = 8; at < 15; at++) apart.push([size - 15 + at, 8]);
  return [around, apart];
}

/** Level M is 00; five bits and ten of a BCH code, then the fixed pattern of section 7.9.1 over them. */
export const formatBits = (mask: number): number => ((mask << 10) | remainder(mask, 10, 0x537)) ^ 0x5412;

function drawFormat(modules: Modules, mask: number): void {
  const bits = formatBits(mask);
  for (const places of formatPlaces(modules.length)) {
    places.forEach(([row, column], at) => {
      const line = modules[row];
      if (line !== undefined) line[column] = ((bits >> at) & 1) === 1;
    });
  }
}

function remainder(value: number, bits: number, generator: number): number {
  let rest = value;
  for (let at = 0; at < bits; at++) rest = (rest << 1) ^ ((rest >> (bits - 1)) * generator);
  return rest & ((1 << bits) - 1);
}

/** Where the bits go: two columns at a time from the right, upwards and downwards in turn (section 7.7.3). */
export function* dataPlaces(
  version: number,
  fixed: readonly (readonly (boolean | undefined)[])[],
): Generator<readonly [number, number]> {
  const size = sizeOf(version);
  let upwards = true;
  for (let right = size - 1; right > 0; right -= 2) {
    // The timing column is no part of a pair.
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const row = upwards ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (fixed[row]?.[column] === undefined) yield [row, column];
      }
    }
    upwards = !upwards;
  }
}
