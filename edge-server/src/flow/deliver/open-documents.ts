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
  /** Each call gives a stream from the first octet. undefined: its key or its row is gone. */
  open(document: HeldDocument): Promise<Opened | undefined>;
  close(): Promise<void>;
}

export function openDocuments(
  held: readonly HeldDocument[],
  blobRow: (id: string) => Promise<StoredBlob | undefined>,
  blobs: Blobs,
): Documents {
  const opened: (ReadAhead & Opened)[] = [];
  let prepared: { readonly id: string; readonly opening: Promise<Opened | undefined> } | undefined;

  async function begin(id: string): Promise<Opened | undefined> {
    const blob = await blobRow(id);
    if (blob === undefined) return undefined;
    const stream = { blob, ...readAhead(blobs.read(blob)) };
    opened.push(stream);
    return stream;
  }

  return {
    prepare() {
      const id = held[0]?.blobId;
      if (id === undefined || prepared !== undefined) return;
      // A turn of the event loop later: the question to the printer, asked in this one, leaves first.
      const asked = new Promise<void>((resolve) => setImmediate(resolve));
      prepared = { id, opening: asked.then(() => begin(id)) };
      // Whoever opens it meets the failure.
      prepared.opening.catch(() => undefined);
    },
    open({ blobId }) {
      const ready = prepared?.id === blobId ? prepared.opening : begin(blobId);
      prepared = undefined;
      return ready;
    },
    async close() {
      // Its failure, if any, was met by whoever opened it.
      await prepared?.opening.catch(() => undefined);
      await Promise.all(opened.map((stream) => stream.close()));
    },
  };
}
