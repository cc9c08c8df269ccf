// The fonts of a binary workbook, .xlsb, from its styles (MS-XLSB 2.4.150, BrtFont).
import type { FontCount } from './fonts-count.ts';

const FONT = 43;
/** Height, flags, colour and the like stand before the name: 21 bytes. */
const NAME_AT = 21;

export function countBinaryStyles(styles: Buffer, count: FontCount): void {
  let at = 0;
  /** Types and lengths are written seven bits at a time, the lowest first (2.1.4). */
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 28 && at < styles.length; shift += 7) {
      const byte = styles[at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return value;
  };
  while (at < styles.length) {
    const type = styles[at] ?? 0;
    at += type < 0x80 ? 1 : 2;
    const length = varint();
    if (type === FONT && at + NAME_AT + 4 <= styles.length) {
      const letters = Math.min(styles.readUInt32LE(at + NAME_AT), 64);
      const name = at + NAME_AT + 4;
      count.add(styles.toString('utf16le', name, Math.min(name + letters * 2, at + length)), 1);
    }
    at += length;
  }
}
