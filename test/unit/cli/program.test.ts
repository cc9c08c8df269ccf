// The program itself, as a process: exit codes reach the shell, a closed pipe is no error, and "serve" becomes the server.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { repository } from '../../support/repository.ts';
import { tempDir } from '../../support/temp-dir.ts';

const SOURCE = join(repository, 'edge-server', 'src', 'cli', 'main.ts');
const LOADER = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

async function run(command: readonly string[], options: { closeOutput?: boolean } = {}) {
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  if (options.closeOutput === true) child.stdout.destroy();
  const out = options.closeOutput === true ? Promise.resolve('') : text(child.stdout);
  const [[code], written, err] = await Promise.all([once(child, 'close'), out, text(child.stderr)]);
  return { code: code as number | null, out: written, err };
}
const fromSource = (...args: string[]) => ['--import', LOADER, SOURCE, ...args];

test('the exit code is what the shell sees', async () => {
  assert.equal((await run(fromSource('--help'))).code, 0);
  assert.equal((await run(fromSource('jobs', '--nonsense'))).code, 2);
  const none = await run(fromSource('jobs', '--data-dir', '/no/such/folder', '--json'));
  assert.equal(none.code, 3);
  assert.equal(none.out, '');
  assert.equal((JSON.parse(none.err) as { error: { code: string } }).error.code, 'server-unreachable');
});

test('a reader that went away is no error', async () => {
  const ran = await run(fromSource('--help'), { closeOutput: true });
  assert.deepEqual([ran.code, ran.err], [0, '']);
});

test('the bundle becomes the server that lies beside it, in the same process', async () => {
  const dir = await tempDir('cli-bundle');
  try {
    const bundle = join(dir.path, 'dist', 'cli.js');
    await mkdir(join(dir.path, 'dist'));
    await writeFile(join(dir.path, 'package.json'), '{"type":"module"}');
    await build({
      entryPoints: [SOURCE],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'silent',
    });
    const missing = await run([bundle, 'serve']);
    assert.equal(missing.code, 1);
    assert.match(missing.err, /npm run build/);
    await writeFile(
      join(dir.path, 'dist', 'main.js'),
      'console.log(JSON.stringify([process.argv.slice(2), process.env.PLATEN_DATA_DIR, process.env.PLATEN_HTTP_PORT]));',
    );
    const ran = await run([bundle, '--data-dir', '/srv/x', 'serve', '--http-port', '81']);
    assert.deepEqual(JSON.parse(ran.out), [['serve'], '/srv/x', '81']);
    assert.equal(ran.code, 0);
  } finally {
    await dir.remove();
  }
});
