// A document in a request's body: small ones are read whole, which is quickest; the others stream, with flat memory either way.
import type { IncomingMessage } from 'node:http';
import { AppError } from '@platen/shared/app-error';
import type { Accept, Incoming } from '../flow/intake/accept.ts';
import type { JobRow } from '../flow/store/jobs.ts';

/** Up to here one buffer is cheaper than a stream; 16 such uploads at once are 16 MB. */
const WHOLE_BYTES = 64 * 1024;

/** Hands the body to intake. Rejects as intake does; a body that breaks off is `document-truncated`. */
export async function readDocument(
  accept: Accept,
  request: IncomingMessage,
  incoming: Omit<Incoming, 'announced'>,
): Promise<JobRow> {
  const announced = contentLength(request);
  if (announced !== undefined) accept.checkSize(announced);
  if (announced !== undefined && announced <= WHOLE_BYTES) {
    return accept.acceptBytes({ ...incoming, announced }, await readWhole(request, announced));
  }
  return accept.acceptStream({ ...incoming, announced }, documentChunks(request, announced));
}

/** The body's chunks, whose memory the reader may give up; a connection that ends early is told as `document-truncated`, not as a socket error. */
export async function* documentChunks(
  request: IncomingMessage,
  announced = contentLength(request),
): AsyncGenerator<Uint8Array> {
  let got = 0;
  try {
    // Kept open when intake stops early: the refusal still has to go out on it.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      got += chunk.length;
      yield chunk;
    }
  } catch (cause) {
    if (request.complete || !isBroken(cause)) throw cause;
    throw new AppError('document-truncated', { got, announced: announced ?? 'more' }, { cause });
  }
}

/** The announced length, bytes; undefined for a chunked body. */
export function contentLength(request: IncomingMessage): number | undefined {
  const header = request.headers['content-length'];
  return header === undefined ? undefined : Number(header);
}

function readWhole(request: IncomingMessage, announced: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let got = 0;
    request.on('data', (part: Buffer) => {
      parts.push(part);
      got += part.length;
    });
    request.on('end', () =>
      resolve(parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts)),
    );
    request.on('error', (cause) => reject(new AppError('document-truncated', { got, announced }, { cause })));
    request.on('close', () => {
      if (!request.complete) reject(new AppError('document-truncated', { got, announced }));
    });
  });
}

function isBroken(cause: unknown): boolean {
  return (
    cause instanceof Error &&
    'code' in cause &&
    (cause.code === 'ECONNRESET' || cause.code === 'ERR_STREAM_PREMATURE_CLOSE')
  );
}
