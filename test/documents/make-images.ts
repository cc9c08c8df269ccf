// Makes pictures that sharp does not write: BMP of every kind, TIFF of many pages, GIF of many frames, HEIC, and files that lie about their size.
import sharp from 'sharp';

export interface BmpOptions {
  readonly width: number;
  readonly height: number;
  readonly bits: 1 | 2 | 4 | 8 | 16 | 24 | 32;
  /** Index (up to 8 bits) or [red, green, blue, alpha] of each pixel, from the top left. */
  readonly pixel: (x: number, y: number) => number | readonly number[];
  /** Red, green, blue of each index. */
  readonly palette?: readonly (readonly [number, number, number])[];
  readonly topDown?: boolean;
  /** Red, green, blue and perhaps alpha mask: makes it a BITFIELDS file. */
  readonly masks?: readonly number[];
  readonly rle?: boolean;
  /** Bytes of the header after the file header. Default 40. */
  readonly headerBytes?: 12 | 40 | 56 | 108 | 124;
  readonly pixelsPerMetre?: number;
}

export function sampleBmp(options: BmpOptions): Buffer {
  const { width, height, bits, masks = [], headerBytes = 40, palette = [] } = options;
  const core = headerBytes === 12;
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32LE(headerBytes);
  if (core) {
    header.writeUInt16LE(width, 4);
    header.writeUInt16LE(height, 6);
    header.writeUInt16LE(1, 8);
    header.writeUInt16LE(bits, 10);
  } else {
    header.writeInt32LE(width, 4);
    header.writeInt32LE(options.topDown === true ? -height : height, 8);
    header.writeUInt16LE(1, 12);
    header.writeUInt16LE(bits, 14);
    header.writeUInt32LE(options.rle === true ? (bits === 4 ? 2 : 1) : masks.length > 0 ? (masks.length === 4 && headerBytes === 40 ? 6 : 3) : 0, 16);
    header.writeInt32LE(options.pixelsPerMetre ?? 0, 24);
    header.writeInt32LE(options.pixelsPerMetre ?? 0, 28);
    header.writeUInt32LE(bits <= 8 ? palette.length : 0, 32);
    if (headerBytes > 40) masks.forEach((mask, index) => header.writeUInt32LE(mask >>> 0, 40 + index * 4));
  }
  const masksBehind = Buffer.alloc(headerBytes === 40 ? masks.length * 4 : 0);
  if (masksBehind.length > 0) masks.forEach((mask, index) => masksBehind.writeUInt32LE(mask >>> 0, index * 4));
  const entries = core && bits <= 8 ? 2 ** bits : palette.length;
  const colours = Buffer.alloc(bits <= 8 ? entries * (core ? 3 : 4) : 0);
  if (bits <= 8) palette.forEach(([r, g, b], index) => colours.set([b, g, r], index * (core ? 3 : 4)));
  const data = options.rle === true ? packRuns(options) : packRows(options);
  const file = Buffer.alloc(14);
  file.write('BM', 'latin1');
  const dataAt = 14 + header.length + masksBehind.length + colours.length;
  file.writeUInt32LE(dataAt + data.length, 2);
  file.writeUInt32LE(dataAt, 10);
  return Buffer.concat([file, header, masksBehind, colours, data]);
}

function packRows({ width, height, bits, pixel, topDown = false, masks = [] }: BmpOptions): Buffer {
  const stride = Math.ceil((width * bits) / 32) * 4;
  const data = Buffer.alloc(stride * height);
  const shifts = masks.map((mask) => 31 - Math.clz32(mask & -mask));
  for (let y = 0; y < height; y++) {
    const row = (topDown ? y : height - 1 - y) * stride;
    for (let x = 0; x < width; x++) {
      const value = pixel(x, y);
      if (typeof value === 'number') {
        const place = row + Math.floor((x * bits) / 8);
        data[place] = (data[place] ?? 0) | (value << (8 - bits - ((x * bits) % 8)));
      } else if (bits === 24) data.set([value[2] ?? 0, value[1] ?? 0, value[0] ?? 0], row + x * 3);
      else {
        const used = masks.length > 0 ? masks : bits === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff];
        let packed = 0;
        used.forEach((mask, index) => {
          const shift = shifts[index] ?? 31 - Math.clz32(mask & -mask);
          packed = (packed | ((Math.round(((value[index] ?? 0) * (mask >>> shift)) / 255) << shift) & mask)) >>> 0;
        });
        if (bits === 16) data.writeUInt16LE(packed, row + x * 2);
        else data.writeUInt32LE(packed, row + x * 4);
      }
    }
  }
  return data;
}

