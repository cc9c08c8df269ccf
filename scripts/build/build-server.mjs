// Bundles the server's entries with esbuild; our own workspaces go in, packages from npm stay outside.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';
import { repository } from '../setup/repository.mjs';

const OUT = join(repository, 'edge-server', 'dist');

const ENTRIES = {
  main: 'edge-server/src/main.ts',
  'render-worker': 'edge-server/src/render/worker-main.ts',
  'blob-worker': 'edge-server/src/platform/blob-worker.ts',
  'checkpoint-worker': 'edge-server/src/db/checkpoint-worker.ts',
  'check-worker': 'edge-server/src/db/check-worker.ts',
  cli: 'edge-server/src/cli/main.ts',
};

/** Programs in other languages: they lie beside the bundles under their own names. */
const AS_THEY_ARE = ['office-driver.py', 'office_formats.py', 'office_sheets.py'].map((name) =>
  join('edge-server/src/office', name),
);

// `packages: 'external'` would leave out our own TypeScript workspaces too, and Node cannot load those.
const ownWorkspacesOnly = {
  name: 'own-workspaces-only',
  setup: (bundle) => {
    bundle.onResolve({ filter: /^[^./]/ }, (args) =>
      args.kind === 'entry-point' || args.path.startsWith('@platen/') ? undefined : { external: true },
    );
  },
};

/** Writes edge-server/dist; each file appears whole or not at all, so a server starting meanwhile never reads half of one. */
export const buildServer = async () => {
  const missing = [...Object.values(ENTRIES), ...AS_THEY_ARE].filter(
    (entry) => !existsSync(join(repository, entry)),
  );
  if (missing.length > 0) throw new Error(`The server cannot be bundled: ${missing.join(', ')} is missing.`);
  const result = await build({
    absWorkingDir: repository,
    entryPoints: ENTRIES,
    outdir: OUT,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'linked',
    // Nothing is minified, so stack traces read as in the source; `keepNames` would call a function for every closure that is made.
    legalComments: 'none',
    plugins: [ownWorkspacesOnly],
    write: false,
    logLevel: 'silent',
  });
  mkdirSync(OUT, { recursive: true });
  const copied = AS_THEY_ARE.map((path) => ({
    path: join(OUT, basename(path)),
    contents: readFileSync(join(repository, path)),
  }));
  for (const file of [...result.outputFiles, ...copied]) {
    const fresh = join(dirname(file.path), `.${basename(file.path)}.${process.pid}`);
    try {
      writeFileSync(fresh, file.contents);
      renameSync(fresh, file.path);
    } finally {
      rmSync(fresh, { force: true });
    }
  }
};
