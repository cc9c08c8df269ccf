// Stylesheets that a part of the panel installs when it is loaded are made old where they stand in the sources; the first one is in the page.
import type { Plugin } from 'vite';
import { panelLooks } from './styles/legacy-styles.ts';
import { makeOld } from './styles/make-old.ts';

/** In the page already (legacy-styles.ts). */
const IN_PAGE = /\/panel\/styles\/(password|pages|check)\.ts$/;
const SHEET = /(\/\* css \*\/ )`([^`$]*)`/g;

export const makeStylesOld: Plugin = {
  name: 'legacy-make-styles-old',
  enforce: 'pre',
  transform(code, id) {
    if (!/\/src\/.*\.ts$/.test(id) || code.search(SHEET) === -1) return undefined;
    const looks = panelLooks();
    const old = code.replace(
      SHEET,
      (_whole, mark: string, sheet: string) =>
        mark + JSON.stringify(IN_PAGE.test(id) ? '' : makeOld(sheet, looks)),
    );
    return { code: old, map: null };
  },
};