/** Runs where there are some, literals elsewhere, a line end after each row, a jump over every index 0 in front of a row's rest. */
function packRuns({ width, height, bits, pixel, topDown = false }: BmpOptions): Buffer {
  const out: number[] = [];
  for (let line = 0; line < height; line++) {
    const y = topDown ? line : height - 1 - line;
    const row = Array.from({ length: width }, (_, x) => Number(pixel(x, y)));
    for (let x = 0; x < width; ) {
      let run = 1;
      while (x + run < width && row[x + run] === row[x] && run < 255) run += 1;
      if (run > 2 || width - x < 3) {
        const value = row[x] ?? 0;
        out.push(run, bits === 4 ? value * 17 : value);
        x += run;
        continue;
      }
      let literal = 3;
      while (x + literal < width && literal < 255 && row[x + literal] !== row[x + literal - 1]) literal += 1;
      literal = Math.min(literal, width - x);
      out.push(0, literal);
      const bytes =
        bits === 8
          ? row.slice(x, x + literal)
          : Array.from({ length: Math.ceil(literal / 2) }, (_, at) => ((row[x + 2 * at] ?? 0) << 4) | (2 * at + 1 < literal ? (row[x + 2 * at + 1] ?? 0) : 0));
      out.push(...bytes, ...(bytes.length % 2 === 1 ? [0] : []));
      x += literal;
    }
    out.push(0, 0);
  }
  out.push(0, 1);
  return Buffer.from(out);
}

export interface TiffPageOptions {
  readonly width: number;
  readonly height: number;
  readonly bits: 1 | 8 | 16;
  readonly samples: 1 | 3 | 4;
  /** 0 white is zero, 1 black is zero, 2 RGB, 5 CMYK. */
  readonly photometric: 0 | 1 | 2 | 5;
  /** The rows as stored. Default: all zero. */
  readonly data?: Uint8Array;
  /** 1 none, 4 Group 4 fax, 7 JPEG. Default 1. */
  readonly compression?: number;
  readonly dpi?: readonly [number, number];
  readonly orientation?: number;
  /** NewSubfileType: 1 a smaller copy, 4 a mask. */
  readonly subfileType?: number;
}

/** Directories behind each page's data, little-endian. `loop` leads the last one back to the first. */
export function sampleTiff(pages: readonly TiffPageOptions[], options: { readonly loop?: boolean } = {}): Buffer {
  const parts: Buffer[] = [Buffer.from('II*\0\0\0\0\0', 'latin1')];
  let length = 8;
  let link: { readonly part: Buffer; readonly at: number } = { part: parts[0] ?? Buffer.alloc(8), at: 4 };
  let first = 0;
  for (const page of pages) {
    const rowBytes = Math.ceil((page.width * page.bits * page.samples) / 8);
    const stored = page.data ?? Buffer.alloc(rowBytes * page.height);
    const data = Buffer.concat([stored, Buffer.alloc(stored.length % 2)]);
    const bitsAt = length + data.length;
    const extra = Buffer.alloc(8 + 16);
    for (let sample = 0; sample < page.samples; sample++) extra.writeUInt16LE(page.bits, sample * 2);
    const [x, y] = page.dpi ?? [300, 300];
    extra.writeUInt32LE(x, 8);
    extra.writeUInt32LE(1, 12);
    extra.writeUInt32LE(y, 16);
    extra.writeUInt32LE(1, 20);
    const fields: readonly (readonly [number, number, number, number])[] = [
      [254, 4, 1, page.subfileType ?? 0],
      [256, 4, 1, page.width],
      [257, 4, 1, page.height],
      [258, 3, page.samples, page.samples <= 2 ? page.bits : bitsAt],
      [259, 3, 1, page.compression ?? 1],
      [262, 3, 1, page.compression === 7 && page.samples === 3 ? 6 : page.photometric],
      [273, 4, 1, length],
      [274, 3, 1, page.orientation ?? 1],
      [277, 3, 1, page.samples],
      [278, 4, 1, page.height],
      [279, 4, 1, stored.length],
      [282, 5, 1, bitsAt + 8],
      [283, 5, 1, bitsAt + 16],
      [296, 3, 1, 2],
    ];
    const directory = Buffer.alloc(2 + fields.length * 12 + 4);
    directory.writeUInt16LE(fields.length);
    fields.forEach(([tag, type, count, value], index) => {
      directory.writeUInt16LE(tag, 2 + index * 12);
      directory.writeUInt16LE(type, 4 + index * 12);
      directory.writeUInt32LE(count, 6 + index * 12);
      if (type === 3 && count === 1) directory.writeUInt16LE(value, 10 + index * 12);
      else directory.writeUInt32LE(value, 10 + index * 12);
    });
    const at = bitsAt + extra.length;
    if (first === 0) first = at;
    link.part.writeUInt32LE(at, link.at);
    link = { part: directory, at: directory.length - 4 };
    parts.push(data, extra, directory);
    length = at + directory.length;
  }
  if (options.loop === true) link.part.writeUInt32LE(first, link.at);
  return Buffer.concat(parts);
}

