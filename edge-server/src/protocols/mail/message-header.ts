// The header off the front of a message that comes as a stream (RFC 5322 section 2.1): for servers that can give only the whole.
import { MOST_HEADER_BYTES } from './mailbox.ts';

/** A message with no more than this behind its header is read to its end: a new connection for the next one would cost more. */
const MOST_READ_IN_VAIN = 128 * 1024;

const LF = 0x0a;
const CR = 0x0d;

/**
 * Everything up to and with the first empty line; the whole where there is none. At most MOST_HEADER_BYTES.
 * Leaves the stream early where much more would come.
 */
export async function takeHeader(message: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  let lineLength = 0;
  let ended = false;
  let behind = 0;
  for await (const part of message) {
    if (ended) {
      behind += part.length;
    } else {
      let end = part.length;
      for (let at = 0; at < part.length; at++) {
        const octet = part[at];
        if (octet === LF) {
          if (lineLength === 0) {
            end = at + 1;
            ended = true;
            break;
          }
          lineLength = 0;
        } else if (octet !== CR) {
          lineLength += 1;
        }
      }
      if (size + end >= MOST_HEADER_BYTES) {
        end = MOST_HEADER_BYTES - size;
        ended = true;
      }
      parts.push(part.subarray(0, end));
      size += end;
      behind = part.length - end;
    }
    if (ended && behind > MOST_READ_IN_VAIN) break;
  }
  return Buffer.concat(parts, size);
}
