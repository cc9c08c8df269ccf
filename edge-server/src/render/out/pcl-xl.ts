// PCL 6 (PCL XL, protocol class 2.0): each band an image of 8 bit grey or 24 bit RGB, run-length packed. Every byte here is ours: no text of
// a user gets in (threats T32, T33). HP PCL XL Feature Reference, protocol classes 1.1 and 2.0.
import { packBits, packedAtMost } from './pack-bits.ts';
import { paperOf } from './papers.ts';
import type { RasterBand, RasterEncoder, RasterJob, RasterSide } from './raster-job.ts';
import { threeOfFour } from './rgb-rows.ts';

/** UEL and PJL's one line that names the language; then the stream's own head: little-endian binary, class 2.0. */
const PROLOGUE = '\x1b%-12345X@PJL ENTER LANGUAGE=PCLXL\r\n) HP-PCL XL;2;0\n';
const UEL = '\x1b%-12345X';

/** Operators (Feature Reference, appendix B). */
const OP = {
  beginSession: 0x41,
  endSession: 0x42,
  beginPage: 0x43,
  endPage: 0x44,
  openDataSource: 0x48,
  closeDataSource: 0x49,
  setColorSpace: 0x6a,
  setCursor: 0x6b,
  beginImage: 0xb0,
  readImage: 0xb1,
  endImage: 0xb2,
} as const;

/** Attributes (appendix C). */
const ATTRIBUTE = {
  colorSpace: 3,
  mediaSize: 37,
  mediaSource: 38,
  orientation: 40,
  customMediaSize: 47,
  customMediaSizeUnits: 48,
  pageCopies: 49,
  simplexPageMode: 52,
  duplexPageMode: 53,
  duplexPageSide: 54,
  point: 76,
  colorDepth: 98,
  blockHeight: 99,
  colorMapping: 100,
  compressMode: 101,
  destinationSize: 103,
  sourceHeight: 107,
  sourceWidth: 108,
  startLine: 109,
  dataOrg: 130,
  measure: 134,
  sourceType: 136,
  unitsPerMeasure: 137,
  errorReport: 143,
} as const;

const GRAY = 1;
const RGB = 2;
const EIGHT_BIT = 2;
const RUN_LENGTH = 1;
/** Errors go to the back channel; an error page would be paper with somebody's document on it. */
const BACK_CHANNEL = 1;
const AUTO_SELECT = 1;
const HORIZONTAL_BINDING = 0;
const VERTICAL_BINDING = 1;

/** Rows of one ReadImage: some printers hold its data as a whole. */
const BLOCK_ROWS = 64;

