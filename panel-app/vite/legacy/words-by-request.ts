// Languages in the legacy panel: what the modern one imports when it is chosen, this one asks for as JSON, since it has no modules to load.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const LATER = /\bimport\(\s*(['"])([^'"]+\.json)\1\s*\)/g;
const LOADER = join(import.meta.dirname, '..', '..', 'src', 'legacy', 'load-words.ts');

export const wordsByRequest: Plugin = {
  name: 'legacy-words-by-request',
  enforce: 'pre',
  transform(code, id) {
    if (!/\.ts$/.test(id) || code.search(LATER) === -1) return undefined;
    const asked = code.replace(LATER, (_whole, _quote: string, path: string) => {
      const file = join(dirname(id), path);
      this.addWatchFile(file);
      const words: unknown = JSON.parse(readFileSync(file, 'utf8'));
      const name = file.replace(/^.*\//, '').replace(/\.json$/, '');
      const reference = this.emitFile({
        type: 'asset',
        name: `${name}.json`,
        source: JSON.stringify(words),
      });
      return `loadWords(import.meta.ROLLUP_FILE_URL_${reference})`;
    });
    return { code: `import { loadWords } from ${JSON.stringify(LOADER)};\n${asked}`, map: null };
  },
};
