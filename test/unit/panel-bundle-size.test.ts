// The panel's budget (issue 1, "Speed and memory"): everything from the code to the print, compressed, in under 40 kB.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { LANGUAGES } from '@platen/shared/say/languages';

const BUDGET_BYTES = 40_000;
/** A quarter of a second on the slowest network that a device is attached to. */
const PART_BYTES = 6_000;
/** One packet. */
const EARLY_BYTES = 1_400;
/** What comes when it is asked for. A new one has its reason in panel/later.ts or where it is imported. */
const PARTS = [
  ...[
    'access',
    'language-screen',
    'open-device',
    'panel-live',
    'presence',
    'row-picture',
    'seldom',
    'ways',
    'zoom-screen',
  ],
  ...LANGUAGES.filter((language) => language !== 'en').map((language) => `panel.${language}`),
];
const repository = fileURLToPath(new URL('../..', import.meta.url));

let out = '';
let page = '';
let scripts: readonly string[] = [];

before(async () => {
  out = await mkdtemp(join(tmpdir(), 'platen-panel-'));
  const vite = join(repository, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--outDir', out, '--emptyOutDir', '--logLevel', 'error'];
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, args, { cwd: join(repository, 'panel-app'), env });
  page = await readFile(join(out, 'panel.html'), 'utf8');
  scripts = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, path = '']) => path);
});

after(() => rm(out, { recursive: true, force: true }));

const load = (path: string): Promise<Buffer> => readFile(join(out, path));

test('the panel is one page and one script, and before that the small one of the first keys', async () => {
  assert.equal(scripts.length, 2);
  const [early = '', app = ''] = scripts;
  assert.match(early, /^assets\/panel-early-[\w-]{8}\.js$/);
  assert.match(app, /^assets\/panel-[\w-]{8}\.js$/);
  assert.ok((await load(early)).length < EARLY_BYTES, 'it is to be there at once');
  for (const one of scripts)
    assert.doesNotMatch(
      (await load(one)).toString(),
      /\bimport\s*["'{*]|\bfrom\s*["'`]\.\//,
      `${one} waits for another one`,
    );
});

test('what few need comes only when it is asked for, and is small', async () => {
  const script = (await load(scripts[1] ?? '')).toString();
  const later = [...script.matchAll(/\bimport\(\s*["'`]\.\/([^"'`]+)/g)].map(([, name = '']) => name);
  const names = later.map((name) => name.replace(/-[\w-]{8}\.js$/, ''));
  assert.deepEqual([...new Set(names)].sort(), [...PARTS].sort());
  for (const name of later) {
    const bytes = gzipSync(await load(join('assets', name))).length;
    assert.ok(bytes < PART_BYTES, `${name}: ${bytes} bytes`);
  }
});

test('page and script stay under the budget, as the server sends them over HTTPS', async () => {
  const files = [Buffer.from(page), ...(await Promise.all(scripts.map(load)))];
  const bytes = files.reduce((sum, file) => sum + brotliCompressSync(file).length, 0);
  assert.ok(bytes < BUDGET_BYTES, `${bytes} bytes by brotli`);
});

test('the keypad and its styles are in the page itself, so that the first paint waits for nothing', () => {
  assert.equal([...page.matchAll(/class="button key/g)].length, 12);
  assert.match(page, /<style>.*\.keypad\{/s);
  assert.doesNotMatch(page, /rel="stylesheet"|@font-face|@import|url\(/);
  // A script in the page itself would need the content security policy to be weakened; the one that holds styles is never run.
  assert.doesNotMatch(page, /<script(?![^>]*\bsrc=)(?! type="text\/css")/);
});

test('no schema library and no words of the other surfaces are shipped to the panel', async () => {
  const script = (await load(scripts[1] ?? '')).toString();
  assert.doesNotMatch(script, /Page ranges must rise|_run|~standard/, 'valibot or a schema is in the bundle');
  assert.doesNotMatch(script, /\/api\/(portal|admin)/, 'calls of another surface are in the bundle');
});

test('the other pages are built beside it, with hashed names', async () => {
  const files = await readdir(out);
  assert.deepEqual(
    ['admin.html', 'panel.html', 'portal.html', 'sign-in.html'].filter((name) => !files.includes(name)),
    [],
  );
  const unhashed = (await readdir(join(out, 'assets'))).filter((name) => !/-[\w-]{8}\.\w+$/.test(name));
  assert.deepEqual(unhashed, []);
});
