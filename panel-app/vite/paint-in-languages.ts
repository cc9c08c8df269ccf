// Writes panel.<language>.html beside panel.html: the same page with its painted words in another language, so that a panel is in its own one
// before any script. The server chooses (edge-server/src/api/panel-page.ts).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { directionOf, tagOf } from '../src/locales/page-language.ts';
import { languagesOf } from './words-by-language.ts';

const LOCALES = join(import.meta.dirname, '..', 'src', 'locales');

/** The sentences that panel.html paints. */
export const PAINTED = ['code.title', 'code.where', 'code.delete', 'code.clear', 'code.simple'] as const;

function read(file: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(readFileSync(join(LOCALES, file), 'utf8')) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw cause;
  }
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** @param page panel.html or panel-legacy.html, in English. @returns undefined where nobody has written that language. */
export function paintIn(page: string, language: string): string | undefined {
  const [english, words] = [read('en.json'), read(`panel.${language}.json`)];
  let painted = page
    .replace(/(<html[^>]*?) dir="ltr"/, '$1')
    .replace(/<html lang="en"/, () => `<html lang="${tagOf(language)}" dir="${directionOf(language)}"`);
  for (const key of PAINTED) {
    const [from, to] = [english[key], words[key]];
    if (typeof from !== 'string' || typeof to !== 'string') return undefined;
    if (!painted.includes(`>${from}<`)) throw new Error(`panel.html does not paint "${from}" (${key})`);
    painted = painted.replaceAll(`>${from}<`, () => `>${escaped(to)}<`);
  }
  return painted;
}

export const paintInLanguages: Plugin = {
  name: 'paint-in-languages',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const name of ['panel', 'panel-legacy']) {
        const page = bundle[`${name}.html`];
        if (page?.type !== 'asset') continue;
        for (const language of languagesOf(join(LOCALES, 'panel'))) {
          const source = paintIn(String(page.source), language);
          if (source !== undefined)
            this.emitFile({ type: 'asset', fileName: `${name}.${language}.html`, source });
        }
      }
    },
  },
};
