import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diskSpace } from '@platen/edge-server/platform/disk-space';
import { temporaryFolder } from './temporary-folder.ts';

test('tells free and total bytes of the file system of a folder', async (t) => {
  const { freeBytes, totalBytes } = await diskSpace(await temporaryFolder(t));
  assert.ok(freeBytes > 0 && freeBytes <= totalBytes);
});

test('throws for a folder that is not there', async (t) => {
  await assert.rejects(diskSpace(`${await temporaryFolder(t)}/none`), { code: 'ENOENT' });
});
