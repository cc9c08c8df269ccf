// The BMP decoder, kind by kind, against pixels that are known; and against files that are cut or lie.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeBmp } from '@platen/edge-server/render/image-bmp';
import { readBmpHeader } from '@platen/edge-server/render/image-bmp-header';
import { type BmpOptions, sampleBmp } from '../../documents/make-images.ts';

/** 13 is odd for every packing: no row ends on a byte or a word by itself. */
const SIZE = { width: 13, height: 7 };
const RGB = (x: number, y: number): readonly number[] => [x * 19, y * 36, 255 - x * 10, 255 - y * 30];
const PALETTE = Array.from({ length: 256 }, (_, i) => [i, 255 - i, (i * 7) % 256] as const);

function decode(file: Uint8Array) {
  const header = readBmpHeader(file);
  assert.ok(typeof header !== 'string', String(header));
  return { header, ...decodeBmp(file, header) };
}

function expectPixels(
  options: BmpOptions,
  wanted: (x: number, y: number) => readonly number[],
  tolerance = 0,
) {
  const { data, channels, damaged, header } = decode(sampleBmp(options));
  assert.deepEqual([header.width, header.height, damaged], [options.width, options.height, false]);
  for (let y = 0; y < options.height; y++) {
    for (let x = 0; x < options.width; x++) {
      const at = (y * options.width + x) * channels;
      wanted(x, y)
        .slice(0, channels)
        .forEach((value, channel) => {
          const found = data[at + channel] ?? -1;
          assert.ok(Math.abs(found - value) <= tolerance, `${x},${y}: ${found} instead of ${value}`);
        });
    }
  }
}

void test('palettes of 1, 2, 4 and 8 bits are read in either direction', () => {
  for (const bits of [1, 2, 4, 8] as const) {
    for (const topDown of [false, true]) {
      const pixel = (x: number, y: number): number => (x * 3 + y * 5) % 2 ** bits;
      const palette = PALETTE.slice(0, 2 ** bits);
      expectPixels({ ...SIZE, bits, topDown, palette, pixel }, (x, y) => palette[pixel(x, y)] ?? []);
    }
  }
});

void test('the header of OS/2 has its own palette', () => {
  const palette = PALETTE.slice(0, 16);
  const pixel = (x: number, y: number): number => (x + y) % 16;
  expectPixels({ ...SIZE, bits: 4, headerBytes: 12, palette, pixel }, (x, y) => palette[pixel(x, y)] ?? []);
});

void test('24 and 32 bits without masks are blue, green, red', () => {
  for (const bits of [24, 32] as const) {
    for (const topDown of [false, true]) expectPixels({ ...SIZE, bits, topDown, pixel: RGB }, RGB);
  }
});

void test('16 bits are five for each colour unless masks say otherwise', () => {
  expectPixels({ ...SIZE, bits: 16, pixel: RGB }, RGB, 5);
  expectPixels({ ...SIZE, bits: 16, masks: [0xf800, 0x7e0, 0x1f], pixel: RGB }, RGB, 5);
});

void test('masks may put the colours anywhere, up to the sign bit', () => {
  for (const masks of [
    [0xff, 0xff00, 0xff0000],
    [0xff000000, 0xff0000, 0xff00],
    [0x3ff00000, 0xffc00, 0x3ff],
  ]) {
    expectPixels({ ...SIZE, bits: 32, masks, pixel: RGB }, RGB, 1);
  }
});

void test('alpha counts where the header names it, and not where it is zero everywhere', () => {
  const masks = [0xff0000, 0xff00, 0xff, 0xff000000];
  for (const headerBytes of [40, 56, 108, 124] as const) {
    expectPixels({ ...SIZE, bits: 32, masks, headerBytes, pixel: RGB }, RGB);
  }
  const opaque = (x: number, y: number): readonly number[] => [...RGB(x, y).slice(0, 3), 255];
  const without = (x: number, y: number): readonly number[] => [...RGB(x, y).slice(0, 3), 0];
  expectPixels({ ...SIZE, bits: 32, masks, headerBytes: 124, pixel: without }, opaque);
});

