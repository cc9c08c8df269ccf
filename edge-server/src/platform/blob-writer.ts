// Writes one object as a stream: fills chunks, has them sealed on the other thread, a few under way at a time, and hands
// them to the object's file in flat memory.
import type { BlobFile } from './blob-disk.ts';
import {
  encodeHeader,
  NONCE_BYTES,
  RECORD_KIND,
  RECORD_OVERHEAD,
  type RecordKind,
  recordContext,
} from './blob-format.ts';
import { fitsInline, sealInline } from './blob-inline.ts';
import type { BlobParts, ObjectKey } from './blob-parts.ts';
import { sealRecord } from './blob-record.ts';
import { makeSink } from './blob-sink.ts';
import type { ResumedWriter, WriterOptions } from './blobs.ts';
import { freeChunk } from './free-memory.ts';

// Chunks being sealed or written, 2 MiB in all. Enough to keep cipher and disk busy at once; more did not measure faster.
const MOST_UNDERWAY = 4;

/** What a resumed upload has already: full records in the file, and the plain bytes that come after them. */
export interface WriterStart {
  file: BlobFile;
  records: number;
  text: Uint8Array;
}

const DONE = Promise.resolve();

/** The writer of `object`, whose data key it wipes at the end. */
export const makeWriter = (
  parts: BlobParts,
  object: ObjectKey,
  how: Required<WriterOptions>,
  start?: WriterStart,
): ResumedWriter => {
  const { folder, thread } = parts;
  const { id, dataKey, wrappedKey, chunkSize } = object;
  const header = encodeHeader(id, chunkSize);
  const place = how.resumable ? 'temporary' : 'final';
  const sink = makeSink(parts, { id, chunkSize, header, place, resumed: start?.file });
  const recordLength = chunkSize + RECORD_OVERHEAD;

  let state: 'open' | 'busy' | 'ended' = 'open';
  let aborted: Promise<void> | undefined;
  let staging: ArrayBuffer | undefined;
  let fill = 0;
  let next = start?.records ?? 0;
  let size = next * chunkSize;
  parts.writing.add(id);

  const seal = async (buffer: ArrayBuffer, length: number, kind: RecordKind): Promise<ArrayBuffer> => {
    const context = recordContext(header, next, kind);
    // The only chunk of its object takes half a millisecond at most: not worth waking the other thread for.
    if (next > 0 || kind === RECORD_KIND.more) return thread.seal(buffer, length, dataKey, context);
    sealRecord(new Uint8Array(buffer, 0, length), dataKey, context);
    return buffer;
  };

  const launch = (kind: RecordKind): void => {
    const buffer = staging ?? thread.buffer(recordLength);
    const length = fill + RECORD_OVERHEAD;
    sink.append(seal(buffer, length, kind), next, length);
    next += 1;
    staging = undefined;
    fill = 0;
  };

  // Takes what fits without waiting. A full chunk is held back until more comes: it may be the last, which says so.
  const take = (bytes: Uint8Array, from: number): number => {
    let at = from;
    while (at < bytes.length && !sink.failure) {
      if (fill === chunkSize) {
        if (sink.underway >= MOST_UNDERWAY) break;
        launch(RECORD_KIND.more);
      }
      staging ??= thread.buffer(recordLength);
      const piece = bytes.subarray(at, at + chunkSize - fill);
      new Uint8Array(staging, NONCE_BYTES + fill, piece.length).set(piece);
      fill += piece.length;
      at += piece.length;
    }
    size += at - from;
    return at;
  };

  const end = (): void => {
    state = 'ended';
    parts.writing.delete(id);
    if (staging) thread.recycle(staging);
    staging = undefined;
    dataKey.fill(0);
  };

  // The temporary file is gone before the caller hears of the failure. One that cannot be removed is left to the next
  // boot's sweep: the first failure is the one to tell.
  const giveUp = async (error: unknown): Promise<never> => {
    await Promise.allSettled([sink.discard(error)]);
    end();
    throw sink.failure ?? error;
  };

  const writeRest = async (bytes: Uint8Array, from: number): Promise<void> => {
    state = 'busy';
    let at = from;
    for (;;) {
      if (sink.failure) return giveUp(sink.failure);
      at = take(bytes, at);
      if (at === bytes.length) break;
      if (sink.underway >= MOST_UNDERWAY) await sink.room();
    }
    state = 'open';
  };

  const begin = (act: string): Error | undefined => {
    if (state === 'open') return undefined;
    if (state === 'ended') return sink.failure ?? new Error(`${act} of object ${id}, which has ended`);
    return new Error(`${act} of object ${id} before the call before it had settled`);
  };

  const finish = async (kind: RecordKind, publish: () => Promise<void>): Promise<void> => {
    state = 'busy';
    if (kind === RECORD_KIND.last || fill > 0) launch(kind);
    try {
      await sink.finish();
      await publish();
    } catch (error) {
      return giveUp(error);
    }
    end();
  };

  if (start) take(start.text, 0);

  const write = (bytes: Uint8Array): Promise<void> => {
    const wrong = begin('Write');
    if (wrong) return Promise.reject(wrong);
    const taken = take(bytes, 0);
    return taken === bytes.length && !sink.failure ? DONE : writeRest(bytes, taken);
  };

  return {
    id,
    offset: size,
    partial: { id, wrappedKey, chunkSize },
    get size() {
      return size;
    },
    write,
    give: async (bytes) => {
      await write(bytes);
      freeChunk(bytes);
    },
    commit: async () => {
      const wrong = begin('Commit');
      if (wrong) throw wrong;
      if (how.inline && next === 0 && fitsInline(size)) {
        const text = new Uint8Array(staging ?? new ArrayBuffer(NONCE_BYTES), NONCE_BYTES, fill);
        const stored = sealInline(object, text);
        end();
        return stored;
      }
      await finish(RECORD_KIND.last, () => (how.resumable ? folder.publish(id) : DONE));
      return { id, size, chunkSize, wrappedKey, location: 'file' };
    },
    suspend: async () => {
      const wrong = begin('Suspend');
      if (wrong) throw wrong;
      if (!how.resumable) throw new Error(`Object ${id} was begun as not resumable`);
      await finish(RECORD_KIND.held, () => folder.syncTemporary());
      return size;
    },
    abort: () => {
      if (state === 'ended') return aborted ?? DONE;
      aborted ??= sink.discard(new Error(`Object ${id} was aborted`)).finally(end);
      return aborted;
    },
  };
};
