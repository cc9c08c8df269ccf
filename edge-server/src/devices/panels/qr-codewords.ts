// The codewords of a QR code (ISO/IEC 18004): text as octets, error correction level M, versions 1 to 15. No picture yet.

/** Error correction octets per block and number of blocks at level M (ISO/IEC 18004 table 9), by version from 1. */
const BLOCKS = [
  [10, 1],
  [16, 1],
  [26, 1],
  [18, 2],
  [24, 2],
  [16, 4],
  [18, 4],
  [22, 4],
  [22, 5],
  [26, 5],
  [30, 5],
  [22, 8],
  [22, 9],
  [24, 9],
  [24, 10],
] as const;

/** Octets of data and error correction together (table 1), by version from 1. */
const TOTAL = [26, 44, 70, 100, 134, 172, 196, 242, 292, 346, 404, 466, 532, 581, 655] as const;

/** Field GF(256) with the polynomial of section 7.5.2. */
const EXP = new Uint8Array(512);
const LOG = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power++) {
  EXP[power] = value;
  EXP[power + 255] = value;
  LOG[value] = power;
  value = value < 128 ? value << 1 : (value << 1) ^ 0x11d;
}
const times = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : (EXP[(LOG[a] ?? 0) + (LOG[b] ?? 0)] ?? 0);

/** `count` error correction octets over `data`: the remainder of the Reed-Solomon division. */
export function errorCorrection(data: Uint8Array, count: number): Uint8Array {
  let generator = Uint8Array.of(1);
  for (let root = 0; root < count; root++) {
    const next = new Uint8Array(generator.length + 1);
    generator.forEach((factor, at) => {
      next[at] = (next[at] ?? 0) ^ factor;
      next[at + 1] = (next[at + 1] ?? 0) ^ times(factor, EXP[root] ?? 0);
    });
    generator = next;
  }
  const rest = new Uint8Array(count);
  for (const octet of data) {
    const lead = octet ^ (rest[0] ?? 0);
    rest.copyWithin(0, 1);
    rest[count - 1] = 0;
    for (let at = 0; at < count; at++) rest[at] = (rest[at] ?? 0) ^ times(generator[at + 1] ?? 0, lead);
  }
  return rest;
}

export interface Codewords {
  /** 1 to 15. */
  readonly version: number;
  /** Interleaved, as they are drawn. */
  readonly octets: Uint8Array;
}

/** Undefined when the text is longer than version 15 holds: 412 octets of UTF-8. */
export function encodeText(text: string): Codewords | undefined {
  const bytes = Buffer.from(text, 'utf8');
  for (let version = 1; version <= BLOCKS.length; version++) {
    const [correction = 0, blocks = 0] = BLOCKS[version - 1] ?? [];
    const total = TOTAL[version - 1] ?? 0;
    const room = total - correction * blocks;
    const lengthBits = version < 10 ? 8 : 16;
    if (4 + lengthBits + bytes.length * 8 > room * 8) continue;
    return { version, octets: interleave(dataOf(bytes, lengthBits, room), correction, blocks) };
  }
  return undefined;
}

/** Mode, length, octets, terminator, padding (section 7.4). */
function dataOf(bytes: Buffer, lengthBits: number, room: number): Uint8Array {
  const bits: number[] = [];
  const put = (value: number, count: number): void => {
    for (let bit = count - 1; bit >= 0; bit--) bits.push((value >>> bit) & 1);
  };
  put(0b0100, 4);
  put(bytes.length, lengthBits);
  for (const octet of bytes) put(octet, 8);
  put(0, Math.min(4, room * 8 - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  const data = new Uint8Array(room);
  for (let at = 0; at < room; at++) {
    const eight = bits.slice(at * 8, at * 8 + 8);
    data[at] =
      eight.length === 8
        ? eight.reduce((value, bit) => (value << 1) | bit, 0)
        : (at - bits.length / 8) % 2 === 0
          ? 0xec
          : 0x11;
  }
  return data;
}

/** Blocks of nearly the same length, the shorter ones first; drawn octet by octet in turn (section 7.6). */
function interleave(data: Uint8Array, correction: number, blocks: number): Uint8Array {
  const short = Math.floor(data.length / blocks);
  const longer = data.length % blocks;
  const parts: Uint8Array[] = [];
  for (let block = 0, at = 0; block < blocks; block++) {
    const length = short + (block >= blocks - longer ? 1 : 0);
    parts.push(data.subarray(at, at + length));
    at += length;
  }
  const checks = parts.map((part) => errorCorrection(part, correction));
  const drawn: number[] = [];
  for (const rows of [parts, checks]) {
    const longest = Math.max(...rows.map(({ length }) => length));
    for (let at = 0; at < longest; at++) {
      for (const row of rows) {
        const octet = row[at];
        if (octet !== undefined) drawn.push(octet);
      }
    }
  }
  return Uint8Array.from(drawn);
}
