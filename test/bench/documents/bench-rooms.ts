// What the server converts with, opened as the server opens it, around a store of its own: sandboxed workers and office, encrypted
// documents. Without the server, so that what is measured is the document and not the way to it.

import { randomBytes } from 'node:crypto';
import { openRooms } from '@platen/edge-server/convert-rooms';
import { recognise } from '@platen/edge-server/flow/convert/recognise';
import { readFrom, runConverter } from '@platen/edge-server/flow/convert/run-converter';
import { SNIFF_BYTES } from '@platen/edge-server/flow/convert/sniff';
import { openBlobStore } from '@platen/edge-server/platform/blob-store';
import type { StoredBlob } from '@platen/edge-server/platform/blobs';
import { makeSealing } from '@platen/edge-server/platform/sealing';
import type { DocumentSource } from '@platen/edge-server/render/random-read';
import type { RenderHost } from '@platen/edge-server/render/render-host';
import { quietLog } from '../../support/conversion-stack.ts';
import { tempDir } from '../../support/temp-dir.ts';

export type StoredDocument = { readonly blob: StoredBlob; readonly mediaType: string };

export type BenchRooms = {
  readonly render: RenderHost;
  /** As the door takes it: recognised by its content, encrypted in the store. */
  store(bytes: Uint8Array, name: string): Promise<StoredDocument>;
  /** The print document; throws when it is refused. */
  toPdf(document: StoredDocument): Promise<Uint8Array>;
  /** For the render host. */
  readonly sourceOf: (document: StoredDocument) => DocumentSource;
  stop(): Promise<void>;
};

/** The settings of a fresh server. */
const LIMITS = {
  media: 'iso_a4_210x297mm',
  maxPages: 500,
  maxOutputBytes: 256 * 1024 * 1024,
  postScript: false,
} as const;

export const openBenchRooms = async (): Promise<BenchRooms> => {
  const folder = await tempDir('bench');
  const blobs = await openBlobStore({ dataDir: folder.path, sealing: makeSealing(randomBytes(32)) });
  const rooms = await openRooms({ dataDir: folder.path, log: quietLog });
  const office = await rooms.office.available();
  return {
    render: rooms.render,
    async store(bytes, name) {
      if (!office.ok) throw new Error(`${office.why} ${office.cure}`);
      const door = recognise(bytes.subarray(0, SNIFF_BYTES), { name, mediaType: '' });
      if (!door.ok) throw door.error;
      return { blob: await blobs.put(bytes), mediaType: door.mediaType };
    },
    async toPdf({ blob, mediaType }) {
      const outcome = await runConverter(mediaType, LIMITS, {
        engine: rooms.engineFor(blobs.grant(blob)),
        ...rooms.roomsFor(blobs, blob),
        document: readFrom(blobs, blob),
        onProgress: () => undefined,
        signal: new AbortController().signal,
      });
      if (outcome.kind === 'done' && outcome.pdf !== undefined) return outcome.pdf;
      throw new Error(`not converted: ${JSON.stringify(outcome).slice(0, 300)}`);
    },
    sourceOf: ({ blob }) => ({ kind: 'blob', ...blobs.grant(blob) }),
    async stop() {
      await rooms.close();
      await blobs.close();
      await folder.remove();
    },
  };
};
