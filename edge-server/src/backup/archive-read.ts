// Reads a backup file as a stream: each record is authenticated before a byte of it is handed on. Throws ArchiveError.
import { openRecord, recordText } from '../platform/blob-record.ts';
import {
  ArchiveError,
  FRAME_HEAD,
  HEADER_BYTES,
  KIND,
  MOST_FRAME,
  openHeader,
  RECORD_BYTES,
  RECORD_HEAD,
  recordContext,
  SEAL_BYTES,
} from './archive-format.ts';
import type { Frame } from './archive-write.ts';

export async function* readArchive(
  source: AsyncIterable<Uint8Array>,
  passphrase: string,
): AsyncGenerator<Frame, void, undefined> {
  const held = makeTaker();
  for await (const text of readRecords(source, passphrase)) {
    held.add(text);
    for (;;) {
      const head = held.look(FRAME_HEAD);
      if (head === undefined) break;
      const length = head.readUInt32BE(1);
      if (length > MOST_FRAME)
        throw new ArchiveError('damaged', 'This backup holds a piece that is too large.');
      const frame = held.take(FRAME_HEAD + length);
      if (frame === undefined) break;
      yield { type: frame[0] ?? 0, payload: frame.subarray(FRAME_HEAD) };
    }
  }
  if (held.length() > 0) throw new ArchiveError('damaged', 'This backup ends in the middle of a piece.');
}

async function* readRecords(
  source: AsyncIterable<Uint8Array>,
  passphrase: string,
): AsyncGenerator<Buffer, void, undefined> {
  const held = makeTaker();
  let opened: Awaited<ReturnType<typeof openHeader>> | undefined;
  let index = 0;
  let ended = false;
  for await (const part of source) {
    held.add(part);
    if (opened === undefined) {
      const header = held.take(HEADER_BYTES);
      if (header === undefined) continue;
      opened = await openHeader(Buffer.from(header), passphrase);
    }
    for (;;) {
      const head = held.look(RECORD_HEAD);
      if (head === undefined) break;
      if (ended) throw new ArchiveError('damaged', 'Something was added behind the end of this backup.');
      const kind = head[0] ?? 0;
      const length = head.readUInt32BE(1);
      if (length < SEAL_BYTES || length > RECORD_BYTES + SEAL_BYTES) throw damaged(index);
      const record = held.take(RECORD_HEAD + length);
      if (record === undefined) break;
      const sealed = Buffer.from(record.subarray(RECORD_HEAD));
      if (!openRecord(sealed, opened.key, recordContext(opened.header, index, kind))) throw damaged(index);
      index += 1;
      ended = kind === KIND.last;
      yield Buffer.from(recordText(sealed));
    }
  }
  if (opened === undefined) throw new ArchiveError('not-a-backup', 'This is not a backup of Platen.');
  if (!ended || held.length() > 0)
    throw new ArchiveError('cut', 'This backup is not complete: its end is missing.');
}

const damaged = (index: number): ArchiveError =>
  new ArchiveError('damaged', `This backup was changed or damaged (piece ${index + 1}).`);

/** Collects bytes until there are enough of them. */
function makeTaker() {
  let parts: Uint8Array[] = [];
  let size = 0;
  const whole = (): Buffer => {
    const all =
      parts.length === 1 && parts[0] !== undefined
        ? Buffer.from(parts[0].buffer, parts[0].byteOffset, parts[0].byteLength)
        : Buffer.concat(parts);
    parts = [all];
    return all;
  };
  return {
    add(part: Uint8Array): void {
      if (part.length === 0) return;
      parts.push(part);
      size += part.length;
    },
    length: () => size,
    /** Without taking them. */
    look: (count: number): Buffer | undefined => (size < count ? undefined : whole().subarray(0, count)),
    take(count: number): Buffer | undefined {
      if (size < count) return undefined;
      const all = whole();
      parts = count === all.length ? [] : [all.subarray(count)];
      size -= count;
      return all.subarray(0, count);
    },
  };
}