/** An animation of `frames` frames of one pixel each on a canvas; the first frame is black. */
export function sampleGif(frames: number, width = 8, height = 8): Buffer {
  const head = Buffer.from('GIF89a\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1');
  head.writeUInt16LE(width, 6);
  head.writeUInt16LE(height, 8);
  // Frame: image descriptor of 1 x 1 at 0, 0; LZW of code size 2: clear, index, end.
  const frame = Buffer.from(',\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0', 'latin1');
  return Buffer.concat([head, ...Array.from({ length: frames }, () => frame), Buffer.from(';')]);
}

/** A HEIC of 128 x 96 pixels, sampleJpeg's picture: made with libheif and x265, since nothing here encodes HEVC. */
export function sampleHeic(options: { readonly displayP3?: boolean } = {}): Buffer {
  return Buffer.from((options.displayP3 === true ? P3_HEIC : PLAIN_HEIC).join(''), 'base64');
}

/** The same picture as an arithmetic coded JPEG (SOF9), made with cjpeg: no printer reads it, and nothing here encodes it. */
export function sampleArithmeticJpeg(): Buffer {
  return Buffer.from(ARITHMETIC_JPEG.join(''), 'base64');
}

/**
 * A JPEG of 12 bits: one of 8 bits whose quantisation is all ones, with 16 in their place. Every sample is then 16 times as
 * far from the middle, which is the same picture.
 */
export function toTwelveBits(jpeg: Uint8Array): Buffer {
  const copy = Buffer.from(jpeg);
  for (let at = 2; copy[at] === 0xff && copy[at + 1] !== 0xda; at += 2 + copy.readUInt16BE(at + 2)) {
    const marker = copy[at + 1] ?? 0;
    if (marker === 0xdb) {
      const end = at + 2 + copy.readUInt16BE(at + 2);
      for (let table = at + 4; table < end; table += 65) copy.fill(16, table + 1, table + 65);
    }
    // SOF0 is 8 bits only; SOF1 is the same with 12.
    if (marker === 0xc0) copy[at + 1] = 0xc1;
    if (marker === 0xc0 || marker === 0xc2) copy[at + 4] = 12;
  }
  return copy;
}

/** A HEIF file (AVIF or HEIC) that says it has `width` x `height` pixels: every "ispe" box is changed. */
export function lyingHeif(file: Uint8Array, width: number, height: number): Buffer {
  const copy = Buffer.from(file);
  for (let at = copy.indexOf('ispe'); at >= 0; at = copy.indexOf('ispe', at + 4)) {
    copy.writeUInt32BE(width, at + 8);
    copy.writeUInt32BE(height, at + 12);
  }
  return copy;
}

export function sampleAvif(width = 64, height = 48): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#f4a02c' } }).avif({ effort: 0 }).toBuffer();
}

