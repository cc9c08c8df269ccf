// What a render worker is as a process: low in rank when it converts, without the server's secrets, and gone when the server is.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CONVERT_NICENESS } from '@platen/edge-server/render/limits';
import { makeRenderHost } from '@platen/edge-server/render/render-host';
import { samplePdf } from '../../documents/make-documents.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { bytesOf, hostForTests } from './host-for-tests.ts';
import { isAlive } from './is-alive.ts';

const host = hostForTests();
const BOX = { widthPx: 100, heightPx: 100 };

void test('the worker for previews runs at normal priority, the one for conversions below it', async () => {
  const pdf = bytesOf(await samplePdf());
  assert.ok((await host.renderPage(pdf, 1, BOX)).ok);
  assert.ok((await host.inspect(pdf, 'application/pdf')).ok);
  const ranks = host.workers().map(({ role, pid }) => [role, getPriority(pid)]);
  assert.deepEqual(ranks, [
    ['preview', getPriority()],
    ['convert', CONVERT_NICENESS],
  ]);
});

void test('a worker knows nothing of the server’s environment', async () => {
  process.env['PLATEN_TEST_SECRET'] = 'canary-4711';
  const own = makeRenderHost();
  try {
    assert.ok((await own.inspect(bytesOf(await samplePdf()), 'application/pdf')).ok);
    const [worker] = own.workers();
    assert.ok(worker?.pid !== undefined);
    for (const file of ['environ', 'cmdline']) {
      assert.ok(!readFileSync(`/proc/${worker.pid}/${file}`, 'utf8').includes('canary-4711'));
    }
  } finally {
    delete process.env['PLATEN_TEST_SECRET'];
    await own.stop();
  }
});

void test('the process that asks loads neither PDFium nor sharp', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('./asking-server.ts', import.meta.url))],
    { maxBuffer: 16 * 1024 * 1024 },
  );
  const scripts = JSON.parse(stdout) as string[];
  assert.ok(scripts.some((url) => url.includes('render/render-host')));
  assert.deepEqual(
    scripts.filter((url) => url.includes('@embedpdf/') || url.includes('render/pdfium-module')),
    [],
  );
  // The program's own documents are made with sharp; the engine's way to it is not loaded.
  assert.deepEqual(
    scripts.filter((url) => url.includes('render/image-library')),
    [],
  );
});

void test('workers end with a server that was killed, even those in the middle of endless work', async () => {
  const server = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('./doomed-server.ts', import.meta.url))],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  server.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const pids = await waitUntil(() => /workers ([\d,]+)\n/.exec(said)?.[1]?.split(',').map(Number), {
    what: 'the doomed server to have its workers busy',
    timeoutMs: 60_000,
  });
  assert.equal(pids.length, 2);
  assert.ok(pids.every(isAlive));
  server.kill('SIGKILL');
  await waitUntil(() => !pids.some(isAlive), { what: 'the workers to be gone', timeoutMs: 10_000 });
});
