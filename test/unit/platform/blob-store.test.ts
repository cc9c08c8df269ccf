import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { BlobError } from '@platen/edge-server/platform/blob-error';
import { CHUNK_SIZE, INLINE_LIMIT } from '@platen/edge-server/platform/blob-format';
import { openBlobStore } from '@platen/edge-server/platform/blob-store';
import type { BlobOptions, StoredBlob } from '@platen/edge-server/platform/blobs';
import {
  collect,
  fileOf,
  filesOf,
  openTestStore,
  patternBytes,
  type TestStore,
  watchedDisk,
} from './blob-kit.ts';

const writeInPieces = async (
  store: TestStore,
  bytes: Uint8Array,
  piece: number,
  options?: BlobOptions,
): Promise<StoredBlob> => {
  const writer = await store.blobs.create(options);
  for (let at = 0; at < bytes.length; at += piece) await writer.write(bytes.subarray(at, at + piece));
  assert.equal(writer.size, bytes.length);
  return writer.commit();
};

test('gives back what was put, around every border of chunk and inline size', async (t) => {
  const store = await openTestStore(t);
  const sizes = [
    0,
    1,
    INLINE_LIMIT,
    INLINE_LIMIT + 1,
    CHUNK_SIZE - 1,
    CHUNK_SIZE,
    CHUNK_SIZE + 1,
    5 * CHUNK_SIZE,
  ];
  for (const size of sizes) {
    const bytes = patternBytes(size);
    for (const options of [{}, { inline: false }]) {
      const stored = await store.blobs.put(bytes, options);
      assert.equal(stored.size, size);
      assert.equal(stored.location, size <= INLINE_LIMIT && options.inline !== false ? 'inline' : 'file');
      assert.ok((await collect(store.blobs.read(stored))).equals(bytes), `${size} bytes`);
    }
  }
});

test('gives back what was streamed in pieces of any size', async (t) => {
  const store = await openTestStore(t);
  const bytes = patternBytes(3 * CHUNK_SIZE + 77);
  for (const piece of [65_536, 10_007, CHUNK_SIZE, 2 * CHUNK_SIZE + 1, bytes.length]) {
    const stored = await writeInPieces(store, bytes, piece);
    assert.equal(stored.location, 'file');
    assert.ok((await collect(store.blobs.read(stored))).equals(bytes), `pieces of ${piece}`);
  }
});

test('returns a small object inline and touches no file', async (t) => {
  const acts: string[] = [];
  const store = await openTestStore(
    t,
    watchedDisk((act) => acts.push(act)),
  );
  acts.length = 0;
  const put = await store.blobs.put(patternBytes(20_000));
  const streamed = await writeInPieces(store, patternBytes(20_000), 4096);
  for (const stored of [put, streamed]) {
    assert.ok(stored.inline);
    assert.ok((await collect(store.blobs.read(stored))).equals(patternBytes(20_000)));
  }
  assert.deepEqual(acts, []);
  assert.deepEqual(await filesOf(store), []);
});

test('lets the writer of a small stream reuse its memory after each write', async (t) => {
  const store = await openTestStore(t);
  const piece = Buffer.alloc(100_000);
  const writer = await store.blobs.create();
  for (let round = 0; round < 20; round += 1) {
    await writer.write(piece.fill(round));
  }
  const read = await collect(store.blobs.read(await writer.commit()));
  for (let round = 0; round < 20; round += 1) {
    assert.ok(read.subarray(round * 100_000, (round + 1) * 100_000).every((byte) => byte === round));
  }
});

test('syncs file and folder, the folder after the rename where there is one, and only then says it is stored', async (t) => {
  const acts: string[] = [];
  const store = await openTestStore(
    t,
    watchedDisk((act) => acts.push(act)),
  );
  acts.length = 0;
  await store.blobs.put(patternBytes(100_000));
  assert.deepEqual(acts.splice(0), ['open', 'write', 'sync', 'syncDirectory', 'close']);
  await writeInPieces(store, patternBytes(100_000), 50_000);
  assert.deepEqual(acts, ['open', 'write', 'sync', 'close', 'rename', 'syncDirectory']);
});

test('keeps files from other accounts and stores nothing in the clear', async (t) => {
  const store = await openTestStore(t);
  const bytes = Buffer.alloc(200_000, 'a very recognisable sentence. ');
  const stored = await store.blobs.put(bytes);
  const { mode } = await stat(fileOf(store, stored));
  assert.equal(mode & 0o777, 0o600);
  assert.equal((await stat(join(store.dataDir, 'blobs'))).mode & 0o777, 0o700);
  const raw = await readFile(fileOf(store, stored));
  assert.equal(raw.includes('recognisable'), false);
  const inline = await store.blobs.put(bytes.subarray(0, 1000));
  assert.equal(inline.inline?.includes('recognisable'), false);
});