const PLAIN_HEIC: readonly string[] = [
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAUJtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAA',
  'Imlsb2MAAAAAREAAAQABAAAAAAFmAAEAAAAAAAACkAAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAwmlwcnAAAACkaXBjbwAAAHhodmND',
  'AQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoBAgYWW6kkprm4EBAwIA',
  'AAMAAgAAAwACECIAAQAHRAHBcrAiQAAAABRpc3BlAAAAAAAAAIAAAABgAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAoMAAAKYbWRhdAAA',
  'AowoAa8J4BVdP//3wp8jOX/7k94qu/Kbyt5ceXCD/fLKfKeDU2H/9/aIDAcv1UtV38Db/9sYKGox941wXGVZNWVP7lWdjf/YlzRqQsq5+3Jf6AwSrBBHHshr',
  'W6BmVg9fZFH8rpbjtBJ4c0EP/zAOV2j53x8jK8Ewpbn//Ik66JjOAtqK8W4gvV1tjbpxpI9PoItEc3Pw8vc7Ah8ku4OWPyjlobjofrd26zpBWSZPgFW6D/5Q',
  '1RdLeXzvgmMhMhW9EW9a1qkI1q9rYppssnefymJx50PrpLP/JfaYmrUAOtufUHB0m/Hw0hgK8OJhVpTgJYy8NDQWaYwnZhrUIPOXOysYSj91Ahh63ghkC6Dx',
  'p75bb9ybt1fCWvJvdZPegDUA0tgoa3lkhCbPVgR0kVs/qFRRLKBtZuyTGPAANRyUB7biOQ3fMnYhXx125W1BDJ0cdSOGPo0AosU3vyC7jF9mWPZxbB+VlVVe',
  '4g2K9K4SlPXo+eKkHiTF+5JgAEIBcJ5A1c9NlsCw6VRvLSS/PsSKAosY4FvAgT9+5rjbmChVVynvZ4qyVSKpaGuRsVTzDsHCZS6EqQI/Dyu0WYnt43a+fxpL',
  'hTHRkhcYJ37jQx7LUshUvL+rH0NMS3dPgLCIFX7ex2fP/UHQW9zfIjpvWE6Qa8HiwmRJETGayle4pTriVjvIB6Rx/zxqVYpWMcR0AbEj3HufT8f6F7nF/p5w',
  'vzOmq3x8iwA5PjkwqKB+xWXkgZXIe3SdDzgnlPCcTS4XetgiAl3Y2usRrJxf0jWUlU4K5OKAP2S+O/yyqUiX6iLikWV3ts+4Ug7NpCZOtn9PqpviYQRgDQ95',
  'eKBHBT/m3pInCrh2etNSB+W6Y5C0ZPxg',
];

