import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { CHUNK_SIZE } from '@platen/edge-server/platform/blob-format';
import { collect, filesOf, openTestStore, patternBytes } from './blob-kit.ts';

const nothing = (): Promise<Set<string>> => Promise.resolve(new Set());

test('removes orphans and dead uploads, and keeps documents and uploads that are known', async (t) => {
  const store = await openTestStore(t);
  const kept = await store.blobs.put(patternBytes(100_000));
  await store.blobs.put(patternBytes(100_001));
  const upload = await store.blobs.create();
  await upload.write(patternBytes(2 * CHUNK_SIZE));
  await upload.suspend();
  const dead = await store.blobs.create();
  await dead.write(patternBytes(2 * CHUNK_SIZE));
  await dead.suspend();
  const after = await store.restart();
  const known = new Set([kept.id, upload.id]);
  const asked: string[] = [];
  const swept = await after.sweep((ids) => {
    asked.push(...ids);
    return Promise.resolve(known);
  });
  assert.deepEqual(swept, { removed: 2 });
  assert.equal(asked.length, 4);
  assert.deepEqual((await filesOf(store)).sort(), [kept.id, upload.id].sort());
  const resumed = await after.resume(upload.partial);
  assert.equal(resumed.offset, 2 * CHUNK_SIZE);
  await resumed.abort();
});

test('leaves alone what this process is storing, before and during the sweep', async (t) => {
  const store = await openTestStore(t);
  const early = await store.blobs.put(patternBytes(100_000));
  const open = await store.blobs.create();
  await open.write(patternBytes(2 * CHUNK_SIZE));
  const during: string[] = [];
  const orphan = join(store.dataDir, 'blobs', 'tmp', 'f'.repeat(32));
  await writeFile(orphan, '');
  const swept = await store.blobs.sweep(async () => {
    during.push((await store.blobs.put(patternBytes(100_002))).id);
    return new Set();
  });
  assert.deepEqual(swept, { removed: 1 });
  const stored = await open.commit();
  assert.deepEqual((await filesOf(store)).sort(), [early.id, stored.id, ...during].sort());
  assert.equal((await collect(store.blobs.read(early))).length, 100_000);
});

test('touches no file that is not named as an object', async (t) => {
  const store = await openTestStore(t);
  const root = join(store.dataDir, 'blobs');
  await mkdir(join(root, 'ab'));
  await mkdir(join(root, 'lost+found'));
  for (const path of ['README', 'ab/notes.txt', 'tmp/.nfs0001', 'lost+found/12'])
    await writeFile(join(root, path), '');
  assert.deepEqual(await store.blobs.sweep(nothing), { removed: 0 });
  assert.deepEqual((await filesOf(store)).sort(), ['.nfs0001', '12', 'README', 'notes.txt']);
});

test('asks in batches and stops between them when it is told to', async (t) => {
  const store = await openTestStore(t);
  const shelf = join(store.dataDir, 'blobs', '00');
  await mkdir(shelf);
  for (let index = 0; index < 1100; index += 1) {
    await writeFile(join(shelf, index.toString(16).padStart(32, '0')), '');
  }
  const stop = new AbortController();
  const sizes: number[] = [];
  const sweeping = store.blobs.sweep((ids) => {
    sizes.push(ids.length);
    if (sizes.length === 2) stop.abort(new Error('shutting down'));
    return Promise.resolve(new Set());
  }, stop.signal);
  await assert.rejects(sweeping, /shutting down/);
  assert.deepEqual(sizes, [500, 500]);
  assert.equal((await readdir(shelf)).length, 100);
});

test('sweeps once only', async (t) => {
  const store = await openTestStore(t);
  await store.blobs.sweep(nothing);
  await assert.rejects(store.blobs.sweep(nothing), /once, at boot/);
});
