// The whole way from bytes to a print document in this process: the door's recognition, render workers and office in their sandboxes,
// as the server opens them. No server, no database, no store.

import { openRooms, type Rooms } from '@platen/edge-server/convert-rooms';
import type { Log } from '@platen/edge-server/deps';
import { inMemory } from '@platen/edge-server/flow/convert/archive-bytes';
import type { ConvertContext, ConvertOutcome } from '@platen/edge-server/flow/convert/converter';
import { converterFor } from '@platen/edge-server/flow/convert/converters';
import { recognise } from '@platen/edge-server/flow/convert/recognise';
import { SNIFF_BYTES } from '@platen/edge-server/flow/convert/sniff';
import type { StoredBlob } from '@platen/edge-server/platform/blobs';
import { engineOf } from '@platen/edge-server/render-for-flow';
import { tempDir } from './temp-dir.ts';

export interface Converted {
  /** Empty when the door refused it. */
  readonly mediaType: string;
  readonly outcome: ConvertOutcome;
  readonly ms: number;
}

export interface ConversionStack {
  readonly rooms: Rooms;
  /** Why Office files cannot be converted on this machine; undefined when they can. */
  readonly officeMissing: string | undefined;
  /** As if it had been sent under `name`. */
  readonly convert: (bytes: Uint8Array, name: string, more?: Partial<ConvertContext>) => Promise<Converted>;
  readonly stop: () => Promise<void>;
}

const say = (): undefined => undefined;
export const quietLog: Log = { debug: say, info: say, warn: say, error: say, child: () => quietLog };

export async function startConversionStack(): Promise<ConversionStack> {
  const folder = await tempDir('convert');
  const rooms = await openRooms({ dataDir: folder.path, log: quietLog });
  const found = await rooms.office.available();

  const context = (bytes: Uint8Array, more: Partial<ConvertContext>): ConvertContext => ({
    engine: engineOf(rooms.render, { kind: 'bytes', bytes }),
    // The rooms ask the store for a document's bytes; here they are at hand.
    ...rooms.roomsFor({ read: () => once(bytes) }, { size: bytes.length } as StoredBlob),
    document: inMemory(bytes),
    media: 'iso_a4_210x297mm',
    maxPages: 500,
    maxOutputBytes: 256 * 1024 * 1024,
    postScript: false,
    onProgress: () => undefined,
    signal: new AbortController().signal,
    ...more,
  });

  return {
    rooms,
    officeMissing: found.ok ? undefined : `${found.why} ${found.cure}`,
    convert: async (bytes, name, more = {}) => {
      const started = performance.now();
      const ended = (mediaType: string, outcome: ConvertOutcome): Converted => ({
        mediaType,
        outcome,
        ms: performance.now() - started,
      });
      if (bytes.length === 0)
        return ended('', { kind: 'refused', code: 'document-empty', detail: '0 bytes' });
      const door = recognise(bytes.subarray(0, SNIFF_BYTES), { name, mediaType: '' });
      if (!door.ok) return ended('', { kind: 'refused', code: door.error.code, detail: door.error.message });
      const converter = converterFor(door.mediaType);
      if (converter === undefined)
        throw new Error(`the door let ${door.mediaType} in, and nobody converts it`);
      const input = { mediaType: door.mediaType };
      return ended(door.mediaType, await converter.convert(input, context(bytes, more)));
    },
    stop: async () => {
      await rooms.close();
      await folder.remove();
    },
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
