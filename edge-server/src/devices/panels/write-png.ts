// Writes a PNG (ISO/IEC 15948) from rows that are drawn already: for small pictures that the server makes itself. It reads none.
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Bits of a sample and colour type (clause 11.2.2). */
const KINDS = { 'black-white': [1, 0], rgb: [8, 2] } as const;

/** @param rows one after the other, each with its filter octet in front (clause 9), whole octets to a row. */
export function writePng(kind: keyof typeof KINDS, width: number, height: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Then the only methods of compression and filtering that there are; not interlaced.
  header.set([...KINDS[kind], 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Length, type, data, and a sum over the last two (clause 5.3). */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
