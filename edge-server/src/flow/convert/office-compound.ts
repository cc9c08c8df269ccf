// Reads streams out of an OLE compound file by random access (MS-CFB 2): the old Office formats, and locked new ones. Reads only.
import type { DocumentBytes } from './converter.ts';

export interface Compound {
  /** Streams and storages of the root. */
  readonly names: ReadonlySet<string>;
  /** The first `most` bytes of a stream; undefined when there is none of that name or its chain is damaged. */
  readonly read: (name: string, most: number) => Promise<Buffer | undefined>;
}

interface Stream {
  readonly start: number;
  readonly size: number;
}

const SIGNATURE = 'd0cf11e0a1b11ae1';
const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
const STREAM = 2;
const ROOT = 5;
/** Sector numbers from here on are marks, not sectors (2.1). */
const LAST_SECTOR = 0xfffffffa;
/** Streams below this size lie in the mini stream (2.2, "Mini Stream Cutoff Size"). */
const CUTOFF = 4096;
const MINI_BYTES = 64;
/** Directory sectors read at most: a document has some 20 entries of 128 bytes, one with many embedded objects some hundreds. */
const MAX_DIRECTORY_SECTORS = 1024;
/** Bytes of the mini stream and its table: many small streams of a document that is mostly embedded objects. */
const MAX_MINI_BYTES = 16 * 1024 * 1024;

/** Undefined when `document` is no compound file or one whose directory cannot be read. */
export async function openCompound(document: DocumentBytes): Promise<Compound | undefined> {
  const header = Buffer.from(await document.read(0, HEADER_BYTES));
  if (header.length < HEADER_BYTES || header.toString('hex', 0, 8) !== SIGNATURE) return undefined;
  const sectorBytes = header.readUInt16LE(30) === 12 ? 4096 : 512;
  const perSector = sectorBytes / 4;

  const readSector = async (sector: number): Promise<Buffer> => {
    const at = (sector + 1) * sectorBytes;
    return Buffer.from(await document.read(at, at + sectorBytes));
  };
  const kept = new Map<number, Buffer>();
  const readTable = async (sector: number): Promise<Buffer> => {
    const have = kept.get(sector) ?? (await readSector(sector));
    kept.set(sector, have);
    return have;
  };
  const entryOf = (table: Buffer, index: number): number =>
    index * 4 + 4 <= table.length ? table.readUInt32LE(index * 4) : 0xfffffffe;

  /** The sector that holds part `index` of the allocation table: 109 are listed in the header, the others in a chain (2.5). */
  async function tableSector(index: number): Promise<number> {
    if (index < 109) return header.readUInt32LE(76 + index * 4);
    let list = header.readUInt32LE(68);
    for (let skip = Math.floor((index - 109) / (perSector - 1)); skip > 0; skip--) {
      if (list >= LAST_SECTOR) return list;
      list = entryOf(await readTable(list), perSector - 1);
    }
    return list >= LAST_SECTOR ? list : entryOf(await readTable(list), (index - 109) % (perSector - 1));
  }

  async function next(sector: number): Promise<number> {
    const table = await tableSector(Math.floor(sector / perSector));
    return table >= LAST_SECTOR ? table : entryOf(await readTable(table), sector % perSector);
  }

  async function chain(start: number, most: number): Promise<number[] | undefined> {
    const sectors: number[] = [];
    const seen = new Set<number>();
    for (let sector = start; sector < LAST_SECTOR && sectors.length < most; sector = await next(sector)) {
      if (seen.has(sector) || (sector + 1) * sectorBytes >= document.size) return undefined;
      seen.add(sector);
      sectors.push(sector);
    }
    return sectors;
  }

  async function readChain(start: number, bytes: number): Promise<Buffer | undefined> {
    const sectors = await chain(start, Math.ceil(bytes / sectorBytes));
    if (sectors === undefined) return undefined;
    const parts: Buffer[] = [];
    for (const sector of sectors) parts.push(await readSector(sector));
    return Buffer.concat(parts).subarray(0, bytes);
  }

  const directory = await readChain(header.readUInt32LE(48), MAX_DIRECTORY_SECTORS * sectorBytes);
  if (directory === undefined) return undefined;
  const { root, names, streams } = readDirectory(directory);

  /** Small streams: a chain of 64 byte pieces inside the root's own stream (2.4). */
  async function readMini({ start, size }: Stream, most: number): Promise<Buffer | undefined> {
    const bytes = Math.min(size, most);
    const holder = await readChain(root.start, Math.min(root.size, MAX_MINI_BYTES));
    const table = await readChain(
      header.readUInt32LE(60),
      Math.min(header.readUInt32LE(64) * sectorBytes, MAX_MINI_BYTES),
    );
    if (holder === undefined || table === undefined) return undefined;
    const parts: Buffer[] = [];
    for (
      let piece = start;
      piece < LAST_SECTOR && parts.length * MINI_BYTES < bytes;
      piece = entryOf(table, piece)
    ) {
      parts.push(holder.subarray(piece * MINI_BYTES, (piece + 1) * MINI_BYTES));
    }
    return Buffer.concat(parts).subarray(0, bytes);
  }

  return {
    names,
    read: async (name, most) => {
      const stream = streams.get(name);
      if (stream === undefined) return undefined;
      return stream.size < CUTOFF
        ? readMini(stream, most)
        : readChain(stream.start, Math.min(stream.size, most));
    },
  };
}

/** What lies in the root itself: an embedded document has streams of the same names in a storage of its own (2.6.4). */
function readDirectory(directory: Buffer) {
  const entryAt = (index: number): number | undefined =>
    (index + 1) * ENTRY_BYTES <= directory.length ? index * ENTRY_BYTES : undefined;
  const streamAt = (at: number): Stream => ({
    start: directory.readUInt32LE(at + 116),
    size: directory.readUInt32LE(at + 120),
  });
  const names = new Set<string>();
  const streams = new Map<string, Stream>();
  if (directory.length < ENTRY_BYTES || directory[66] !== ROOT) {
    return { root: { start: LAST_SECTOR, size: 0 }, names, streams };
  }
  const seen = new Set<number>();
  const due = [directory.readUInt32LE(76)];
  for (let index = due.pop(); index !== undefined; index = due.pop()) {
    const at = entryAt(index);
    if (at === undefined || seen.has(index)) continue;
    seen.add(index);
    const length = Math.min(Math.max(directory.readUInt16LE(at + 64) - 2, 0), 62);
    const name = directory.toString('utf16le', at, at + length);
    names.add(name);
    if (directory[at + 66] === STREAM) streams.set(name, streamAt(at));
    due.push(directory.readUInt32LE(at + 68), directory.readUInt32LE(at + 72));
  }
  return { root: streamAt(0), names, streams };
}
