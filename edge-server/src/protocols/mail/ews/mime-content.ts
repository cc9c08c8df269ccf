// The one MimeContent element of a GetItem answer, decoded as it comes in, so that a message of any size needs the memory of a piece.
// What is around it is kept and returned; it is small.

import { MailError } from '../mailbox.ts';
import { decodeBase64 } from './base64-stream.ts';

/** Octets around the content: an envelope with one id has 2 kB, one with an error and its explanation not much more. */
const MOST_AROUND = 64 * 1024;

const LESS_THAN = 0x3c;
const GREATER_THAN = 0x3e;
const START = /<(?:[A-Za-z_][\w.-]{0,30}:)?MimeContent(?:\s[^<>]{0,200})?(\/?)>/;

/**
 * Yields the message. @returns the answer without the content, for judging whether the server says that this was all of it; nothing
 * that was yielded counts before that.
 * @throws MailError 'protocol' where the answer is not like that
 */
export async function* readMimeContent(
  answer: AsyncIterable<Buffer>,
): AsyncGenerator<Uint8Array, Buffer, undefined> {
  const base64 = decodeBase64();
  let around: Buffer = Buffer.alloc(0);
  let where: 'before' | 'inside' | 'behind' = 'before';
  const keep = (piece: Buffer): void => {
    if (around.length + piece.length > MOST_AROUND)
      throw new MailError('protocol', 'an answer with more around the message than belongs there');
    around = Buffer.concat([around, piece]);
  };

  for await (const piece of answer) {
    let rest = piece;
    if (where === 'before') {
      // Not kept before it was searched: most of the first piece is content.
      const seen = Buffer.concat([around, piece]);
      const head = seen.subarray(0, MOST_AROUND).toString('latin1');
      const start = piece.includes(GREATER_THAN) ? START.exec(head) : null;
      if (start === null) {
        keep(piece);
        continue;
      }
      const end = start.index + start[0].length;
      // A comment or CDATA section could hide a start tag that is none; Exchange writes neither.
      if (head.slice(0, end).includes('<!')) throw new MailError('protocol', 'an answer that is not taken');
      around = Buffer.from(seen.subarray(0, end));
      rest = seen.subarray(end);
      where = start[1] === '/' ? 'behind' : 'inside';
    }
    if (where === 'inside') {
      const stop = rest.indexOf(LESS_THAN);
      const decoded = base64.take(stop === -1 ? rest : rest.subarray(0, stop));
      if (decoded.length > 0) yield decoded;
      if (stop === -1) continue;
      rest = rest.subarray(stop);
      where = 'behind';
    }
    keep(rest);
  }
  base64.end();
  return around;
}
