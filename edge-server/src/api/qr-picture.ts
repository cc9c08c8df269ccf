// A QR code (ISO/IEC 18004) as a PNG of one bit for each pixel: what the oldest browser of a device can draw, without any script.
import { encode } from 'uqr';
import { writePng } from '../devices/panels/write-png.ts';

/** The quiet zone that ISO/IEC 18004:2015, clause 9.1 asks for, in modules. */
const QUIET = 4;

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
  return writePng('black-white', size, size, pixels);
}
