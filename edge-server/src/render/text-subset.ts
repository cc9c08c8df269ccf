// Makes a TrueType font of only the glyphs a document uses (OpenType 1.9 "Organization of an OpenType Font", glyf, loca, hmtx).
// Composite glyphs keep their parts. What only editing or shaping needs (cmap, GSUB, names...) is left out: a PDF does not read it.

/** Tables that go over as they are; hinting programs included, because low-resolution printers and screens use them. */
const COPIED = ['cvt ', 'fpgm', 'prep'];

/** Glyph flags of composites (glyf table): what follows each part, and whether another part comes. */
const ARGS_ARE_WORDS = 0x0001;
const HAS_SCALE = 0x0008;
const MORE_PARTS = 0x0020;
const HAS_TWO_SCALES = 0x0040;
const HAS_MATRIX = 0x0080;

export interface TrueTypeSubset {
  /** The glyph's number in the subset. */
  readonly include: (glyph: number) => number;
  readonly encode: () => Uint8Array;
}

interface Table {
  readonly tag: string;
  readonly data: Buffer;
}

/** `file`: the whole font file or collection. `offset`: where the font's table directory begins in it. Throws RangeError for a broken font. */
export function makeTrueTypeSubset(file: Buffer, offset: number): TrueTypeSubset {
  const tables = new Map<string, Buffer>();
  for (let index = 0, count = file.readUInt16BE(offset + 4); index < count; index++) {
    const entry = offset + 12 + index * 16;
    const [start, length] = [file.readUInt32BE(entry + 8), file.readUInt32BE(entry + 12)];
    tables.set(file.toString('latin1', entry, entry + 4), file.subarray(start, start + length));
  }
  const table = (tag: string): Buffer => tables.get(tag) ?? Buffer.alloc(0);
  const head = table('head');
  const loca = table('loca');
  const glyf = table('glyf');
  const hmtx = table('hmtx');
  const longLoca = head.readInt16BE(50) === 1;
  const metrics = table('hhea').readUInt16BE(34);
  const glyphs = table('maxp').readUInt16BE(4);

  const order: number[] = [];
  const numbers = new Map<number, number>();
  const include = (glyph: number): number => {
    let number = numbers.get(glyph);
    if (number === undefined) {
      number = order.push(glyph) - 1;
      numbers.set(glyph, number);
    }
    return number;
  };
  // Glyph 0 shows what has no glyph and must be there.
  include(0);

  const outline = (glyph: number): Buffer => {
    if (glyph >= glyphs) return Buffer.alloc(0);
    const [start, end] = longLoca
      ? [loca.readUInt32BE(glyph * 4), loca.readUInt32BE(glyph * 4 + 4)]
      : [loca.readUInt16BE(glyph * 2) * 2, loca.readUInt16BE(glyph * 2 + 2) * 2];
    return glyf.subarray(start, end);
  };
  /** The outline with its parts' numbers in the subset; parts join the subset on the way. */
  const renumbered = (glyph: number): Buffer => {
    const data = Buffer.from(outline(glyph));
    if (data.length < 10 || data.readInt16BE(0) >= 0) return data;
    let at = 10;
    for (;;) {
      const flags = data.readUInt16BE(at);
      data.writeUInt16BE(include(data.readUInt16BE(at + 2)), at + 2);
      at += (flags & ARGS_ARE_WORDS) === 0 ? 6 : 8;
      at +=
        (flags & HAS_SCALE) !== 0
          ? 2
          : (flags & HAS_TWO_SCALES) !== 0
            ? 4
            : (flags & HAS_MATRIX) !== 0
              ? 8
              : 0;
      if ((flags & MORE_PARTS) === 0) break;
    }
    return data;
  };
  const metricOf = (glyph: number): readonly [number, number] => {
    const last = Math.min(glyph, metrics - 1);
    const bearing = glyph < metrics ? glyph * 4 + 2 : metrics * 4 + (glyph - metrics) * 2;
    return [hmtx.readUInt16BE(last * 4), bearing + 2 <= hmtx.length ? hmtx.readInt16BE(bearing) : 0];
  };

  return {
    include,
    encode: () => {
      const outlines: Buffer[] = [];
      // Grows while it is walked: parts are appended as they are met, each once.
      for (let index = 0; index < order.length; index++) {
        const data = renumbered(order[index] ?? 0);
        // Four bytes, as the format recommends.
        outlines.push(Buffer.concat([data, Buffer.alloc(-data.length & 3)]));
      }
      const newLoca = Buffer.alloc((outlines.length + 1) * 4);
      const newMetrics = Buffer.alloc(outlines.length * 4);
      let end = 0;
      outlines.forEach((data, index) => {
        end += data.length;
        newLoca.writeUInt32BE(end, index * 4 + 4);
        const [width, bearing] = metricOf(order[index] ?? 0);
        newMetrics.writeUInt16BE(width, index * 4);
        newMetrics.writeInt16BE(bearing, index * 4 + 2);
      });
      const newHead = Buffer.from(head);
      newHead.writeUInt32BE(0, 8);
      newHead.writeInt16BE(1, 50);
      const newHhea = Buffer.from(table('hhea'));
      newHhea.writeUInt16BE(outlines.length, 34);
      const newMaxp = Buffer.from(table('maxp'));
      newMaxp.writeUInt16BE(outlines.length, 4);
      return assemble([
        ...COPIED.filter((tag) => tables.has(tag)).map((tag) => ({ tag, data: table(tag) })),
        { tag: 'glyf', data: Buffer.concat(outlines) },
        { tag: 'head', data: newHead },
        { tag: 'hhea', data: newHhea },
        { tag: 'hmtx', data: newMetrics },
        { tag: 'loca', data: newLoca },
        { tag: 'maxp', data: newMaxp },
      ]);
    },
  };
}

/** Table directory and tables, each on a multiple of four bytes. */
function assemble(unsorted: readonly Table[]): Uint8Array {
  const tables = [...unsorted].sort((a, b) => (a.tag < b.tag ? -1 : 1));
  const power = 2 ** Math.floor(Math.log2(tables.length));
  const directory = Buffer.alloc(12 + tables.length * 16);
  directory.writeUInt32BE(0x00010000, 0);
  directory.writeUInt16BE(tables.length, 4);
  directory.writeUInt16BE(power * 16, 6);
  directory.writeUInt16BE(Math.log2(power), 8);
  directory.writeUInt16BE(tables.length * 16 - power * 16, 10);
  const parts: Buffer[] = [directory];
  let at = directory.length;
  tables.forEach(({ tag, data }, index) => {
    const padded = Buffer.concat([data, Buffer.alloc(-data.length & 3)]);
    const entry = 12 + index * 16;
    directory.write(tag, entry, 'latin1');
    directory.writeUInt32BE(checksum(padded), entry + 4);
    directory.writeUInt32BE(at, entry + 8);
    directory.writeUInt32BE(data.length, entry + 12);
    parts.push(padded);
    at += padded.length;
  });
  return Buffer.concat(parts);
}

function checksum(data: Buffer): number {
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) sum = (sum + data.readUInt32BE(at)) >>> 0;
  return sum;
}
