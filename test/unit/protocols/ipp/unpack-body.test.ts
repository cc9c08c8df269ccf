// Compressed documents: as they were before, however they arrive, and no more than is asked for of a bomb.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { CompressionError, unpackBody } from '@platen/edge-server/protocols/ipp/unpack-body';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function whole(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts);
}

const DOCUMENT = Buffer.concat([Buffer.from('%PDF-1.4 '), randomBytes(5_000), Buffer.alloc(50_000, 'x')]);

test('gzip, bare deflate and deflate in a zlib wrapper are taken off, in pieces of any size', async () => {
  for (const [compression, packed] of [
    ['gzip', gzipSync(DOCUMENT)],
    ['deflate', deflateRawSync(DOCUMENT)],
    ['deflate', deflateSync(DOCUMENT)],
    ['none', DOCUMENT],
  ] as const) {
    for (const size of [1_000, 7, packed.length]) {
      assert.deepEqual(await whole(unpackBody(inPieces(packed, size), compression)), DOCUMENT);
    }
  }
});

test('what is not compressed as it says, and what ends too early, is an error of its own', async () => {
  const packed = gzipSync(DOCUMENT);
  await assert.rejects(whole(unpackBody(inPieces(DOCUMENT, 1_000), 'gzip')), CompressionError);
  await assert.rejects(whole(unpackBody(inPieces(packed.subarray(0, 3_000), 500), 'gzip')), CompressionError);
});

test('a source that breaks off fails with its own error', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield gzipSync(DOCUMENT).subarray(0, 2_000);
    throw new Error('the client has gone');
  }
  await assert.rejects(whole(unpackBody(broken(), 'gzip')), /the client has gone/);
});

test('nothing is nothing, compressed or not', async () => {
  assert.equal((await whole(unpackBody(inPieces(Buffer.alloc(0), 1), 'gzip'))).length, 0);
});

test('of a bomb no more is unpacked than its receiver takes', async () => {
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
  let seen = 0;
  for await (const chunk of unpackBody(inPieces(bomb, 16_384), 'gzip')) {
    seen += chunk.length;
    if (seen > 1024 * 1024) break;
  }
  assert.ok(seen < 2 * 1024 * 1024, `${seen} bytes`);
});
