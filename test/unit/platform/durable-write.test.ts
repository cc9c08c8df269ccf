import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { durableWrite, makeDirectory } from '@platen/edge-server/platform/durable-write';
import { temporaryFolder } from './temporary-folder.ts';

test('writes a file that only its owner can read, and replaces it whole', async (t) => {
  const folder = await temporaryFolder(t);
  const path = join(folder, 'secret');
  assert.equal(await durableWrite(path, 'first and longer'), true);
  assert.equal((await stat(path)).mode & 0o777, 0o600);
  assert.equal(await durableWrite(path, Buffer.from('second'), { mode: 0o644 }), true);
  assert.equal(await readFile(path, 'utf8'), 'second');
  assert.equal((await stat(path)).mode & 0o777, 0o644);
  assert.deepEqual(await readdir(folder), ['secret']);
});

test('keeps the first file when several are written at once and none may replace it', async (t) => {
  const folder = await temporaryFolder(t);
  const path = join(folder, 'key');
  const writes = ['a', 'b', 'c', 'd'].map((text) => durableWrite(path, text, { keepExisting: true }));
  const kept = await Promise.all(writes);
  assert.equal(kept.filter(Boolean).length, 1);
  assert.equal(await readFile(path, 'utf8'), 'abcd'[kept.indexOf(true)]);
  assert.deepEqual(await readdir(folder), ['key']);
});

test('leaves the old file and no temporary one when it fails', async (t) => {
  const folder = await temporaryFolder(t);
  // A folder of that name cannot be replaced by a file.
  await mkdir(join(folder, 'taken'));
  await writeFile(join(folder, 'taken', 'inside'), '');
  await assert.rejects(durableWrite(join(folder, 'taken'), 'x'));
  assert.deepEqual(await readdir(folder), ['taken']);
  await assert.rejects(durableWrite(join(folder, 'none', 'file'), 'x'), { code: 'ENOENT' });
});

test('makes a folder with its parents for the owner only, and again is no error', async (t) => {
  const path = join(await temporaryFolder(t), 'a', 'b', 'c');
  await makeDirectory(path);
  await makeDirectory(path);
  assert.equal((await stat(path)).mode & 0o777, 0o700);
  assert.equal((await stat(join(path, '..', '..'))).mode & 0o777, 0o700);
});