const P3_HEIC: readonly string[] = [
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAy9tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAA',
  'Imlsb2MAAAAAREAAAQABAAAAAANTAAEAAAAAAAACjgAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEAAGh2YzEAAAACr2lwcnAAAAKQaXBjbwAAAHhodmND',
  'AQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoBAgYWW6kkprm4EBAwIA',
  'AAMAAgAAAwACECIAAQAHRAHBcrAiQAAAABRpc3BlAAAAAAAAAIAAAABgAAAB7GNvbHJwcm9mAAAB4GxjbXMEIAAAbW50clJHQiBYWVogB+IAAwAUAAkADgAd',
  'YWNzcE1TRlQAAAAAc2F3c2N0cmwAAAAAAAAAAAAAAAAAAPbWAAEAAAAA0y1oYW5kguKocouKP/clPrmS7iTWrgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  'AAAAAAAKZGVzYwAAAPwAAAAkY3BydAAAASAAAAAid3RwdAAAAUQAAAAUY2hhZAAAAVgAAAAsclhZWgAAAYQAAAAUZ1hZWgAAAZgAAAAUYlhZWgAAAawAAAAU',
  'clRSQwAAAcAAAAAgZ1RSQwAAAcAAAAAgYlRSQwAAAcAAAAAgbWx1YwAAAAAAAAABAAAADGVuVVMAAAAIAAAAHABzAFAAMwBDbWx1YwAAAAAAAAABAAAADGVu',
  'VVMAAAAGAAAAHABDAEMAMAAAWFlaIAAAAAAAAPbWAAEAAAAA0y1zZjMyAAAAAAABDEIAAAXe///zJQAAB5MAAP2Q///7of///k4AAAOaAADAFFhZWiAAAAAA',
  'AACD3wAAPb8AAAAAWFlaIAAAAAAAAEq/AACxNwAACrVYWVogAAAAAAAAKDgAABEKAADIeHBhcmEAAAAAAAMAAAACZmkAAPKnAAANWQAAE9AAAApbAAAAEHBp',
  'eGkAAAAAAwgICAAAABdpcG1hAAAAAAAAAAEAAQSBAoOEAAAClm1kYXQAAAKKKAGvCeDHC7wj//e4EyMvL/qo3iq78pvK3mBvcAH9Iynyng1Nh//gEIgLYK/M',
  'r1XfwNv/2xgoajH3jXBcZVk1ZU/ug12N/9XG2j03irn7Ot4r8EnQQRx9TeqhEyxifGD1J8moW+mAMeJp1///zR3YFycPAW6FIh1cvvH+KJH43NrkpqO3x1r3',
  'Ysy+8I/9gUFK2DuVDoh9oP/R/3FQT6a3DLKdDGKpJzzxBPb6wl92/g2ooADL+9SBN61NB0zB7SieJ6AA+SGpy7ks6Z90W1OwZxTfEm7HEEsXXCf+5Z+KNWhP',
  'VVYdPfch6OuwSS1pdWlt6reooBXGNrQ2eZAiqzAnUTGpN7SiLge7p4mVJXXEcggPYn1h/qE1D6f0GbN9so+kzkmfQU99/dvLc/NuYf8oIntX2VqvylyGSRUB',
  '3KvXKNVtYeHf01fsWVF3xAAAwEW2qHLxozBUtf2DXomp3WnPLtxYoeAM3VbE3P60Ta3Z8+gJvWAkavW7vkIeglrpAcKXPQAF1O7TymlAa1lxbvApQ790dBWv',
  'lNjnL7EhdjGKmJMLOcM7ZFtLUII32ZjtHDWup0CoFxwRzLkSM9gEcd8G3upp5VMQAxSdGSFqoeaF8Tmshhc9UE2RK/fNErjog6K9/fzsG4oJ116ViGLoUZhF',
  'RYFfPGSlv1m2iLX8gGH0EBJWNGzI1DTA7VTwSkNTys6j+x4K+wS/Tu7IpmQ8x3o+UJKfNVD+2+oY55wBqBCR0aZiCFsLldVZAROY+4JsJ2CxVM9D0Qgo+eCc',
  '9zwH9edvSZzrPgYLDiio831vYgNukVwsyBzXNd/cZUMweCCLQXZBm7MAr5/hB24MyY2ExM+bTmFWYOHu9AoNZuA=',
];

const ARITHMETIC_JPEG: readonly string[] = [
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/',
  '2wBDAQkJCQwLDBgNDRgyIRwhMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjL/yQARCABgAIADASIAAhEBAxEB/8wA',
  'CgAQEAUBEBEF/9oADAMBAAIRAxEAPwD/ALh/0ZWV5Acuf2UuMEbf5LMxopfmpm6DsTGqlyGToUkcilQMz4Cr/wDQF1Z3mUYgEijoy/urZ6uUT5Io5EJpUHhh',
  'znTsgwqi0+9uS8OPedPAIuMWcsZI1kl5nXXC/THUrFgCLNHbNej1db3B4dCzbFxaapmY9KbsabVFgMDdlDH8slZ4vf5YlqPzB+TOhBRKX4BaLI2dViTUECYt',
  'mH/hlQm1pX7RLvtLORfTxMG82TrYRDF2kXQZIgQ4DT+L/FAz3hueFJzCQNI5J6ANEs7RZdBGeoinAaw4VPTTE4PJkaGHRhoDEo+A/wABENx4JYBPwQtwRNi0',
  'EzhEmrSwzErzjqfkZmsJsrMp91S9t0nOjJQ4nUxXW52QfNE/xHGlfwcDHkYkBvYn8CtRn0hfUxsN2bod047Lpq0DbkDGWEPS5vtngSY9WVL2psgFLYbRXbj4',
  '8dlgzfVagYEAC77TIYXP/wDur8Pel1aD2ouIERWcwIQMVq9LAMHXWS36jqGxn1HzfYsOyrlOcGmzEwwt7SLIt9j/2Q==',
];
