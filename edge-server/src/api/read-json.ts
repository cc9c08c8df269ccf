// Reads a JSON body from the socket, bounded: what is larger than any of our requests is not read to its end.
import type { IncomingMessage } from 'node:http';
import { AppError } from '@platen/shared/app-error';

/** The longest request of the API is a release of 200 jobs with a ticket each: about 60 kB. */
const MOST = 256 * 1024;

/** Rejects with `bad-request` for what is not JSON and `document-too-large` past the bound. An empty body is `undefined`. */
export async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  // Kept open when we stop early: the answer still has to go out on it.
  for await (const part of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST) throw new AppError('document-too-large', { limit: '256 KB' });
    parts.push(part);
  }
  if (size === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch (cause) {
    throw new AppError('bad-request', { detail: 'the body is not JSON' }, { cause });
  }
}
