// The documents of one delivery, opened as streams; the likeliest one already while the printer is being asked.
import type { Blobs } from '../../deps.ts';
import type { StoredBlob } from '../../platform/blobs.ts';
import type { HeldDocument } from './choose-format.ts';
import { type ReadAhead, readAhead } from './read-ahead.ts';

export interface Opened {
  readonly blob: StoredBlob;
  readonly octets: AsyncIterable<Uint8Array>;
}

export interface Documents {
  /** Begins to read the likeliest one. */
  prepare(): void;
  /** A stream from the first octet that nobody has read of. undefined: its key or its row is gone. */
  open(document: HeldDocument): Promise<Opened | undefined>;
  close(): Promise<void>;
}

export function openDocuments(
  held: readonly HeldDocument[],
  blobRow: (id: string) => Promise<StoredBlob | undefined>,
  blobs: Blobs,
): Documents {
  const opened: ReadAhead[] = [];
  /** Streams that nobody has begun to read. */
  const unread = new Map<string, Promise<Opened | undefined>>();

  async function begin(id: string): Promise<Opened | undefined> {
    const blob = await blobRow(id);
    if (blob === undefined) return undefined;
    const stream = readAhead(blobs.read(blob));
    opened.push(stream);
    const octets = {
      [Symbol.asyncIterator]() {
        unread.delete(id);
        return stream.octets[Symbol.asyncIterator]();
      },
    };
    return { blob, octets };
  }

  function keep(id: string, opening: Promise<Opened | undefined>): Promise<Opened | undefined> {
    unread.set(id, opening);
    // Whoever opens it meets the failure.
    opening.catch(() => undefined);
    return opening;
  }

  return {
    prepare() {
      const id = held[0]?.blobId;
      if (id === undefined || unread.has(id)) return;
      // A turn of the event loop later: the question to the printer, asked in this one, leaves first.
      const asked = new Promise<void>((resolve) => setImmediate(resolve));
      void keep(
        id,
        asked.then(() => begin(id)),
      );
    },
    open: ({ blobId }) => unread.get(blobId) ?? keep(blobId, begin(blobId)),
    async close() {
      await Promise.allSettled(unread.values());
      await Promise.all(opened.map((stream) => stream.close()));
    },
  };
}