void test('RLE4 and RLE8 give the same pixels as without', () => {
  for (const bits of [4, 8] as const) {
    for (const width of [1, 2, 13, 300]) {
      const palette = PALETTE.slice(0, 2 ** bits);
      const pixel = (x: number, y: number): number =>
        (y % 2 === 0 ? Math.floor(x / 9) : x * x + y) % 2 ** bits;
      expectPixels(
        { width, height: 7, bits, rle: true, palette, pixel },
        (x, y) => palette[pixel(x, y)] ?? [],
      );
    }
  }
});

void test('pixels that RLE jumps over are white', () => {
  const file = sampleBmp({
    width: 4,
    height: 3,
    bits: 8,
    rle: true,
    palette: PALETTE,
    pixel: () => 0,
  });
  const header = readBmpHeader(file);
  assert.ok(typeof header !== 'string');
  // One pixel of index 5, then one to the right and one up, one pixel of index 5, the end.
  const data = Buffer.from([1, 5, 0, 2, 1, 1, 1, 5, 0, 1]);
  const { data: pixels } = decode(Buffer.concat([file.subarray(0, header.dataAt), data]));
  const at = (x: number, y: number) => [...pixels.subarray((y * 4 + x) * 3, (y * 4 + x) * 3 + 3)];
  assert.deepEqual(at(0, 2), PALETTE[5]);
  assert.deepEqual(at(2, 1), PALETTE[5]);
  assert.deepEqual(at(1, 2), [255, 255, 255]);
  assert.deepEqual(at(0, 0), [255, 255, 255]);
});

void test('grey palettes stay grey, and the resolution is read', () => {
  const palette = Array.from({ length: 16 }, (_, i) => [i * 17, i * 17, i * 17] as const);
  const { channels, header } = decode(
    sampleBmp({ ...SIZE, bits: 4, palette, pixel: (x) => x % 16, pixelsPerMetre: 11811 }),
  );
  assert.equal(channels, 1);
  assert.equal(Math.round(header.dpi?.x ?? 0), 300);
});

void test('a file that is cut anywhere keeps what is there, in white what is not, and says so', () => {
  const kinds: readonly BmpOptions[] = [
    { ...SIZE, bits: 24, pixel: RGB },
    { ...SIZE, bits: 32, topDown: true, pixel: RGB },
    { ...SIZE, bits: 8, palette: PALETTE, pixel: (x, y) => x * y },
    { ...SIZE, bits: 8, rle: true, palette: PALETTE, pixel: (x, y) => x * y },
    { ...SIZE, bits: 4, rle: true, palette: PALETTE.slice(0, 16), pixel: (x, y) => (x * y) % 16 },
  ];
  for (const kind of kinds) {
    const file = sampleBmp(kind);
    for (let length = 0; length < file.length; length += 5) {
      const header = readBmpHeader(file.subarray(0, length));
      if (typeof header === 'string') continue;
      const { data, damaged, channels } = decodeBmp(file.subarray(0, length), header);
      assert.equal(data.length, SIZE.width * SIZE.height * channels);
      if (length < file.length - 20) assert.equal(damaged, true, `${kind.bits} bits, ${length} bytes`);
    }
  }
});

void test('any byte of the headers may be anything: an answer comes, and no more memory than the header asks for', () => {
  const file = sampleBmp({ ...SIZE, bits: 8, rle: true, palette: PALETTE, pixel: (x, y) => x * y });
  for (let at = 0; at < 60; at++) {
    for (const value of [0, 1, 0x7f, 0x80, 0xff]) {
      const mutant = Buffer.from(file);
      mutant[at] = value;
      const header = readBmpHeader(mutant);
      if (typeof header === 'string' || header.width * header.height > 1_000_000) continue;
      assert.equal(decodeBmp(mutant, header).data.length % (header.width * header.height), 0);
    }
  }
});
