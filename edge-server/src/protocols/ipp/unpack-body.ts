// Takes the compression off a document that comes in (RFC 8011 section 5.4.32). How large it may become is its receiver's to say: this only
// gives out what comes.
import { Readable, type Transform } from 'node:stream';
import { createGunzip, createInflate, createInflateRaw } from 'node:zlib';

export const COMPRESSIONS = ['none', 'gzip', 'deflate'] as const;
export type Compression = (typeof COMPRESSIONS)[number];

/** What came is not what its compression says (client-error-compression-error). */
export class CompressionError extends Error {
  override readonly name = 'CompressionError';
}

/** A small output buffer: a bomb is found out by its receiver after so much, not after a gigabyte. */
const CHUNK_BYTES = 64 * 1024;

/** @returns the document as it was before. Rejects with CompressionError, or with the source's own error. */
export const unpackBody = (
  body: AsyncIterable<Uint8Array>,
  compression: Compression,
): AsyncIterable<Uint8Array> => (compression === 'none' ? body : unpacked(body, compression));

async function* unpacked(
  body: AsyncIterable<Uint8Array>,
  compression: Exclude<Compression, 'none'>,
): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  let first = await chunks.next();
  while (first.done !== true && first.value.length === 0) first = await chunks.next();
  if (first.done === true) return;
  const head = first.value;
  async function* all(): AsyncGenerator<Uint8Array> {
    yield head;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  }
  const source = Readable.from(all());
  const unpacker = unpackerFor(compression, head);
  let sourceError: Error | undefined;
  source.once('error', (cause) => {
    sourceError = cause;
    unpacker.destroy();
  });
  source.pipe(unpacker);
  try {
    for await (const chunk of unpacker) yield chunk as Uint8Array;
  } catch (cause) {
    if (sourceError !== undefined) throw sourceError;
    throw new CompressionError('The document is not compressed as its request says.', { cause });
  } finally {
    unpacker.destroy();
    source.destroy();
  }
}

function unpackerFor(compression: 'gzip' | 'deflate', head: Uint8Array): Transform {
  const options = { chunkSize: CHUNK_BYTES };
  if (compression === 'gzip') return createGunzip(options);
  // Clients send both: RFC 1951 as it is, and inside a zlib wrapper (RFC 1950 section 2.2: CM 8, a multiple of 31).
  const [cmf = 0, flg = 0] = head;
  const isWrapped = (cmf & 0x0f) === 8 && ((cmf << 8) | flg) % 31 === 0;
  return isWrapped ? createInflate(options) : createInflateRaw(options);
}
