// How changes are heard in the legacy panel: its browsers have one request at a time, so two of its modules have others in their place.
import { join } from 'node:path';
import type { Plugin } from 'vite';

const src = join(import.meta.dirname, '..', '..', 'src');
const legacy = join(src, 'legacy');

const INSTEAD: ReadonlyMap<string, string> = new Map([
  [join(src, 'data', 'one-at-a-time.ts'), join(legacy, 'old-turns.ts')],
  [join(src, 'state', 'panel-live.ts'), join(legacy, 'old-live.ts')],
]);
const NAMES = /\/(one-at-a-time|panel-live)\.ts$/;

export const heldAnswers: Plugin = {
  name: 'legacy-held-answers',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    // Those that take the place use what was there.
    if (!NAMES.test(source) || importer === undefined || importer.startsWith(legacy)) return undefined;
    const found = await this.resolve(source, importer, { ...options, skipSelf: true });
    return found === null ? undefined : INSTEAD.get(found.id);
  },
};