export const pclXl: RasterEncoder = {
  start: ({ dpi }, out) => {
    out.text(PROLOGUE);
    out.put(
      bytes(
        xy(ATTRIBUTE.unitsPerMeasure, dpi.x, dpi.y),
        ubyte(ATTRIBUTE.measure, 0),
        ubyte(ATTRIBUTE.errorReport, BACK_CHANNEL),
        [OP.beginSession],
        ubyte(ATTRIBUTE.sourceType, 0),
        ubyte(ATTRIBUTE.dataOrg, 1),
        [OP.openDataSource],
      ),
    );
  },
  startSide: (job, side, out) => {
    out.put(
      bytes(
        ubyte(ATTRIBUTE.orientation, 0),
        paper(side),
        ubyte(ATTRIBUTE.mediaSource, AUTO_SELECT),
        plex(job, side),
        [OP.beginPage],
        ubyte(ATTRIBUTE.colorSpace, job.color === 'srgb_8' ? RGB : GRAY),
        [OP.setColorSpace],
      ),
    );
  },
  band: ({ color }, { width }, band, out) => {
    out.put(
      bytes(
        xy(ATTRIBUTE.point, 0, band.top),
        [OP.setCursor],
        ubyte(ATTRIBUTE.colorMapping, 0),
        ubyte(ATTRIBUTE.colorDepth, EIGHT_BIT),
        uint16(ATTRIBUTE.sourceWidth, width),
        uint16(ATTRIBUTE.sourceHeight, band.rows),
        xy(ATTRIBUTE.destinationSize, width, band.rows),
        [OP.beginImage],
      ),
    );
    const channels = color === 'srgb_8' ? 3 : 1;
    // Each row is filled up to a multiple of four bytes.
    const row = new Uint8Array((width * channels + 3) & ~3);
    const packed = new Uint8Array(packedAtMost(row.length) * BLOCK_ROWS);
    for (let first = 0; first < band.rows; first += BLOCK_ROWS) {
      const rows = Math.min(BLOCK_ROWS, band.rows - first);
      const length = packRows({ band, width, channels, first, rows, row, packed });
      out.put(
        bytes(
          uint16(ATTRIBUTE.startLine, first),
          uint16(ATTRIBUTE.blockHeight, rows),
          ubyte(ATTRIBUTE.compressMode, RUN_LENGTH),
          [OP.readImage],
          dataLength(length),
        ),
      );
      out.put(packed.slice(0, length));
    }
    out.put(bytes([OP.endImage]));
  },
  endSide: ({ copies }, _side, out) => {
    out.put(bytes(copies > 1 ? uint16(ATTRIBUTE.pageCopies, copies) : [], [OP.endPage]));
  },
  end: (_job, out) => {
    out.put(bytes([OP.closeDataSource, OP.endSession]));
    out.text(UEL);
  },
};

function packRows(block: {
  readonly band: RasterBand;
  readonly width: number;
  readonly channels: number;
  readonly first: number;
  readonly rows: number;
  /** Scratch. */
  readonly row: Uint8Array;
  readonly packed: Uint8Array;
}): number {
  const { band, width, channels, first, rows, row, packed } = block;
  let at = 0;
  for (let y = first; y < first + rows; y++) {
    if (channels === 3) threeOfFour(band.pixels, y * width, width, row);
    else row.set(band.pixels.subarray(y * width, (y + 1) * width));
    at = packBits(row, 0, row.length, packed, at);
  }
  return at;
}

function paper({ paper: size }: RasterSide): readonly number[] {
  const known = paperOf(size)?.pclXl;
  if (known !== undefined) return ubyte(ATTRIBUTE.mediaSize, known);
  const inches = Buffer.alloc(8);
  inches.writeFloatLE(size.width / 72, 0);
  inches.writeFloatLE(size.height / 72, 4);
  // Two real32 as a pair; units of inches.
  return [0xd5, ...inches, 0xf8, ATTRIBUTE.customMediaSize, ...ubyte(ATTRIBUTE.customMediaSizeUnits, 0)];
}

function plex({ sides }: RasterJob, { back }: RasterSide): readonly number[] {
  if (sides === 'one-sided') return ubyte(ATTRIBUTE.simplexPageMode, 0);
  const binding = sides === 'two-sided-short-edge' ? HORIZONTAL_BINDING : VERTICAL_BINDING;
  return [...ubyte(ATTRIBUTE.duplexPageMode, binding), ...ubyte(ATTRIBUTE.duplexPageSide, back ? 1 : 0)];
}

const bytes = (...parts: readonly (readonly number[])[]): Uint8Array => Uint8Array.from(parts.flat());
const low = (value: number): readonly number[] => [value & 255, (value >>> 8) & 255];
// Data type tags (appendix A): C0 ubyte, C1 uint16, D1 pair of uint16, F8 the attribute's number in one byte, FA a length of four bytes.
const ubyte = (attribute: number, value: number): readonly number[] => [0xc0, value, 0xf8, attribute];
const uint16 = (attribute: number, value: number): readonly number[] => [
  0xc1,
  ...low(value),
  0xf8,
  attribute,
];
const xy = (attribute: number, x: number, y: number): readonly number[] => [
  0xd1,
  ...low(x),
  ...low(y),
  0xf8,
  attribute,
];
const dataLength = (length: number): readonly number[] => [0xfa, ...low(length), ...low(length >>> 16)];
