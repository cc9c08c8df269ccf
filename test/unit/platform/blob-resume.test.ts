import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFile, open, readdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { CHUNK_SIZE, HEADER_BYTES, RECORD_OVERHEAD } from '@platen/edge-server/platform/blob-format';
import {
  collect,
  fileOf,
  filesOf,
  openTestStore,
  patternBytes,
  systemError,
  type TestStore,
  watchedDisk,
} from './blob-kit.ts';

const RECORD = CHUNK_SIZE + RECORD_OVERHEAD;
const BYTES = patternBytes(5 * CHUNK_SIZE + 4321);

const temporaryFile = (store: TestStore, id: string): string => join(store.dataDir, 'blobs', 'tmp', id);

/** Waits until the file of a writer, which is then left as a crash would leave it, has at least so many bytes. */
const fileHas = async (path: string, length: number): Promise<void> => {
  for (;;) {
    const found = await stat(path).catch(() => undefined);
    if (found && found.size >= length) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

test('goes on in the middle of a chunk after a lost connection', async (t) => {
  const store = await openTestStore(t);
  const writer = await store.blobs.create();
  const cut = 2 * CHUNK_SIZE + 100_001;
  await writer.write(BYTES.subarray(0, cut));
  assert.equal(await writer.suspend(), cut);
  const replayed = createHash('sha256');
  const again = await store.blobs.resume(writer.partial, (bytes) => replayed.update(bytes));
  assert.equal(again.offset, cut);
  assert.equal(again.size, cut);
  assert.equal(replayed.digest('hex'), createHash('sha256').update(BYTES.subarray(0, cut)).digest('hex'));
  await again.write(BYTES.subarray(cut));
  const stored = await again.commit();
  assert.equal(stored.size, BYTES.length);
  assert.ok((await collect(store.blobs.read(stored))).equals(BYTES));
});

test('goes on after any number of interruptions, and after a restart, at any offset', async (t) => {
  const store = await openTestStore(t);
  const cuts = [
    1,
    50_000,
    CHUNK_SIZE,
    CHUNK_SIZE + 1,
    2 * CHUNK_SIZE - 1,
    2 * CHUNK_SIZE,
    4 * CHUNK_SIZE + 7,
  ];
  let writer = await store.blobs.create({ inline: false });
  const { partial } = writer;
  for (const cut of cuts) {
    await writer.write(BYTES.subarray(writer.size, cut));
    assert.equal(await writer.suspend(), cut);
    const resumed = await (await store.restart()).resume(partial);
    assert.equal(resumed.offset, cut);
    writer = resumed;
  }
  await writer.write(BYTES.subarray(writer.size));
  const stored = await writer.commit();
  assert.deepEqual(await filesOf(store), [stored.id]);
  assert.ok((await collect(store.blobs.read(stored))).equals(BYTES));
});

test('goes on from the last good chunk after a crash in the middle of one', async (t) => {
  const store = await openTestStore(t);
  const writer = await store.blobs.create();
  await writer.write(BYTES.subarray(0, 3 * CHUNK_SIZE + 5000));
  const path = temporaryFile(store, writer.id);
  await fileHas(path, HEADER_BYTES + 3 * RECORD);
  const after = await store.restart();
  // Half of the third record reached the disk.
  await truncate(path, HEADER_BYTES + 2 * RECORD + 777);
  const resumed = await after.resume(writer.partial);
  assert.equal(resumed.offset, 2 * CHUNK_SIZE);
  await resumed.write(BYTES.subarray(2 * CHUNK_SIZE));
  assert.ok((await collect(after.read(await resumed.commit()))).equals(BYTES));
  await writer.abort();
});

test('goes on before a hole that a power cut left in the middle of the file', async (t) => {
  const store = await openTestStore(t);
  const writer = await store.blobs.create();
  await writer.write(BYTES.subarray(0, 4 * CHUNK_SIZE + 1));
  await writer.suspend();
  const file = await open(temporaryFile(store, writer.id), 'r+');
  await file.write(Buffer.alloc(RECORD), 0, RECORD, HEADER_BYTES + RECORD);
  await file.close();
  const resumed = await store.blobs.resume(writer.partial);
  assert.equal(resumed.offset, CHUNK_SIZE);
  await resumed.write(BYTES.subarray(CHUNK_SIZE));
  assert.ok((await collect(store.blobs.read(await resumed.commit()))).equals(BYTES));
});

test('makes a sound object even when the sender stops exactly where a crash had cut', async (t) => {
  const store = await openTestStore(t);
  const writer = await store.blobs.create();
  await writer.write(BYTES.subarray(0, 2 * CHUNK_SIZE + 10));
  await writer.suspend();
  await truncate(temporaryFile(store, writer.id), HEADER_BYTES + 2 * RECORD);
  const resumed = await store.blobs.resume(writer.partial);
  assert.equal(resumed.offset, 2 * CHUNK_SIZE);
  const stored = await resumed.commit();
  assert.ok((await collect(store.blobs.read(stored))).equals(BYTES.subarray(0, 2 * CHUNK_SIZE)));
});

test('starts at nothing when nothing reached the disk, or only a torn header', async (t) => {
  const store = await openTestStore(t);
  const writer = await store.blobs.create();
  await writer.write(Buffer.from('in memory only'));
  const after = await store.restart();
  const first = await after.resume(writer.partial);
  assert.equal(first.offset, 0);
  await first.write(BYTES.subarray(0, 100));
  await first.suspend();
  await truncate(temporaryFile(store, writer.id), 7);
  const second = await after.resume(writer.partial);
  assert.equal(second.offset, 0);
  await second.write(BYTES);
  assert.ok((await collect(after.read(await second.commit()))).equals(BYTES));
});

test('never seals two texts with one nonce when a resumed sender sends something else', async (t) => {
  const store = await openTestStore(t);
  const writer = await store.blobs.create();
  await writer.write(BYTES.subarray(0, CHUNK_SIZE + 500));
  await writer.suspend();
  const path = temporaryFile(store, writer.id);
  const nonce = async (): Promise<string> =>
    (await readFile(path)).toString('hex', HEADER_BYTES + RECORD, HEADER_BYTES + RECORD + 12);
  const before = await nonce();
  const resumed = await store.blobs.resume(writer.partial);
  await resumed.write(Buffer.alloc(10));
  await resumed.suspend();
  assert.notEqual(await nonce(), before);
});

test('finishes an upload whose file was in place but whose answer was lost', async (t) => {
  const store = await openTestStore(t);
  const writer = await store.blobs.create();
  await writer.write(BYTES);
  const stored = await writer.commit();
  const resumed = await (await store.restart()).resume(writer.partial);
  assert.equal(resumed.offset, BYTES.length);
  await assert.rejects(resumed.write(Buffer.alloc(1)), /committed already/);
  await resumed.abort();
  assert.deepEqual(await resumed.commit(), stored);
  assert.ok((await collect(store.blobs.read(stored))).equals(BYTES));
});

test('finishes an upload that crashed between its last sync and its rename', async (t) => {
  const store = await openTestStore(t);
  const writer = await store.blobs.create();
  await writer.write(BYTES);
  const stored = await writer.commit();
  await copyFile(fileOf(store, stored), temporaryFile(store, stored.id));
  await rm(fileOf(store, stored));
  const resumed = await (await store.restart()).resume(writer.partial);
  assert.equal(resumed.offset, BYTES.length);
  assert.ok((await collect(store.blobs.read(await resumed.commit()))).equals(BYTES));
});

test('refuses to resume what still has a writer, or comes with a wrong key', async (t) => {
  const store = await openTestStore(t);
  const writer = await store.blobs.create();
  await writer.write(BYTES);
  await assert.rejects(store.blobs.resume(writer.partial), /has a writer already/);
  const other = await store.blobs.create();
  const wrong = { ...writer.partial, wrappedKey: other.partial.wrappedKey };
  await writer.suspend();
  await assert.rejects(store.blobs.resume(wrong), { code: 'corrupt' });
  await (await store.blobs.resume(writer.partial)).abort();
  assert.deepEqual(await readdir(join(store.dataDir, 'blobs', 'tmp')), []);
});

test('reports a disk that fails while resuming, and can be asked again', async (t) => {
  const store = await openTestStore(t);
  const writer = await store.blobs.create();
  await writer.write(BYTES);
  await writer.suspend();
  let broken = true;
  const disk = watchedDisk((act) => {
    if (act === 'write' && broken) throw systemError('EIO');
  });
  const blobs = await store.restart(disk);
  await assert.rejects(blobs.resume(writer.partial), { name: 'BlobError', code: 'io' });
  broken = false;
  const resumed = await blobs.resume(writer.partial);
  assert.equal(resumed.offset, BYTES.length);
  await resumed.abort();
});
