// Tells the documents that are ZIP packages apart by what their first entries are named and say (APPNOTE.TXT 4.3.7).
import { constants, inflateRawSync } from 'node:zlib';
import { MAIN_PARTS } from './package-types.ts';
import type { Sniffed } from './sniffed.ts';

/** An archive whose kind the first bytes do not tell; a name such as .docx may settle it. */
export const UNSETTLED_PACKAGE = 'application/zip';

/** An Office document for sure, of a kind that only its later parts tell. */
export const UNSETTLED_OFFICE = 'application/x-office-package';

/** Most bytes unpacked of the one small entry that is looked into: content-type lists are a few kilobytes. */
const MAX_UNPACKED = 64 * 1024;

const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;

const OOXML = 'application/vnd.openxmlformats-officedocument.';

/** Folders of each kind, for a package whose list of types is not among the first bytes. */
const FOLDERS: readonly (readonly [string, string, Sniffed['family']])[] = [
  ['word/', `${OOXML}wordprocessingml.document`, 'office'],
  ['xl/', `${OOXML}spreadsheetml.sheet`, 'office'],
  ['ppt/', `${OOXML}presentationml.presentation`, 'office'],
  ['FixedDocumentSequence.fdseq', 'application/vnd.ms-xpsdocument', 'xps'],
  ['FixedDocSeq.fdseq', 'application/vnd.ms-xpsdocument', 'xps'],
];

/** Parts that only packages of one of the two office families have, in whatever order they were packed. */
const PACKAGE_PARTS =
  /^(\[Content_Types\]\.xml|_rels\/|docProps\/|customXml\/|META-INF\/manifest\.xml|(content|styles|settings)\.xml$)/;

interface Entry {
  readonly name: string;
  /** As many bytes as `head` holds. */
  readonly text: string;
}

export function sniffZip(head: Uint8Array): Sniffed | undefined {
  const entries = readEntries(head);
  const first = entries[0];
  if (first === undefined) return undefined;
  if (first.name === 'mimetype') return openDocument(first.text);
  const types = entries.find((entry) => entry.name === '[Content_Types].xml')?.text.toLowerCase() ?? '';
  for (const [part, mediaType, family] of MAIN_PARTS) if (types.includes(part)) return { mediaType, family };
  for (const [folder, mediaType, family] of FOLDERS) {
    if (entries.some((entry) => entry.name.startsWith(folder))) return { mediaType, family };
  }
  const isPackage = entries.some(({ name }) => PACKAGE_PARTS.test(name));
  return isPackage
    ? { mediaType: UNSETTLED_OFFICE, family: 'office' }
    : { mediaType: UNSETTLED_PACKAGE, family: 'archive' };
}

/** The first entry of an OpenDocument or EPUB file is its media type, stored plain (OASIS OpenDocument 1.3 part 2, 3.3). */
function openDocument(text: string): Sniffed {
  const mediaType = text.trim();
  if (/^application\/vnd\.oasis\.opendocument\.[a-z-]{1,40}$/.test(mediaType))
    return { mediaType, family: 'office' };
  return {
    mediaType: mediaType === 'application/epub+zip' ? mediaType : UNSETTLED_PACKAGE,
    family: 'archive',
  };
}

/** The local headers that stand whole in `head`, in order, up to the first whose length is told only after its data. */
function readEntries(head: Uint8Array): readonly Entry[] {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const entries: Entry[] = [];
  let at = 0;
  while (at + LOCAL_HEADER_BYTES <= head.length && view.getUint32(at, true) === LOCAL_HEADER) {
    const flags = view.getUint16(at + 6, true);
    const method = view.getUint16(at + 8, true);
    const packed = view.getUint32(at + 18, true);
    const nameEnd = at + LOCAL_HEADER_BYTES + view.getUint16(at + 26, true);
    const dataStart = nameEnd + view.getUint16(at + 28, true);
    const name = Buffer.from(head.subarray(at + LOCAL_HEADER_BYTES, nameEnd)).toString('latin1');
    // Bit 3: the sizes follow the data (4.4.4). The data then runs up to the next signature, found by searching.
    const dataEnd = (flags & 8) !== 0 && packed === 0 ? nextHeader(head, dataStart) : dataStart + packed;
    entries.push({ name, text: unpack(head.subarray(dataStart, dataEnd), method, name) });
    at = dataEnd;
  }
  return entries;
}

/** "PK" with a local header's or data descriptor's type; the descriptor is skipped by searching on. */
function nextHeader(head: Uint8Array, from: number): number {
  const at = Buffer.from(head.buffer, head.byteOffset, head.byteLength).indexOf('PK\x03\x04', from, 'latin1');
  return at < 0 ? head.length : at;
}

/** Only the two entries that say the kind are unpacked, and only as far as they are there. */
function unpack(data: Uint8Array, method: number, name: string): string {
  if (name !== 'mimetype' && name !== '[Content_Types].xml') return '';
  if (method === 0) return Buffer.from(data).toString('latin1');
  if (method !== 8) return '';
  try {
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MAX_UNPACKED };
    return inflateRawSync(data, options).toString('latin1');
  } catch (error) {
    // A damaged or oversized list says nothing about the kind; anything else is unexpected.
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}
