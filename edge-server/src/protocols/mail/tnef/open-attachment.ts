// Gives the octets of a file in a TNEF stream.
import type { TnefAttachment } from './content.ts';

/** @param source the same stream that readTnef read, from its beginning; it is closed when the file ends. */
export async function* openTnefAttachment(
  { start, end }: Pick<TnefAttachment, 'start' | 'end'>,
  source: AsyncIterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  let at = 0;
  for await (const chunk of source) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, chunk.length);
    if (to > from) yield chunk.subarray(from, to);
    at += chunk.length;
    if (at >= end) return;
  }
}
