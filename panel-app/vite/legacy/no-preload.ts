// Takes the place of vite's helper for loading beforehand: in one script there is nothing to load, and the helper asks for `import.meta`.
import type { Plugin } from 'vite';

export const noPreload: Plugin = {
  name: 'legacy-no-preload',
  enforce: 'pre',
  load: (id) =>
    id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : undefined,
};
