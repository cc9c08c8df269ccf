// The console's first load: what a browser has to fetch before the first section, compressed as the server does.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { repository } from '../../support/repository.ts';
import type { Measure } from '../area.ts';
import { makeRow } from '../row.ts';

const DIST = join(repository, 'panel-app', 'dist');

const compressed = (bytes: Buffer): number =>
  // The quality with which the server compresses (api/pages.ts).
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).length;

/** What the page itself names: scripts, styles, and what is to be fetched ahead. */
const named = (html: string): readonly string[] =>
  [...html.matchAll(/(?:src|href)="\/?assets\/([\w.-]+\.(?:js|css))"/g)].map(([, name]) => name ?? '');

/** What a module waits for; what it imports later, with `import(...)`, is a section. */
const waitedFor = (script: string): readonly string[] =>
  [...script.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([\w.-]+\.js)["']/g)].map(([, name]) => name ?? '');

export const consoleLoad: Measure = {
  name: 'console',
  run: async ({ say }) => {
    const html = await readFile(join(DIST, 'admin.html'));
    let total = compressed(html);
    const seen = new Set<string>();
    const pending = [...named(html.toString('utf8'))];
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      const bytes = await readFile(join(DIST, 'assets', name));
      say(`  ${(compressed(bytes) / 1000).toFixed(1).padStart(6)} kB  ${name}`);
      total += compressed(bytes);
      if (name.endsWith('.js')) pending.push(...waitedFor(bytes.toString('utf8')));
    }
    if (seen.size === 0) throw new Error('admin.html refers to no script');
    return [
      makeRow({
        area: 'people',
        name: 'console before its first section, compressed',
        unit: 'kB',
        ours: total / 1000,
        target: { kind: 'at-most', value: 150 },
      }),
    ];
  },
};
