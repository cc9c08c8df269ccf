// Writes PWG raster and URF of every colour space and depth, which the product's own encoders do not make: for the decoders' tests.

export interface RasterKind {
  readonly width: number;
  readonly height: number;
  readonly dpi?: number;
  /** PWG 5102.4 table 9, or byte 1 of a URF page. */
  readonly space: number;
  readonly components: 1 | 3 | 4;
  readonly bits: 1 | 8 | 16;
}

/** One line as runs and literals by turns; `line` is its bytes. A run is one unit repeated, up to 128 times. */
function encodeLine(line: Uint8Array, unit: number, repeats: number): Buffer {
  const out: number[] = [repeats - 1];
  const units = line.length / unit;
  const same = (a: number, b: number): boolean => {
    for (let byte = 0; byte < unit; byte++) if (line[a * unit + byte] !== line[b * unit + byte]) return false;
    return true;
  };
  for (let at = 0; at < units; ) {
    let run = 1;
    while (at + run < units && run < 128 && same(at, at + run)) run += 1;
    if (run > 1 || at + 1 === units) {
      out.push(run - 1, ...line.subarray(at * unit, (at + 1) * unit));
      at += run;
      continue;
    }
    let literal = 1;
    while (at + literal < units && literal < 128 && !same(at + literal - 1, at + literal)) literal += 1;
    // One alone is written as a run.
    if (literal === 1) out.push(0);
    else out.push(257 - literal);
    out.push(...line.subarray(at * unit, (at + literal) * unit));
    at += literal;
  }
  return Buffer.from(out);
}

export function encodeRows(rows: readonly Uint8Array[], unit: number): Buffer {
  const parts: Buffer[] = [];
  for (let y = 0; y < rows.length; ) {
    const row = rows[y] ?? new Uint8Array();
    let repeats = 1;
    while (y + repeats < rows.length && repeats < 256 && Buffer.from(row).equals(rows[y + repeats] ?? Buffer.alloc(0))) repeats += 1;
    parts.push(encodeLine(row, unit, repeats));
    y += repeats;
  }
  return Buffer.concat(parts);
}

export const unitOf = ({ bits, components }: RasterKind): number => (bits === 1 ? 1 : (components * bits) / 8);

export function urfPage(kind: RasterKind, rows: readonly Uint8Array[]): Buffer {
  const header = Buffer.alloc(32);
  header[0] = kind.bits * kind.components;
  header[1] = kind.space;
  header[2] = 1;
  header[3] = 4;
  header.writeUInt32BE(kind.width, 12);
  header.writeUInt32BE(kind.height, 16);
  header.writeUInt32BE(kind.dpi ?? 100, 20);
  return Buffer.concat([header, encodeRows(rows, unitOf(kind))]);
}

export function urfFile(pages: readonly Buffer[], stated = pages.length): Buffer {
  const head = Buffer.from('UNIRAST\0\0\0\0\0', 'latin1');
  head.writeUInt32BE(stated, 8);
  return Buffer.concat([head, ...pages]);
}

export function pwgPage(
  kind: RasterKind,
  rows: readonly Uint8Array[],
  more: { readonly total?: number; readonly cross?: number; readonly feed?: number } = {},
): Buffer {
  const header = Buffer.alloc(1796);
  const perPixel = kind.bits * kind.components;
  header.write('PwgRaster', 'latin1');
  const words: Readonly<Record<number, number>> = {
    276: kind.dpi ?? 100,
    280: kind.dpi ?? 100,
    372: kind.width,
    376: kind.height,
    384: kind.bits,
    388: perPixel,
    392: Math.ceil((kind.width * perPixel) / 8),
    400: kind.space,
    420: kind.components,
    452: more.total ?? 0,
    456: (more.cross ?? 1) >>> 0,
    460: (more.feed ?? 1) >>> 0,
  };
  for (const [at, value] of Object.entries(words)) header.writeUInt32BE(value, Number(at));
  return Buffer.concat([header, encodeRows(rows, unitOf(kind))]);
}

export const pwgFile = (pages: readonly Buffer[]): Buffer => Buffer.concat([Buffer.from('RaS2'), ...pages]);
