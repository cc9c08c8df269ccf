// Looks at colour profiles (ICC.1:2022 section 7): which ones are passed on in a PDF, and which ones only a full colour engine can use.

/** Bytes of a colour profile that is passed on: real ones of cameras and scanners stay below, an attack need not be carried. */
const MAX_ICC_BYTES = 1024 * 1024;

/** The header, the number of tags, and one tag of the table (7.2, 7.3). */
const HEADER_BYTES = 128;
const TAG_BYTES = 12;
const MAX_TAGS = 100;

/** The profile when it says something that the plain colour space does not (signature and colour space: 7.2.6, 7.2.9). */
export function usefulProfile(icc: Uint8Array | undefined, components: 1 | 3 | 4): Uint8Array | undefined {
  if (icc === undefined || icc.length < HEADER_BYTES || icc.length > MAX_ICC_BYTES) return undefined;
  const text = Buffer.from(icc).toString('latin1');
  if (text.slice(36, 40) !== 'acsp') return undefined;
  if (text.slice(16, 20) !== { 1: 'GRAY', 3: 'RGB ', 4: 'CMYK' }[components]) return undefined;
  // sRGB is what printers take plain RGB for; without the profile the page goes through them faster.
  return text.includes('sRGB') || text.includes('s\0R\0G\0B') ? undefined : icc;
}

/**
 * RGB by look-up tables (tag A2B0, 8.2) instead of a matrix and curves, as JPEG XL's XYB files have: without the tables
 * the numbers mean other colours altogether, and few printers read them.
 */
export function needsTables(icc: Uint8Array | undefined): boolean {
  if (icc === undefined || icc.length < HEADER_BYTES + 4) return false;
  const view = new DataView(icc.buffer, icc.byteOffset, icc.byteLength);
  const text = Buffer.from(icc.buffer, icc.byteOffset, icc.byteLength).toString('latin1', 0, 4096);
  if (text.slice(16, 20) !== 'RGB ') return false;
  const tags = Math.min(view.getUint32(HEADER_BYTES), MAX_TAGS);
  for (let tag = 0, at = HEADER_BYTES + 4; tag < tags; tag++, at += TAG_BYTES) {
    if (text.slice(at, at + 4) === 'A2B0') return true;
  }
  return false;
}
