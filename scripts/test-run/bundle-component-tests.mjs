// Makes plain JavaScript of the component tests once for all engines: each test page would otherwise ask for hundreds of modules, which
// took longer than most tests in it.
import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { repository } from '../setup/repository.mjs';

/** Below the checkout, which is what the test runner serves. */
const OUT = join(repository, 'test', '.out', 'js', 'components');

/**
 * Bundles `files` (absolute paths). Resolves with `{ bundleOf(file), output }`; `output` is empty, or says what esbuild could not read.
 * What is imported only when it is asked for stays a file of its own, as it is in the product.
 */
export const bundleComponentTests = async (files) => {
  rmSync(OUT, { recursive: true, force: true });
  const bundleOf = (file) => join(OUT, basename(file).replace(/\.ts$/, '.js'));
  try {
    // Only now: in a fresh clone this file is read before anything is installed.
    const { build } = await import('esbuild');
    await build({
      absWorkingDir: repository,
      entryPoints: files,
      outdir: OUT,
      outbase: join(repository, 'test', 'components'),
      bundle: true,
      // What several files use is written once; each page still has its own.
      splitting: true,
      platform: 'browser',
      conditions: ['browser', 'production'],
      format: 'esm',
      target: 'es2022',
      tsconfig: join(repository, 'panel-app', 'tsconfig.json'),
      // Failures name the source.
      sourcemap: 'linked',
      keepNames: true,
      logLevel: 'silent',
    });
  } catch (error) {
    return { bundleOf, output: error.message };
  }
  return { bundleOf, output: '' };
};
