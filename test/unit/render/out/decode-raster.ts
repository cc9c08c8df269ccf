// Second decoders for what the encoders of render/out make, written from the standards and not from the encoders: PWG raster and URF.
import assert from 'node:assert/strict';

export interface DecodedSide {
  readonly header: Buffer;
  readonly width: number;
  readonly height: number;
  readonly bitsPerPixel: number;
  readonly bytesPerLine: number;
  /** `height` lines of `bytesPerLine`. */
  readonly pixels: Buffer;
}

export function decodePwg(stream: Buffer): readonly DecodedSide[] {
  assert.equal(stream.subarray(0, 4).toString('latin1'), 'RaS2');
  const sides: DecodedSide[] = [];
  let at = 4;
  while (at < stream.length) {
    const header = stream.subarray(at, at + 1796);
    const bitsPerPixel = header.readUInt32BE(388);
    const side = {
      header,
      width: header.readUInt32BE(372),
      height: header.readUInt32BE(376),
      bitsPerPixel,
      bytesPerLine: header.readUInt32BE(392),
    };
    const unit = Math.max(1, bitsPerPixel / 8);
    const lines = readLines(stream, at + 1796, side.bytesPerLine, side.height, unit);
    sides.push({ ...side, pixels: lines.pixels });
    at = lines.end;
  }
  return sides;
}

export function decodeUrf(stream: Buffer): readonly DecodedSide[] {
  assert.equal(stream.subarray(0, 8).toString('latin1'), 'UNIRAST\0');
  const count = stream.readUInt32BE(8);
  const sides: DecodedSide[] = [];
  let at = 12;
  while (at < stream.length) {
    const header = stream.subarray(at, at + 32);
    const bitsPerPixel = header.readUInt8(0);
    const width = header.readUInt32BE(12);
    const height = header.readUInt32BE(16);
    const bytesPerLine = (width * bitsPerPixel) / 8;
    const lines = readLines(stream, at + 32, bytesPerLine, height, bitsPerPixel / 8, true);
    sides.push({ header, width, height, bitsPerPixel, bytesPerLine, pixels: lines.pixels });
    at = lines.end;
  }
  assert.equal(sides.length, count, 'the head says how many sides follow');
  return sides;
}

function readLines(
  stream: Buffer,
  from: number,
  bytesPerLine: number,
  height: number,
  unit: number,
  blankRest = false,
): { readonly pixels: Buffer; readonly end: number } {
  const pixels = Buffer.alloc(bytesPerLine * height, 0x55);
  let at = from;
  for (let y = 0; y < height; ) {
    const repeat = stream.readUInt8(at++) + 1;
    const line = pixels.subarray(y * bytesPerLine, (y + 1) * bytesPerLine);
    for (let x = 0; x < bytesPerLine; ) {
      const code = stream.readUInt8(at++);
      if (code === 128) {
        assert.ok(blankRest, '128 is no count of PWG raster');
        line.fill(255, x);
        x = bytesPerLine;
      } else if (code < 128) {
        for (let n = 0; n <= code; n++, x += unit) stream.copy(line, x, at, at + unit);
        at += unit;
      } else {
        const bytes = (257 - code) * unit;
        stream.copy(line, x, at, at + bytes);
        at += bytes;
        x += bytes;
      }
      assert.ok(x <= bytesPerLine, 'no run reaches beyond its line');
    }
    for (let n = 1; n < repeat; n++) line.copy(pixels, (y + n) * bytesPerLine);
    y += repeat;
    assert.ok(y <= height, 'no more lines than the header says');
  }
  return { pixels, end: at };
}

export function unpackBits(packed: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < packed.length; ) {
    const code = packed.readUInt8(at++);
    if (code < 128) {
      parts.push(packed.subarray(at, at + code + 1));
      at += code + 1;
    } else if (code > 128) {
      parts.push(Buffer.alloc(257 - code, packed.readUInt8(at++)));
    }
  }
  return Buffer.concat(parts);
}

/** PCL 5 compression mode 3. */
export function applyDelta(seed: Buffer, delta: Buffer): Buffer {
  const row = Buffer.from(seed);
  let x = 0;
  for (let at = 0; at < delta.length; ) {
    const command = delta.readUInt8(at++);
    let offset = command & 31;
    if (offset === 31) {
      for (;;) {
        const more = delta.readUInt8(at++);
        offset += more;
        if (more < 255) break;
      }
    }
    x += offset;
    const count = (command >> 5) + 1;
    delta.copy(row, x, at, at + count);
    at += count;
    x += count;
  }
  return row;
}
