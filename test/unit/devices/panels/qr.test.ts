// QR codes: against values of ISO/IEC 18004 and published worked examples, and read back by a reader that shares no code with the writer
// beyond the places of the modules.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { panelIcon } from '@platen/edge-server/devices/panels/panel-icon';
import { encodeText, errorCorrection } from '@platen/edge-server/devices/panels/qr-codewords';
import {
  dataPlaces,
  drawQr,
  fixedPatterns,
  formatBits,
  type QrMatrix,
} from '@platen/edge-server/devices/panels/qr-matrix';
import { qrSvg } from '@platen/edge-server/devices/panels/qr-svg';
import sharp from 'sharp';

test('error correction is that of the worked example HELLO WORLD in 1-M', () => {
  const data = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];
  assert.deepEqual(
    [...errorCorrection(Uint8Array.from(data), 10)],
    [196, 35, 39, 119, 235, 215, 231, 226, 93, 23],
  );
});

test('format information of level M is that of the table in annex C', () => {
  const table = [
    '101010000010010',
    '101000100100101',
    '101111001111100',
    '101101101001011',
    '100010111111001',
    '100000011001110',
    '100111110010111',
    '100101010100000',
  ];
  assert.deepEqual(
    table.map((_, mask) => formatBits(mask).toString(2)),
    table,
  );
});

test('version information and alignment patterns stand where the tables of annexes D and E put them', () => {
  const fixed = fixedPatterns(7);
  let bits = '';
  for (let at = 17; at >= 0; at--)
    bits += fixed[Math.floor(at / 3)]?.[45 - 11 + (at % 3)] === true ? '1' : '0';
  assert.equal(bits, '000111110010010100');
  // Of the alignment patterns only the middle is dark between light neighbours.
  for (const [version, centres] of [
    [2, [18]],
    [7, [22, 38]],
    [14, [26, 46, 66]],
    [15, [26, 48, 70]],
  ] as const) {
    const modules = fixedPatterns(version);
    for (const row of centres) {
      for (const column of centres) {
        assert.equal(modules[row]?.[column], true);
        assert.equal(modules[row]?.[column + 1], false);
        assert.equal(modules[row]?.[column + 2], true);
      }
    }
  }
});

/** Level M: error correction octets per block and blocks, from ISO/IEC 18004 table 9. */
const TABLE: Readonly<Record<number, readonly [number, number]>> = {
  1: [10, 1],
  2: [16, 1],
  3: [26, 1],
  4: [18, 2],
  5: [24, 2],
  6: [16, 4],
  7: [18, 4],
  8: [22, 4],
  9: [22, 5],
  10: [26, 5],
  11: [30, 5],
  12: [22, 8],
  13: [22, 9],
  14: [24, 9],
  15: [24, 10],
};
const MASK_RULES: readonly ((i: number, j: number) => number)[] = [
  (i, j) => (i + j) % 2,
  (i) => i % 2,
  (_, j) => j % 3,
  (i, j) => (i + j) % 3,
  (i, j) => ((i >> 1) + Math.floor(j / 3)) % 2,
  (i, j) => ((i * j) % 2) + ((i * j) % 3),
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2,
];

