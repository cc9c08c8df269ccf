// Keeps a document whose length nobody knows until it has been sent once: LPD must be told the length before the first octet. Stored
// encrypted, as every document is; a crash leaves a file that nobody knows, which the next start sweeps away.
import type { Blobs } from '../../deps.ts';

export interface Spooled {
  readonly length: number;
  /** Read once. */
  readonly octets: AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** Reads `octets` to the end. Rejects with what they throw, or with a BlobError. `progress`: another piece was taken. */
export type Spool = (octets: AsyncIterable<Uint8Array>, progress: () => void) => Promise<Spooled>;

export function makeSpool(blobs: Pick<Blobs, 'create' | 'read' | 'remove'>): Spool {
  return async (octets, progress) => {
    const writer = await blobs.create({ resumable: false, inline: false });
    try {
      for await (const chunk of octets) {
        await writer.write(chunk);
        progress();
      }
    } catch (cause) {
      await writer.abort();
      throw cause;
    }
    const blob = await writer.commit();
    return { length: blob.size, octets: blobs.read(blob), close: () => blobs.remove(blob.id) };
  };
}
