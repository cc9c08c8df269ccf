// Reads the headers of a BMP (Windows BITMAPFILEHEADER and BITMAPCOREHEADER to BITMAPV5HEADER, OS/2 2.x): sizes, layout, palette.
import type { Dpi } from './image-place.ts';

export type BmpCoding = 'plain' | 'rle4' | 'rle8';

/** Where a channel's bits are in a pixel of 16 or 32 bits, and how far they reach. */
export interface BmpChannel {
  readonly shift: number;
  /** The largest value; 0 when the channel is not there. */
  readonly max: number;
}

export interface BmpHeader {
  readonly width: number;
  readonly height: number;
  /** The first row stored is the top one. */
  readonly topDown: boolean;
  readonly bits: 1 | 2 | 4 | 8 | 16 | 24 | 32;
  readonly coding: BmpCoding;
  /** Where the rows begin. */
  readonly dataAt: number;
  /** R, G, B of each entry; only up to 8 bits. */
  readonly palette: Uint8Array;
  /** Red, green, blue, alpha; only for 16 and 32 bits. */
  readonly channels: readonly [BmpChannel, BmpChannel, BmpChannel, BmpChannel];
  readonly dpi: Dpi | undefined;
}

const FILE_HEADER_BYTES = 14;
const CORE_HEADER_BYTES = 12;
const INFO_HEADER_BYTES = 40;

/** Headers from this size on hold the colour masks, and from the next on the one for alpha, too. */
const WITH_MASKS_BYTES = 52;
const WITH_ALPHA_BYTES = 56;

/** OS/2's longer header, in which compressions 3 and 4 mean something else. */
const OS2_HEADER_BYTES = 64;

const COMPRESSION = { none: 0, rle8: 1, rle4: 2, bitFields: 3, alphaBitFields: 6 } as const;

const METRES_PER_INCH = 0.0254;

/** Undefined for what is no BMP or none that can be read: text says why. */
export function readBmpHeader(bytes: Uint8Array): BmpHeader | string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < FILE_HEADER_BYTES + CORE_HEADER_BYTES) return 'shorter than its header';
  if (view.getUint16(0, false) !== 0x424d) return 'does not begin with BM';
  const headerBytes = view.getUint32(14, true);
  const core = headerBytes === CORE_HEADER_BYTES;
  // OS/2 2.x headers may be cut anywhere after the first 16 bytes; every other size is one of Windows'.
  if (!core && (headerBytes < 16 || headerBytes > 1024)) return `header of ${headerBytes} bytes`;
  if (FILE_HEADER_BYTES + headerBytes > bytes.length) return 'cut inside its header';
  const has = (field: number): boolean => headerBytes >= field + 4;
  const u32 = (field: number): number => (has(field) ? view.getUint32(FILE_HEADER_BYTES + field, true) : 0);
  const i32 = (field: number): number => u32(field) | 0;

  const width = core ? view.getUint16(18, true) : i32(4);
  const storedHeight = core ? view.getUint16(20, true) : i32(8);
  const bits = view.getUint16(core ? 24 : 28, true);
  const compression = core ? COMPRESSION.none : u32(16);
  const height = Math.abs(storedHeight);
  if (width <= 0 || height === 0) return `${width} x ${storedHeight} pixels`;
  if (!isDepth(bits)) return `${bits} bits per pixel`;
  const coding = codingOf(compression, bits, headerBytes);
  if (coding === undefined) return `compression ${compression} of ${bits} bits`;

  const masksBehind = headerBytes === INFO_HEADER_BYTES ? masksAfter(compression) : 0;
  const masked = compression === COMPRESSION.bitFields || compression === COMPRESSION.alphaBitFields;
  const paletteAt = FILE_HEADER_BYTES + headerBytes + masksBehind * 4;
  if (masked && paletteAt > bytes.length) return 'cut inside its masks';
  const stated = view.getUint32(10, true);
  const entryBytes = core ? 3 : 4;
  const entries = bits > 8 ? 0 : Math.min(core ? 0 : u32(32), 256) || 2 ** bits;
  const paletteEnd = Math.min(paletteAt + entries * entryBytes, bytes.length);
  // Some writers leave the offset out: the rows then follow the palette.
  const dataAt = stated >= FILE_HEADER_BYTES + headerBytes ? stated : paletteEnd;
  return {
    width,
    height,
    topDown: storedHeight < 0,
    bits,
    coding,
    dataAt,
    palette: readPalette(bytes, paletteAt, Math.min(paletteEnd, dataAt), entryBytes),
    channels: readChannels(view, bits, masked, masksBehind === 4 || headerBytes >= WITH_ALPHA_BYTES),
    dpi: core ? undefined : { x: i32(24) * METRES_PER_INCH, y: i32(28) * METRES_PER_INCH },
  };
}

function isDepth(bits: number): bits is BmpHeader['bits'] {
  return [1, 2, 4, 8, 16, 24, 32].includes(bits);
}

/** Undefined for what is not read: JPEG and PNG inside (for printer drivers only), OS/2's fax coding. */
function codingOf(compression: number, bits: number, headerBytes: number): BmpCoding | undefined {
  switch (compression) {
    case COMPRESSION.none:
      return 'plain';
    case COMPRESSION.rle8:
      return bits === 8 ? 'rle8' : undefined;
    case COMPRESSION.rle4:
      return bits === 4 ? 'rle4' : undefined;
    case COMPRESSION.bitFields:
    case COMPRESSION.alphaBitFields:
      return (bits === 16 || bits === 32) && headerBytes !== OS2_HEADER_BYTES ? 'plain' : undefined;
    default:
      return undefined;
  }
}

function masksAfter(compression: number): number {
  if (compression === COMPRESSION.bitFields) return 3;
  return compression === COMPRESSION.alphaBitFields ? 4 : 0;
}

function readPalette(bytes: Uint8Array, from: number, to: number, entryBytes: number): Uint8Array {
  const entries = Math.max(0, Math.floor((to - from) / entryBytes));
  const palette = new Uint8Array(entries * 3);
  for (let entry = 0; entry < entries; entry++) {
    const at = from + entry * entryBytes;
    // Stored as blue, green, red.
    palette[entry * 3] = bytes[at + 2] ?? 0;
    palette[entry * 3 + 1] = bytes[at + 1] ?? 0;
    palette[entry * 3 + 2] = bytes[at] ?? 0;
  }
  return palette;
}

function readChannels(
  view: DataView,
  bits: number,
  masked: boolean,
  withAlpha: boolean,
): BmpHeader['channels'] {
  const headerBytes = view.getUint32(14, true);
  if (masked && (headerBytes >= WITH_MASKS_BYTES || headerBytes === INFO_HEADER_BYTES)) {
    const at = FILE_HEADER_BYTES + INFO_HEADER_BYTES;
    const mask = (place: number): BmpChannel => channelOf(view.getUint32(at + place * 4, true));
    return [mask(0), mask(1), mask(2), withAlpha ? mask(3) : channelOf(0)];
  }
  return bits === 16
    ? [channelOf(0x7c00), channelOf(0x3e0), channelOf(0x1f), channelOf(0)]
    : [channelOf(0xff0000), channelOf(0xff00), channelOf(0xff), channelOf(0)];
}

function channelOf(mask: number): BmpChannel {
  if (mask === 0) return { shift: 0, max: 0 };
  const shift = 31 - Math.clz32(mask & -mask);
  return { shift, max: mask >>> shift };
}