function readBack(matrix: QrMatrix): string {
  const version = (matrix.length - 17) / 4;
  let format = 0;
  const line = [0, 1, 2, 3, 4, 5, 7, 8];
  for (const column of line) format = (format << 1) | Number(matrix[8]?.[column]);
  for (const row of [7, 5, 4, 3, 2, 1, 0]) format = (format << 1) | Number(matrix[row]?.[8]);
  const mask = ((format ^ 0x5412) >> 10) & 7;
  assert.equal((format ^ 0x5412) >> 13, 0, 'not level M');
  const rule = MASK_RULES[mask];
  assert.ok(rule);
  const octets: number[] = [];
  let count = 0;
  for (const [row, column] of dataPlaces(version, fixedPatterns(version))) {
    const bit = Number(matrix[row]?.[column] === true) ^ Number(rule(row, column) === 0);
    octets[count >> 3] = ((octets[count >> 3] ?? 0) << 1) | bit;
    count++;
  }
  const whole = octets.slice(0, count >> 3);
  const [correction, blocks] = TABLE[version] ?? [0, 1];
  const dataLength = whole.length - correction * blocks;
  const short = Math.floor(dataLength / blocks);
  const longFrom = blocks - (dataLength % blocks);
  const parts: number[][] = Array.from({ length: blocks }, () => []);
  let at = 0;
  for (let index = 0; index <= short; index++) {
    for (let block = 0; block < blocks; block++) {
      if (index < short || block >= longFrom) parts[block]?.push(whole[at++] ?? 0);
    }
  }
  const checks: number[][] = Array.from({ length: blocks }, () => []);
  for (let index = 0; index < correction; index++) {
    for (let block = 0; block < blocks; block++) checks[block]?.push(whole[at++] ?? 0);
  }
  parts.forEach((part, block) => assertSyndromes([...part, ...(checks[block] ?? [])], correction));
  const bits = parts
    .flat()
    .map((octet) => octet.toString(2).padStart(8, '0'))
    .join('');
  assert.equal(bits.slice(0, 4), '0100');
  const wide = version < 10 ? 8 : 16;
  const length = Number.parseInt(bits.slice(4, 4 + wide), 2);
  const text = Array.from({ length }, (_, index) =>
    Number.parseInt(bits.slice(4 + wide + index * 8, 12 + wide + index * 8), 2),
  );
  return Buffer.from(text).toString('utf8');
}

/** A block without errors is zero at every root of its generator: computed by plain multiplication in GF(256). */
function assertSyndromes(block: readonly number[], roots: number): void {
  const multiply = (a: number, b: number): number => {
    let product = 0;
    for (let bit = 0; bit < 8; bit++) {
      if ((b >> bit) & 1) {
        let shifted = a << bit;
        for (let high = 15; high >= 8; high--) if ((shifted >> high) & 1) shifted ^= 0x11d << (high - 8);
        product ^= shifted;
      }
    }
    return product;
  };
  let root = 1;
  for (let index = 0; index < roots; index++) {
    const value = block.reduce((sum, octet) => multiply(sum, root) ^ octet, 0);
    assert.equal(value, 0);
    root = multiply(root, 2);
  }
}

test('every length up to the largest is read back as it was written', () => {
  const versions = new Set<number>();
  for (const length of [1, 14, 15, 26, 42, 62, 84, 106, 122, 152, 180, 213, 214, 251, 287, 331, 362, 412]) {
    const text = Array.from({ length }, (_, at) => String.fromCharCode(33 + ((at * 7 + length) % 90))).join(
      '',
    );
    const codewords = encodeText(text);
    assert.ok(codewords);
    versions.add(codewords.version);
    assert.equal(readBack(drawQr(codewords)), text);
  }
  assert.equal(versions.size, 15);
  assert.equal(encodeText('x'.repeat(413)), undefined);
  assert.equal(qrSvg('x'.repeat(413)), undefined);
});

test('other letters than Latin ones are read back too', () => {
  const text = 'https://müller.example/panel/日本';
  const codewords = encodeText(text);
  assert.ok(codewords);
  assert.equal(readBack(drawQr(codewords)), text);
});

test('the picture has a quiet zone of four modules and shows the matrix', async () => {
  const text = 'https://10.0.0.5:8443/panel/abcdefghijklmnopqrstuvwxyz';
  const codewords = encodeText(text);
  assert.ok(codewords);
  const matrix = drawQr(codewords);
  const side = matrix.length + 8;
  const { data, info } = await sharp(Buffer.from(qrSvg(text) ?? ''))
    .resize(side * 4, side * 4, { kernel: 'nearest' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const dark = (row: number, column: number) =>
    (data[((row * 4 + 2) * info.width + column * 4 + 2) * info.channels] ?? 255) < 128;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      assert.equal(dark(row, column), matrix[row - 4]?.[column - 4] === true);
    }
  }
});

test('the icon is a picture that others can read', async () => {
  const { width, height, format } = await sharp(panelIcon()).metadata();
  assert.deepEqual([width, height, format], [64, 64, 'png']);
  const { data } = await sharp(panelIcon()).raw().toBuffer({ resolveWithObject: true });
  assert.deepEqual([...data.subarray(0, 3)], [0x1f, 0x4e, 0x8c]);
});
