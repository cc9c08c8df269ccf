// Unpacks one part of a ZIP package, a piece at a time, and never more of it than its directory claims.
import { pipeline, Readable } from 'node:stream';
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import { MAX_PART_BYTES, READ_BYTES } from './archive-limits.ts';
import type { ArchiveEntry } from './archive-list.ts';
import type { DocumentBytes } from './converter.ts';

const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;

/** Parts of this size are unpacked in one go: a stream costs more than they do, and a millisecond holds nobody up. */
const AT_ONCE_BYTES = 64 * 1024;
const AT_ONCE_UNPACKED = 512 * 1024;

/** Where the packed bytes of `entry` lie, or what is wrong with its local header. */
export async function dataRange(
  document: DocumentBytes,
  entry: ArchiveEntry,
): Promise<{ readonly start: number; readonly end: number } | string> {
  const header = await document.read(entry.at, entry.at + LOCAL_HEADER_BYTES);
  if (header.length < LOCAL_HEADER_BYTES) return `${entry.name} lies outside the file`;
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (view.getUint32(0, true) !== LOCAL_HEADER) return `${entry.name} has no local header`;
  const start = entry.at + LOCAL_HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
  const end = start + entry.packed;
  return end > document.size ? `${entry.name} is cut off` : { start, end };
}

/**
 * Gives the unpacked bytes of `entry` to `take`, which may say false to stop. Resolves to what is wrong with the part, if
 * anything: packed data that is damaged, or more or fewer bytes than claimed. Errors of the store are thrown.
 */
export async function unpack(
  document: DocumentBytes,
  entry: ArchiveEntry,
  take: (piece: Uint8Array) => boolean,
): Promise<string | undefined> {
  if (entry.locked) return `${entry.name} is encrypted`;
  const range = await dataRange(document, entry);
  if (typeof range === 'string') return range;
  if (entry.method === 0) return takeStored(document, entry, range, take);
  if (entry.method !== 8) return `${entry.name} is packed by method ${entry.method}`;
  if (entry.packed <= AT_ONCE_BYTES && entry.size <= AT_ONCE_UNPACKED) {
    const whole = inflateAtOnce(await document.read(range.start, range.end), entry);
    if (typeof whole === 'string') return whole;
    take(whole);
    return undefined;
  }
  return takeInflated(document, entry, range, take);
}

/** A small part whole; undefined where it is not there, damaged, or no small part. */
export async function readPart(
  document: DocumentBytes,
  entry: ArchiveEntry | undefined,
): Promise<Buffer | undefined> {
  if (entry === undefined || entry.size > MAX_PART_BYTES) return undefined;
  const pieces: Uint8Array[] = [];
  const problem = await unpack(document, entry, (piece) => {
    pieces.push(piece);
    return true;
  });
  return problem === undefined ? Buffer.concat(pieces) : undefined;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

async function takeStored(
  document: DocumentBytes,
  entry: ArchiveEntry,
  range: Range,
  take: (piece: Uint8Array) => boolean,
): Promise<string | undefined> {
  if (entry.packed !== entry.size) return `${entry.name} claims ${entry.size} bytes and has ${entry.packed}`;
  for await (const piece of pieces(document, range)) if (!take(piece)) return undefined;
  return undefined;
}

function inflateAtOnce(packed: Uint8Array, entry: ArchiveEntry): Uint8Array | string {
  try {
    const bytes = inflateRawSync(packed, { maxOutputLength: Math.max(entry.size, 1) });
    return bytes.length === entry.size ? bytes : `${entry.name} is shorter than claimed`;
  } catch (error) {
    return sayDamage(entry, error);
  }
}

async function takeInflated(
  document: DocumentBytes,
  entry: ArchiveEntry,
  range: Range,
  take: (piece: Uint8Array) => boolean,
): Promise<string | undefined> {
  let storeError: unknown;
  async function* packed(): AsyncGenerator<Uint8Array> {
    try {
      yield* pieces(document, range);
    } catch (error) {
      storeError = error;
      throw error;
    }
  }
  const inflate = createInflateRaw({ chunkSize: 64 * 1024 });
  // The loop below hears of every error of either stream; pipeline only ties their ends together.
  pipeline(Readable.from(packed()), inflate, () => undefined);
  let size = 0;
  try {
    for await (const piece of inflate as AsyncIterable<Uint8Array>) {
      size += piece.length;
      if (size > entry.size) return `${entry.name} claims ${entry.size} bytes and has more`;
      if (!take(piece)) return undefined;
    }
  } catch (error) {
    if (storeError !== undefined) throw new Error('the document cannot be read', { cause: storeError });
    return sayDamage(entry, error);
  }
  return size === entry.size ? undefined : `${entry.name} is shorter than claimed`;
}

async function* pieces(document: DocumentBytes, { start, end }: Range): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += READ_BYTES) {
    yield await document.read(at, Math.min(at + READ_BYTES, end));
  }
}

/** zlib's own errors carry a code (Z_DATA_ERROR, ERR_BUFFER_TOO_LARGE); anything else is unexpected. */
function sayDamage(entry: ArchiveEntry, error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  return error.code === 'ERR_BUFFER_TOO_LARGE'
    ? `${entry.name} claims ${entry.size} bytes and has more`
    : `${entry.name} is damaged: ${String(error.code)}`;
}