test('seals the same bytes differently every time', async (t) => {
  const store = await openTestStore(t);
  const first = await store.blobs.put(Buffer.alloc(100));
  const second = await store.blobs.put(Buffer.alloc(100));
  assert.notEqual(first.id, second.id);
  assert.ok(first.inline && second.inline);
  assert.equal(first.inline.subarray(32).equals(second.inline.subarray(32)), false);
  assert.equal(first.wrappedKey.equals(second.wrappedKey), false);
});

test('removes an object, and removing it again is no error', async (t) => {
  const store = await openTestStore(t);
  const stored = await store.blobs.put(patternBytes(100_000));
  await store.blobs.remove(stored.id);
  assert.deepEqual(await filesOf(store), []);
  await store.blobs.remove(stored.id);
  await assert.rejects(collect(store.blobs.read(stored)), {
    name: 'BlobError',
    code: 'corrupt',
    message: /missing/,
  });
});

test('never makes a path of what is no id', async (t) => {
  const store = await openTestStore(t);
  await writeFile(join(store.dataDir, 'precious'), 'x');
  for (const id of ['../precious', '../../precious', '', 'A'.repeat(32), 'tmp']) {
    await assert.rejects(store.blobs.remove(id), BlobError);
  }
  assert.equal((await stat(join(store.dataDir, 'precious'))).size, 1);
});

test('refuses a write before the last one has settled, instead of mixing them', async (t) => {
  const store = await openTestStore(t);
  const writer = await store.blobs.create();
  const slow = writer.write(patternBytes(12 * CHUNK_SIZE));
  await assert.rejects(writer.write(Buffer.alloc(1)), /before the call before it had settled/);
  await assert.rejects(writer.commit(), /before the call before it had settled/);
  await slow;
  const stored = await writer.commit();
  assert.equal(stored.size, 12 * CHUNK_SIZE);
  await assert.rejects(writer.write(Buffer.alloc(1)), /has ended/);
});

test('leaves nothing behind after an abort, also one that comes while a write waits', async (t) => {
  const store = await openTestStore(t);
  const quiet = await store.blobs.create();
  await quiet.write(patternBytes(2 * CHUNK_SIZE));
  await quiet.abort();
  await quiet.abort();
  const busy = await store.blobs.create();
  const waiting = assert.rejects(busy.write(patternBytes(20 * CHUNK_SIZE)), /aborted/);
  await busy.abort();
  await waiting;
  assert.deepEqual(await filesOf(store), []);
});

test('ignores an abort after the commit', async (t) => {
  const store = await openTestStore(t);
  const writer = await store.blobs.create({ inline: false });
  await writer.write(Buffer.from('kept'));
  const stored = await writer.commit();
  await writer.abort();
  assert.equal((await collect(store.blobs.read(stored))).toString(), 'kept');
});

test('writes several large objects at the same time without mixing them', async (t) => {
  const store = await openTestStore(t);
  const all = await Promise.all(
    Array.from({ length: 6 }, async (_, index) => {
      const bytes = patternBytes(3 * CHUNK_SIZE + index * 1000);
      const stored = await writeInPieces(store, bytes, 50_000 + index);
      return (await collect(store.blobs.read(stored))).equals(bytes);
    }),
  );
  assert.deepEqual(all, [true, true, true, true, true, true]);
});

test('stops reading and closes the file when the consumer has had enough', async (t) => {
  const closed: string[] = [];
  const store = await openTestStore(
    t,
    watchedDisk((act, path) => {
      if (act === 'close') closed.push(path);
    }),
  );
  const stored = await store.blobs.put(patternBytes(6 * CHUNK_SIZE));
  closed.length = 0;
  for await (const piece of store.blobs.read(stored)) {
    assert.equal(piece.length, CHUNK_SIZE);
    break;
  }
  assert.deepEqual(closed, [fileOf(store, stored)]);
});

test('says which folder it could not make', async (t) => {
  const store = await openTestStore(t);
  const dataDir = join(store.dataDir, 'file');
  await writeFile(dataDir, '');
  await assert.rejects(openBlobStore({ dataDir, sealing: store.sealing }), {
    name: 'BlobError',
    message: /file\/blobs/,
  });
});

test('after close its thread starts again for whoever still needs it', async (t) => {
  const store = await openTestStore(t);
  const bytes = patternBytes(3 * CHUNK_SIZE);
  const stored = await store.blobs.put(bytes);
  await store.blobs.close();
  assert.ok((await collect(store.blobs.read(stored))).equals(bytes));
});
