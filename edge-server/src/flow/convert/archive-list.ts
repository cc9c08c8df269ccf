// The list of parts of a ZIP package, from its central directory by random access (APPNOTE.TXT 4.3.12 to 4.3.16); unpacks nothing.
import { MAX_DIRECTORY_BYTES, MAX_ENTRIES } from './archive-limits.ts';
import type { DocumentBytes } from './converter.ts';

export interface ArchiveEntry {
  /** As written, "/" between folders. */
  readonly name: string;
  /** 0 stored, 8 deflated; others are not used in documents. */
  readonly method: number;
  readonly locked: boolean;
  readonly packed: number;
  /** As the directory claims. */
  readonly size: number;
  /** Where the local header begins. */
  readonly at: number;
}

export type Listed =
  | { readonly ok: true; readonly entries: readonly ArchiveEntry[]; readonly directoryAt: number }
  | { readonly ok: false; readonly bomb: boolean; readonly detail: string };

const END = 0x06054b50;
const END_BYTES = 22;
const END_64 = 0x06064b50;
const END_64_BYTES = 56;
const LOCATOR_64 = 0x07064b50;
const LOCATOR_64_BYTES = 20;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const MOST_COMMENT = 0xffff;
/** In a field of 2 or 4 bytes: the value stands in the 64 bit record instead (4.4.1.4). */
const SEE_64 = { short: 0xffff, long: 0xffffffff } as const;
/** Header of the extra field with 64 bit sizes (4.5.3). */
const EXTRA_64 = 1;

const broken = (detail: string): Listed => ({ ok: false, bomb: false, detail });
const bomb = (detail: string): Listed => ({ ok: false, bomb: true, detail });

export async function listArchive(document: DocumentBytes): Promise<Listed> {
  const end = await findEnd(document);
  if (end === undefined) return broken('no end of central directory');
  if (end.count > MAX_ENTRIES) return bomb(`${end.count} entries`);
  if (end.bytes > MAX_DIRECTORY_BYTES) return bomb(`a directory of ${end.bytes} bytes`);
  if (end.at + end.bytes > document.size) return broken('the directory lies outside the file');
  const bytes = await document.read(end.at, end.at + end.bytes);
  const view = viewOf(bytes);
  const entries: ArchiveEntry[] = [];
  const names = new Set<string>();
  let at = 0;
  while (at + ENTRY_BYTES <= bytes.length && view.getUint32(at, true) === ENTRY) {
    const nameEnd = at + ENTRY_BYTES + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    if (extraEnd > bytes.length) return broken('an entry is cut off');
    const entry = readEntry(view, at, bytes.subarray(at + ENTRY_BYTES, nameEnd), nameEnd, extraEnd);
    const problem = nameProblem(entry.name);
    if (problem !== undefined) return broken(problem);
    // Two readers would see two documents.
    if (names.has(entry.name)) return broken(`two parts named ${JSON.stringify(entry.name)}`);
    names.add(entry.name);
    entries.push(entry);
    if (entries.length > MAX_ENTRIES) return bomb(`more than ${MAX_ENTRIES} entries`);
    at = extraEnd + view.getUint16(at + 32, true);
  }
  if (entries.length !== end.count) return broken(`${entries.length} of ${end.count} entries`);
  return { ok: true, entries, directoryAt: end.at };
}

function readEntry(
  view: DataView,
  at: number,
  name: Uint8Array,
  extraAt: number,
  extraEnd: number,
): ArchiveEntry {
  const sizes = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  const [size = 0, packed = 0, offset = 0] = withExtra64(view, sizes, extraAt, extraEnd);
  return {
    name: Buffer.from(name).toString('utf8'),
    method: view.getUint16(at + 10, true),
    locked: (view.getUint16(at + 8, true) & 1) !== 0,
    packed,
    size,
    at: offset,
  };
}

/** Values that say SEE_64 stand in the extra field, in this order (4.5.3). */
function withExtra64(
  view: DataView,
  values: readonly number[],
  from: number,
  end: number,
): readonly number[] {
  if (!values.includes(SEE_64.long)) return values;
  for (let at = from; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== EXTRA_64) continue;
    let next = at + 4;
    return values.map((value) => {
      if (value !== SEE_64.long || next + 8 > end) return value;
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    });
  }
  return values;
}

interface End {
  readonly count: number;
  readonly bytes: number;
  readonly at: number;
}

async function findEnd(document: DocumentBytes): Promise<End | undefined> {
  const from = Math.max(0, document.size - END_BYTES - MOST_COMMENT);
  const tail = await document.read(from, document.size);
  const view = viewOf(tail);
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (view.getUint32(at, true) !== END) continue;
    const end = {
      count: view.getUint16(at + 10, true),
      bytes: view.getUint32(at + 12, true),
      at: view.getUint32(at + 16, true),
    };
    const wide = end.count === SEE_64.short || end.bytes === SEE_64.long || end.at === SEE_64.long;
    return wide ? ((await findEnd64(document, from + at)) ?? end) : end;
  }
  return undefined;
}

async function findEnd64(document: DocumentBytes, endAt: number): Promise<End | undefined> {
  if (endAt < LOCATOR_64_BYTES) return undefined;
  const locator = viewOf(await document.read(endAt - LOCATOR_64_BYTES, endAt));
  if (locator.getUint32(0, true) !== LOCATOR_64) return undefined;
  const at = Number(locator.getBigUint64(8, true));
  const record = await document.read(at, at + END_64_BYTES);
  if (record.length < END_64_BYTES) return undefined;
  const view = viewOf(record);
  if (view.getUint32(0, true) !== END_64) return undefined;
  const [count, bytes, start] = [24 + 8, 40, 48].map((field) => Number(view.getBigUint64(field, true)));
  return { count: count ?? 0, bytes: bytes ?? 0, at: start ?? 0 };
}

/** Nothing is ever unpacked to a disk under these names, but LibreOffice makes paths of them. */
function nameProblem(name: string): string | undefined {
  if (name === '') return 'a part without a name';
  if (name.includes('\0')) return 'a part name with a zero byte';
  if (/^[/\\]|^[a-z]:/i.test(name)) return `an absolute part name ${JSON.stringify(name)}`;
  if (name.split(/[/\\]/).includes('..')) return `a part name that climbs: ${JSON.stringify(name)}`;
  return undefined;
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
