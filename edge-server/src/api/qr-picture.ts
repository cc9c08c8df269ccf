// A QR code (ISO/IEC 18004) as a PNG of one bit for each pixel: what the oldest browser of a device can draw, without any script.
import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'uqr';

/** The quiet zone that ISO/IEC 18004:2015, clause 9.1 asks for, in modules. */
const QUIET = 4;
/** PNG (ISO/IEC 15948), clause 5.2. */
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** @param scale pixels for each module. Error correction M: 15 per cent may be hidden by a scratch or a reflection. */
export function qrPicture(text: string, scale: number): Buffer {
  const { data } = encode(text, { ecc: 'M', border: QUIET });
  const size = data.length * scale;
  const rowBytes = 1 + Math.ceil(size / 8);
  const pixels = Buffer.alloc(rowBytes * size);
  data.forEach((modules, line) => {
    // Filter 0, then bits from the left, 1 is white (greyscale of depth 1, clause 11.2.2).
    const row = Buffer.alloc(rowBytes, 0xff);
    row[0] = 0;
    modules.forEach((dark, at) => {
      if (!dark) return;
      for (let x = at * scale; x < (at + 1) * scale; x += 1) {
        const place = 1 + (x >> 3);
        row[place] = (row[place] ?? 0) & ~(0x80 >> (x & 7));
      }
    });
    for (let copy = 0; copy < scale; copy += 1) row.copy(pixels, (line * scale + copy) * rowBytes);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Depth 1, greyscale; the three methods there are, not interlaced.
  header.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
