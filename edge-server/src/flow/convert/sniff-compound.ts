// Tells the documents in OLE compound files apart by the names of their streams (MS-CFB 2.2, 2.6): .doc, .xls, .ppt, locked OOXML.
import type { Sniffed } from './sniffed.ts';

/** A compound file whose streams lie beyond the first bytes; a name such as .doc may settle it. */
export const UNSETTLED_COMPOUND = 'application/x-cfb';

/** An Office file locked with a password (MS-OFFCRYPTO 2.3). */
export const LOCKED_OFFICE = 'application/vnd.ms-office.encrypted';

const SIGNATURE = 'd0cf11e0a1b11ae1';
const DIRECTORY_ENTRY_BYTES = 128;

/** Stream names -> media type; the first one found decides. */
const STREAMS: readonly (readonly [string, string])[] = [
  ['EncryptedPackage', LOCKED_OFFICE],
  ['WordDocument', 'application/msword'],
  ['Workbook', 'application/vnd.ms-excel'],
  ['Book', 'application/vnd.ms-excel'],
  ['PowerPoint Document', 'application/vnd.ms-powerpoint'],
];

export function sniffCompound(head: Uint8Array): Sniffed | undefined {
  if (Buffer.from(head.subarray(0, 8)).toString('hex') !== SIGNATURE || head.length < 512) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  // Sector size is 2^9 or 2^12; sector 0 follows the header's sector.
  const sectorBytes = view.getUint16(30, true) === 12 ? 4096 : 512;
  const start = (view.getUint32(48, true) + 1) * sectorBytes;
  const names = new Set<string>();
  const end = Math.min(start + sectorBytes, head.length);
  for (let at = start; at + DIRECTORY_ENTRY_BYTES <= end; at += DIRECTORY_ENTRY_BYTES) {
    // 64 bytes of UTF-16LE name, then its length in bytes with the closing zero.
    const length = Math.min(Math.max(view.getUint16(at + 64, true) - 2, 0), 62);
    names.add(Buffer.from(head.subarray(at, at + length)).toString('utf16le'));
  }
  const found = STREAMS.find(([name]) => names.has(name));
  return { mediaType: found?.[1] ?? UNSETTLED_COMPOUND, family: 'office' };
}
