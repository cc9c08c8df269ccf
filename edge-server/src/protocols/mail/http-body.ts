// The body of an HTTP answer as it comes in, ending well only where it is whole; and small bodies in one piece.
import type { IncomingMessage } from 'node:http';
import { MailError } from './mailbox.ts';

export async function* readBody(
  response: IncomingMessage,
  how: {
    readonly host: string;
    readonly idleMs: number;
    readonly signal: AbortSignal;
    /** Called once, when the last of it is here or is given up. */
    readonly release: () => void;
  },
): AsyncGenerator<Buffer, void, undefined> {
  const { host, idleMs, signal } = how;
  const pieces = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let late = false;
  let whole = false;
  try {
    for (;;) {
      const timer = setTimeout(() => {
        late = true;
        response.destroy();
      }, idleMs);
      let next: IteratorResult<Buffer>;
      try {
        next = await pieces.next();
      } catch (error) {
        signal.throwIfAborted();
        const what = late ? `nothing came for ${idleMs / 1000} s` : 'the connection broke in mid-answer';
        throw new MailError('unreachable', `${host}: ${what}`, { cause: error });
      } finally {
        clearTimeout(timer);
      }
      if (next.done === true) break;
      yield next.value;
    }
    signal.throwIfAborted();
    if (late || !response.complete)
      throw new MailError('unreachable', `${host}: the connection broke in mid-answer`);
    whole = true;
  } finally {
    how.release();
    if (!whole) response.destroy();
  }
}

interface WithBody {
  readonly body: AsyncIterable<Buffer>;
}

/** A small body in one piece. @throws MailError 'protocol' when it has more than `most` octets */
export async function readSmall(answer: WithBody, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer.body) {
    size += part.length;
    if (size > most) throw new MailError('protocol', `an answer of more than ${most} octets`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Reads what is not wanted, so that the connection can be used again; cuts it where there are more than `most` octets. */
export async function drain(answer: WithBody, most = 128 * 1024): Promise<void> {
  let size = 0;
  for await (const part of answer.body) {
    size += part.length;
    if (size > most) return;
  }
}
