import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHUNK_SIZE } from '@platen/edge-server/platform/blob-format';
import { openForRandomRead } from '@platen/edge-server/platform/blob-random-read';
import fc from 'fast-check';
import { collect, fileOf, openTestStore, patternBytes, watchedDisk } from './blob-kit.ts';

const SIZE = 3 * CHUNK_SIZE + 1234;
const BORDERS = [0, 1, CHUNK_SIZE, 2 * CHUNK_SIZE, 3 * CHUNK_SIZE, SIZE];

// Offsets anywhere, but mostly within two bytes of a chunk's border, where mistakes live.
const offset = fc.oneof(
  fc.nat(SIZE),
  fc
    .tuple(fc.constantFrom(...BORDERS), fc.integer({ min: -2, max: 2 }))
    .map(([at, by]) => Math.max(0, at + by)),
);

test('reads any range as a slice of the whole', async (t) => {
  const store = await openTestStore(t);
  const bytes = patternBytes(SIZE);
  const stored = await store.blobs.put(bytes);
  await fc.assert(
    fc.asyncProperty(offset, offset, async (a, b) => {
      const [start, end] = a < b ? [a, b] : [b, a];
      const read = await collect(store.blobs.read(stored, { start, end }));
      assert.ok(read.equals(bytes.subarray(start, end)), `${start} to ${end}`);
      const rest = await collect(store.blobs.read(stored, { start: end }));
      assert.ok(rest.equals(bytes.subarray(end)), `from ${end}`);
    }),
    { numRuns: 60 },
  );
});

test('reads any range of an inline object', async (t) => {
  const store = await openTestStore(t);
  const bytes = patternBytes(5000);
  const stored = await store.blobs.put(bytes);
  await fc.assert(
    fc.asyncProperty(fc.nat(6000), fc.nat(6000), async (start, length) => {
      const read = await collect(store.blobs.read(stored, { start, end: start + length }));
      assert.ok(read.equals(bytes.subarray(start, start + length)));
    }),
    { numRuns: 50 },
  );
});

test('reads at random as a slice of the whole, again and again', async (t) => {
  const store = await openTestStore(t);
  const bytes = patternBytes(SIZE);
  const stored = await store.blobs.put(bytes);
  const reader = openForRandomRead(store.blobs.grant(stored));
  assert.equal(reader.size, SIZE);
  fc.assert(
    fc.property(offset, fc.oneof(fc.nat(3000), fc.nat(SIZE)), (start, length) => {
      assert.ok(
        reader.readAt(start, length).equals(bytes.subarray(start, start + length)),
        `${length} from ${start}`,
      );
    }),
    { numRuns: 300 },
  );
  reader.close();
});

test('touches only the chunks a range needs', async (t) => {
  const reads: number[] = [];
  const store = await openTestStore(t);
  const stored = await store.blobs.put(patternBytes(8 * CHUNK_SIZE));
  const disk = watchedDisk(() => undefined);
  const counting = await store.restart({
    ...disk,
    open: async (path, how) => {
      const file = await disk.open(path, how);
      return { ...file, read: (into, position) => (reads.push(into.length), file.read(into, position)) };
    },
  });
  await collect(counting.read(stored, { start: 5 * CHUNK_SIZE, end: 5 * CHUNK_SIZE + 10 }));
  assert.deepEqual(reads, [32, CHUNK_SIZE + 28]);
});

test('refuses what is no range', async (t) => {
  const store = await openTestStore(t);
  const stored = await store.blobs.put(patternBytes(100));
  for (const range of [{ start: -1 }, { start: 0.5 }, { start: 5, end: 4 }, { start: Number.NaN }]) {
    await assert.rejects(collect(store.blobs.read(stored, range)), RangeError);
  }
  const reader = openForRandomRead(store.blobs.grant(stored));
  assert.throws(() => reader.readAt(-1, 1), RangeError);
  assert.throws(() => reader.readAt(0, Number.POSITIVE_INFINITY), RangeError);
  assert.equal((await collect(store.blobs.read(stored, { start: 100 }))).length, 0);
  assert.equal((await collect(store.blobs.read(stored, { start: 500, end: 600 }))).length, 0);
  assert.equal(reader.readAt(100, 5).length, 0);
});

test('keeps what was handed out as it was while other chunks come and go', async (t) => {
  const store = await openTestStore(t);
  const bytes = patternBytes(12 * CHUNK_SIZE);
  const stored = await store.blobs.put(bytes);
  const reader = openForRandomRead({ ...store.blobs.grant(stored), path: fileOf(store, stored) });
  const early = reader.readAt(10, 1000);
  for (let index = 11; index >= 0; index -= 1) reader.readAt(index * CHUNK_SIZE, 100);
  assert.ok(early.equals(bytes.subarray(10, 1010)));
  reader.close();
});
