// Gives the content of a part: its octets decoded, as a stream.
import { setImmediate } from 'node:timers/promises';
import { holdsSignedData } from './body-listener.ts';
import type { Part, ReadRange } from './outline.ts';
import { makeSignedReader } from './signed-content.ts';
import { makeTransferDecoder } from './transfer-decoder.ts';

/** Octets that are decoded in one go, in a millisecond at most. */
const TURN = 64 * 1024;

/**
 * @param read reads the raw message; it is called once, and its stream is closed when reading ends early.
 * A multipart and a plain message part give their octets as they stand; signed data gives itself, not what was signed.
 */
export async function* openPart(part: Part, read: ReadRange): AsyncIterable<Uint8Array> {
  const source = part.within === undefined ? read(part.start, part.end) : sliceOf(part, part.within, read);
  const decoder = makeTransferDecoder(part.encoding);
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += TURN) {
      if (at > 0) await setImmediate();
      const octets = decoder.write(chunk.subarray(at, at + TURN));
      if (octets.length > 0) yield octets;
    }
  }
  const last = decoder.end();
  if (last.length > 0) yield last;
}

/** From `start` to `end` of what the container holds. */
async function* sliceOf(part: Part, container: Part, read: ReadRange): AsyncIterable<Uint8Array> {
  let at = 0;
  for await (const chunk of openContent(container, read)) {
    const from = Math.max(part.start - at, 0);
    const to = Math.min(part.end - at, chunk.length);
    if (to > from) yield chunk.subarray(from, to);
    at += chunk.length;
    if (at >= part.end) return;
  }
}

/** What its children are counted in: the signed content, or the decoded message. */
async function* openContent(container: Part, read: ReadRange): AsyncIterable<Uint8Array> {
  const octets = openPart(container, read);
  if (!holdsSignedData(container)) {
    yield* octets;
    return;
  }
  const signed = makeSignedReader();
  for await (const chunk of octets) yield Buffer.concat(signed.write(chunk));
}
