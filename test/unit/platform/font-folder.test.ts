import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { openFontFolder } from '@platen/edge-server/platform/font-folder';
import { temporaryFolder } from './temporary-folder.ts';

const dejavu = join(
  dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')),
  'ttf/DejaVuSansMono.ttf',
);

test('keeps a font under a harmless name, tells its family and style, and tells who wants to know', async (t) => {
  const dataDir = await temporaryFolder(t);
  const fonts = openFontFolder(dataDir);
  let changes = 0;
  fonts.onChange(() => {
    changes += 1;
  });
  assert.deepEqual(await fonts.list(), []);
  const bytes = await readFile(dejavu);
  const added = await fonts.add('../../etc/My "House" font.exe', bytes);
  assert.deepEqual(added, {
    file: 'My -House- font.ttf',
    family: 'DejaVu Sans Mono',
    style: 'Book',
    bytes: bytes.length,
  });
  assert.deepEqual(await fonts.list(), [added]);
  assert.deepEqual(await readdir(join(dataDir, 'fonts')), [added.file]);
  await fonts.remove(added.file);
  assert.deepEqual([await fonts.list(), changes], [[], 2]);
  await assert.rejects(fonts.remove(added.file), { code: 'not-found' });
  await assert.rejects(fonts.remove('../keys/server-key'), { code: 'not-found' });
});

test('refuses what is no font, or a damaged one, and shows what was put there by hand', async (t) => {
  const dataDir = await temporaryFolder(t);
  const fonts = openFontFolder(dataDir);
  const bytes = await readFile(dejavu);
  for (const [what, why] of [
    [Buffer.from('<html>'), /TrueType and OpenType/],
    [Buffer.alloc(0), /TrueType and OpenType/],
    [bytes.subarray(0, 300), /damaged/],
    [Buffer.concat([bytes.subarray(0, 4), Buffer.alloc(50 * 1024 * 1024)]), /larger than 50 MB/],
  ] as const) {
    await assert.rejects(
      fonts.add('x.ttf', what),
      (error: Error) => 'code' in error && error.code === 'font-unusable' && why.test(JSON.stringify(error)),
    );
  }
  await fonts.add('a', bytes);
  await writeFile(join(dataDir, 'fonts', 'by-hand.ttf'), 'rubbish');
  assert.deepEqual(
    (await fonts.list()).map(({ file, style }) => [file, style]),
    [
      ['a.ttf', 'Book'],
      ['by-hand.ttf', 'unreadable'],
    ],
  );
});
