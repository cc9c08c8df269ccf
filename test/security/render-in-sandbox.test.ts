// Render workers as the server starts them: in the sandbox with the documents' folder alone, or bare with fewer decoders.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { makeRenderHost, type RenderHost } from '@platen/edge-server/render/render-host';
import { chooseWorkers } from '@platen/edge-server/render-in-sandbox';
import { findSandbox } from '@platen/edge-server/sandbox/find-sandbox';
import { sampleJpeg, samplePdf, samplePng } from '../documents/make-documents.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { type TempDir, tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

const PDF = 'application/pdf';
const A4 = { media: 'iso_a4_210x297mm' } as const;

describe('a render worker in the sandbox', { skip: skipUnless('bwrap', 'prlimit') }, () => {
  let folder: TempDir;
  let host: RenderHost;
  before(async () => {
    folder = await tempDir('render');
    await mkdir(join(folder.path, 'blobs'));
    host = makeRenderHost({
      spawn: chooseWorkers(await findSandbox(), { readOnly: [join(folder.path, 'blobs')] }),
    });
  });
  after(async () => {
    await host.stop();
    await folder.remove();
  });

  test('looks documents over, makes PDFs of pictures and draws pages, through its channels', async () => {
    const bytes = await samplePdf();
    assert.ok((await host.inspect({ kind: 'bytes', bytes }, PDF)).ok);
    assert.ok((await host.renderPage({ kind: 'bytes', bytes }, 1, { widthPx: 200, heightPx: 200 })).ok);
    for (const [picture, mediaType] of [
      [await sampleJpeg(), 'image/jpeg'],
      [await samplePng(), 'image/png'],
    ] as const) {
      assert.ok((await host.toPdf({ kind: 'bytes', bytes: picture }, mediaType, A4)).ok, mediaType);
    }
  });

  test('reads the folder it was given, and nothing beside it', async () => {
    const bytes = await samplePdf();
    const shown = join(folder.path, 'blobs', 'one');
    const hidden = join(folder.path, 'two');
    await writeFile(shown, bytes);
    await writeFile(hidden, bytes);
    assert.ok((await host.inspect({ kind: 'file', path: shown }, PDF)).ok);
    const refused = await host.inspect({ kind: 'file', path: hidden }, PDF);
    assert.ok(!refused.ok);
    assert.equal(refused.code, 'storage-failed');
    assert.match(refused.detail, /ENOENT/);
  });

  test('is gone after the host has stopped', async () => {
    const pids = host.workers().flatMap(({ pid }) => pid ?? []);
    assert.ok(pids.length > 0);
    await host.stop();
    const alive = (): number[] => pids.filter((pid) => isThere(pid));
    await waitUntil(() => alive().length === 0, { what: 'the workers to be gone' });
  });
});

describe('a render worker without a sandbox', () => {
  const host = makeRenderHost({
    spawn: chooseWorkers({ ok: false, why: 'None.', cure: 'Get one.' }, { readOnly: [] }),
  });
  after(() => host.stop());

  test('looks over and draws PDFs, and takes JPEG', async () => {
    const bytes = await samplePdf();
    assert.ok((await host.inspect({ kind: 'bytes', bytes }, PDF)).ok);
    assert.ok((await host.renderPage({ kind: 'bytes', bytes }, 1, { widthPx: 200, heightPx: 200 })).ok);
    assert.ok((await host.toPdf({ kind: 'bytes', bytes: await sampleJpeg() }, 'image/jpeg', A4)).ok);
  });

  test('refuses what native code alone decodes, whatever name it goes by', async () => {
    const bytes = await samplePng();
    const refused = await host.toPdf({ kind: 'bytes', bytes }, 'image/png', A4);
    assert.ok(!refused.ok);
    assert.equal(refused.code, 'converter-missing');
    // Called a JPEG, it reaches the library, which has no other decoder there.
    assert.equal((await host.toPdf({ kind: 'bytes', bytes }, 'image/jpeg', A4)).ok, false);
  });
});

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
