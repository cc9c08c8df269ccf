import assert from 'node:assert/strict';
import { hkdfSync } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { deriveKey, loadServerKey, serverKeyPath } from '@platen/edge-server/platform/server-key';
import { temporaryFolder } from './temporary-folder.ts';

test('makes a key once, for the owner only, and loads the same one ever after', async (t) => {
  const dataDir = await temporaryFolder(t);
  const made = await loadServerKey(dataDir);
  assert.equal(made.length, 32);
  assert.ok((await loadServerKey(dataDir)).equals(made));
  const path = serverKeyPath(dataDir);
  assert.ok((await readFile(path)).equals(made));
  assert.equal((await stat(path)).mode & 0o777, 0o600);
  assert.equal((await stat(dirname(path))).mode & 0o777, 0o700);
  assert.deepEqual(await readdir(dirname(path)), ['server.key']);
});

test('gives two servers that start at once the same key', async (t) => {
  const dataDir = await temporaryFolder(t);
  const keys = await Promise.all(Array.from({ length: 5 }, () => loadServerKey(dataDir)));
  assert.equal(new Set(keys.map((key) => key.toString('hex'))).size, 1);
});

test('never replaces a key of the wrong size, and says what to do', async (t) => {
  const dataDir = await temporaryFolder(t);
  const path = serverKeyPath(dataDir);
  await mkdir(dirname(path));
  for (const size of [0, 31, 33]) {
    await writeFile(path, Buffer.alloc(size));
    const error = await loadServerKey(dataDir).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof Error);
    assert.ok(error.message.includes(path));
    assert.match(error.message, new RegExp(`has ${size} bytes, not 32.*backup`));
    assert.equal((await stat(path)).size, size);
  }
});

test('says what to do with a key that cannot be read', async (t) => {
  const dataDir = await temporaryFolder(t);
  // A folder in the key's place fails for root too, for whom a mode is no obstacle.
  await mkdir(serverKeyPath(dataDir), { recursive: true });
  await assert.rejects(loadServerKey(dataDir), (error: Error) => {
    assert.ok(error.message.includes(serverKeyPath(dataDir)));
    return true;
  });
});

test('closes a key that a restore left open to others', async (t) => {
  const dataDir = await temporaryFolder(t);
  const made = await loadServerKey(dataDir);
  await chmod(serverKeyPath(dataDir), 0o644);
  assert.ok((await loadServerKey(dataDir)).equals(made));
  assert.equal((await stat(serverKeyPath(dataDir))).mode & 0o777, 0o600);
});

test('derives a key per purpose by HKDF-SHA-256', () => {
  const master = Buffer.alloc(32, 7);
  const expected = Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), 'platen/codes', 32));
  assert.ok(deriveKey(master, 'codes').equals(expected));
  assert.equal(deriveKey(master, 'codes').equals(deriveKey(master, 'mail')), false);
  assert.equal(deriveKey(Buffer.alloc(32, 8), 'codes').equals(expected), false);
});
