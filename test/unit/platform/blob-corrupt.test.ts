import assert from 'node:assert/strict';
import { copyFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { CHUNK_SIZE, HEADER_BYTES, RECORD_OVERHEAD } from '@platen/edge-server/platform/blob-format';
import { openForRandomRead } from '@platen/edge-server/platform/blob-random-read';
import type { StoredBlob } from '@platen/edge-server/platform/blobs';
import { collect, fileOf, openTestStore, patternBytes, type TestStore } from './blob-kit.ts';

const RECORD = CHUNK_SIZE + RECORD_OVERHEAD;
const CORRUPT = { name: 'BlobError', code: 'corrupt' };

const recordAt = (file: Buffer, index: number): Buffer =>
  Buffer.from(file.subarray(HEADER_BYTES + index * RECORD, HEADER_BYTES + (index + 1) * RECORD));

/** Both ways of reading must refuse what is stored now. */
const assertCorrupt = async (store: TestStore, stored: StoredBlob): Promise<void> => {
  await assert.rejects(collect(store.blobs.read(stored)), CORRUPT);
  assert.throws(() => {
    const reader = openForRandomRead(store.blobs.grant(stored));
    try {
      reader.readAt(0, stored.size + 1);
    } finally {
      reader.close();
    }
  }, CORRUPT);
};

test('notices one flipped bit anywhere: in the header, a nonce, a text or a tag', async (t) => {
  const store = await openTestStore(t);
  const stored = await store.blobs.put(patternBytes(2 * CHUNK_SIZE + 500));
  const path = fileOf(store, stored);
  const good = await readFile(path);
  const places = [
    0,
    8,
    12,
    20,
    HEADER_BYTES,
    HEADER_BYTES + 12,
    HEADER_BYTES + 5000,
    HEADER_BYTES + RECORD - 1,
  ];
  for (const at of [...places, HEADER_BYTES + RECORD + 3, good.length - 1]) {
    const bad = Buffer.from(good);
    bad[at] = (bad[at] ?? 0) ^ 0x10;
    await writeFile(path, bad);
    await assertCorrupt(store, stored);
  }
  await writeFile(path, good);
  assert.equal((await collect(store.blobs.read(stored))).length, stored.size);
});

test('notices every flipped bit of an inline object', async (t) => {
  const store = await openTestStore(t);
  const stored = await store.blobs.put(patternBytes(40));
  assert.ok(stored.inline);
  for (let at = 0; at < stored.inline.length; at += 1) {
    const inline = Buffer.from(stored.inline);
    inline[at] = (inline[at] ?? 0) ^ 1;
    await assertCorrupt(store, { ...stored, inline });
  }
});

test('notices chunks put in another order', async (t) => {
  const store = await openTestStore(t);
  const stored = await store.blobs.put(patternBytes(4 * CHUNK_SIZE));
  const path = fileOf(store, stored);
  const file = await readFile(path);
  const [second, third] = [recordAt(file, 1), recordAt(file, 2)];
  third.copy(file, HEADER_BYTES + RECORD);
  second.copy(file, HEADER_BYTES + 2 * RECORD);
  await writeFile(path, file);
  await assertCorrupt(store, stored);
});

test('notices a file cut anywhere, also exactly between two chunks, and with a row that agrees', async (t) => {
  const store = await openTestStore(t);
  const stored = await store.blobs.put(patternBytes(3 * CHUNK_SIZE));
  const path = fileOf(store, stored);
  const good = await readFile(path);
  for (const length of [0, 10, HEADER_BYTES, HEADER_BYTES + 5, HEADER_BYTES + 2 * RECORD, good.length - 1]) {
    await writeFile(path, good);
    await truncate(path, length);
    await assertCorrupt(store, stored);
  }
  // Whoever can cut the file could also lower the size in the row: the last chunk must say that it is the last.
  await writeFile(path, good);
  await truncate(path, HEADER_BYTES + 2 * RECORD);
  await assertCorrupt(store, { ...stored, size: 2 * CHUNK_SIZE });
});

test('notices bytes added at the end', async (t) => {
  const store = await openTestStore(t);
  const stored = await store.blobs.put(patternBytes(CHUNK_SIZE));
  await writeFile(
    fileOf(store, stored),
    Buffer.concat([await readFile(fileOf(store, stored)), Buffer.alloc(1)]),
  );
  await assertCorrupt(store, stored);
});

test('notices a whole object, or one chunk, exchanged for that of another object', async (t) => {
  const store = await openTestStore(t);
  const mine = await store.blobs.put(patternBytes(2 * CHUNK_SIZE));
  const other = await store.blobs.put(Buffer.alloc(2 * CHUNK_SIZE));
  const good = await readFile(fileOf(store, mine));
  const theirs = await readFile(fileOf(store, other));
  await copyFile(fileOf(store, other), fileOf(store, mine));
  await assertCorrupt(store, mine);
  theirs.copy(good, HEADER_BYTES, HEADER_BYTES, HEADER_BYTES + RECORD);
  await writeFile(fileOf(store, mine), good);
  await assertCorrupt(store, mine);
});

test('opens no object with the key, the row or the server key of another', async (t) => {
  const store = await openTestStore(t);
  const first = await store.blobs.put(patternBytes(100));
  const second = await store.blobs.put(patternBytes(100));
  const mixed = { ...first, wrappedKey: second.wrappedKey };
  await assert.rejects(collect(store.blobs.read(mixed)), CORRUPT);
  assert.throws(() => store.blobs.grant(mixed), CORRUPT);
  const elsewhere = await openTestStore(t);
  await assert.rejects(collect(elsewhere.blobs.read(first)), CORRUPT);
});

test('hands out the good chunks before a bad one, and nothing of the bad one', async (t) => {
  const store = await openTestStore(t);
  const bytes = patternBytes(4 * CHUNK_SIZE);
  const stored = await store.blobs.put(bytes);
  const file = await readFile(fileOf(store, stored));
  file[HEADER_BYTES + 2 * RECORD + 100] = 0;
  file[HEADER_BYTES + 2 * RECORD + 101] = 0;
  await writeFile(fileOf(store, stored), file);
  const read: Uint8Array[] = [];
  await assert.rejects(async () => {
    for await (const piece of store.blobs.read(stored)) read.push(piece);
  }, CORRUPT);
  assert.ok(Buffer.concat(read).equals(bytes.subarray(0, 2 * CHUNK_SIZE)));
});
