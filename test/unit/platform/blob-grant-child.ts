// A child process for blob-grant.test.ts: reads a granted object at the offsets it is told, knowing nothing else.
import { openForRandomRead } from '@platen/edge-server/platform/blob-random-read';
import type { BlobGrant } from '@platen/edge-server/platform/blobs';

export interface ChildTask {
  grant: BlobGrant;
  reads: [offset: number, length: number][];
}

process.once('message', (task: ChildTask) => {
  const { path, inline, dataKey, size, chunkSize } = task.grant;
  const reader = openForRandomRead({
    ...(path === undefined ? {} : { path }),
    // Structured clone turns a Buffer into a Uint8Array.
    ...(inline === undefined ? {} : { inline: Buffer.from(inline) }),
    dataKey: Buffer.from(dataKey),
    size,
    chunkSize,
  });
  const read = task.reads.map(([offset, length]) => reader.readAt(offset, length));
  reader.close();
  process.send?.(read, () => process.disconnect());
});
