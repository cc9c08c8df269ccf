// The worker as it ships: bundled into one file of its own, packages left outside.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeRenderHost } from '@platen/edge-server/render/render-host';
import { forkWorker } from '@platen/edge-server/render/spawn-worker';
import { build } from 'esbuild';
import { sampleJpeg, samplePdf } from '../../documents/make-documents.ts';
import { repository } from '../../support/repository.ts';
import { bytesOf } from './host-for-tests.ts';

void test('the bundled worker does all it does from its sources', async (t) => {
  // Inside the repository, so that the packages left outside are found.
  const folder = await mkdtemp(join(repository, 'node_modules', '.platen-bundle-'));
  t.after(() => rm(folder, { recursive: true }));
  const entry = join(folder, 'render-worker.js');
  await build({
    entryPoints: [join(repository, 'edge-server', 'src', 'render', 'worker-main.ts')],
    outfile: entry,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // As scripts/build/build-server.mjs does: our own workspaces go in, packages stay outside.
    plugins: [
      {
        name: 'own-workspaces-only',
        setup: (bundle) => {
          bundle.onResolve({ filter: /^[^./]/ }, ({ kind, path }) =>
            kind === 'entry-point' || path.startsWith('@platen/') ? undefined : { external: true },
          );
        },
      },
    ],
    logLevel: 'silent',
  });
  const host = makeRenderHost({ spawn: forkWorker(entry) });
  t.after(() => host.stop());
  const pdf = bytesOf(await samplePdf());
  assert.ok((await host.inspect(pdf, 'application/pdf')).ok);
  assert.ok((await host.renderPage(pdf, 1, { widthPx: 100, heightPx: 100 })).ok);
  const photo = bytesOf(await sampleJpeg());
  assert.ok((await host.toPdf(photo, 'image/jpeg', { media: 'iso_a4_210x297mm' })).ok);
});
