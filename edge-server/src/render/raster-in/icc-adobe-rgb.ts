// Makes the colour profile for pixels in Adobe RGB (1998): a matrix and a gamma, in the smallest file that is one (ICC.1:2001-04).

/** XYZ of each primary, adapted to D50 as profiles count (ICC.1 annex E), and the white itself. */
const RED = [0.60974, 0.31111, 0.01947];
const GREEN = [0.20528, 0.62567, 0.06087];
const BLUE = [0.14919, 0.06322, 0.74457];
const D50 = [0.9642, 1, 0.8249];

/** 2 and 51/256, as the Adobe RGB (1998) specification has it (section 4.3.1.2). */
const GAMMA = 0x0233;

const HEADER_BYTES = 128;
const XYZ_BYTES = 20;
const CURVE_BYTES = 16;

export function adobeRgbProfile(): Uint8Array {
  const name = 'RGB 1998';
  // textDescriptionType: the text, then empty Unicode and Macintosh names.
  const description = Buffer.alloc(90 + name.length + 1 + (-(90 + name.length + 1) & 3));
  description.write('desc', 'latin1');
  description.writeUInt32BE(name.length + 1, 8);
  description.write(name, 12, 'latin1');
  const copyright = Buffer.from('text\0\0\0\0none\0\0\0\0', 'latin1');
  const curve = Buffer.alloc(CURVE_BYTES);
  curve.write('curv', 'latin1');
  curve.writeUInt32BE(1, 8);
  curve.writeUInt16BE(GAMMA, 12);
  const tags: readonly (readonly [string, Buffer])[] = [
    ['desc', description],
    ['cprt', copyright],
    ['wtpt', xyz(D50)],
    ['rXYZ', xyz(RED)],
    ['gXYZ', xyz(GREEN)],
    ['bXYZ', xyz(BLUE)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  const table = Buffer.alloc(4 + tags.length * 12);
  table.writeUInt32BE(tags.length);
  let offset = HEADER_BYTES + table.length;
  tags.forEach(([signature, data], index) => {
    table.write(signature, 4 + index * 12, 'latin1');
    table.writeUInt32BE(offset, 8 + index * 12);
    table.writeUInt32BE(data.length, 12 + index * 12);
    offset += data.length;
  });
  return Buffer.concat([header(offset), table, ...tags.map(([, data]) => data)]);
}

function header(size: number): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.writeUInt32BE(size);
  // Version 2.1, for printers of any age.
  bytes.writeUInt32BE(0x0210_0000, 8);
  bytes.write('mntrRGB XYZ ', 12, 'latin1');
  // A date is required; the year of the colour space's specification.
  bytes.writeUInt16BE(1998, 24);
  bytes.writeUInt16BE(1, 26);
  bytes.writeUInt16BE(1, 28);
  bytes.write('acsp', 36, 'latin1');
  D50.forEach((value, index) => bytes.writeInt32BE(fixed(value), 68 + index * 4));
  return bytes;
}

function xyz(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(XYZ_BYTES);
  bytes.write('XYZ ', 'latin1');
  values.forEach((value, index) => bytes.writeInt32BE(fixed(value), 8 + index * 4));
  return bytes;
}

/** s15Fixed16Number. */
function fixed(value: number): number {
  return Math.round(value * 65_536);
}
