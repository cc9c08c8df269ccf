import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CHUNK_SIZE } from '@platen/edge-server/platform/blob-format';
import { openForRandomRead } from '@platen/edge-server/platform/blob-random-read';
import type { ChildTask } from './blob-grant-child.ts';
import { openTestStore, patternBytes } from './blob-kit.ts';

const readInChild = async (task: ChildTask): Promise<Uint8Array[]> => {
  const child = fork(fileURLToPath(new URL('./blob-grant-child.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
    env: { PATH: process.env['PATH'] ?? '' },
  });
  const answer = once(child, 'message');
  child.send(task);
  const [read] = (await answer) as [Uint8Array[]];
  if (child.exitCode === null) await once(child, 'exit');
  return read;
};

test('lets a child process that was given the key read at random, from a file and inline', async (t) => {
  const store = await openTestStore(t);
  for (const bytes of [patternBytes(3 * CHUNK_SIZE + 10), patternBytes(9000)]) {
    const stored = await store.blobs.put(bytes);
    const reads: ChildTask['reads'] = [
      [bytes.length - 100, 1000],
      [0, 16],
      [Math.floor(bytes.length / 3) - 5, 4000],
    ];
    const read = await readInChild({ grant: store.blobs.grant(stored), reads });
    for (const [index, [offset, length]] of reads.entries()) {
      assert.ok(Buffer.from(read[index] ?? []).equals(bytes.subarray(offset, offset + length)));
    }
  }
});

test('grants a path for a file, the bytes for an inline object, and a key that is good for that object only', async (t) => {
  const store = await openTestStore(t);
  const inline = store.blobs.grant(await store.blobs.put(patternBytes(10)));
  const file = store.blobs.grant(await store.blobs.put(patternBytes(100_000)));
  assert.equal(inline.path, undefined);
  assert.equal(file.inline, undefined);
  assert.equal(file.dataKey.length, 32);
  const reader = openForRandomRead({ ...inline, dataKey: file.dataKey });
  assert.throws(() => reader.readAt(0, 1), { code: 'corrupt' });
});

test('reads an empty object at random', async (t) => {
  const store = await openTestStore(t);
  const reader = openForRandomRead(store.blobs.grant(await store.blobs.put(new Uint8Array(0))));
  assert.equal(reader.readAt(0, 10).length, 0);
});

test('says that a granted file is missing', async (t) => {
  const store = await openTestStore(t);
  const stored = await store.blobs.put(patternBytes(100_000));
  const grant = store.blobs.grant(stored);
  await store.blobs.remove(stored.id);
  assert.throws(() => openForRandomRead(grant), { name: 'BlobError', code: 'corrupt', message: /missing/ });
});
