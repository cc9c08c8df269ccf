// Decodes BMP files: 1 to 32 bits, RLE4 and RLE8, either direction, masks. What is missing is white. sharp has no decoder for them.
import type sharpType from 'sharp';
import { type BmpChannel, type BmpHeader, readBmpHeader } from './image-bmp-header.ts';
import { decodedFile } from './image-decoded.ts';
import type { ImageFile } from './image-picture.ts';
import { MAX_IMAGE_SIDE, MAX_WHOLE_PIXELS } from './limits.ts';
import { type Refusal, refuse } from './render-outcome.ts';

export interface BmpPixels {
  /** Rows from top to bottom, `channels` bytes per pixel: grey; red, green, blue; or these and alpha. */
  readonly data: Uint8Array;
  readonly channels: 1 | 3 | 4;
  /** The file ends before the picture does. */
  readonly damaged: boolean;
}

const WHITE = 255;

export function openBmp(sharp: typeof sharpType, bytes: Uint8Array): ImageFile | Refusal {
  const header = readBmpHeader(bytes);
  if (typeof header === 'string') return refuse('document-broken', `BMP: ${header}`);
  const { width, height } = header;
  if (width * height > MAX_WHOLE_PIXELS || Math.max(width, height) > MAX_IMAGE_SIDE) {
    return refuse('document-too-large', `${width} x ${height} pixels`);
  }
  const decoded = decodeBmp(bytes, header);
  const grey = decoded.channels === 1;
  const bilevel = grey && header.palette.every((level) => level === 0 || level === WHITE);
  const facts = { width, height, dpi: header.dpi, grey, bilevel, lossy: false };
  return decodedFile(sharp, { ...decoded, ...facts }, MAX_WHOLE_PIXELS);
}

/** The caller has checked the size against its limit. */
export function decodeBmp(bytes: Uint8Array, header: BmpHeader): BmpPixels {
  if (header.bits <= 8) return decodeIndexed(bytes, header);
  return header.bits === 24 ? decode24(bytes, header) : decodeMasked(bytes, header);
}

function decodeIndexed(bytes: Uint8Array, header: BmpHeader): BmpPixels {
  const { width, height, palette } = header;
  const { indices, written, damaged } =
    header.coding === 'plain' ? readIndices(bytes, header) : readRuns(bytes, header);
  const grey = isGrey(palette);
  const channels = grey ? 1 : 3;
  const data = Buffer.alloc(width * height * channels, WHITE);
  for (let pixel = 0, at = 0; pixel < indices.length; pixel++, at += channels) {
    if (written !== undefined && written[pixel] === 0) continue;
    const entry = (indices[pixel] ?? 0) * 3;
    // An index beyond the palette is black, as Windows draws it.
    data[at] = palette[entry] ?? 0;
    if (grey) continue;
    data[at + 1] = palette[entry + 1] ?? 0;
    data[at + 2] = palette[entry + 2] ?? 0;
  }
  return { data, channels, damaged };
}

interface Indices {
  readonly indices: Uint8Array;
  /** 1 where a pixel was given; undefined when all were. */
  readonly written: Uint8Array | undefined;
  readonly damaged: boolean;
}

function readIndices(bytes: Uint8Array, header: BmpHeader): Indices {
  const { width, height, bits } = header;
  const indices = new Uint8Array(width * height);
  const perByte = 8 / bits;
  const mask = 2 ** bits - 1;
  const missing = eachRow(bytes, header, (from, rowAt) => {
    for (let x = 0; x < width; x++) {
      const byte = bytes[from + Math.floor(x / perByte)] ?? 0;
      indices[rowAt + x] = (byte >>> (8 - bits - (x % perByte) * bits)) & mask;
    }
  });
  if (missing === undefined) return { indices, written: undefined, damaged: false };
  const written = new Uint8Array(width * height).fill(1);
  written.fill(0, missing.from, missing.to);
  return { indices, written, damaged: true };
}

