// Builds the three surfaces into dist/: panel.html with its stylesheet written in and one script; portal.html, admin.html, sign-in.html.
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { EARLY_KEYS, earlyKeysScript } from './early-keys-script.ts';
import { legacyEnvironment, legacyPlugins } from './legacy/legacy-environment.ts';
import { noPreload } from './legacy/no-preload.ts';
import { onePanelScript } from './one-panel-script.ts';
import { paintInLanguages } from './paint-in-languages.ts';
import { paintedStylesFirst } from './painted-styles.ts';
import { workerEnvironment, workerPlugins } from './pwa/service-worker-environment.ts';
import { shrinkPanelPage } from './shrink-panel-page.ts';
import { wordsByLanguage } from './words-by-language.ts';
import { writeInPanelStyles } from './write-in-panel-styles.ts';

const root = join(import.meta.dirname, '..');
const page = (name: string): string => join(root, `${name}.html`);

export const config = defineConfig({
  root,
  base: '/',
  publicDir: false,
  plugins: [
    wordsByLanguage,
    writeInPanelStyles,
    shrinkPanelPage,
    paintedStylesFirst,
    { ...noPreload, name: 'panel-no-preload', applyToEnvironment: ({ name }) => name === 'panel' },
    earlyKeysScript,
    ...legacyPlugins,
    paintInLanguages,
    ...workerPlugins,
  ],
  environments: {
    // By itself, so that everything code-to-print needs is one module and one request. Only what few sites have is split off (panel/ways/).
    panel: {
      consumer: 'client',
      build: {
        // The oldest browsers of the modern panel bundle.
        target: ['chrome80', 'safari13'],
        emptyOutDir: false,
        // Nothing is loaded beforehand, and no helper for it is in the bundle.
        modulePreload: false,
        rollupOptions: {
          input: [page('panel'), EARLY_KEYS],
          output: { codeSplitting: onePanelScript(page('panel')) },
        },
      },
    },
    // The same panel for browsers of the time before modules.
    legacy: legacyEnvironment,
    // The portal's service worker.
    worker: workerEnvironment,
    client: {
      build: {
        // Phones and desks: two years and more behind, as workbox and the portal's features need.
        target: ['chrome87', 'safari14'],
        rollupOptions: { input: ['portal', 'admin', 'sign-in'].map(page) },
      },
    },
  },
  build: {
    outDir: 'dist',
    assetsDir: 'assets',
    // No data: URLs, so that the content security policy need not allow them.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  builder: {
    // In this order: the first one empties dist.
    buildApp: async (builder) => {
      for (const name of ['client', 'panel', 'legacy', 'worker']) {
        const environment = builder.environments[name];
        if (environment !== undefined) await builder.build(environment);
      }
    },
  },
});
