// Reads the directories of a TIFF (TIFF 6.0 section 2, BigTIFF): what pages there are and how large, before anything is decoded.
import type { Dpi } from './image-place.ts';

export interface TiffPage {
  /** The place of its directory in the chain: what libtiff calls it by. */
  readonly index: number;
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly samples: number;
  readonly compression: number;
  readonly photometric: number;
  readonly orientation: number;
  readonly dpi: Dpi | undefined;
  /** Offset of a whole JPEG in the file (tag JPEGInterchangeFormat). */
  readonly jpegAt: number | undefined;
  /** Bytes of the largest strip or tile when it is decoded: a decoder holds one whole. */
  readonly pieceBytes: number;
}

const TAG = {
  subfileType: 254,
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  orientation: 274,
  samples: 277,
  rowsPerStrip: 278,
  xResolution: 282,
  yResolution: 283,
  resolutionUnit: 296,
  jpegAt: 513,
  tileWidth: 322,
  tileLength: 323,
} as const;

const NAMES: ReadonlyMap<number, keyof typeof TAG> = new Map(
  Object.entries(TAG).map(([name, tag]) => [tag, name as keyof typeof TAG]),
);

/** Bytes of each field type; the ones that are not here are not numbers that are looked at. */
const TYPE_BYTES: Readonly<Record<number, number>> = { 3: 2, 4: 4, 5: 8, 16: 8 };

/** Bits 0 and 2 of NewSubfileType: a smaller copy of another page, and a mask. Neither is a page. */
const NOT_A_PAGE = 0b101;

/** Fields of one directory at most: real ones have some dozens. */
const MAX_FIELDS = 4096;

interface Reader {
  readonly u16: (at: number) => number;
  readonly u32: (at: number) => number;
  /** 64 bit, exact up to 2^53. */
  readonly u64: (at: number) => number;
  readonly length: number;
}

/**
 * The pages in order, at most `most` directories deep. `whole` is false when the chain ends beyond the file or in a
 * circle. Undefined for what is no TIFF.
 */
export function readTiffPages(
  bytes: Uint8Array,
  most: number,
): { readonly pages: readonly TiffPage[]; readonly whole: boolean; readonly more: boolean } | undefined {
  const order = String.fromCharCode(bytes[0] ?? 0, bytes[1] ?? 0);
  if (bytes.length < 16 || (order !== 'II' && order !== 'MM')) return undefined;
  const reader = makeReader(bytes, order === 'II');
  const version = reader.u16(2);
  // 42 counts in 32 bit, 43 (BigTIFF) in 64.
  if (version !== 42 && version !== 43) return undefined;
  const big = version === 43;
  const pages: TiffPage[] = [];
  const seen = new Set<number>();
  let at = big ? reader.u64(8) : reader.u32(4);
  let index = 0;
  for (; at !== 0; index++) {
    if (index >= most) return { pages, whole: true, more: true };
    const directory = seen.has(at) ? undefined : readDirectory(reader, at, big);
    if (directory === undefined) return { pages, whole: false, more: false };
    seen.add(at);
    const page = toPage(directory.fields, index);
    if (page !== undefined) pages.push(page);
    at = directory.next;
  }
  return { pages, whole: true, more: false };
}

function makeReader(bytes: Uint8Array, little: boolean): Reader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const inside = (at: number, size: number): boolean => at >= 0 && at + size <= bytes.length;
  return {
    u16: (at) => (inside(at, 2) ? view.getUint16(at, little) : 0),
    u32: (at) => (inside(at, 4) ? view.getUint32(at, little) : 0),
    u64: (at) => (inside(at, 8) ? Number(view.getBigUint64(at, little)) : 0),
    length: bytes.length,
  };
}

type Fields = Partial<Record<keyof typeof TAG, number>>;

/** Undefined when it does not lie inside the file. */
function readDirectory(
  reader: Reader,
  at: number,
  big: boolean,
): { readonly fields: Fields; readonly next: number } | undefined {
  const [countBytes, fieldBytes] = big ? [8, 20] : [2, 12];
  const count = big ? reader.u64(at) : reader.u16(at);
  const end = at + countBytes + count * fieldBytes;
  if (count === 0 || count > MAX_FIELDS || end > reader.length) return undefined;
  const fields: Fields = {};
  for (let field = at + countBytes; field < end; field += fieldBytes) {
    const name = NAMES.get(reader.u16(field));
    const value = name === undefined ? undefined : readFirst(reader, field, big);
    if (name !== undefined && value !== undefined) fields[name] = value;
  }
  // A file cut right behind its last directory has no further page.
  return { fields, next: big ? reader.u64(end) : reader.u32(end) };
}

/** The first value of a field; the further ones (bits of each sample) are the same in every file that can be decoded. */
function readFirst(reader: Reader, field: number, big: boolean): number | undefined {
  const type = reader.u16(field + 2);
  const size = TYPE_BYTES[type];
  if (size === undefined) return undefined;
  const count = big ? reader.u64(field + 4) : reader.u32(field + 4);
  const inline = field + (big ? 12 : 8);
  const fitsInline = size * count <= (big ? 8 : 4);
  const at = fitsInline ? inline : big ? reader.u64(inline) : reader.u32(inline);
  switch (type) {
    case 5:
      return reader.u32(at + 4) === 0 ? undefined : reader.u32(at) / reader.u32(at + 4);
    case 16:
      return reader.u64(at);
    case 4:
      return reader.u32(at);
    default:
      return reader.u16(at);
  }
}

function toPage(fields: Fields, index: number): TiffPage | undefined {
  if (((fields.subfileType ?? 0) & NOT_A_PAGE) !== 0) return undefined;
  const { width = 0, height = 0, bitsPerSample = 1, samples = 1 } = fields;
  if (width === 0 || height === 0) return undefined;
  const tiled = fields.tileWidth !== undefined;
  const pieceWidth = tiled ? (fields.tileWidth ?? width) : width;
  const pieceRows = tiled ? (fields.tileLength ?? height) : Math.min(fields.rowsPerStrip ?? height, height);
  const { xResolution: x, yResolution: y, resolutionUnit = 2 } = fields;
  // Unit 1 is none at all, 3 is centimetres (section 3).
  const perInch = resolutionUnit === 3 ? 2.54 : 1;
  const dpi =
    x === undefined || y === undefined || resolutionUnit === 1
      ? undefined
      : { x: x * perInch, y: y * perInch };
  return {
    index,
    width,
    height,
    bitsPerSample,
    samples,
    compression: fields.compression ?? 1,
    photometric: fields.photometric ?? 0,
    orientation: fields.orientation ?? 1,
    dpi,
    jpegAt: fields.jpegAt,
    pieceBytes: (pieceWidth * pieceRows * bitsPerSample * samples) / 8,
  };
}