/** RLE4 and RLE8: pairs of count and value, and escapes (Windows GDI, "Bitmap Compression"). */
function readRuns(bytes: Uint8Array, header: BmpHeader): Indices {
  const { width, height, topDown } = header;
  const indices = new Uint8Array(width * height);
  const written = new Uint8Array(width * height);
  const nibbles = header.coding === 'rle4';
  let [x, y] = [0, 0];
  const put = (index: number): void => {
    if (x < width && y < height) {
      const at = (topDown ? y : height - 1 - y) * width + x;
      indices[at] = index;
      written[at] = 1;
    }
    x += 1;
  };
  const nibble = (byte: number, place: number): number => (place % 2 === 0 ? byte >>> 4 : byte & 15);
  let at = header.dataAt;
  while (at + 1 < bytes.length && y < height) {
    const count = bytes[at] ?? 0;
    const value = bytes[at + 1] ?? 0;
    at += 2;
    if (count > 0) {
      for (let place = 0; place < count; place++) put(nibbles ? nibble(value, place) : value);
    } else if (value === 0) {
      x = 0;
      y += 1;
    } else if (value === 1) {
      return { indices, written, damaged: false };
    } else if (value === 2) {
      x += bytes[at] ?? 0;
      y += bytes[at + 1] ?? 0;
      at += 2;
    } else {
      for (let place = 0; place < value; place++) {
        const byte = bytes[at + (nibbles ? place >>> 1 : place)] ?? 0;
        put(nibbles ? nibble(byte, place) : byte);
      }
      // Literal runs end on a word.
      const length = nibbles ? (value + 1) >>> 1 : value;
      at += length + (length % 2);
    }
  }
  // Many writers leave the closing escape out: the picture is whole when its last row was reached.
  return { indices, written, damaged: y < height - 1 };
}

function decode24(bytes: Uint8Array, header: BmpHeader): BmpPixels {
  const { width, height } = header;
  const data = Buffer.alloc(width * height * 3, WHITE);
  const missing = eachRow(bytes, header, (from, rowAt) => {
    for (let x = 0, at = rowAt * 3, source = from; x < width; x++, at += 3, source += 3) {
      data[at] = bytes[source + 2] ?? 0;
      data[at + 1] = bytes[source + 1] ?? 0;
      data[at + 2] = bytes[source] ?? 0;
    }
  });
  return { data, channels: 3, damaged: missing !== undefined };
}

function decodeMasked(bytes: Uint8Array, header: BmpHeader): BmpPixels {
  const { width, height, bits, channels } = header;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [red, green, blue, alpha] = channels;
  const count = alpha.max === 0 ? 3 : 4;
  const data = Buffer.alloc(width * height * count, WHITE);
  const step = bits / 8;
  let seen = 0;
  const missing = eachRow(bytes, header, (from, rowAt) => {
    for (let x = 0, at = rowAt * count, source = from; x < width; x++, at += count, source += step) {
      const pixel = bits === 16 ? view.getUint16(source, true) : view.getUint32(source, true);
      data[at] = level(pixel, red);
      data[at + 1] = level(pixel, green);
      data[at + 2] = level(pixel, blue);
      if (count === 4) seen |= data[at + 3] = level(pixel, alpha);
    }
  });
  // Programs that know no alpha leave it zero everywhere: a picture that cannot be seen is not meant.
  if (count === 4 && seen === 0) for (let at = 3; at < data.length; at += 4) data[at] = WHITE;
  return { data, channels: count, damaged: missing !== undefined };
}

function level(pixel: number, { shift, max }: BmpChannel): number {
  // Masks of 32 bit pixels may reach the sign bit; `max` keeps them apart from it.
  return max === 0 ? 0 : Math.round((((pixel >>> shift) & max) >>> 0) * (WHITE / max));
}

/**
 * Calls `row` with the offset of each row that is whole and the number of its first pixel from the top left. Returns the
 * pixels that are missing, or undefined. Rows are padded to 4 bytes.
 */
function eachRow(
  bytes: Uint8Array,
  { width, height, bits, dataAt, topDown }: BmpHeader,
  row: (from: number, firstPixel: number) => void,
): { readonly from: number; readonly to: number } | undefined {
  const used = Math.ceil((width * bits) / 8);
  const stride = Math.ceil(used / 4) * 4;
  // The padding of the last row may be missing.
  const whole = Math.max(0, Math.min(height, Math.floor((bytes.length - dataAt + stride - used) / stride)));
  for (let y = 0; y < whole; y++) row(dataAt + y * stride, (topDown ? y : height - 1 - y) * width);
  if (whole === height) return undefined;
  return topDown ? { from: whole * width, to: height * width } : { from: 0, to: (height - whole) * width };
}

function isGrey(palette: Uint8Array): boolean {
  for (let at = 0; at + 2 < palette.length; at += 3) {
    if (palette[at] !== palette[at + 1] || palette[at] !== palette[at + 2]) return false;
  }
  return true;
}
