// Makes plain JavaScript of test files once for a whole run: through tsx each of hundreds of processes would compile and load the same
// thousand modules again, which took longer than the tests themselves.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repository } from '../setup/repository.mjs';

/** Below test/, so that packages of the test workspace are found from there. */
const OUT = join(repository, 'test', '.out', 'js');

/** Workers start from the file beside their starter, as in the product: from the bundles that the check `build` has made. */
const SPEAK_AS_BUILT = new Set(
  ['platform/start-worker.ts', 'render/spawn-worker.ts'].map((path) =>
    join(repository, 'edge-server', 'src', path),
  ),
);
const BUILT = join(repository, 'edge-server', 'dist', 'main.js');

/** Every source goes on believing that it is where it was: fixtures, worker files and the checkout are found by that. */
const ownAddress = {
  name: 'own-address',
  setup: (bundle) => {
    bundle.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const address = SPEAK_AS_BUILT.has(path) ? BUILT : path;
      const text = readFileSync(path, 'utf8');
      return {
        contents: text
          .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(address).href))
          .replaceAll('import.meta.dirname', JSON.stringify(dirname(address))),
        loader: 'ts',
      };
    });
  },
};

// Packages whose loading took longest, each hundreds of small modules: they go into the bundles with all that they need. The others stay
// outside, as they do in the product.
const INSIDE = [
  '@platen',
  '@cantoo/pdf-lib',
  '@homebridge/ciao',
  '@hono/node-server',
  '@pdf-lib/fontkit',
  '@peculiar/x509',
  '@simplewebauthn/server',
  'drizzle-orm',
  'hono',
  'imapflow',
];
/** What a package inside needs and cannot have with it: drivers that load native code. */
const NATIVE = ['better-sqlite3', 'pg'];

const isOneOf = (names, path) => names.some((name) => path === name || path.startsWith(`${name}/`));

const packagesOutside = {
  name: 'packages-outside',
  setup: (bundle) => {
    bundle.onResolve({ filter: /^[^./]/ }, ({ kind, path, importer }) => {
      if (kind === 'entry-point' || isOneOf(INSIDE, path)) return undefined;
      return importer.includes('/node_modules/') && !isOneOf(NATIVE, path) ? undefined : { external: true };
    });
  },
};

// Packages that are CommonJS ask for Node's own modules by require, which modules lack.
const BANNER = `import { createRequire as platenRequire } from 'node:module'; const require = platenRequire(${JSON.stringify(pathToFileURL(join(repository, 'test', 'package.json')).href)});`;

/**
 * Bundles `files` (absolute paths) into a folder of `name`. Resolves with `{ folder, bundleOf(file), output }`; `output` is empty, or
 * says what esbuild could not read.
 */
export const bundleTests = async ({ name, files }) => {
  const folder = join(OUT, name);
  rmSync(folder, { recursive: true, force: true });
  const bundleOf = (file) => join(folder, relative(repository, file).replace(/\.ts$/, '.mjs'));
  try {
    // Only now: in a fresh clone this file is read before anything is installed.
    const { build } = await import('esbuild');
    await build({
      absWorkingDir: repository,
      entryPoints: files.map((file) => relative(repository, file)),
      outdir: folder,
      outbase: repository,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      // What several files use is written once; each process still has its own.
      splitting: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      sourcemap: 'linked',
      sourcesContent: false,
      keepNames: true,
      banner: { js: BANNER },
      plugins: [ownAddress, packagesOutside],
      logLevel: 'silent',
    });
  } catch (error) {
    return { folder, bundleOf, output: error.message };
  }
  const output = existsSync(BUILT) ? '' : `${relative(repository, BUILT)} is missing: npm run build`;
  return { folder, bundleOf, output };
};
