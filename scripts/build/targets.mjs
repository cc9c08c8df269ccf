// What is built from which files: one entry per thing that ends in a dist folder.
import { join } from 'node:path';
import { repository } from '../setup/repository.mjs';

const at = (...parts) => join(repository, ...parts);
const common = ['package-lock.json', 'tsconfig.base.json', 'scripts/build.mjs', 'scripts/build'];

/** `sources` and `outputs` are relative to the checkout; `make` builds, and throws with a readable message if it cannot. */
export const targets = [
  {
    name: 'server',
    sources: [...common, 'shared', 'device-profiles', 'edge-server'].map((path) => at(path)),
    outputs: [
      ...[
        'main.js',
        'render-worker.js',
        'blob-worker.js',
        'checkpoint-worker.js',
        'check-worker.js',
        'cli.js',
      ],
      ...['office-driver.py', 'office_formats.py', 'office_sheets.py'],
    ].map((file) => at('edge-server/dist', file)),
    make: async () => (await import('./build-server.mjs')).buildServer(),
  },
  {
    name: 'panel app',
    sources: [...common, 'shared', 'panel-app'].map((path) => at(path)),
    outputs: ['panel.html', 'portal.html', 'admin.html'].map((file) => at('panel-app/dist', file)),
    make: async () => (await import('./build-panel-app.mjs')).buildPanelApp(),
  },
];
