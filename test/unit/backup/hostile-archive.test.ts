// A backup whose passphrase somebody knows and whose contents they made up: nothing of it leads out of the folder, becomes SQL, or fills memory.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { FRAME } from '@platen/edge-server/backup/archive-format';
import { type Frame, writeArchive } from '@platen/edge-server/backup/archive-write';
import { restoreArchive } from '@platen/edge-server/backup/restore-archive';
import { NEWEST_STEP } from '@platen/edge-server/db/load-tables';
import { type TempDir, tempDir } from '../../support/temp-dir.ts';

const PASSPHRASE = 'correct horse battery';
let home: TempDir;
let made = 0;
before(async () => {
  home = await tempDir('hostile');
});
after(() => home.remove());

const frame = (type: number, value: unknown): Frame => ({
  type,
  payload: Buffer.from(JSON.stringify(value)),
});
const manifest = (more = {}) =>
  frame(FRAME.manifest, {
    id: 'x',
    version: '9.9.9',
    step: NEWEST_STEP,
    engine: 'sqlite',
    at: 0,
    site: '',
    ...more,
  });
const end = frame(FRAME.end, { files: 0, rows: 0, blobs: 0, bytes: 0 });

async function restoreOf(...frames: Frame[]): Promise<string> {
  const { mkdir } = await import('node:fs/promises');
  const folder = join(home.path, `target-${++made}`);
  await mkdir(folder);
  async function* all(): AsyncGenerator<Frame> {
    yield* frames;
  }
  const source = writeArchive(all(), PASSPHRASE, { log2N: 4, r: 8, p: 1 });
  await restoreArchive({
    source,
    passphrase: PASSPHRASE,
    folder,
    now: 0,
    signal: new AbortController().signal,
  });
  return folder;
}

test('one of a newer Platen is refused before anything of it is taken', async () => {
  await assert.rejects(
    restoreOf(manifest({ step: NEWEST_STEP + 1 }), end),
    /made by Platen 9\.9\.9 .* newer one/,
  );
});

test('no file lies outside of the folder, whatever it is called', async () => {
  for (const path of [
    '../evil',
    '/etc/evil',
    'keys/../../evil',
    'a/./b',
    'a//b',
    '',
    'a\\..\\b',
    'x\0y',
    '..',
  ]) {
    await assert.rejects(
      restoreOf(manifest(), frame(FRAME.file, { path, mode: 0o600 }), end),
      /cannot be read/,
      path,
    );
  }
  assert.ok(!(await readdir(home.path)).includes('evil'));
});

test('no name of a table or column becomes SQL, and rows that do not fit are refused', async () => {
  const rows: Frame = { type: FRAME.rows, payload: deflateRawSync(JSON.stringify([['a', 'b']])) };
  const table = (name: string, column = 'name') =>
    frame(FRAME.table, {
      name,
      columns: [
        { name: column, kind: 'text' },
        { name: 'value', kind: 'text' },
      ],
    });
  for (const bad of [
    table('facts"; DROP TABLE users; --'),
    table('facts', 'name") VALUES (1); --'),
    table('sqlite_schema'),
  ]) {
    await assert.rejects(restoreOf(manifest(), bad, rows, end));
  }
  await assert.rejects(restoreOf(manifest(), rows, end), /Rows without a table/);
  await assert.rejects(restoreOf(manifest(), table('no_such_table'), rows, end));
});

test('rows that unpack without end are cut off', async () => {
  const bomb: Frame = { type: FRAME.rows, payload: deflateRawSync(Buffer.alloc(80 * 1024 * 1024, 32)) };
  const table = frame(FRAME.table, { name: 'facts', columns: [{ name: 'name', kind: 'text' }] });
  await assert.rejects(restoreOf(manifest(), table, bomb, end), { code: 'ERR_BUFFER_TOO_LARGE' });
});

test('one without a server key, without an end or with other counts than it says is refused', async () => {
  await assert.rejects(restoreOf(manifest(), end), /no server key/);
  await assert.rejects(restoreOf(manifest()), /not complete/);
  await assert.rejects(
    restoreOf(manifest(), frame(FRAME.end, { files: 1, rows: 0, blobs: 0, bytes: 0 })),
    /should hold 1 files/,
  );
  await assert.rejects(restoreOf(end), /does not begin as one/);
  await assert.rejects(restoreOf(manifest(), end, end), /goes on behind its end/);
});
