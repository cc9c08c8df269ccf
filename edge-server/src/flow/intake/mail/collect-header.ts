// Holds back the first octets of a message until its header is complete, so that nothing is stored before it has been looked at.
import { createHash } from 'node:crypto';
import { MOST_HEADER_BYTES } from '../../../protocols/mail/mailbox.ts';

export interface HeaderCollector {
  /** @returns true as soon as the header is complete, or longer than one may be: then `held` is the message so far. */
  add(chunk: Uint8Array): boolean;
  /** Everything that was added. */
  readonly held: () => Uint8Array;
  /** Without the empty line; at most MOST_HEADER_BYTES. */
  readonly header: () => Uint8Array;
}

export function collectHeader(): HeaderCollector {
  let held: Buffer = Buffer.alloc(0);
  let end = -1;
  return {
    add(chunk) {
      // Four octets back: the empty line may lie across two chunks.
      const from = Math.max(0, held.length - 4);
      held = Buffer.concat([held, chunk]);
      end = endOfHeader(held, from);
      return end !== -1 || held.length >= MOST_HEADER_BYTES;
    },
    held: () => held,
    header: () => held.subarray(0, Math.min(end === -1 ? held.length : end, MOST_HEADER_BYTES)),
  };
}

/** Where the empty line begins (RFC 5322 section 2.1), bare LF line ends included; -1 when it has not come. */
function endOfHeader(bytes: Buffer, from: number): number {
  if (from === 0 && (bytes[0] === 0x0a || (bytes[0] === 0x0d && bytes[1] === 0x0a))) return 0;
  const crlf = bytes.indexOf('\r\n\r\n', from, 'latin1');
  const lf = bytes.indexOf('\n\n', from, 'latin1');
  if (crlf === -1) return lf;
  return lf === -1 ? crlf : Math.min(crlf, lf);
}

/** Names a header: servers give it with or without the empty line that ends it. */
export function headerDigest(header: Uint8Array): string {
  let end = header.length;
  while (end > 0 && (header[end - 1] === 0x0a || header[end - 1] === 0x0d)) end--;
  return createHash('sha256').update(header.subarray(0, end)).digest('hex');
}
