import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BlobErrorCode } from '@platen/edge-server/platform/blob-error';
import { CHUNK_SIZE } from '@platen/edge-server/platform/blob-format';
import type { StoredBlob } from '@platen/edge-server/platform/blobs';
import {
  collect,
  type DiskAct,
  filesOf,
  openTestStore,
  patternBytes,
  systemError,
  type TestStore,
  watchedDisk,
} from './blob-kit.ts';

interface Case {
  act: DiskAct;
  error: string;
  code: BlobErrorCode;
  /** Fails from this occurrence on. */
  nth: number;
}

const CASES: Case[] = [
  { act: 'open', error: 'ENOSPC', code: 'no-space', nth: 1 },
  { act: 'write', error: 'ENOSPC', code: 'no-space', nth: 1 },
  { act: 'write', error: 'ENOSPC', code: 'no-space', nth: 2 },
  { act: 'write', error: 'EDQUOT', code: 'no-space', nth: 4 },
  { act: 'write', error: 'EIO', code: 'io', nth: 3 },
  { act: 'sync', error: 'EIO', code: 'io', nth: 1 },
  { act: 'sync', error: 'ENOSPC', code: 'no-space', nth: 1 },
  { act: 'close', error: 'EIO', code: 'io', nth: 1 },
  { act: 'rename', error: 'EIO', code: 'io', nth: 1 },
  { act: 'syncDirectory', error: 'EIO', code: 'io', nth: 1 },
];

// Only a file that an upload could be resumed on is made elsewhere and renamed.
const put = async ({ blobs }: TestStore, bytes: Uint8Array, resumable: boolean): Promise<StoredBlob> => {
  if (!resumable) return blobs.put(bytes);
  const writer = await blobs.create();
  await writer.write(bytes);
  return writer.commit();
};

for (const { act, error, code, nth } of CASES) {
  for (const size of [100_000, 12 * CHUNK_SIZE]) {
    test(`says ${code} and keeps nothing when ${act} number ${nth} of ${size} bytes fails with ${error}`, async (t) => {
      let armed = false;
      let count = 0;
      const disk = watchedDisk((done) => {
        if (!armed || done !== act) return;
        count += 1;
        if (count >= nth) throw systemError(error);
      });
      const store = await openTestStore(t, disk);
      armed = true;
      const stored = put(store, patternBytes(size), act === 'rename');
      // A small object needs one write only: header and its one chunk together.
      if (size === 100_000 && act === 'write' && nth > 1) {
        await stored;
        return;
      }
      await assert.rejects(stored, { name: 'BlobError', code });
      assert.deepEqual(await filesOf(store), []);
      armed = false;
      assert.equal((await collect(store.blobs.read(await store.blobs.put(patternBytes(size))))).length, size);
    });
  }
}

test('tells the first failure at every later call', async (t) => {
  let full = false;
  const store = await openTestStore(
    t,
    watchedDisk((act) => {
      if (act === 'write' && full) throw systemError('ENOSPC');
    }),
  );
  const writer = await store.blobs.create();
  full = true;
  await assert.rejects(writer.write(patternBytes(20 * CHUNK_SIZE)), { code: 'no-space' });
  full = false;
  await assert.rejects(writer.write(Buffer.alloc(1)), { code: 'no-space' });
  await assert.rejects(writer.commit(), { code: 'no-space' });
  await assert.rejects(writer.suspend(), { code: 'no-space' });
  await writer.abort();
  assert.deepEqual(await filesOf(store), []);
});

test('fails the object when a sync in the background failed, although the last sync went well', async (t) => {
  let syncs = 0;
  const store = await openTestStore(
    t,
    watchedDisk((act) => {
      if (act !== 'sync') return;
      syncs += 1;
      if (syncs === 1) throw systemError('EIO');
    }),
  );
  const writer = await store.blobs.create();
  const piece = patternBytes(CHUNK_SIZE);
  const upload = async (): Promise<void> => {
    // 33 MiB: one more than is written between two syncs.
    for (let round = 0; round < 66; round += 1) await writer.write(piece);
    await writer.commit();
  };
  await assert.rejects(upload(), { name: 'BlobError', code: 'io' });
  assert.deepEqual(await filesOf(store), []);
});

test('tells the first failure even when the temporary file cannot be removed', async (t) => {
  let armed = false;
  const store = await openTestStore(
    t,
    watchedDisk((act) => {
      if (!armed) return;
      if (act === 'sync') throw systemError('ENOSPC');
      if (act === 'remove') throw systemError('EIO');
    }),
  );
  armed = true;
  await assert.rejects(store.blobs.put(patternBytes(100_000)), { code: 'no-space' });
  assert.equal((await filesOf(store)).length, 1);
  armed = false;
  assert.deepEqual(await (await store.restart()).sweep(() => Promise.resolve(new Set())), { removed: 1 });
});

test('keeps nothing when suspending fails', async (t) => {
  let armed = false;
  const store = await openTestStore(
    t,
    watchedDisk((act) => {
      if (armed && act === 'sync') throw systemError('EIO');
    }),
  );
  const writer = await store.blobs.create();
  await writer.write(patternBytes(2 * CHUNK_SIZE));
  armed = true;
  await assert.rejects(writer.suspend(), { code: 'io' });
  assert.deepEqual(await filesOf(store), []);
});

test('fails the writers that are open when the store is closed, and removes their files', async (t) => {
  const store = await openTestStore(t);
  const writer = await store.blobs.create();
  const writing = assert.rejects(writer.write(patternBytes(20 * CHUNK_SIZE)), { code: 'io' });
  await store.blobs.close();
  await writing;
  assert.deepEqual(await filesOf(store), []);
});
