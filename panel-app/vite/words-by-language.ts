// Turns import(`./panel.${language}.json`) into one import for each language that has such a file: nothing else gets into a bundle, neither the
// English words, which are in it already, nor vite's own way of choosing a file at run time.
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const CHOSEN = /\bimport\(\s*`(\.{1,2}\/[\w./-]*\.)\$\{language\}\.json`\s*,?\s*\)/g;

/** Languages of the files `<stem>.<language>.json`, without English. */
export function languagesOf(stem: string): string[] {
  const name = `${basename(stem)}.`;
  return readdirSync(dirname(stem))
    .filter((file) => file.startsWith(name) && /^[a-z]{2}\.json$/.test(file.slice(name.length)))
    .map((file) => file.slice(name.length, -'.json'.length))
    .filter((language) => language !== 'en')
    .sort();
}

export const wordsByLanguage: Plugin = {
  name: 'words-by-language',
  enforce: 'pre',
  transform(code, id) {
    if (!/\/src\/.*\.ts$/.test(id) || code.search(CHOSEN) === -1) return undefined;
    const written = code.replace(CHOSEN, (_whole, stem: string) => {
      const choices = languagesOf(join(dirname(id), stem.slice(0, -1))).map(
        (language) => `${language}: () => import('${stem}${language}.json')`,
      );
      // A language without a file rejects, as an import does.
      return `Promise.resolve().then(() => ({ ${choices.join(', ')} })[language]())`;
    });
    return { code: written, map: null };
  },
};
