// Finds out how much of an unfinished object is good, and goes on from there.
import type { BlobFile } from './blob-disk.ts';
import { BlobError, systemErrorCode, toBlobError } from './blob-error.ts';
import {
  decodeHeader,
  encodeHeader,
  HEADER_BYTES,
  RECORD_KIND,
  RECORD_OVERHEAD,
  type RecordKind,
  recordContext,
  recordPosition,
} from './blob-format.ts';
import { type BlobParts, type ObjectKey, unwrapDataKey } from './blob-parts.ts';
import { recordText } from './blob-record.ts';
import { makeWriter } from './blob-writer.ts';
import type { PartialBlob, ResumedWriter } from './blobs.ts';

/** What a file holds. */
interface Found {
  /** Full records that stay as they are. */
  records: number;
  /** The plain bytes after those. */
  text: Uint8Array;
  /** Bytes of the file up to which it is good. */
  goodLength: number;
  /** The object's last record is there. */
  finished: boolean;
}

const NOTHING: Found = { records: 0, text: new Uint8Array(0), goodLength: HEADER_BYTES, finished: false };

type Replay = ((bytes: Uint8Array) => void) | undefined;

const openIfThere = async (
  parts: BlobParts,
  path: string,
  how: 'read' | 'change',
): Promise<BlobFile | undefined> => {
  try {
    return await parts.disk.open(path, how);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
};

// Every chunk is read, from the first: after a power cut a file can have its full length and a hole in the middle.
const examine = async (
  parts: BlobParts,
  file: BlobFile,
  object: ObjectKey,
  replay: Replay,
): Promise<Found> => {
  const { id, chunkSize, dataKey } = object;
  const header = Buffer.alloc(HEADER_BYTES);
  await file.read(header, 0);
  if (decodeHeader(header, chunkSize) !== id) return NOTHING;

  const load = async (index: number, kind: RecordKind): Promise<Uint8Array | undefined> => {
    const record = new Uint8Array(chunkSize + RECORD_OVERHEAD);
    const length = await file.read(record, recordPosition(index, chunkSize));
    if (length < RECORD_OVERHEAD) return undefined;
    const context = recordContext(header, index, kind);
    const opened = await parts.thread.open(record.buffer, length, dataKey, context);
    return opened && recordText(new Uint8Array(opened, 0, length));
  };

  let before: Uint8Array | undefined;
  for (let records = 0; ; records += 1) {
    const full = await load(records, RECORD_KIND.more);
    if (full?.length === chunkSize) {
      replay?.(full);
      before = full;
      continue;
    }
    const last = await load(records, RECORD_KIND.last);
    const end = last ?? (await load(records, RECORD_KIND.held));
    const goodLength = recordPosition(records, chunkSize) + (end ? end.length + RECORD_OVERHEAD : 0);
    if (end) {
      replay?.(end);
      return { records, text: end, goodLength, finished: last !== undefined };
    }
    // More had followed the last full chunk, but is lost. The chunk is sealed anew: it may turn out to be the last one.
    return before ? { records: records - 1, text: before, goodLength, finished: false } : NOTHING;
  }
};

// The object was committed, but whoever asks has not heard of it: the file is not touched again.
const finishedWriter = (parts: BlobParts, partial: PartialBlob, size: number): ResumedWriter => {
  const refuse = (): Promise<never> =>
    Promise.reject(new Error(`Object ${partial.id} has been committed already`));
  return {
    id: partial.id,
    partial,
    size,
    offset: size,
    write: (bytes) => (bytes.length === 0 ? Promise.resolve() : refuse()),
    give: (bytes) => (bytes.length === 0 ? Promise.resolve() : refuse()),
    commit: async () => {
      await parts.folder.syncPlace(partial.id).catch((error: unknown) => {
        throw toBlobError(error, `Finishing object ${partial.id}`);
      });
      return { ...partial, size, location: 'file' };
    },
    suspend: () => Promise.resolve(size),
    abort: () => Promise.resolve(),
  };
};

export const resumeBlob = async (
  parts: BlobParts,
  partial: PartialBlob,
  replay: Replay,
): Promise<ResumedWriter> => {
  const { id, wrappedKey, chunkSize } = partial;
  if (parts.writing.has(id)) {
    throw new Error(`Object ${id} has a writer already: suspend or abort that one first`);
  }
  const dataKey = unwrapDataKey(parts.sealing, wrappedKey, id);
  const object: ObjectKey = { id, wrappedKey, chunkSize, dataKey };
  parts.writing.add(id);
  parts.born?.add(id);
  let file: BlobFile | undefined;
  try {
    const done = await openIfThere(parts, parts.folder.path(id), 'read');
    if (done) {
      const found = await examine(parts, done, object, replay).finally(() => done.close());
      if (!found.finished) throw new BlobError('corrupt', `The file of object ${id} is damaged`);
      parts.writing.delete(id);
      return finishedWriter(parts, partial, found.records * chunkSize + found.text.length);
    }
    file = await openIfThere(parts, parts.folder.temporaryPath(id), 'change');
    const found = file ? await examine(parts, file, object, replay) : NOTHING;
    if (file) {
      // What lies behind the good part goes. The end stays: its record is written over once more bytes have filled it
      // up, and until then a second crash loses nothing that the sender was told is here.
      await file.truncate(found.goodLength);
      await file.write([encodeHeader(id, chunkSize)], 0);
    }
    const start = file && { file, records: found.records, text: found.text };
    return makeWriter(parts, object, { inline: false, resumable: true }, start);
  } catch (error) {
    parts.writing.delete(id);
    await file?.close();
    throw toBlobError(error, `Resuming object ${id}`);
  }
};
