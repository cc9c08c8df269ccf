// Writes a backup file as a stream: frames in, sealed records out, in flat memory.
import { sealRecord } from '../platform/blob-record.ts';
import {
  COST,
  type Cost,
  FRAME_HEAD,
  KIND,
  newHeader,
  RECORD_BYTES,
  RECORD_HEAD,
  recordContext,
  SEAL_BYTES,
} from './archive-format.ts';

export interface Frame {
  readonly type: number;
  readonly payload: Uint8Array;
}

/** The bytes of the file, piece by piece; ends the frames' source when its reader goes away. */
export async function* writeArchive(
  frames: AsyncIterable<Frame>,
  passphrase: string,
  cost: Cost = COST,
): AsyncGenerator<Buffer, void, undefined> {
  const { header, key } = await newHeader(passphrase, cost);
  yield header;
  // Room for one record; a frame may be longer than that or share one with others.
  let plain = Buffer.alloc(RECORD_BYTES);
  let used = 0;
  let index = 0;
  const record = (kind: number): Buffer => {
    const out = Buffer.alloc(RECORD_HEAD + SEAL_BYTES + used);
    out[0] = kind;
    out.writeUInt32BE(SEAL_BYTES + used, 1);
    plain.copy(out, RECORD_HEAD + 12, 0, used);
    sealRecord(out.subarray(RECORD_HEAD), key, recordContext(header, index, kind));
    index += 1;
    used = 0;
    return out;
  };
  for await (const { type, payload } of frames) {
    const head = Buffer.alloc(FRAME_HEAD);
    head[0] = type;
    head.writeUInt32BE(payload.length, 1);
    for (const part of [head, payload]) {
      for (let at = 0; at < part.length; ) {
        const take = Math.min(part.length - at, RECORD_BYTES - used);
        plain.set(part.subarray(at, at + take), used);
        used += take;
        at += take;
        if (used === RECORD_BYTES) yield record(KIND.more);
      }
    }
  }
  yield record(KIND.last);
  plain.fill(0);
  plain = Buffer.alloc(0);
  key.fill(0);
}
