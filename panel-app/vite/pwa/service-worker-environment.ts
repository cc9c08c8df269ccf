// Builds the portal's service worker as dist/service-worker.js, after the portal: what the portal consists of is written into it, with hashes.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { EnvironmentOptions, Plugin } from 'vite';
import { drawMark } from './draw-mark.ts';

const root = join(import.meta.dirname, '..', '..');
const NAME = 'worker';
const LIST = join(root, 'src', 'service-worker', 'portal-files.ts');

export const workerEnvironment: EnvironmentOptions = {
  consumer: 'client',
  // Workbox tells its reader everything unless it is built for use.
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    target: ['chrome87', 'safari14'],
    emptyOutDir: false,
    modulePreload: false,
    rolldownOptions: {
      input: { 'service-worker': join(root, 'src', 'service-worker', 'service-worker.ts') },
      output: {
        // A classic script: Firefox has had module workers of this kind only lately.
        format: 'iife',
        codeSplitting: false,
        // The browser looks at this very address for a new one.
        entryFileNames: 'service-worker.js',
      },
    },
  },
};

const ICONS = [
  ['icons/app-192.png', 192, 'round'],
  ['icons/app-512.png', 512, 'round'],
  ['icons/maskable-192.png', 192, 'full'],
  ['icons/maskable-512.png', 512, 'full'],
  ['icons/apple-touch.png', 180, 'full'],
] as const;

/** What a bundle tells of a file; the part of Rolldown's types that is looked at. */
interface Built {
  readonly type: 'chunk' | 'asset';
  readonly facadeModuleId?: string | null;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly source?: string | Uint8Array;
}

interface PortalFiles {
  /** Kept as soon as the app is there. */
  readonly first: readonly { readonly url: string; readonly revision: string | null }[];
  /** Kept when they are first used: the words of languages, of which a person reads one. */
  readonly later: readonly string[];
}

/** Everything that portal.html can come to load. */
function portalFiles(bundle: Readonly<Record<string, Built>>): PortalFiles {
  const page = bundle['portal.html'];
  const entry = Object.entries(bundle).find(
    ([, { type, facadeModuleId }]) => type === 'chunk' && facadeModuleId?.endsWith('/portal.html') === true,
  );
  if (page === undefined || entry === undefined)
    throw new Error('the portal was not built before its worker');
  const names = new Set<string>();
  const add = (name: string): void => {
    const file = bundle[name];
    if (file === undefined || names.has(name)) return;
    names.add(name);
    for (const next of [...(file.imports ?? []), ...(file.dynamicImports ?? [])]) add(next);
  };
  add(entry[0]);
  // "portal.de-BIVMaG6Y.js"; English is what every page begins with.
  const isLater = (name: string): boolean => /\.(?!en)[a-z]{2}-[\w-]{8}\.js$/.test(name);
  const sorted = [...names].sort();
  return {
    first: [
      {
        url: '/',
        revision: createHash('sha256').update(String(page.source)).digest('base64url').slice(0, 16),
      },
      ...sorted.filter((name) => !isLater(name)).map((name) => ({ url: `/${name}`, revision: null })),
    ],
    later: sorted.filter(isLater).map((name) => `/${name}`),
  };
}

/** Handed from one build to the other in the folder of both: each has its own copy of this module. The second one takes it away. */
const HANDED = 'portal-files.json';

/** Notes what the portal consists of, and draws its icons. */
const notePortal: Plugin = {
  name: 'note-portal-files',
  applyToEnvironment: ({ name }) => name === 'client',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      // The gallery builds other pages.
      if (bundle['portal.html'] === undefined) return;
      const files = portalFiles(bundle);
      this.emitFile({ type: 'asset', fileName: HANDED, source: JSON.stringify(files) });
      for (const [fileName, size, shape] of ICONS)
        this.emitFile({ type: 'asset', fileName, source: drawMark(size, shape) });
    },
  },
};

const writePortalFiles: Plugin = {
  name: 'write-portal-files',
  applyToEnvironment: ({ name }) => name === NAME,
  load(id) {
    if (id !== LIST) return undefined;
    const { root: from, build } = this.environment.config;
    const path = resolve(from, build.outDir, HANDED);
    const built = JSON.parse(readFileSync(path, 'utf8')) as PortalFiles;
    rmSync(path);
    return `export const FIRST = ${JSON.stringify(built.first)};export const LATER = ${JSON.stringify(built.later)};`;
  },
};

export const workerPlugins: readonly Plugin[] = [notePortal, writePortalFiles];
