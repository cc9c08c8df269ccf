// The panel for browsers of the time before modules: the same sources as one ES5 script, with their styles made old, as dist/panel-legacy.html.
import { join } from 'node:path';
import type { EnvironmentOptions, Plugin } from 'vite';
import { heldAnswers } from './held-answers.ts';
import { makeStylesOld } from './make-styles-old.ts';
import { noPreload } from './no-preload.ts';
import { patchLit } from './patch-lit.ts';
import { scriptToEs5 } from './to-es5.ts';
import { wordsByRequest } from './words-by-request.ts';
import { writeLegacyPages } from './write-legacy-pages.ts';

const root = join(import.meta.dirname, '..', '..');
const NAME = 'legacy';

export const legacyEnvironment: EnvironmentOptions = {
  consumer: 'client',
  build: {
    // Nothing is made older here: to-es5.ts does it for sources and packages alike, once they are one script.
    target: 'esnext',
    minify: 'oxc',
    emptyOutDir: false,
    modulePreload: false,
    rolldownOptions: {
      input: { 'panel-legacy': join(root, 'src', 'legacy', 'panel-legacy.ts') },
      output: {
        format: 'iife',
        // One script: what the modern panel loads later is in it, since a browser without modules has no way to ask for more.
        codeSplitting: false,
        entryFileNames: 'assets/[name]-[hash].js',
      },
    },
  },
};

/** In this order: styles and words are found in the sources before any of them is bundled. */
export const legacyPlugins: readonly Plugin[] = [
  makeStylesOld,
  heldAnswers,
  wordsByRequest,
  noPreload,
  patchLit,
  scriptToEs5,
  writeLegacyPages,
].map((plugin) => ({ ...plugin, applyToEnvironment: ({ name }) => name === NAME }));
