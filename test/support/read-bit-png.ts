// Reads a greyscale PNG of one bit and no filters, as api/qr-picture.ts writes them: true is black. Checks every chunk's sum on the way.
import assert from 'node:assert/strict';
import { crc32, inflateSync } from 'node:zlib';

export function readBitPng(png: Buffer): boolean[][] {
  assert.equal(png.subarray(0, 8).toString('latin1'), '\u0089PNG\r\n\u001a\n');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const body = png.subarray(at + 4, at + 8 + length);
    assert.equal(png.readUInt32BE(at + 8 + length), crc32(body));
    chunks.set(body.toString('latin1', 0, 4), body.subarray(4));
    at += 12 + length;
  }
  assert.deepEqual([...chunks.keys()], ['IHDR', 'IDAT', 'IEND']);
  const header = chunks.get('IHDR') ?? Buffer.alloc(0);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  assert.deepEqual([...header.subarray(8)], [1, 0, 0, 0, 0]);
  const pixels = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
  const rowBytes = 1 + Math.ceil(width / 8);
  assert.equal(pixels.length, rowBytes * height);
  return Array.from({ length: height }, (_, y) => {
    assert.equal(pixels[y * rowBytes], 0, 'no filter');
    return Array.from(
      { length: width },
      (__, x) => (((pixels[y * rowBytes + 1 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 0,
    );
  });
}
